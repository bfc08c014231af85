package vn.hoso.digitize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file is given once, when it is complete, and nothing else is given. */
class WatchedFolderTest {
    @TempDir
    Path folder;

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);

    private WatchedFolder watched(boolean recursive) {
        return new WatchedFolder(folder, recursive, Duration.ofSeconds(2), nanos::get);
    }

    private void seconds(int count) {
        nanos.addAndGet(Duration.ofSeconds(count).toNanos());
    }

    @Test
    void aFileIsGivenOnceItIsQuiet() throws IOException {
        WatchedFolder watched = watched(false);
        Path file = Files.writeString(folder.resolve("b.pdf"), "half");
        assertThat(watched.poll()).isEmpty();
        seconds(1);
        Files.writeString(file, "half and more");
        assertThat(watched.poll()).isEmpty();
        seconds(1);
        Files.writeString(folder.resolve("a.pdf"), "whole");
        assertThat(watched.poll()).isEmpty();
        seconds(1);
        assertThat(watched.poll()).containsExactly(file);
        seconds(1);
        assertThat(watched.poll()).containsExactly(folder.resolve("a.pdf"));
        seconds(100);
        assertThat(watched.poll()).isEmpty();
    }

    @Test
    void aFileThatChangesLaterIsGivenAgain() throws IOException {
        WatchedFolder watched = watched(false);
        Path file = Files.writeString(folder.resolve("a.pdf"), "first");
        watched.poll();
        seconds(2);
        assertThat(watched.poll()).containsExactly(file);
        Files.writeString(file, "other");
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
        assertThat(watched.poll()).isEmpty();
        seconds(2);
        assertThat(watched.poll()).containsExactly(file);
    }

    @Test
    void whatCouldNotBeDoneIsGivenAgain() throws IOException {
        WatchedFolder watched = watched(false);
        Path file = Files.writeString(folder.resolve("a.pdf"), "first");
        watched.poll();
        seconds(2);
        assertThat(watched.poll()).containsExactly(file);
        watched.giveAgain(file);
        assertThat(watched.poll()).isEmpty();
        seconds(2);
        assertThat(watched.poll()).containsExactly(file);
        Files.delete(file);
        watched.giveAgain(file);
        seconds(2);
        assertThat(watched.poll()).isEmpty();
    }

    @Test
    void linksHiddenFilesAndUnfinishedOnesAreLeftOut() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve(".elsewhere"));
        Files.writeString(elsewhere.resolve("real.pdf"), "x");
        Files.createSymbolicLink(folder.resolve("link.pdf"), elsewhere.resolve("real.pdf"));
        Files.createSymbolicLink(folder.resolve("linked"), elsewhere);
        Files.writeString(folder.resolve("scan.pdf.PART"), "x");
        Files.writeString(folder.resolve("~$letter.docx"), "x");
        Files.createFile(folder.resolve("empty.pdf"));
        Path file = Files.writeString(folder.resolve("scan.pdf"), "x");
        WatchedFolder watched = watched(true);
        watched.poll();
        seconds(2);
        assertThat(watched.poll()).containsExactly(file);
    }

    @Test
    void foldersAreLookedIntoOnlyWhenAsked() throws IOException {
        Path inner = Files.createDirectories(folder.resolve("H01/papers"));
        Path file = Files.writeString(inner.resolve("a.pdf"), "x");
        WatchedFolder flat = watched(false);
        WatchedFolder deep = watched(true);
        flat.poll();
        deep.poll();
        seconds(2);
        assertThat(flat.poll()).isEmpty();
        assertThat(deep.poll()).containsExactly(file);
    }

    @Test
    void aFolderThatIsGoneIsSaid() {
        WatchedFolder gone = new WatchedFolder(folder.resolve("gone"), false, Duration.ZERO);
        assertThatThrownBy(gone::poll).isInstanceOf(NotDirectoryException.class);
    }
}
