package vn.hoso.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vn.hoso.digitize.DigitisedFile;
import vn.hoso.digitize.Digitizer;
import vn.hoso.digitize.PdfACheckPolicy;
import vn.hoso.ocr.TesseractRecognizer;
import vn.hoso.pdf.ConversionMark;
import vn.hoso.pdf.PdfComposer;
import vn.hoso.scan.FileKind;
import vn.hoso.scan.Scan;
import vn.hoso.text.PageImage;
import vn.hoso.text.TextOrigin;
import vn.hoso.text.TextRecognizer;

/**
 * Measures the processor time of reading: the whole way from a file to its fields, against the engine alone on the same
 * pages, and against OCRmyPDF where that is installed. All with one thread, in this run; wall time says nothing on a busy
 * machine and is not measured. The least of some measurements of a file counts; OCRmyPDF is measured once.
 */
@picocli.CommandLine.Command(name = "ocr")
final class BenchOcrCommand extends Command {
    /** So many pages are read before the measuring begins, as in the middle of a batch; by then little is compiled. */
    private static final int WARM_PAGES = 128;

    /** Each file is measured so often; the least counts, since everything else that runs only ever adds to it. */
    private static final int TIMES = 3;

    @Parameters(arity = "1..*", paramLabel = "INPUT", descriptionKey = "inputs")
    private List<Path> inputs = List.of();

    @Option(names = "--recursive", descriptionKey = "recursive")
    private boolean recursive;

    BenchOcrCommand(Context context) {
        super(context);
    }

    /** Seconds of processor time for a number of pages. */
    private static final class Account {
        private int pages;
        private double road;
        private double composing;
        private double engine;
        private double others;
        private int othersPages;
        private double ownForOthers;
    }

    @Override
    int run() throws IOException {
        List<Path> files = Inputs.files(inputs, recursive, context().home());
        boolean others = OcrMyPdf.installed();
        Account sum = new Account();
        Table table = new Table(terminal().width(), "");
        try (Engines engines = Engines.here(context(), 1);
                TextRecognizer bare = TesseractRecognizer.builder()
                        .languages(settings().languages().toArray(String[]::new))
                        .bare(true)
                        .build()) {
            Digitizer digitizer = engines.digitizer(1);
            PdfComposer composer = engines.composer(PdfACheckPolicy.OFF);
            // First for nothing: what is compiled and loaded in the first seconds belongs to neither side.
            warmUp(files, digitizer);
            for (Path file : files) {
                Account one = measure(file, digitizer, composer, engines, bare, others);
                if (one.pages == 0) {
                    say("bench.ocr.leftOut", file);
                    continue;
                }
                table.row(String.valueOf(file.getFileName()), one.pages, ratio(one.road, one.engine));
                sum.pages += one.pages;
                sum.road += one.road;
                sum.composing += one.composing;
                sum.engine += one.engine;
                sum.others += one.others;
                sum.othersPages += one.othersPages;
                sum.ownForOthers += one.ownForOthers;
            }
        }
        table.print(out());
        if (sum.pages == 0) {
            return FAILED;
        }
        print("bench.ocr.engine", sum.pages, seconds(sum.engine), perSecond(sum.pages, sum.engine));
        print("bench.ocr.road", seconds(sum.road), perSecond(sum.pages, sum.road), ratio(sum.road, sum.engine));
        print("bench.ocr.pdf", seconds(sum.road + sum.composing), perSecond(sum.pages, sum.road + sum.composing));
        if (sum.othersPages > 0) {
            print(
                    "bench.ocr.others",
                    sum.othersPages,
                    seconds(sum.others),
                    perSecond(sum.othersPages, sum.others),
                    ratio(sum.others, sum.ownForOthers));
        } else {
            print("bench.ocr.noOthers");
        }
        return OK;
    }

    private static void warmUp(List<Path> files, Digitizer digitizer) {
        int pages = 0;
        int before = -1;
        while (pages < WARM_PAGES && pages > before) {
            before = pages;
            for (Path file : files) {
                pages += pages < WARM_PAGES ? digitizer.digitize(file).pages().size() : 0;
            }
        }
    }

    /** Reads a file in all ways; nothing is counted where the file brings its own text. */
    private static Account measure(
            Path file, Digitizer digitizer, PdfComposer composer, Engines engines, TextRecognizer bare, boolean others)
            throws IOException {
        Account account = new Account();
        Path work = Files.createTempDirectory("hoso-bench-");
        try {
            DigitisedFile read = digitizer.digitize(file);
            if (read.pages().stream().anyMatch(page -> page.origin() == TextOrigin.TEXT_LAYER)) {
                return account;
            }
            account.road = least(() -> digitizer.digitize(file));
            try (Scan scan = engines.scanner().open(file, work)) {
                double before = processorSeconds();
                ConversionMark mark = new ConversionMark("", "", Instant.EPOCH);
                composer.compose(scan, read.pages(), mark, read.name(), work.resolve("composed.pdf"));
                account.composing = processorSeconds() - before;
                for (int page = 1; page <= scan.pageCount(); page++) {
                    PageImage image = scan.image(page);
                    account.engine += least(() -> bare.recognize(image));
                }
                account.pages = scan.pageCount();
            }
            if (others && read.kind() == FileKind.PDF) {
                Path other = work.resolve("other.pdf");
                Optional<Double> time = OcrMyPdf.processorSeconds(file, other);
                if (time.isPresent()) {
                    account.others = time.get();
                    account.othersPages = account.pages;
                    account.ownForOthers = account.road + account.composing;
                }
            }
            return account;
        } finally {
            Folders.delete(work);
        }
    }

    private static double least(Runnable work) {
        double least = Double.MAX_VALUE;
        for (int i = 0; i < TIMES; i++) {
            double before = processorSeconds();
            work.run();
            least = Math.min(least, processorSeconds() - before);
        }
        return least;
    }

    private static double processorSeconds() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(BenchOcrCommand::seconds)
                .orElseThrow(() -> new IllegalStateException("this system does not tell processor times"));
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private static String seconds(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String perSecond(int pages, double seconds) {
        return String.format(Locale.ROOT, "%.2f", pages / Math.max(0.001, seconds));
    }

    private static String ratio(double value, double baseline) {
        return String.format(Locale.ROOT, "%.2f", value / Math.max(0.001, baseline));
    }
}
