package vn.hoso.examples;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import vn.hoso.digitize.BatchReport;
import vn.hoso.digitize.Digitizer;
import vn.hoso.digitize.FileReport.Outcome;
import vn.hoso.digitize.Home;
import vn.hoso.digitize.ProgressListener;

/**
 * Converts many small papers in one home, tenth by tenth, and looks whether the last cost what the first did: time of the
 * processors, memory that is still held, on the heap and by the process as a whole, handles, sizes of the stores. The recogniser is one that takes a fixed time, or
 * with {@code --real} Tesseract, which reads copies of the samples.
 */
@picocli.CommandLine.Command(name = "soak")
final class BenchSoak extends Command {
    private static final int PARTS = 10;

    /** The first part warms the machine up; the others are compared with the second. */
    private static final int FIRST_COMPARED = 1;

    private static final double MOST_SLOWER = 1.3;
    private static final long MOST_MEGABYTES_MORE = 32;
    private static final long MOST_HANDLES_MORE = 16;

    /** The C library keeps what was given back to it: only growth that is large in both ways is held to be a leak. */
    private static final double MOST_RESIDENT = 1.3;

    private static final long MOST_RESIDENT_MEGABYTES_MORE = 128;

    @Option(names = "--papers", paramLabel = "N", descriptionKey = "bench.soak.papers")
    private int papers = 2000;

    @Option(names = "--reading", paramLabel = "MS", descriptionKey = "bench.reading")
    private int reading = 20;

    @Option(names = "--real", descriptionKey = "bench.soak.real")
    private boolean real;

    @Nullable
    @Option(names = "--jobs", paramLabel = "N", descriptionKey = "jobs")
    private Integer jobs;

    BenchSoak(Context context) {
        super(context);
    }

    /**
     * What a part cost, and what is there after it.
     *
     * @param wall seconds
     * @param cpu seconds of the processors
     * @param heap bytes that are held after a collection
     * @param resident bytes of the whole process; 0 where the system does not tell, and so with the handles
     * @param archive bytes, as of the registry and the index
     */
    record Part(
            int papers,
            double wall,
            double cpu,
            long heap,
            long resident,
            long handles,
            long archive,
            long registry,
            long index) {
        double cpuOfPaper() {
            return cpu / papers * 1000;
        }
    }

    @Override
    int run() throws IOException {
        Limits.between("--papers", papers, PARTS, 1_000_000, texts());
        Limits.between("--reading", reading, 0, 60_000, texts());
        Integer asked = Limits.jobs(jobs, texts());
        Path folder = Files.createTempDirectory("hoso-soak");
        try {
            context().globals().home = folder.resolve("home");
            Homes.writing(context()).close();
            new TestKey(context().home()).make(context().home());
            Path sources = folder.resolve("sources");
            List<Path> files = real
                    ? SampleCopies.write(SampleFolder.find(texts()), sources, papers)
                    : NumberedPages.write(sources, papers);
            List<Part> parts = new ArrayList<>();
            try (StatusLine line = new StatusLine(terminal())) {
                for (int part = 0; part < PARTS; part++) {
                    int from = (int) ((long) papers * part / PARTS);
                    int to = (int) ((long) papers * (part + 1) / PARTS);
                    parts.add(part(
                            files.subList(from, to), asked == null ? settings().jobs() : asked));
                    line.show(texts().get("bench.soak.progress", to, papers));
                }
            }
            show(parts);
            return judge(parts);
        } finally {
            Folders.delete(folder);
        }
    }

    private Part part(List<Path> files, int atOnce) throws IOException {
        long start = System.nanoTime();
        long cpu = cpuNanos();
        BatchReport report;
        try (Home home = Homes.writing(context());
                Engines engines = Engines.here(context(), atOnce)) {
            Digitizer digitizer =
                    real ? engines.digitizer(atOnce) : NumberedPages.digitizer(Duration.ofMillis(reading));
            report = NumberedRun.convert(context(), home, files, digitizer, atOnce, new ProgressListener() {});
        }
        if (report.count(Outcome.CONVERTED) != files.size()) {
            throw new IllegalStateException("not all papers were converted: " + report.count(Outcome.CONVERTED));
        }
        Path home = context().home();
        return new Part(
                files.size(),
                (System.nanoTime() - start) / 1e9,
                (cpuNanos() - cpu) / 1e9,
                heap(),
                resident(),
                handles(),
                bytes(home.resolve("archive")),
                Files.size(home.resolve("registry.db")),
                bytes(home.resolve("index")));
    }

    private void show(List<Part> parts) {
        out().println(texts().get("bench.soak.columns").replace('|', '\t'));
        int done = 0;
        for (Part part : parts) {
            done += part.papers();
            out().println(String.join(
                    "\t",
                    String.valueOf(done),
                    number(part.wall()),
                    number(part.cpuOfPaper()),
                    String.valueOf(part.heap() >> 20),
                    String.valueOf(part.resident() >> 20),
                    String.valueOf(part.handles()),
                    String.valueOf(part.archive() / done),
                    String.valueOf(part.registry() / done),
                    String.valueOf(part.index() / done)));
        }
    }

    private int judge(List<Part> parts) {
        Growth growth = Growth.between(parts.get(FIRST_COMPARED), parts.get(PARTS - 1));
        print(
                "bench.soak.result",
                number(growth.slower()),
                growth.heap(),
                growth.resident(),
                number(growth.residentTimes()),
                growth.handles());
        print(growth.harmless() ? "bench.soak.well" : "bench.soak.ill");
        return growth.harmless() ? OK : FAILED;
    }

    /**
     * What a later part costs and holds more than an earlier one.
     *
     * @param slower how many times the processor time a paper
     * @param heap megabytes more on the heap
     * @param resident megabytes more of the whole process
     * @param residentTimes how many times those of the earlier part
     * @param handles open files more
     */
    record Growth(double slower, long heap, long resident, double residentTimes, long handles) {
        static Growth between(Part first, Part last) {
            return new Growth(
                    last.cpuOfPaper() / first.cpuOfPaper(),
                    (last.heap() - first.heap()) >> 20,
                    (last.resident() - first.resident()) >> 20,
                    last.resident() / (double) Math.max(1, first.resident()),
                    last.handles() - first.handles());
        }

        boolean harmless() {
            boolean leaks = residentTimes > MOST_RESIDENT && resident > MOST_RESIDENT_MEGABYTES_MORE;
            return slower <= MOST_SLOWER && heap <= MOST_MEGABYTES_MORE && !leaks && handles <= MOST_HANDLES_MORE;
        }
    }

    /** What the heap holds after a collection. */
    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP && pool.getCollectionUsage() != null)
                .mapToLong(pool -> pool.getCollectionUsage().getUsed())
                .sum();
    }

    /** The memory of this process, native libraries and all, where the system tells. */
    private static long resident() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) << 10)
                .sum();
    }

    /** The open files of this process, where the system tells. */
    private static long handles() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : 0;
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static long bytes(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
