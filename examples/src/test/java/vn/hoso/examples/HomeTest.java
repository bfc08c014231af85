package vn.hoso.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.hoso.search.LuceneRecordIndex;

/** Homes that can't be worked in, each with its cause and its remedy. */
class HomeTest {
    @TempDir
    Path folder;

    private Cli cli() {
        return new Cli(folder.resolve("home"));
    }

    private Path empty() {
        Path home = folder.resolve("home");
        assertThat(cli().run("key", "test").code()).isZero();
        LuceneRecordIndex.open(home.resolve("index")).close();
        return home;
    }

    @ParameterizedTest
    @CsvSource({"en, another process is working here", "vi, tiến trình khác đang làm việc tại đây"})
    void anIndexThatIsBeingWrittenIsNotRebuilt(String language, String message) {
        Path home = empty();
        try (LuceneRecordIndex writing = LuceneRecordIndex.open(home.resolve("index"))) {
            Cli.Run run = cli().run("reindex", "--lang", language);
            assertThat(run.code()).isEqualTo(1);
            assertThat(run.err()).contains(message);
            assertThat(writing.ledgerSequence()).isZero();
        }
        assertThat(cli().run("reindex").code()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"en, written by a newer version", "vi, do phiên bản mới hơn ghi"})
    void anIndexOfANewerVersionIsLeftAlone(String language, String message) throws IOException {
        Path home = empty();
        makeNewer(home.resolve("index"));
        Cli.Run run = cli().run("find", "x", "--lang", language);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains(message).contains("index");
    }

    /** Raises every number in the commit data of the index. */
    private static void makeNewer(Path index) throws IOException {
        List<Path> generations;
        try (var all = Files.walk(index)) {
            generations = all.filter(path -> path.getFileName().toString().startsWith("segments_"))
                    .map(Path::getParent)
                    .distinct()
                    .toList();
        }
        assertThat(generations).hasSize(1);
        try (FSDirectory directory = FSDirectory.open(generations.get(0))) {
            Map<String, String> data;
            try (DirectoryReader reader = DirectoryReader.open(directory)) {
                data = reader.getIndexCommit().getUserData();
            }
            Map<String, String> newer = data.entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey,
                            entry -> entry.getValue().matches("[1-9]\\d{0,3}") ? "9999" : entry.getValue()));
            assertThat(newer).isNotEqualTo(data);
            try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig())) {
                writer.setLiveCommitData(newer.entrySet());
                writer.commit();
            }
        }
    }

    @Test
    void aFolderThatMayNotBeWrittenIsNamed() throws IOException {
        Path home = forbidden().resolve("home");
        Cli.Run run = new Cli(home).run("key", "test");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("may not be written").contains("Check the permissions");
    }

    /** A folder that this user may not write to; the super-user may write to nearly all. */
    private Path forbidden() throws IOException {
        Path locked = Files.createDirectories(folder.resolve("locked"));
        Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r-xr-xr-x"));
        return Files.isWritable(locked) ? Path.of("/sys") : locked;
    }

    /** Converts within a file system of three megabytes, in a process of its own: only there one may be mounted. */
    @Test
    void aFullDiskStopsTheRunAndNothingFinishedIsLost() throws Exception {
        Path small = Files.createDirectories(folder.resolve("small"));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Path arguments = Files.writeString(
                folder.resolve("arguments"),
                "-cp\n\"" + System.getProperty("java.class.path").replace("\\", "\\\\") + "\"\n"
                        + "-XX:TieredStopAtLevel=1\n-XX:+UseSerialGC\n-Djava.awt.headless=true\n-Xmx700m\nvn.hoso.examples.Hoso\n");
        String hoso = "'" + java + "' @'" + arguments + "'";
        Process process = start(
                "unshare",
                "--user",
                "--map-root-user",
                "--mount",
                "sh",
                "-c",
                "mount -t tmpfs -o size=3m tmpfs '" + small + "' || exit 77\n"
                        + hoso + " key test --home '" + small + "/home' || exit 78\n"
                        + hoso + " convert '" + Cli.samples().resolve("official-letter-born-digital.pdf") + "' '"
                        + Cli.samples().resolve("land-certificate-sideways.pdf") + "' '"
                        + Cli.samples().resolve("decision-upside-down.pdf") + "' --jobs 1 --pdfa-check off --key test"
                        + " --home '" + small + "/home'\n"
                        + "echo code $?\n"
                        + hoso + " find --home '" + small + "/home' --json số hóa\n");
        String output =
                process == null ? "" : new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process == null || (process.waitFor(5, TimeUnit.MINUTES) && process.exitValue() == 77)) {
            System.err.println("left out: a full disk, as no small file system may be mounted here");
            return;
        }
        assertThat(output).contains("the disk is full").contains("code 1");
        assertThat(output.lines().filter(line -> line.contains("Exception"))).isEmpty();
    }

    private static Process start(String... command) {
        try {
            return new ProcessBuilder(new ArrayList<>(List.of(command)))
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            return null;
        }
    }
}
