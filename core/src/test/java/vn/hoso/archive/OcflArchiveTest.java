package vn.hoso.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.internal.Durable;
import vn.hoso.paper.PaperId;

class OcflArchiveTest {
    private static final PaperId ID = new PaperId("00112233445566778899aabbccddeeff");
    private static final Instant NOW = Instant.parse("2026-11-22T03:04:05.678Z");

    @TempDir
    private Path temporary;

    private Path folder;
    private OcflArchive archive;

    @BeforeEach
    void open() {
        folder = temporary.resolve("archive");
        archive = OcflArchive.open(folder, temporary.resolve("work"), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @AfterEach
    void close() {
        archive.close();
        archive.close();
    }

    @Test
    void keepsEveryVersion() throws IOException {
        archive.put(ID, Map.of(Archive.PDF, file("pdf"), Archive.RECORD, file("one")), 0, "officer", "convert");
        ArchivedPaper second = archive.put(ID, Map.of(Archive.RECORD, file("two")), 1, "officer", "confirm");

        assertThat(second).isEqualTo(new ArchivedPaper(ID, 2, NOW, "confirm"));
        assertThat(archive.head(ID)).contains(second);
        assertThat(archive.versions(ID)).extracting(ArchivedPaper::message).containsExactly("convert", "confirm");
        assertThat(read(1, Archive.RECORD)).isEqualTo("one");
        assertThat(read(2, Archive.RECORD)).isEqualTo("two");
        assertThat(read(2, Archive.PDF)).isEqualTo("pdf");
        assertThat(archive.open(ID, 2, "no such file")).isEmpty();
        assertThat(archive.files(ID, 2)).containsOnlyKeys(Archive.PDF, Archive.RECORD);
        assertThat(archive.fixity(ID)).isEmpty();
        try (Stream<PaperId> papers = archive.papers()) {
            assertThat(papers).containsExactly(ID);
        }
    }

    @Test
    void knowsWhatItDoesNotHold() {
        assertThat(archive.head(ID)).isEmpty();
        assertThat(archive.versions(ID)).isEmpty();
        assertThat(archive.files(ID, 1)).isEmpty();
        assertThat(archive.open(ID, 1, Archive.PDF)).isEmpty();
        assertThat(archive.fixity(ID)).isNotEmpty();
        assertThat(archive.heal(ID)).isEmpty();
    }

    @Test
    void refusesAVersionThatIsNotTheNext() throws IOException {
        Map<String, Path> files = Map.of(Archive.RECORD, file("x"));
        archive.put(ID, files, 0, "a", "convert");

        assertWrongState(() -> archive.put(ID, files, 0, "a", "convert"));
        assertWrongState(() -> archive.put(ID, files, 2, "a", "convert"));
        assertThat(archive.head(ID)).map(ArchivedPaper::version).contains(1);
    }

    private static void assertWrongState(org.assertj.core.api.ThrowableAssert.ThrowingCallable put) {
        assertThatThrownBy(put)
                .isInstanceOfSatisfying(
                        HosoException.class, e -> assertThat(e.problem()).isEqualTo(Problem.WRONG_STATE));
    }

    @Test
    void liesWhereTheLayoutSays() throws IOException {
        archive.put(ID, Map.of(Archive.RECORD, file("x")), 0, "a", "convert");

        assertThat(ObjectRoot.of(folder, ID).resolve("v1/content/record.json")).hasContent("x");
        assertThat(folder.resolve("ocfl_layout.json")).content().contains("0004-hashed-n-tuple-storage-layout");
        assertThat(folder.resolve("0=ocfl_1.1")).exists();
    }

    @Test
    void addsLittleToWhatItKeeps() throws IOException {
        archive.put(
                ID,
                Map.of(Archive.PDF, file("p"), Archive.RECORD, file("r"), "text/page-0001.xml", file("t")),
                0,
                "Lê Thị Quét",
                "convert");
        archive.put(ID, Map.of(Archive.RECORD, file("s"), Archive.SEAL, file("7")), 1, "Lê Thị Quét", "confirm");

        long bytes;
        try (Stream<Path> files = Files.walk(ObjectRoot.of(folder, ID))) {
            bytes = files.filter(Files::isRegularFile)
                    .mapToLong(p -> p.toFile().length())
                    .sum();
        }
        assertThat(bytes).isLessThan(6000);
    }

    @Test
    void letsOnlyOneOfManyCreateAPaper() throws Exception {
        Path file = file("x");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (OcflArchive other = OcflArchive.open(folder, temporary.resolve("work2"), Clock.systemUTC())) {
            List<Callable<Boolean>> puts = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                OcflArchive one = i % 2 == 0 ? archive : other;
                puts.add(() -> {
                    try {
                        one.put(ID, Map.of(Archive.RECORD, file), 0, "a", "convert");
                        return true;
                    } catch (HosoException e) {
                        assertThat(e.problem()).isEqualTo(Problem.WRONG_STATE);
                        return false;
                    }
                });
            }
            int stored = 0;
            for (Future<Boolean> put : threads.invokeAll(puts)) {
                stored += put.get() ? 1 : 0;
            }
            assertThat(stored).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
        assertThat(archive.fixity(ID)).isEmpty();
    }

    @Test
    void findsEveryChangedFile() throws IOException {
        archive.put(ID, Map.of(Archive.PDF, file("pdf"), Archive.RECORD, file("record")), 0, "a", "convert");
        archive.put(ID, Map.of(Archive.RECORD, file("record two")), 1, "a", "correct");
        List<Path> all;
        try (Stream<Path> files = Files.walk(ObjectRoot.of(folder, ID))) {
            all = files.filter(Files::isRegularFile).toList();
        }
        assertThat(all).hasSizeGreaterThan(8);
        for (Path file : all) {
            byte[] bytes = Files.readAllBytes(file);
            byte[] changed = bytes.clone();
            changed[0] ^= 1;
            Files.write(file, changed);
            assertThat(archive.fixity(ID)).as(file.toString()).isNotEmpty();
            Files.write(file, bytes);
        }
        assertThat(archive.fixity(ID)).isEmpty();
        Files.delete(ObjectRoot.of(folder, ID).resolve("v1/content/paper.pdf"));
        assertThat(archive.fixity(ID)).isNotEmpty();
    }

    /** The states that a crash can leave while version 2 is stored, in the order of the steps. */
    @Test
    void completesAVersionThatIsWholeButNotShown() throws IOException {
        Path root = twoVersions();
        byte[] second = Files.readAllBytes(root.resolve("inventory.json"));
        for (int torn : new int[] {-1, 0, second.length / 2, second.length}) {
            showFirst(root);
            if (torn >= 0) {
                Files.write(root.resolve("inventory.json"), java.util.Arrays.copyOf(second, torn));
            }

            assertThat(archive.heal(ID)).hasSize(1);
            assertThat(archive.head(ID)).map(ArchivedPaper::version).contains(2);
            assertThat(archive.fixity(ID)).isEmpty();
            assertThat(archive.heal(ID)).isEmpty();
        }
    }

    @Test
    void takesAwayAVersionThatIsNotWhole() throws IOException {
        Path root = twoVersions();
        showFirst(root);
        Files.write(root.resolve("v2/content/record.json"), new byte[0], StandardOpenOption.TRUNCATE_EXISTING);

        assertThat(archive.heal(ID)).hasSize(1);
        assertThat(archive.head(ID)).map(ArchivedPaper::version).contains(1);
        assertThat(archive.fixity(ID)).isEmpty();
        assertThat(archive.put(ID, Map.of(Archive.RECORD, file("again")), 1, "a", "confirm")
                        .version())
                .isEqualTo(2);
    }

    private Path twoVersions() throws IOException {
        archive.put(ID, Map.of(Archive.RECORD, file("one")), 0, "a", "convert");
        archive.put(ID, Map.of(Archive.RECORD, file("two")), 1, "a", "confirm");
        return ObjectRoot.of(folder, ID);
    }

    private static void showFirst(Path root) throws IOException {
        for (String name : List.of("inventory.json", "inventory.json.sha256")) {
            Files.write(
                    root.resolve(name), Files.readAllBytes(root.resolve("v1").resolve(name)));
        }
    }

    @Test
    void opensForReadingOnlyWhereThereIsAnArchive() throws IOException {
        assertThatThrownBy(() -> OcflArchive.openReadOnly(temporary.resolve("nothing")))
                .isInstanceOfSatisfying(
                        HosoException.class, e -> assertThat(e.problem()).isEqualTo(Problem.NOT_FOUND));
        assertThat(temporary.resolve("nothing")).doesNotExist();
        archive.put(ID, Map.of(Archive.RECORD, file("x")), 0, "a", "convert");
        try (OcflArchive reader = OcflArchive.openReadOnly(folder)) {
            assertThat(reader.head(ID)).isPresent();
            assertThatThrownBy(() -> reader.put(ID, Map.of(Archive.RECORD, file("x")), 1, "a", "b"))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void leavesNothingInItsWorkFolder() throws IOException {
        archive.put(ID, Map.of(Archive.RECORD, file("x")), 0, "a", "convert");
        archive.put(ID, Map.of(Archive.RECORD, file("y")), 1, "a", "convert");
        archive.close();

        assertThat(temporary.resolve("work")).isEmptyDirectory();
    }

    @Test
    void refusesAnInventoryThatLeadsOutOfTheArchive() throws IOException {
        archive.put(ID, Map.of(Archive.RECORD, file("x")), 0, "a", "convert");
        Path root = ObjectRoot.of(folder, ID);
        Path inventory = root.resolve("inventory.json");
        String json = Files.readString(inventory).replace("v1/content/record.json", "v1/content/../../../../x");
        Files.writeString(inventory, json);
        Files.writeString(
                root.resolve("inventory.json.sha256"),
                java.util.HexFormat.of().formatHex(digest(json)) + " inventory.json");

        assertThatThrownBy(() -> archive.open(ID, 1, Archive.RECORD)).isInstanceOf(HosoException.class);
    }

    @Test
    void namesAMissingPermission() throws IOException {
        if ("root".equals(System.getProperty("user.name"))) {
            Durable.delete(temporary.resolve("work"));
            Files.writeString(temporary.resolve("blocked"), "");
        } else {
            Files.createDirectory(temporary.resolve("blocked"));
            temporary.resolve("blocked").toFile().setWritable(false);
        }

        assertThatThrownBy(() -> OcflArchive.open(temporary.resolve("blocked").resolve("archive")))
                .isInstanceOf(HosoException.class);
    }

    private static byte[] digest(String text) {
        try {
            return java.security.MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path file(String content) throws IOException {
        return Files.writeString(Files.createTempFile(temporary, "in", ""), content);
    }

    private String read(int version, String name) throws IOException {
        try (var in = archive.open(ID, version, name).orElseThrow()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
