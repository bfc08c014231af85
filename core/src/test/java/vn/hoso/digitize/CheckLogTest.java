package vn.hoso.digitize;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.hoso.paper.PaperId;

/** What was found sound is remembered for the version that was looked at, and a damaged note costs a second look only. */
class CheckLogTest {
    private static final Instant DAY = Instant.parse("2026-03-01T00:00:00Z");

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("checks.log");
    }

    private static PaperId paper(int number) {
        return PaperId.of(
                String.format(java.util.Locale.ROOT, "%064x", number).replaceAll("^(.{32})(.{32})$", "$2$1"), 1);
    }

    @Test
    void remembersTheVersionThatWasLookedAt() {
        try (CheckLog log = CheckLog.open(file())) {
            log.sound(paper(1), 1, DAY);
            log.sound(paper(1), 2, DAY.plusSeconds(9));
        }
        try (CheckLog log = CheckLog.open(file())) {
            assertThat(log.soundAt(paper(1), 2)).contains(DAY.plusSeconds(9));
            assertThat(log.soundAt(paper(1), 1)).isEmpty();
            assertThat(log.soundAt(paper(1), 3)).isEmpty();
            assertThat(log.soundAt(paper(2), 1)).isEmpty();
        }
    }

    @Test
    void aLineThatWasCutOffIsLeftOutAndTheNextOneIsWhole() throws IOException {
        try (CheckLog log = CheckLog.open(file())) {
            log.sound(paper(1), 1, DAY);
        }
        Files.writeString(file(), paper(2) + " 1 2026-03-", StandardOpenOption.APPEND);
        try (CheckLog log = CheckLog.open(file())) {
            assertThat(log.soundAt(paper(2), 1)).isEmpty();
            log.sound(paper(3), 1, DAY);
        }
        try (CheckLog log = CheckLog.open(file())) {
            assertThat(log.soundAt(paper(1), 1)).contains(DAY);
            assertThat(log.soundAt(paper(3), 1)).contains(DAY);
        }
    }

    @Test
    void outdatedLinesAreDropped() throws IOException {
        for (int run = 0; run < 4; run++) {
            try (CheckLog log = CheckLog.open(file())) {
                for (int i = 0; i < 900; i++) {
                    log.sound(paper(i % 3), 1, DAY.plusSeconds(i));
                }
            }
        }
        assertThat(Files.readAllLines(file())).hasSizeLessThan(2000);
        try (CheckLog log = CheckLog.open(file())) {
            assertThat(log.soundAt(paper(2), 1)).contains(DAY.plusSeconds(899));
        }
    }

    @Test
    void aPlaceThatCanNotBeWrittenStopsNothing() throws IOException {
        Files.createDirectory(file());
        Path under = file().resolve("none/checks.log");
        try (CheckLog log = CheckLog.open(under)) {
            log.sound(paper(1), 1, DAY);
            assertThat(log.soundAt(paper(1), 1)).contains(DAY);
        }
        assertThat(under).doesNotExist();
    }
}
