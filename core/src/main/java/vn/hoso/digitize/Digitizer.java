package vn.hoso.digitize;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.hoso.extract.Extractor;
import vn.hoso.extract.SortedFile;
import vn.hoso.extract.SortedFile.SortedPaper;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.internal.Durable;
import vn.hoso.internal.Lazy;
import vn.hoso.paper.PaperType;
import vn.hoso.scan.Scan;
import vn.hoso.scan.ScanReader;
import vn.hoso.scan.TextLayerPolicy;
import vn.hoso.text.PageText;
import vn.hoso.text.TextRecognizer;

/**
 * Scans one file, reads its text and extracts its fields. Stores nothing.
 *
 * <pre>{@code
 * Digitizer digitizer = Digitizer.builder().recognizer(recognizer).build();
 * DigitisedFile file = digitizer.digitize(Path.of("giay-khai-sinh.pdf"));
 * }</pre>
 *
 * <p>Safe for use by several threads. The recogniser stays the caller's to close.
 */
public final class Digitizer {
    /** What a page takes while it is decoded and handed to an engine: three bytes a pixel, and their copy on the way. */
    private static final int BYTES_A_PIXEL = 6;

    private static final long LEAST_PIXELS = 1_000_000;

    private final ScanReader scanner;
    private final Supplier<TextRecognizer> recognizer;
    private final Supplier<Extractor> extractor;
    private final TextLayerPolicy textLayers;
    private final int ahead;
    /** Decoded pages of all files together, the bulk of what a run needs in memory. */
    private final PixelBudget budget;

    private Digitizer(Builder builder) {
        this.recognizer = new Lazy<>(Objects.requireNonNull(builder.recognizer, "a digitizer needs a recognizer"));
        this.scanner = builder.scanner == null ? ScanReader.builder().build() : builder.scanner;
        this.extractor = new Lazy<>(builder.extractor);
        this.textLayers = builder.textLayers;
        this.ahead = builder.ahead;
        this.budget = new PixelBudget(builder.pixels);
    }

    /**
     * Settings for a digitizer.
     *
     * @return a builder that needs a recogniser
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Digitises a file. Work copies are made in the temporary folder of the platform and are gone when this returns.
     *
     * @param file the file; it is not changed
     * @return its pages and papers; a page that the engine could not read has no text, and a warning says so
     * @throws HosoException if the file can't be read or goes beyond the limits of the reader, or no page of it can be
     *     recognised; {@link HosoException#problem} says why, and the next file is none the worse
     */
    public DigitisedFile digitize(Path file) {
        Path work = temporaryFolder();
        try (Scan scan = open(file, work)) {
            return read(scan, page -> {});
        } finally {
            Durable.deleteQuietly(work);
        }
    }

    /** Opens a file as a scan, with its work copy in a folder. */
    Scan open(Path file, Path work) {
        return scanner.open(file, work);
    }

    /** Reads and extracts an open scan, which stays open; the listener hears how many pages are done. */
    DigitisedFile read(Scan scan, IntConsumer pageDone) {
        SortedScan sorted = sort(scan, pageDone);
        return new DigitisedFile(
                sorted.name(),
                scan.sha256(),
                sorted.bytes(),
                scan.kind(),
                scan.repairs(),
                sorted.pages(),
                sorted.file().extractAll(),
                sorted.warnings());
    }

    /** Reads an open scan and tells its papers apart; their data may be extracted once the scan is signed. */
    SortedScan sort(Scan scan, IntConsumer pageDone) {
        PageReading.Result reading = new PageReading(recognizer, textLayers, ahead, budget).read(scan, pageDone);
        SortedFile sorted = extractor.get().sort(reading.pages());
        List<Integer> separators = extractor.get().separatorSheets(reading.pages());
        checkPages(scan, reading.pages(), sorted.papers(), separators);
        return new SortedScan(
                name(scan.source()), size(scan.source()), reading.pages(), sorted, separators, reading.warnings());
    }

    /**
     * A file that was read and whose papers are told apart.
     *
     * @param name its name without folders
     * @param bytes its size
     * @param pages the text of its pages
     * @param file its papers
     * @param separatorSheets the pages that part papers and belong to none
     * @param warnings what an operator should know
     */
    record SortedScan(
            String name,
            long bytes,
            List<PageText> pages,
            SortedFile file,
            List<Integer> separatorSheets,
            List<String> warnings) {}

    /** Waits for room for pixels that somebody else is going to decode; given back by whoever asked. */
    PixelBudget.Share room(long pixels) {
        return budget.take(pixels);
    }

    /** Name and version of what reads the pages. */
    String engine() {
        return recognizer.get().engine();
    }

    /** The name of a paper type for people; the type itself where it is not declared. */
    String title(String type) {
        return extractor
                .get()
                .types()
                .find(type)
                .map(declared -> declared.name("vi"))
                .orElse(type);
    }

    /** The code of a paper type in the national catalogue. */
    Optional<String> typeCode(String type) {
        return extractor.get().types().find(type).map(PaperType::resultCode);
    }

    /** Every page belongs to exactly one paper, or parts papers. */
    private static void checkPages(
            Scan scan, List<PageText> pages, List<SortedPaper> papers, List<Integer> separators) {
        List<Integer> given =
                papers.stream().flatMap(paper -> paper.pages().stream()).toList();
        List<Integer> expected = pages.stream()
                .map(PageText::page)
                .filter(page -> !separators.contains(page))
                .toList();
        if (!given.equals(expected)) {
            throw new HosoException(Problem.PAGES_LOST, name(scan.source()), "sort", expected.size(), given.size());
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new HosoException(Problem.CHANGED, e, name(file));
        }
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("hoso-");
        } catch (IOException e) {
            throw new HosoException(Problem.NO_PERMISSION, e, "java.io.tmpdir");
        }
    }

    /** Settings for a digitizer. */
    public static final class Builder {
        private @Nullable ScanReader scanner;
        private @Nullable Supplier<TextRecognizer> recognizer;
        private Supplier<Extractor> extractor = () -> Extractor.builder().build();
        private TextLayerPolicy textLayers = TextLayerPolicy.AUDIT;
        private int ahead = Math.max(1, Runtime.getRuntime().availableProcessors());
        private long pixels = Math.max(LEAST_PIXELS, Runtime.getRuntime().maxMemory() / 2 / BYTES_A_PIXEL);

        private Builder() {}

        /**
         * What opens files; by default a reader with the default limits.
         *
         * @param value the reader
         * @return this
         */
        public Builder scanReader(ScanReader value) {
            this.scanner = Objects.requireNonNull(value);
            return this;
        }

        /**
         * What reads the pages.
         *
         * @param value the recogniser; it is not closed with the digitizer
         * @return this
         */
        public Builder recognizer(TextRecognizer value) {
            Objects.requireNonNull(value);
            return recognizer(() -> value);
        }

        /**
         * What reads the pages, opened with the first page that must be read: a file that is refused, or that carries
         * its text, does not wait for an engine.
         *
         * @param value opens the recogniser, at most once; it is not closed with the digitizer
         * @return this
         */
        public Builder recognizer(Supplier<TextRecognizer> value) {
            this.recognizer = Objects.requireNonNull(value);
            return this;
        }

        /**
         * What finds papers and fields; by default one with the paper types that come with Hoso.
         *
         * @param value the extractor
         * @return this
         */
        public Builder extractor(Extractor value) {
            Objects.requireNonNull(value);
            return extractor(() -> value);
        }

        /**
         * What finds papers and fields, made with the first file that was read.
         *
         * @param value makes the extractor, at most once
         * @return this
         */
        public Builder extractor(Supplier<Extractor> value) {
            this.extractor = Objects.requireNonNull(value);
            return this;
        }

        /**
         * What to do with text that a file already carries; {@link TextLayerPolicy#AUDIT} by default.
         *
         * @param value the policy
         * @return this
         */
        public Builder textLayers(TextLayerPolicy value) {
            this.textLayers = Objects.requireNonNull(value);
            return this;
        }

        /**
         * How many pages of one file are read at the same time; by default as many as there are processors.
         *
         * @param value 1 or more
         * @return this
         */
        public Builder pagesAhead(int value) {
            if (value < 1) {
                throw new IllegalArgumentException("pages ahead must be 1 or more, got " + value);
            }
            this.ahead = value;
            return this;
        }

        /**
         * How much memory decoded pages may take, of all files that are read at the same time; by default half of what
         * the JVM may take. Pages wait for each other until they fit; one that is larger than all of it is read alone.
         *
         * @param bytes six million or more, which is a page of a megapixel
         * @return this
         */
        public Builder pageMemory(long bytes) {
            if (bytes / BYTES_A_PIXEL < LEAST_PIXELS) {
                throw new IllegalArgumentException("page memory must be a megapixel or more, got " + bytes + " bytes");
            }
            this.pixels = bytes / BYTES_A_PIXEL;
            return this;
        }

        /**
         * Makes the digitizer.
         *
         * @return a digitizer
         * @throws NullPointerException if there is no recogniser
         */
        public Digitizer build() {
            return new Digitizer(this);
        }
    }
}
