package vn.hoso.examples;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vn.hoso.digitize.BatchReport;
import vn.hoso.digitize.FileReport;
import vn.hoso.digitize.FileReport.Outcome;
import vn.hoso.digitize.Home;
import vn.hoso.digitize.PdfACheckPolicy;
import vn.hoso.digitize.ProgressListener;
import vn.hoso.digitize.Step;
import vn.hoso.signing.PadesSigner;
import vn.hoso.signing.SigningKey;

/**
 * Measures what each step of a conversion costs, with one page at a time so that a step's time is its own, and then how
 * busy all processors are.
 *
 * <p>Measured is what a batch of thousands costs a page, not what a process costs when it starts: before, the same files
 * are converted {@value #WARM_ROUNDS} times into homes that are thrown away, so that all is loaded and compiled. Their
 * pages are recognised in the first of these rounds only and come from memory in the others; in the runs that are
 * measured each is recognised anew.
 */
@picocli.CommandLine.Command(name = "convert")
final class BenchConvert extends Command {
    private static final int WARM_ROUNDS = 8;

    @Parameters(arity = "0..*", paramLabel = "INPUT", descriptionKey = "bench.convert.inputs")
    private List<Path> inputs = List.of();

    @Nullable
    @Option(names = "--jobs", paramLabel = "N", descriptionKey = "jobs")
    private Integer jobs;

    BenchConvert(Context context) {
        super(context);
    }

    @Override
    int run() throws IOException {
        List<Path> files = Inputs.files(
                inputs.isEmpty() ? List.of(SampleFolder.find(texts())) : inputs,
                true,
                context().home());
        files = files.stream()
                .filter(file -> !String.valueOf(file.getFileName()).endsWith(".md"))
                .toList();
        Path folder = Files.createTempDirectory("hoso-bench");
        try {
            Integer atOnce = Limits.jobs(jobs, texts());
            warmUp(folder, files, atOnce);
            Measured one = convert(folder.resolve("one"), files, Engines.here(context(), 1));
            Measured all = convert(folder.resolve("all"), files, Engines.here(context(), atOnce));
            print(one, all, Files.isDirectory(folder) ? bytes(folder.resolve("all/archive")) : 0);
            compare(one, folder);
            return one.report().count(Outcome.CONVERTED) == files.size() ? OK : FAILED;
        } finally {
            Folders.delete(folder);
        }
    }

    /** A run, and the time of the processors and of the wall that it took. */
    private record Measured(BatchReport report, Duration cpu, Duration wall) {}

    private void warmUp(Path folder, List<Path> files, @Nullable Integer atOnce) throws IOException {
        try (Engines reading = Engines.here(context(), atOnce)) {
            ReadOnce reader = new ReadOnce(reading.recognizer());
            for (int round = 0; round < WARM_ROUNDS; round++) {
                Path home = folder.resolve("warm-" + round);
                convert(home, files, Engines.reading(context(), atOnce, reader));
                Folders.delete(home);
            }
        }
    }

    /** The engines are closed with it. */
    private Measured convert(Path place, List<Path> files, Engines engines) throws IOException {
        context().globals().home = place;
        TestKey test = new TestKey(place);
        Homes.writing(context()).close();
        test.make(place);
        try (StatusLine line = new StatusLine(terminal());
                SigningKey key = test.open();
                Home home = Homes.writing(context());
                ConvertSession session = new ConvertSession(
                        context(),
                        home,
                        PadesSigner.builder().key(key).build(),
                        engines,
                        PdfACheckPolicy.ALL,
                        new ProgressListener() {
                            @Override
                            public void progress(vn.hoso.digitize.Progress progress) {
                                line.show(texts().get("bench.convert.progress", progress.done(), progress.files()));
                            }
                        })) {
            long cpu = cpuNanos();
            long start = System.nanoTime();
            BatchReport report = session.convert(files);
            return new Measured(
                    report, Duration.ofNanos(cpuNanos() - cpu), Duration.ofNanos(System.nanoTime() - start));
        }
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private void print(Measured one, Measured all, long archived) {
        EnumMap<Step, Duration> times = new EnumMap<>(Step.class);
        for (FileReport file : one.report().files()) {
            file.times().forEach((step, time) -> times.merge(step, time, Duration::plus));
        }
        double total =
                times.values().stream().mapToDouble(BenchConvert::seconds).sum();
        long pages = Math.max(1, one.report().pages());
        Table table = new Table(terminal().width(), "");
        for (Map.Entry<Step, Duration> time : times.entrySet()) {
            double seconds = seconds(time.getValue());
            table.row(
                    time.getKey().name().toLowerCase(Locale.ROOT),
                    number(seconds) + " s",
                    number(seconds * 1000 / pages) + " ms/p",
                    percent(seconds / total));
        }
        table.print(out());
        double reading = seconds(times.getOrDefault(Step.RECOGNISE, Duration.ZERO));
        print("bench.convert.rest", percent((total - reading) / total), pages);
        int processors = Runtime.getRuntime().availableProcessors();
        print(
                "bench.convert.busy",
                percent(seconds(all.cpu()) / (seconds(all.wall()) * processors)),
                processors,
                number(all.report().pages() / seconds(all.wall())),
                number(all.report().pages() / seconds(all.cpu())));
        print("bench.convert.bytes", archived / Math.max(1, all.report().pages()));
    }

    /** Has OCRmyPDF do the same files, those that it takes. */
    private void compare(Measured one, Path folder) throws IOException {
        if (!OcrMyPdf.installed()) {
            print("bench.ocr.noOthers");
            return;
        }
        int pages = 0;
        double theirs = 0;
        double ours = 0;
        for (FileReport file : one.report().files()) {
            Path source = file.file();
            if (!String.valueOf(source.getFileName()).toLowerCase(Locale.ROOT).endsWith(".pdf")) {
                continue;
            }
            Optional<Double> time = OcrMyPdf.processorSeconds(source, Files.createTempFile(folder, "other", ".pdf"));
            if (time.isPresent()) {
                pages += file.pages();
                theirs += time.get();
                ours += steps(file);
            }
        }
        if (pages == 0) {
            print("bench.ocr.noOthers");
            return;
        }
        // The steps are timed by the wall; the processor time of the whole run is shared out by them.
        double all =
                one.report().files().stream().mapToDouble(BenchConvert::steps).sum();
        ours *= seconds(one.cpu()) / all;
        print("bench.ocr.others", pages, number(theirs), number(pages / theirs), number(theirs / ours));
    }

    private static double steps(FileReport file) {
        return file.times().values().stream().mapToDouble(BenchConvert::seconds).sum();
    }

    private static long bytes(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    private static double seconds(Duration span) {
        return span.toNanos() / 1e9;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", share * 100);
    }
}
