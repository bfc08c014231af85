package vn.hoso.examples;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import vn.hoso.paper.Field;
import vn.hoso.paper.Level;
import vn.hoso.paper.Method;
import vn.hoso.paper.Owner;
import vn.hoso.paper.PaperId;
import vn.hoso.paper.Validity;
import vn.hoso.record.DigitisedRecord;
import vn.hoso.search.LuceneRecordIndex;
import vn.hoso.search.PaperQuery;
import vn.hoso.search.SearchRequest;
import vn.hoso.search.SearchResult;
import vn.hoso.text.Vietnamese;

/**
 * Measures the index for re-use with generated records: how fast it is made, how big it is, how fast it answers, and how
 * many misread names it finds; beside it SQLite FTS5 with the same records and questions.
 */
@picocli.CommandLine.Command(name = "reuse")
final class BenchReuse extends Command {
    private static final int QUESTIONS = 300;
    private static final int RECORDS_OF_A_PERSON = 3;
    private static final double MISREAD = 0.05;

    @Option(names = "--records", paramLabel = "N", descriptionKey = "bench.records")
    private int records = 50_000;

    @Option(names = "--seed", paramLabel = "N", descriptionKey = "bench.seed")
    private long seed = 1;

    BenchReuse(Context context) {
        super(context);
    }

    @Override
    int run() throws IOException {
        Limits.between("--records", records, 1000, 10_000_000, texts());
        Path folder = Files.createTempDirectory("hoso-bench");
        try {
            print("bench.reuse", records, records / RECORDS_OF_A_PERSON, QUESTIONS, seed);
            for (int step = Math.min(10_000, records); step < records; step *= 10) {
                measure(folder.resolve("step" + step), step);
            }
            measure(folder.resolve("all"), records);
        } catch (SQLException e) {
            throw new IllegalStateException("the baseline failed", e);
        } finally {
            Folders.delete(folder);
        }
        return OK;
    }

    private void measure(Path folder, int count) throws IOException, SQLException {
        Files.createDirectories(folder);
        Population people = new Population(seed, Math.max(1, count / RECORDS_OF_A_PERSON));
        List<Question> questions = people.questions();
        print("bench.step", count);
        Table table = new Table(terminal().width(), "  ");
        table.row("", "Lucene", "SQLite FTS5");
        Measured lucene = lucene(folder.resolve("index"), people, count, questions);
        Measured sqlite = sqlite(folder.resolve("fts5.db"), people, count, questions);
        table.row(texts().get("bench.rate"), number(lucene.rate()), number(sqlite.rate()));
        table.row(texts().get("bench.cpuRate"), number(lucene.cpuRate()), number(sqlite.cpuRate()));
        table.row(texts().get("bench.bytes"), lucene.bytes() / count, sqlite.bytes() / count);
        table.row(texts().get("bench.lookup"), lucene.lookup(), sqlite.lookup());
        table.row(texts().get("bench.find"), lucene.find(), sqlite.find());
        table.row(texts().get("bench.misread"), lucene.misread(), sqlite.misread());
        table.row(texts().get("bench.recall"), percent(lucene.recall()), percent(sqlite.recall()));
        table.row(texts().get("bench.wrong"), lucene.wrong(), sqlite.wrong());
        table.print(out());
        out().flush();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /** What was measured; rates in records a second, times as {@link Times3} writes them. */
    private record Measured(
            double rate,
            double cpuRate,
            long bytes,
            String lookup,
            String find,
            String misread,
            double recall,
            int wrong) {}

    /** A person, the name as it is, and as it was misread. */
    private record Question(int person, String name, String misread) {}

    // Lucene

    private static Measured lucene(Path folder, Population people, int count, List<Question> questions)
            throws IOException {
        try (LuceneRecordIndex index = LuceneRecordIndex.open(folder)) {
            long start = System.nanoTime();
            long cpu = cpu();
            int threads = Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors()));
            inParallel(threads, thread -> {
                for (int n = thread; n < count; n += threads) {
                    index.put(people.record(n), 1, List.of());
                }
            });
            index.commit(0);
            double seconds = (System.nanoTime() - start) / 1e9;
            double cpuSeconds = (cpu() - cpu) / 1e9;
            index.refresh(Duration.ofMinutes(1));
            int[] found = new int[2];
            Times3 lookup = Times3.of(questions, question -> {
                PaperQuery query = PaperQuery.all(
                        PaperQuery.owner(people.number(question.person())),
                        PaperQuery.field("kind", Population.KINDS[question.person() % Population.KINDS.length]));
                SearchResult result = index.find(new SearchRequest(query, null, 0, 100, SearchRequest.Order.NEWEST, 0));
                found[1] += (int) result.hits().stream()
                        .filter(hit -> !question.name().equals(hit.owner()))
                        .count();
            });
            Times3 find = Times3.of(questions, question -> index.find(question.name(), 10));
            Times3 misread = Times3.of(questions, question -> {
                SearchResult result = index.find(new SearchRequest(
                        PaperQuery.tolerant(question.misread()), null, 0, 10, SearchRequest.Order.RELEVANCE, 0));
                found[0] +=
                        result.hits().stream().anyMatch(hit -> question.name().equals(hit.owner())) ? 1 : 0;
            });
            int firstRound = found[0] / Times3.ROUNDS;
            return new Measured(
                    count / seconds,
                    count / cpuSeconds,
                    bytes(folder),
                    lookup.text(),
                    find.text(),
                    misread.text(),
                    (double) firstRound / questions.size(),
                    found[1]);
        }
    }

    /** The time that all processors together have worked for this process, in nanoseconds. */
    private static long cpu() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : System.nanoTime();
    }

    private interface Part {
        void run(int thread);
    }

    private static void inParallel(int threads, Part part) {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                int number = thread;
                running.add(pool.submit(() -> part.run(number)));
            }
            for (Future<?> future : running) {
                future.get();
            }
        } catch (ExecutionException e) {
            throw Failures.unchecked(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            pool.shutdownNow();
        }
    }

    // the baseline

    private static Measured sqlite(Path file, Population people, int count, List<Question> questions)
            throws IOException, SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            long start = System.nanoTime();
            long cpu = cpu();
            try (Statement statement = connection.createStatement()) {
                statement.execute(
                        "CREATE TABLE record (id INTEGER PRIMARY KEY, owner TEXT, kind TEXT, issued TEXT, name TEXT)");
                statement.execute("CREATE VIRTUAL TABLE words USING fts5(name, body, tokenize='unicode61')");
            }
            connection.setAutoCommit(false);
            try (PreparedStatement record = connection.prepareStatement("INSERT INTO record VALUES (?, ?, ?, ?, ?)");
                    PreparedStatement words =
                            connection.prepareStatement("INSERT INTO words (rowid, name, body) VALUES (?, ?, ?)")) {
                for (int n = 0; n < count; n++) {
                    DigitisedRecord made = people.record(n);
                    StringBuilder body = new StringBuilder();
                    made.fields().forEach(field -> body.append(field.value()).append('\n'));
                    record.setInt(1, n);
                    record.setString(2, made.owner().id());
                    record.setString(3, made.kind());
                    record.setString(4, String.valueOf(made.validity().from()));
                    record.setString(5, made.owner().name());
                    record.execute();
                    words.setInt(1, n);
                    words.setString(
                            2, Vietnamese.fold(String.valueOf(made.owner().name())));
                    words.setString(3, Vietnamese.fold(body.toString()));
                    words.execute();
                }
            }
            try (Statement statement = connection.createStatement()) {
                statement.execute("CREATE INDEX record_owner ON record (owner, kind)");
            }
            connection.commit();
            double seconds = (System.nanoTime() - start) / 1e9;
            double cpuSeconds = (cpu() - cpu) / 1e9;
            int[] found = new int[2];
            String sql = "SELECT record.name FROM words JOIN record ON record.id = words.rowid"
                    + " WHERE words MATCH ? ORDER BY rank LIMIT 10";
            try (PreparedStatement owner = connection.prepareStatement(
                            "SELECT name FROM record WHERE owner = ? AND kind = ? ORDER BY issued DESC");
                    PreparedStatement words = connection.prepareStatement(sql)) {
                Times3 lookup = Times3.of(questions, question -> {
                    owner.setString(1, people.number(question.person()));
                    owner.setString(2, Population.KINDS[question.person() % Population.KINDS.length]);
                    found[1] += count(owner, question.name(), false);
                });
                Times3 find = Times3.of(questions, question -> {
                    words.setString(1, Vietnamese.fold(question.name()));
                    count(words, question.name(), true);
                });
                Times3 misread = Times3.of(questions, question -> {
                    words.setString(1, Vietnamese.fold(question.misread()).replaceAll("[^a-z ]", ""));
                    found[0] += count(words, question.name(), true) > 0 ? 1 : 0;
                });
                connection.commit();
                int firstRound = found[0] / Times3.ROUNDS;
                return new Measured(
                        count / seconds,
                        count / cpuSeconds,
                        Files.size(file),
                        lookup.text(),
                        find.text(),
                        misread.text(),
                        (double) firstRound / questions.size(),
                        found[1]);
            }
        }
    }

    /** How many rows have the name, or have another. */
    private static int count(PreparedStatement query, String name, boolean same) throws SQLException {
        int rows = 0;
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                rows += name.equals(row.getString(1)) == same ? 1 : 0;
            }
        }
        return rows;
    }

    private static long bytes(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            long bytes = 0;
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(file);
            }
            return bytes;
        }
    }

    /**
     * The times of some questions, asked in several rounds; the first warms up and does not count.
     * Kept are those by the clock and those of the processor, which depend less on what else the machine does.
     */
    private static final class Times3 {
        static final int ROUNDS = 3;

        private final double[] millis;
        private final double[] cpu;

        private Times3(double[] millis, double[] cpu) {
            this.millis = millis;
            this.cpu = cpu;
        }

        private interface Ask {
            void run(Question question) throws Exception;
        }

        static Times3 of(List<Question> questions, Ask ask) {
            double[] millis = new double[questions.size() * (ROUNDS - 1)];
            double[] cpu = new double[millis.length];
            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            int next = 0;
            for (int round = 0; round < ROUNDS; round++) {
                for (Question question : questions) {
                    long start = System.nanoTime();
                    long startCpu = threads.getCurrentThreadCpuTime();
                    call(() -> {
                        ask.run(question);
                        return question;
                    });
                    if (round > 0) {
                        cpu[next] = (threads.getCurrentThreadCpuTime() - startCpu) / 1e6;
                        millis[next++] = (System.nanoTime() - start) / 1e6;
                    }
                }
            }
            Arrays.sort(millis);
            Arrays.sort(cpu);
            return new Times3(millis, cpu);
        }

        private static void call(Callable<?> task) {
            try {
                task.call();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        String text() {
            return text(millis) + " (" + text(cpu) + ")";
        }

        private static String text(double[] times) {
            return String.format(Locale.ROOT, "%.1f %.1f %.1f", at(times, 0.5), at(times, 0.95), at(times, 0.99));
        }

        private static double at(double[] times, double share) {
            return times[(int) Math.min(times.length - 1, Math.floor(share * times.length))];
        }
    }

    /** Invented people and their records, each made from its number alone. */
    private static final class Population {
        static final String[] KINDS = {"KQ.G15.000036", "KQ.G01.000007", "KQ.G13.000021", "KQ.G03.000009"};
        private static final String[] FAMILY =
                ("Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Mai Lương Trịnh Đinh Cao Tạ Hà Lâm"
                                + " Thái Tô Quách Kiều Châu Đoàn")
                        .split(" ", -1);
        private static final String[] MIDDLE =
                ("Văn Thị Minh Hữu Đức Ngọc Thanh Quang Xuân Thu Phương Gia Bảo Anh Kim Hồng Mỹ Tuấn Công Đình Trọng Bích"
                                + " Diệu Khánh")
                        .split(" ", -1);
        private static final String[] GIVEN =
                ("An Anh Bình Châu Chi Cường Dũng Dung Đạt Giang Hà Hải Hạnh Hằng Hiếu Hoa Hòa Hùng Hương Huy Khoa Lan Linh"
                                + " Long Mai Minh Nam Nga Ngân Nhung Oanh Phong Phúc Quân Quỳnh Sơn Tâm Thảo Thắng Thủy Toàn Trang"
                                + " Trung Tú Tùng Uyên Vân Việt Vy Yến")
                        .split(" ", -1);

        private final long seed;
        private final int people;

        Population(long seed, int people) {
            this.seed = seed;
            this.people = people;
        }

        String number(int person) {
            return String.format(Locale.ROOT, "%03d%09d", 1 + person % 96, person + 100_000_000L);
        }

        String name(int person) {
            Random random = new Random(seed * 31 + person * 7919L);
            random.nextInt();
            StringBuilder name = new StringBuilder(one(random, FAMILY));
            for (int i = random.nextInt(3) + 1; i > 0; i--) {
                name.append(' ').append(one(random, MIDDLE));
            }
            return name.append(' ').append(one(random, GIVEN)).toString();
        }

        private static String one(Random random, String[] choices) {
            return choices[random.nextInt(choices.length)];
        }

        DigitisedRecord record(int n) {
            int person = n % people;
            Random random = new Random(seed + n * 104_729L);
            String name = name(person);
            LocalDate issued = LocalDate.of(2015, 1, 1).plusDays(random.nextInt(4000));
            List<Field> fields = new ArrayList<>();
            add(fields, "document_number", n % 9000 + "/UBND-XN");
            add(fields, "full_name", name);
            add(fields, "id_number", number(person));
            add(
                    fields,
                    "dob",
                    LocalDate.of(1950, 1, 1).plusDays(person % 20_000).toString());
            add(
                    fields,
                    "residence",
                    "Thôn " + random.nextInt(40) + ", xã " + one(random, GIVEN) + " " + one(random, GIVEN));
            add(fields, "issue_date", issued.toString());
            add(fields, "signer_name", one(random, FAMILY) + " " + one(random, MIDDLE) + " " + one(random, GIVEN));
            return new DigitisedRecord(
                    new PaperId(String.format(Locale.ROOT, "%032x", n)),
                    "marital_status_certificate",
                    1,
                    Level.VERIFIED,
                    DigitisedRecord.State.ACTIVE,
                    null,
                    new Owner(number(person), name, null),
                    new Validity(issued, issued.plusMonths(6), false, "months:6"),
                    fields,
                    new DigitisedRecord.Source("bench", "0".repeat(64), 1, "IMPORT", 1, 1, List.of()),
                    DigitisedRecord.Rendition.none("bench", "UBND xã " + n % 500, Instant.EPOCH.plusSeconds(n)),
                    List.of(),
                    KINDS[n % KINDS.length],
                    List.of(),
                    null);
        }

        private static void add(List<Field> fields, String key, String value) {
            fields.add(new Field(key, value, value, 1, 1, null, Method.LABEL, true, List.of(), List.of()));
        }

        /** Names of which each letter was misread with a probability of {@value BenchReuse#MISREAD}. */
        List<Question> questions() {
            Random random = new Random(seed);
            List<Question> questions = new ArrayList<>();
            for (int i = 0; i < QUESTIONS; i++) {
                int person = random.nextInt(people);
                StringBuilder misread = new StringBuilder(name(person));
                for (int at = 0; at < misread.length(); at++) {
                    if (misread.charAt(at) != ' ' && random.nextDouble() < MISREAD) {
                        misread.setCharAt(at, (char) ('a' + random.nextInt(26)));
                    }
                }
                questions.add(new Question(person, name(person), misread.toString()));
            }
            return questions;
        }
    }
}
