package vn.hoso.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.paper.Owner;
import vn.hoso.paper.PaperId;
import vn.hoso.record.RecordIndex;

class LuceneRecordIndexTest {
    private static final Owner A = new Owner("030089822188", "Nguyễn Văn A", null);

    @TempDir
    Path home;

    @Test
    void findsWithAndWithoutAccentsAndRanksTheExactFirst() {
        with(index -> {
            index.put(Papers.record(1, "t", Owner.UNKNOWN, ""), 1, List.of(Papers.page(1, "ông Nguyên Vạn Ã ở xã")));
            index.put(Papers.record(2, "t", Owner.UNKNOWN, ""), 1, List.of(Papers.page(1, "ông Nguyễn Văn A ở xã")));
            index.put(Papers.record(3, "t", Owner.UNKNOWN, ""), 1, List.of(Papers.page(1, "ông Trần Văn B ở xã")));
            index.refresh(Duration.ofSeconds(1));
            assertThat(ids(index.find("nguyen van a", 10))).containsExactlyInAnyOrder(Papers.id(1), Papers.id(2));
            assertThat(ids(index.find("Nguyễn Văn A", 10))).containsExactly(Papers.id(2), Papers.id(1));
            assertThat(ids(index.find("NGUYỄN VĂN A", 10))).containsExactly(Papers.id(2), Papers.id(1));
            assertThat(ids(index.find("nguyễn văn \"trần\"", 10))).isEmpty();
        });
    }

    @Test
    void findsBothPlacesOfTheToneAndDecomposedText() {
        with(index -> {
            index.put(Papers.record(1, "t", Owner.UNKNOWN, ""), 1, List.of(Papers.page(1, "tỉnh Hoà Bình")));
            index.put(Papers.record(2, "t", Owner.UNKNOWN, ""), 1, List.of(Papers.page(1, "tỉnh Hòa Bình")));
            index.refresh(Duration.ofSeconds(1));
            SearchResult found = index.find("\"ho\u00e0 b\u00ecnh\"", 10);
            assertThat(ids(found)).containsExactlyInAnyOrder(Papers.id(1), Papers.id(2));
            assertThat(found.hits().get(0).score())
                    .isEqualTo(found.hits().get(1).score());
            assertThat(ids(index.find("hoa\u0300 bi\u0300nh", 10))).hasSize(2);
        });
    }

    @Test
    void findsAProvinceUnderItsOldNameAndItsNewOne() {
        with(index -> {
            index.put(Papers.record(1, "t", Owner.UNKNOWN, ""), 1, List.of(Papers.page(1, "đất ở tỉnh Hà Giang")));
            index.put(Papers.record(2, "t", Owner.UNKNOWN, ""), 1, List.of(Papers.page(1, "đất ở tỉnh Tuyên Quang")));
            index.put(Papers.record(3, "t", Owner.UNKNOWN, ""), 1, List.of(Papers.page(1, "nhà ở tỉnh Tuyên Quang")));
            index.put(Papers.record(4, "t", Owner.UNKNOWN, ""), 1, List.of(Papers.page(1, "ông Lê Hà Giang")));
            index.refresh(Duration.ofSeconds(1));
            assertThat(ids(index.find("đất tỉnh Hà Giang", 10))).containsExactly(Papers.id(1), Papers.id(2));
            assertThat(ids(index.find("đất tỉnh tuyen quang", 10))).containsExactly(Papers.id(2), Papers.id(1));
            assertThat(ids(index.find("\"Hà Giang\"", 10)))
                    .as("as it was written first")
                    .containsExactlyInAnyOrder(Papers.id(1), Papers.id(4), Papers.id(2), Papers.id(3))
                    .startsWith(ids(index.find("\"Hà Giang\" NOT quang", 10)).toArray(PaperId[]::new));
            assertThat(ids(index.find("Lê Hà Giang", 10))).as("a person").containsExactly(Papers.id(4));
            assertThat(index.find("đất tỉnh Hà Giang", 10).hits().get(1).snippets())
                    .anySatisfy(snippet -> assertThat(snippet.toString()).contains("Tuyên"));
        });
    }

    @Test
    void findsNumbersWholeAndInParts() {
        with(index -> {
            index.put(
                    Papers.record(1, "t", Owner.UNKNOWN, "", "document_number", "15/QĐ-UBND"),
                    1,
                    List.of(Papers.page(1, "Số: 15 / QĐ - UBND ngày 3")));
            index.put(
                    Papers.record(2, "t", Owner.UNKNOWN, "", "document_number", "115/QĐ-UBND"),
                    1,
                    List.of(Papers.page(1, "Số: 115/QĐ-UBND")));
            index.refresh(Duration.ofSeconds(1));
            assertThat(ids(index.find("15/QĐ-UBND", 10))).containsExactly(Papers.id(1));
            assertThat(ids(index.find("15/qd-ubnd", 10))).containsExactly(Papers.id(1));
            assertThat(ids(index.find("số:15/QĐ-UBND", 10))).containsExactly(Papers.id(1));
            assertThat(ids(index.find("document_number:115/QĐ-UBND", 10))).containsExactly(Papers.id(2));
            assertThat(ids(index.find("qđ-ubnd", 10))).hasSize(2);
            assertThat(ids(index.find("ubnd", 10))).hasSize(2);
        });
    }

    @Test
    void snippetsNameThePageAndMarkTheWords() {
        with(index -> {
            index.put(
                    Papers.record(1, "t", Owner.UNKNOWN, ""),
                    1,
                    List.of(
                            Papers.page(1, "Trang đầu không có gì"),
                            Papers.page(2, "Căn cứ Nghị định\nvề công tác văn thư và bảo đảm"),
                            Papers.page(3, "")));
            index.refresh(Duration.ofSeconds(1));
            SearchResult.Snippet snippet =
                    index.find("cong tac van thu", 10).hits().get(0).snippets().get(0);
            assertThat(snippet.page()).isEqualTo(2);
            assertThat(snippet.highlights().stream().map(span -> snippet.text().substring(span.start(), span.end())))
                    .containsExactly("công", "tác", "văn", "thư");
            SearchResult.Snippet phrase =
                    index.find("\"nghi dinh ve\"", 10).hits().get(0).snippets().get(0);
            assertThat(phrase.highlights()).hasSize(1);
            assertThat(phrase.text()).doesNotContain("\n");
        });
    }

    @Test
    void phrasesDoNotCrossPages() {
        with(index -> {
            index.put(
                    Papers.record(1, "t", Owner.UNKNOWN, ""),
                    1,
                    List.of(Papers.page(1, "hết trang"), Papers.page(2, "hai bắt đầu")));
            index.refresh(Duration.ofSeconds(1));
            assertThat(index.find("\"trang hai\"", 10).hits()).isEmpty();
            assertThat(index.find("trang hai", 10).hits()).hasSize(1);
        });
    }

    @Test
    void findsByFieldDateAndRange() {
        with(index -> {
            index.put(
                    Papers.record(1, "diploma", A, "2024-02-29", "area_m2", "120.5", "signer_name", "Lê Hà"),
                    1,
                    List.of());
            index.put(
                    Papers.record(2, "permit", A, "2025-01-01", "area_m2", "80", "start", "2025-03-01"), 1, List.of());
            index.put(Papers.record(3, "permit", Owner.UNKNOWN, ""), 1, List.of());
            index.refresh(Duration.ofSeconds(1));
            assertThat(ids(index.find("issue_date:[2024-01-01 TO 2024-12-31]", 9)))
                    .containsExactly(Papers.id(1));
            assertThat(ids(index.find("ngay:[2024 TO 2025]", 9))).hasSize(2);
            assertThat(ids(index.find("issued:29/02/2024", 9))).containsExactly(Papers.id(1));
            assertThat(ids(index.find("issued:2025", 9))).containsExactly(Papers.id(2));
            assertThat(ids(index.find("issued:{2024-02-29 TO *]", 9))).containsExactly(Papers.id(2));
            assertThat(ids(index.find("issued:>=2025-01-01", 9))).containsExactly(Papers.id(2));
            assertThat(ids(index.find("issued:<2025", 9))).containsExactly(Papers.id(1));
            assertThat(ids(index.find("area_m2:[100 TO 200]", 9))).containsExactly(Papers.id(1));
            assertThat(ids(index.find("area_m2:[* TO 80]", 9))).containsExactly(Papers.id(2));
            assertThat(ids(index.find("start:[2025-02-01 TO 2025-03]", 9))).containsExactly(Papers.id(2));
            for (String day : List.of("01/03/2025", "2025-03-01", "1.3.2025", "start:1/3/2025", "start:03/2025")) {
                assertThat(ids(index.find(day, 9))).as(day).containsExactly(Papers.id(2));
            }
            assertThat(ids(index.find("start:2025 area_m2:80", 9))).containsExactly(Papers.id(2));
            assertThat(ids(index.find("start:02/03/2025", 9))).isEmpty();
            assertThat(ids(index.find("area_m2:*", 9))).hasSize(2);
            assertThat(ids(index.find("signer_name:(hà lê)", 9))).containsExactly(Papers.id(1));
            assertThat(ids(index.find("signer_name:\"hà lê\"", 9))).isEmpty();
            assertThat(ids(index.find("type:permit AND NOT owner:030089822188", 9)))
                    .containsExactly(Papers.id(3));
            assertThat(ids(index.find("type:diploma OR issued:2025", 9))).hasSize(2);
            assertThat(ids(index.find("-type:permit", 9))).containsExactly(Papers.id(1));
            assertThat(index.find("issued:[x TO y]", 9).notes()).isNotEmpty();
        });
    }

    @Test
    void sortsByDateWithUndatedLast() {
        with(index -> {
            index.put(Papers.record(1, "t", A, "2024-02-29"), 1, List.of());
            index.put(Papers.record(2, "t", A, ""), 1, List.of());
            index.put(Papers.record(3, "t", A, "1969-05-05"), 1, List.of());
            index.put(Papers.record(4, "t", A, "2025-01-01"), 1, List.of());
            index.refresh(Duration.ofSeconds(1));
            SearchRequest all = SearchRequest.of(PaperQuery.everything(), 9);
            assertThat(ids(index.find(all.sorted(SearchRequest.Order.NEWEST))))
                    .containsExactly(Papers.id(4), Papers.id(1), Papers.id(3), Papers.id(2));
            assertThat(ids(index.find(all.sorted(SearchRequest.Order.OLDEST))))
                    .containsExactly(Papers.id(3), Papers.id(1), Papers.id(4), Papers.id(2));
            assertThat(ids(index.find(all.sorted(SearchRequest.Order.OLDEST).from(2))))
                    .containsExactly(Papers.id(4), Papers.id(2));
        });
    }

    @Test
    void keepsNumbersOfPersonsOutOfTheFiles() throws IOException {
        with(index -> {
            index.put(
                    Papers.record(1, "identity_card", A, "2024-01-01", "id_number", "030089822188"),
                    1,
                    List.of(Papers.page(1, "Số 030089822188 IDVNM0890898221030089822188<<1")));
            index.commit(1);
            index.refresh(Duration.ofSeconds(1));
            for (String query : List.of("030089822188", "owner:030089822188", "id_number:030089822188")) {
                assertThat(ids(index.find(query, 9))).as(query).containsExactly(Papers.id(1));
            }
            SearchResult.Hit hit = index.find("030089822188", 9).hits().get(0);
            assertThat(hit.snippets().get(0).text()).contains("•••••••••188").doesNotContain("030089822188");
            assertThat(hit.snippets().get(0).highlights()).hasSize(1);
        });
        byte[] number = "030089822188".getBytes(StandardCharsets.US_ASCII);
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(contains(Files.readAllBytes(file), number))
                        .as(file.toString())
                        .isFalse();
            }
        }
    }

    @Test
    void replacesAndRemoves() {
        with(index -> {
            index.put(Papers.record(1, "t", A, ""), 1, List.of(Papers.page(1, "cũ")));
            index.put(Papers.record(1, "t", A, ""), 2, List.of(Papers.page(1, "mới")));
            index.put(Papers.record(2, "t", A, ""), 1, List.of());
            index.remove(Papers.id(2));
            index.refresh(Duration.ofSeconds(1));
            assertThat(index.find("cũ", 9).hits()).isEmpty();
            assertThat(index.find("mới", 9).hits()).hasSize(1);
            assertThat(index.version(Papers.id(1))).contains(2);
            assertThat(index.version(Papers.id(2))).isEmpty();
            assertThat(index.size()).isEqualTo(1);
            try (Stream<RecordIndex.Indexed> papers = index.papers()) {
                assertThat(papers).containsExactly(new RecordIndex.Indexed(Papers.id(1), 2));
            }
        });
    }

    /** Lucene only marks what is deleted; the words of what was erased must not stay in the files. */
    @Test
    void leavesNothingOfWhatWasRemovedInTheFiles() {
        with(index -> {
            index.put(Papers.record(1, "t", A, ""), 1, List.of(Papers.page(1, "xyzzy")));
            index.put(Papers.record(2, "t", A, ""), 1, List.of(Papers.page(1, "plugh")));
            index.commit(1);
            index.remove(Papers.id(1));
            index.commit(2);
            try (DirectoryReader files = DirectoryReader.open(FSDirectory.open(index.generation()))) {
                assertThat(files.hasDeletions()).isFalse();
                assertThat(files.docFreq(new Term(Schema.TEXT, "xyzzy"))).isZero();
                assertThat(files.docFreq(new Term(Schema.TEXT, "plugh"))).isOne();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Test
    void dropsWhatWasNotCommittedAndKeepsTheSequence() {
        with(index -> {
            index.put(Papers.record(1, "t", A, ""), 1, List.of());
            index.commit(41);
            index.put(Papers.record(2, "t", A, ""), 1, List.of());
        });
        with(index -> {
            assertThat(index.size()).isEqualTo(1);
            assertThat(index.ledgerSequence()).isEqualTo(41);
            index.commit(42);
            assertThat(index.ledgerSequence()).isEqualTo(42);
        });
    }

    @Test
    void readersFollowAWriterCommitByCommit() {
        try (LuceneRecordIndex writer = LuceneRecordIndex.open(folder());
                LuceneRecordIndex reader = LuceneRecordIndex.openReadOnly(folder())) {
            writer.put(Papers.record(1, "t", A, ""), 1, List.of());
            writer.refresh(Duration.ofSeconds(1));
            assertThat(writer.size()).isEqualTo(1);
            reader.refresh(Duration.ofSeconds(1));
            assertThat(reader.size()).isZero();
            writer.commit(1);
            reader.refresh(Duration.ofSeconds(1));
            assertThat(reader.size()).isEqualTo(1);
            assertThatIllegalStateException().isThrownBy(() -> reader.commit(2));
        }
    }

    @Test
    void letsOneWriterInOnly() {
        try (LuceneRecordIndex first = LuceneRecordIndex.open(folder())) {
            assertProblem(Problem.HOME_LOCKED, () -> LuceneRecordIndex.open(folder()));
            assertThat(first.size()).isZero();
        }
        LuceneRecordIndex.open(folder()).close();
    }

    @Test
    void canBeClosedTwiceAndRefusesWorkAfterwards() {
        LuceneRecordIndex index = LuceneRecordIndex.open(folder());
        index.close();
        index.close();
        assertThatIllegalStateException().isThrownBy(() -> index.find("a", 1));
        assertThatIllegalStateException().isThrownBy(() -> index.put(Papers.record(1, "t", A, ""), 1, List.of()));
        assertThatIllegalStateException().isThrownBy(() -> index.refresh(Duration.ZERO));
    }

    @Test
    void refusesANewerVersionAndAnOlderOne() throws IOException {
        LuceneRecordIndex.open(folder()).close();
        stamp("99", "1");
        assertProblem(Problem.STORE_NEWER, () -> LuceneRecordIndex.open(folder()));
        assertProblem(Problem.STORE_NEWER, () -> LuceneRecordIndex.openReadOnly(folder()));
        stamp("1", "0");
        assertProblem(Problem.STORE_OLDER, () -> LuceneRecordIndex.open(folder()));
        stamp("x", "0");
        assertProblem(Problem.STORE_DAMAGED, () -> LuceneRecordIndex.open(folder()));
    }

    @Test
    void refusesAnotherKey() throws IOException {
        LuceneRecordIndex.open(folder()).close();
        Files.write(home.resolve("keys/index.key"), new byte[32]);
        assertProblem(Problem.STORE_DAMAGED, () -> LuceneRecordIndex.open(folder()));
        Files.delete(home.resolve("keys/index.key"));
        assertProblem(Problem.STORE_DAMAGED, () -> LuceneRecordIndex.openReadOnly(folder()));
    }

    @Test
    void saysThatThereIsNoIndexYet() {
        assertProblem(Problem.NOT_FOUND, () -> LuceneRecordIndex.openReadOnly(folder()));
    }

    @Test
    void namesEveryDamage() throws IOException {
        with(index -> {
            for (int i = 0; i < 50; i++) {
                index.put(Papers.record(i, "t", A, "2024-01-01"), 1, List.of(Papers.page(1, "trang " + i)));
            }
            index.commit(1);
        });
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder())) {
            files = all.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().endsWith(".lock"))
                    .toList();
        }
        assertThat(files.size()).isGreaterThan(3);
        for (Path file : files) {
            byte[] good = Files.readAllBytes(file);
            for (byte[] bad : List.of(Arrays.copyOf(good, good.length / 2), new byte[0], flipped(good))) {
                Files.write(file, bad);
                assertNamed(file);
            }
            Files.write(file, good);
        }
        with(index -> assertThat(index.check()).isEmpty());
    }

    /** Opening or the check says that it is damaged; nothing else is thrown on the way. */
    private void assertNamed(Path file) {
        try (LuceneRecordIndex index = LuceneRecordIndex.open(folder())) {
            List<String> wrong = index.check();
            try {
                index.find("trang 7", 5);
            } catch (HosoException e) {
                assertThat(e.problem()).isEqualTo(Problem.STORE_DAMAGED);
                return;
            }
            assertThat(wrong).as("damage in " + file.getFileName()).isNotEmpty();
        } catch (HosoException e) {
            assertThat(e.problem())
                    .as(file.toString())
                    .isIn(Problem.STORE_DAMAGED, Problem.STORE_NEWER, Problem.STORE_OLDER);
        }
    }

    private static byte[] flipped(byte[] good) {
        byte[] bad = good.clone();
        bad[bad.length / 2] ^= 0x55;
        return bad;
    }

    private void stamp(String schema, String analysis) throws IOException {
        try (FSDirectory directory = FSDirectory.open(folder().resolve("g-000001"));
                IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig())) {
            writer.setLiveCommitData(
                    java.util.Map.of("schema", schema, "analysis", analysis).entrySet());
            writer.commit();
        }
    }

    private static boolean contains(byte[] bytes, byte[] part) {
        for (int i = 0; i + part.length <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
                return true;
            }
        }
        return false;
    }

    private Path folder() {
        return home.resolve("index");
    }

    private void with(Consumer<LuceneRecordIndex> use) {
        try (LuceneRecordIndex index = LuceneRecordIndex.open(folder())) {
            use.accept(index);
        } catch (UncheckedIOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<PaperId> ids(SearchResult result) {
        return result.hits().stream().map(SearchResult.Hit::id).toList();
    }

    private static void assertProblem(Problem problem, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatExceptionOfType(HosoException.class)
                .isThrownBy(call)
                .satisfies(e -> assertThat(e.problem()).isEqualTo(problem));
    }
}
