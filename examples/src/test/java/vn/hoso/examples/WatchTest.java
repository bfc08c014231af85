package vn.hoso.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder that is watched, by a process of its own: the end of a watch is the end of its process. */
class WatchTest {
    private static final long PATIENCE_SECONDS = 240;

    @TempDir
    Path folder;

    @Test
    void whatArrivesIsConvertedWhatIsBadStaysAndTheEndIsOrderly() throws Exception {
        Path home = folder.resolve("home");
        Path inbox = Files.createDirectories(folder.resolve("inbox"));
        Path done = folder.resolve("done");
        assertThat(new Cli(home).run("key", "test").code()).isZero();
        Broken.unknownKind(inbox);
        Path said = folder.resolve("said");
        Process watch = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Djava.awt.headless=true",
                        "-Dfile.encoding=UTF-8",
                        "vn.hoso.examples.Hoso",
                        "convert",
                        "--watch",
                        inbox.toString(),
                        "--done",
                        done.toString(),
                        "--key",
                        "test",
                        "--pdfa-check",
                        "off",
                        "--nice",
                        "1",
                        "--home",
                        home.toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            awaitWords(said, "unknown.pdf", watch);
            Files.copy(Cli.samples().resolve("official-letter-born-digital.pdf"), inbox.resolve("first.pdf"));
            awaitFile(done.resolve("first.pdf"), watch);
            Files.copy(Cli.samples().resolve("official-letter-born-digital.pdf"), inbox.resolve("first.pdf"));
            awaitFile(done.resolve("2-first.pdf"), watch);
        } finally {
            watch.destroy();
            assertThat(watch.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(Files.readString(said)).contains("watching").contains("in the archive already");
        assertThat(inbox.resolve("unknown.pdf")).exists();
        var found = new ObjectMapper()
                .readTree(new Cli(home).run("find", "--json", "số hóa hồ sơ").out());
        assertThat(found.get("hits")).hasSize(1);
        Cli.Run clean = new Cli(home).run("verify", "--archive");
        assertThat(clean.code()).as(clean.out() + clean.err()).isZero();
    }

    @Test
    void foldersWithinEachOtherAreRefused() throws IOException {
        Path inbox = Files.createDirectories(folder.resolve("inbox"));
        Cli cli = new Cli(inbox.resolve("home"));
        cli.run("key", "test");
        assertThat(cli.run("convert", "--watch", inbox, "--key", "test").code()).isEqualTo(2);
        Cli apart = new Cli(folder.resolve("home"));
        Cli.Run run = apart.run("convert", "--watch", inbox, "--done", inbox.resolve("done"), "--key", "test");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("lie within each other");
    }

    @Test
    void theEndIsTheNextTimeThatTheClockShows() {
        Texts texts = Texts.in(java.util.Locale.ENGLISH);
        Clock clock = Clock.fixed(Instant.parse("2026-01-31T20:30:00Z"), ZoneOffset.UTC);
        assertThat(EndTime.left("06:00", clock, texts)).isEqualTo(Duration.ofMinutes(150));
        assertThat(EndTime.left("03:30", clock, texts)).isEqualTo(Duration.ofDays(1));
        assertThat(EndTime.left("03:29", clock, texts)).isEqualTo(Duration.ofMinutes(24 * 60 - 1));
    }

    private static void awaitWords(Path said, String words, Process watch) throws Exception {
        for (int i = 0; i < PATIENCE_SECONDS * 10 && watch.isAlive(); i++) {
            if (Files.readString(said).contains(words)) {
                return;
            }
            Thread.sleep(100);
        }
        throw new AssertionError(Files.readString(said));
    }

    private static void awaitFile(Path file, Process watch) throws Exception {
        for (int i = 0; i < PATIENCE_SECONDS * 10 && watch.isAlive(); i++) {
            if (Files.exists(file)) {
                return;
            }
            Thread.sleep(100);
        }
        throw new AssertionError(file + " did not come");
    }
}
