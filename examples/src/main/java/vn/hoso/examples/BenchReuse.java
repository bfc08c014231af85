package vn.hoso.examples;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import vn.hoso.archive.Archive;
import vn.hoso.record.DigitisedRecord;
import vn.hoso.reuse.Answer;
import vn.hoso.reuse.Catalogue;
import vn.hoso.reuse.Plan;
import vn.hoso.reuse.PlanRequest;
import vn.hoso.reuse.Planner;
import vn.hoso.reuse.Procedure;
import vn.hoso.reuse.ReusePolicy;

/**
 * Measures the index for re-use with generated records: how fast it is made, how big it is, how fast it answers beside a
 * writer, how many misread names it finds, and how fast plans are made; beside it SQLite FTS5 with the same records and
 * questions.
 */
@picocli.CommandLine.Command(name = "reuse")
final class BenchReuse extends Command {
    private static final int QUESTIONS = 300;
    private static final int ADDED_A_SECOND = 50;
    private static final String PROCEDURE = "1.000001";
    private static final ThreadMXBean MAKER = ManagementFactory.getThreadMXBean();
    private static final LocalDate DAY = LocalDate.of(2026, 1, 5);

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
            print("bench.reuse", records, people(records), QUESTIONS, seed, ADDED_A_SECOND);
            for (int step = Math.min(10_000, records); step < records; step *= 10) {
                measure(folder.resolve("step" + step), step);
            }
            measure(folder.resolve("all"), records);
        } finally {
            Folders.delete(folder);
        }
        return OK;
    }

    private static int people(int records) {
        return records / 10 * 3;
    }

    private void measure(Path folder, int count) throws IOException {
        ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
        BenchPeople people = new BenchPeople(seed, people(count));
        List<BenchPeople.Question> questions = people.questions(QUESTIONS);
        print("bench.step", count);
        Table table = new Table(terminal().width(), "  ");
        Measured lucene = measured(folder.resolve("lucene"), BenchLucene::new, people, count, questions);
        Measured sqlite = measured(folder.resolve("sqlite"), BenchSqlite::new, people, count, questions);
        table.row("", "Lucene", "SQLite FTS5", "");
        table.row(texts().get("bench.rate"), number(lucene.rate()), number(sqlite.rate()), "");
        table.row(texts().get("bench.cpuRate"), number(lucene.cpuRate()), number(sqlite.cpuRate()), "");
        table.row(texts().get("bench.bytes"), lucene.bytes() / count, sqlite.bytes() / count, "");
        row(table, "bench.lookup", lucene.lookUp(), sqlite.lookUp());
        row(table, "bench.find", lucene.find(), sqlite.find());
        row(table, "bench.misread", lucene.misread(), sqlite.misread());
        row(table, "bench.plan", lucene.plan(), sqlite.plan());
        table.row(texts().get("bench.recall"), percent(lucene.recall()), percent(sqlite.recall()), "");
        table.row(texts().get("bench.wrong"), lucene.wrong(), sqlite.wrong(), "");
        table.row(texts().get("bench.filled"), lucene.filled(), "-", "");
        table.row(texts().get("bench.added"), lucene.added(), sqlite.added(), "");
        table.print(out());
        print(
                "bench.heap",
                megabytes(peakHeap()),
                megabytes(Runtime.getRuntime().maxMemory()));
        out().flush();
        Folders.delete(folder);
    }

    private void row(Table table, String key, @Nullable BenchTimes lucene, @Nullable BenchTimes sqlite) {
        table.row(texts().get(key), lucene == null ? "-" : lucene.clock(), sqlite == null ? "-" : sqlite.clock(), "");
        table.row(
                texts().get("bench.processor"),
                lucene == null ? "-" : lucene.processor(),
                sqlite == null ? "-" : sqlite.processor(),
                "");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static String megabytes(long bytes) {
        return Long.toString(bytes >> 20);
    }

    private static long peakHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }

    /**
     * What was measured.
     *
     * @param rate records a second
     * @param cpuRate records a second of one processor
     * @param wrong records of somebody else in look-ups, and values of somebody else in forms
     * @param filled fields of forms that were filled in
     * @param added records that were added while the questions were asked
     */
    private record Measured(
            double rate,
            double cpuRate,
            long bytes,
            BenchTimes lookUp,
            BenchTimes find,
            BenchTimes misread,
            @Nullable BenchTimes plan,
            double recall,
            int wrong,
            int filled,
            int added) {}

    private static Measured measured(
            Path folder, BenchStore.Opener opener, BenchPeople people, int count, List<BenchPeople.Question> questions)
            throws IOException {
        Files.createDirectories(folder);
        try (BenchStore store = opener.open(folder)) {
            Filling filling = Filling.of(store, people, count);
            long bytes = bytes(folder);
            int[] found = new int[1];
            int[] wrong = new int[1];
            int[] filled = new int[1];
            try (Archive archive = people.archive();
                    Feeder feeder = new Feeder(store, people, count)) {
                BenchTimes lookUp = BenchTimes.of(questions, question -> {
                    String kind = BenchPeople.KINDS[question.person() % BenchPeople.KINDS.length];
                    for (String name : store.lookUp(people.number(question.person()), kind)) {
                        wrong[0] += name.equals(question.name()) ? 0 : 1;
                    }
                });
                BenchTimes find = BenchTimes.of(questions, question -> store.find(question.name()));
                BenchTimes misread = BenchTimes.of(
                        questions,
                        question -> found[0] +=
                                store.findMisread(question.misread()).contains(question.name()) ? 1 : 0);
                BenchTimes plan = null;
                if (store instanceof BenchLucene lucene) {
                    Planner planner = planner(lucene, archive);
                    plan = BenchTimes.of(questions, question -> {
                        Plan made = planner.plan(PlanRequest.of(PROCEDURE, people.number(question.person()), DAY));
                        filled[0] += made.form().size();
                        wrong[0] += wrong(made, people, question.person());
                    });
                }
                return new Measured(
                        count / filling.seconds(),
                        count / filling.processorSeconds(),
                        bytes,
                        lookUp,
                        find,
                        misread,
                        plan,
                        (double) found[0] / BenchTimes.ROUNDS / questions.size(),
                        wrong[0],
                        filled[0] / BenchTimes.ROUNDS,
                        feeder.added());
            }
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the measurement failed", e);
        }
    }

    /**
     * How long it took to store records. The threads that store make each record up just before; that time of theirs is
     * taken off, from the wall clock shared among them.
     */
    private record Filling(double seconds, double processorSeconds) {
        static Filling of(BenchStore store, BenchPeople people, int count) throws Exception {
            LongAdder making = new LongAdder();
            long processor = processor();
            long start = System.nanoTime();
            store.addAll(count, number -> {
                long before = MAKER.getCurrentThreadCpuTime();
                DigitisedRecord record = people.record(number);
                making.add(MAKER.getCurrentThreadCpuTime() - before);
                return record;
            });
            store.finish();
            double wall = System.nanoTime() - start - (double) making.sum() / store.writers();
            return new Filling(wall / 1e9, (processor() - processor - making.sum()) / 1e9);
        }
    }

    /** A procedure that wants two papers that count for ever and one that does not. */
    private static Planner planner(BenchLucene lucene, Archive archive) {
        List<Procedure.Component> components = Stream.of(0, 1, 2)
                .map(i -> new Procedure.Component("GT." + i, "GT." + i, Set.of(BenchPeople.KINDS[i]), null))
                .toList();
        List<Procedure.FormField> form = Stream.of("full_name", "id_number", "dob", "residence")
                .map(key -> new Procedure.FormField(key, List.of(new Procedure.Source(Procedure.Source.ANY, key))))
                .toList();
        Procedure procedure =
                new Procedure(PROCEDURE, PROCEDURE, null, List.of(new Procedure.Case("", components)), form, List.of());
        return Planner.builder()
                .index(lucene.index())
                .archive(archive)
                .catalogue(Catalogue.of(List.of(procedure)))
                .policy(ReusePolicy.VERIFIED)
                .build();
    }

    /** Values in the form and papers called re-usable that are not the person's or do not count. */
    private static int wrong(Plan plan, BenchPeople people, int person) {
        int wrong = 0;
        for (Plan.ComponentAnswer answer : plan.components()) {
            if (answer.answer() instanceof Answer.Reusable reusable) {
                var record = people.record(Integer.parseInt(reusable.record().value()));
                boolean right = people.number(person).equals(record.owner().id())
                        && (record.validity().permanent()
                                || !DAY.isAfter(
                                        record.validity().until() == null
                                                ? DAY
                                                : record.validity().until()));
                wrong += right ? 0 : 1;
            }
        }
        wrong += differs(plan, "full_name", people.name(person));
        wrong += differs(plan, "id_number", people.number(person));
        wrong += differs(plan, "dob", people.birthDate(person));
        return wrong;
    }

    private static int differs(Plan plan, String key, String expected) {
        Plan.Prefilled filled = plan.form().get(key);
        return filled == null || filled.value().equals(expected) ? 0 : 1;
    }

    /** Adds records at an even pace and publishes them every second, until it is closed. */
    private static final class Feeder implements AutoCloseable {
        private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
        private final AtomicInteger added = new AtomicInteger();
        private final ScheduledFuture<?> running;

        Feeder(BenchStore store, BenchPeople people, int first) {
            running = pace.scheduleAtFixedRate(
                    () -> {
                        try {
                            int number = added.getAndIncrement();
                            store.add(people.record(first + number));
                            if (number % ADDED_A_SECOND == 0) {
                                store.publish();
                            }
                        } catch (Exception e) {
                            throw new IllegalStateException("the writer failed", e);
                        }
                    },
                    0,
                    1_000_000 / ADDED_A_SECOND,
                    TimeUnit.MICROSECONDS);
        }

        int added() {
            return added.get();
        }

        @Override
        public void close() {
            try {
                if (running.isDone()) {
                    running.get(); // it never ends by itself: the writer failed
                }
                running.cancel(false);
                pace.shutdown();
                pace.awaitTermination(1, TimeUnit.MINUTES);
            } catch (ExecutionException e) {
                throw Failures.unchecked(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                pace.shutdownNow();
            }
        }
    }

    /** The time that all processors together have worked for this process, in nanoseconds. */
    private static long processor() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : System.nanoTime();
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
}
