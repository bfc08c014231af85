package vn.hoso.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.hoso.archive.Archive;
import vn.hoso.archive.ArchivedPaper;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.paper.Owner;
import vn.hoso.paper.PaperId;
import vn.hoso.record.DigitisedRecord;
import vn.hoso.text.AltoWriter;

class ReindexerTest {
    @TempDir
    Path home;

    private final Shelf shelf = new Shelf();

    @Test
    void makesTheIndexFromTheArchiveAlone() {
        shelf.add(1, 2, "Quyết định về việc phê duyệt");
        shelf.add(2, 1, "Công văn trả lời");
        Reindexer.Report report = reindexer().rebuild(folder(), 17, (papers, failures) -> {});
        assertThat(report.papers()).isEqualTo(2);
        assertThat(report.failures()).isEmpty();
        try (LuceneRecordIndex index = LuceneRecordIndex.open(folder())) {
            assertThat(index.ledgerSequence()).isEqualTo(17);
            assertThat(index.version(Papers.id(1))).contains(2);
            SearchResult.Hit hit = index.find("phe duyet", 9).hits().get(0);
            assertThat(hit.id()).isEqualTo(Papers.id(1));
            assertThat(hit.snippets().get(0).page()).isEqualTo(1);
        }
    }

    @Test
    void namesPapersThatItCannotReadAndKeepsTheOthers() {
        shelf.add(1, 1, "một");
        shelf.add(2, 1, "hai");
        shelf.files.get(Papers.id(1)).put(Archive.RECORD, new byte[] {9});
        Reindexer.Report report = reindexer().rebuild(folder(), 1, (papers, failures) -> {});
        assertThat(report.papers()).isEqualTo(1);
        assertThat(report.failures()).containsExactly(new Reindexer.Failure(Papers.id(1), Problem.RECORD_INVALID));
    }

    @Test
    void replacesADamagedIndex() throws IOException {
        shelf.add(1, 1, "một");
        LuceneRecordIndex.open(folder()).close();
        try (Stream<Path> files = Files.list(folder().resolve("g-000001"))) {
            for (Path file : files.toList()) {
                Files.write(file, new byte[] {1, 2, 3});
            }
        }
        try (LuceneRecordIndex index = reindexer().open(folder(), 1, (papers, failures) -> {})) {
            assertThat(index.find("mot", 9).hits()).hasSize(1);
        }
        assertThat(folder().resolve("g-000001")).doesNotExist();
    }

    @Test
    void readersGoOverToTheNewIndex() {
        LuceneRecordIndex.open(folder()).close();
        try (LuceneRecordIndex reader = LuceneRecordIndex.openReadOnly(folder())) {
            shelf.add(1, 1, "một");
            reindexer().rebuild(folder(), 1, (papers, failures) -> {});
            assertThat(reader.find("mot", 9).hits()).isEmpty();
            reader.refresh(java.time.Duration.ofSeconds(1));
            assertThat(reader.find("mot", 9).hits()).hasSize(1);
        }
    }

    @Test
    void keepsTheOldIndexAfterAFailure() {
        try (LuceneRecordIndex index = LuceneRecordIndex.open(folder())) {
            index.put(Papers.record(7, "t", Owner.UNKNOWN, ""), 1, List.of());
            index.commit(3);
            assertThatExceptionOfType(HosoException.class)
                    .isThrownBy(() -> reindexer().rebuild(folder(), 1, (papers, failures) -> {}))
                    .satisfies(e -> assertThat(e.problem()).isEqualTo(Problem.HOME_LOCKED));
        }
        shelf.add(1, 1, "một");
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> reindexer().rebuild(folder(), 1, (papers, failures) -> {
                    throw new IllegalStateException("stopped");
                }));
        try (LuceneRecordIndex index = LuceneRecordIndex.open(folder())) {
            assertThat(index.version(Papers.id(7))).contains(1);
            assertThat(index.ledgerSequence()).isEqualTo(3);
        }
        try (Stream<Path> folders = Files.list(folder())) {
            assertThat(folders.filter(Files::isDirectory)).hasSize(1);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Path folder() {
        return home.resolve("index");
    }

    private Reindexer reindexer() {
        return new Reindexer(shelf, shelf::decode);
    }

    /** An archive in memory. */
    private static final class Shelf implements Archive {
        final Map<PaperId, Map<String, byte[]>> files = new LinkedHashMap<>();
        final Map<PaperId, Integer> versions = new HashMap<>();

        void add(int n, int version, String text) {
            Map<String, byte[]> object = new HashMap<>();
            object.put(RECORD, Integer.toString(n).getBytes(StandardCharsets.UTF_8));
            object.put("text/page-0001.xml", AltoWriter.bytes(Papers.page(1, text)));
            files.put(Papers.id(n), object);
            versions.put(Papers.id(n), version);
        }

        DigitisedRecord decode(byte[] json, String subject) {
            if (json.length == 1 && json[0] == 9) {
                throw new HosoException(Problem.RECORD_INVALID, subject, "test");
            }
            int n = Integer.parseInt(new String(json, StandardCharsets.UTF_8));
            return Papers.record(n, "official_letter", Owner.UNKNOWN, "2024-01-01");
        }

        @Override
        public ArchivedPaper put(
                PaperId id, Map<String, Path> added, int expectedVersion, String actor, String message) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<ArchivedPaper> head(PaperId id) {
            return Optional.ofNullable(versions.get(id))
                    .map(version -> new ArchivedPaper(id, version, Instant.EPOCH, "test"));
        }

        @Override
        public List<ArchivedPaper> versions(PaperId id) {
            return head(id).stream().toList();
        }

        @Override
        public Optional<InputStream> open(PaperId id, int version, String name) {
            return Optional.ofNullable(files.getOrDefault(id, Map.of()).get(name))
                    .map(ByteArrayInputStream::new);
        }

        @Override
        public Map<String, Path> files(PaperId id, int version) {
            Map<String, Path> paths = new HashMap<>();
            files.getOrDefault(id, Map.of()).keySet().forEach(name -> paths.put(name, Path.of(name)));
            return paths;
        }

        @Override
        public Stream<PaperId> papers() {
            return files.keySet().stream();
        }

        @Override
        public List<String> fixity(PaperId id) {
            return List.of();
        }

        @Override
        public void close() {}
    }
}
