package vn.hoso.examples;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.hoso.digitize.Digitizer;
import vn.hoso.digitize.PdfACheckPolicy;
import vn.hoso.extract.Extractor;
import vn.hoso.extract.TypeMemory;
import vn.hoso.failure.HosoException;
import vn.hoso.ocr.TesseractRecognizer;
import vn.hoso.ocr.WorkerRecognizer;
import vn.hoso.pdf.PdfACheck;
import vn.hoso.pdf.PdfComposer;
import vn.hoso.scan.OfficePolicy;
import vn.hoso.scan.ProtectionPolicy;
import vn.hoso.scan.ScanReader;
import vn.hoso.search.LuceneRecordIndex;
import vn.hoso.text.TextRecognizer;

/** The engines that read papers, set as the configuration says and opened when first asked for. */
final class Engines implements AutoCloseable {
    private final Context context;
    private final Settings settings;
    private final int jobs;
    private final boolean isolated;
    private final @Nullable MemoryPlan memory;
    private @Nullable TextRecognizer recognizer;
    private @Nullable LuceneRecordIndex verified;

    private Engines(Context context, @Nullable Integer jobs, boolean isolated, @Nullable MemoryPlan memory) {
        this.context = context;
        this.settings = context.settings();
        int asked = jobs == null ? settings.jobs() : jobs;
        this.jobs = memory == null ? asked : memory.jobs(asked);
        this.isolated = isolated;
        this.memory = memory;
    }

    /**
     * Engines for a few papers, which read within this process: quick to start.
     *
     * @param context knows the configuration
     * @param jobs how many pages to read at once, or null for what the configuration says
     */
    static Engines here(Context context, @Nullable Integer jobs) {
        return new Engines(context, jobs, false, null);
    }

    /**
     * Engines for a batch, which read in processes of their own: a page that breaks the engine costs this page only.
     *
     * @param context knows the configuration
     * @param jobs how many pages to read at once, or null for what the configuration says
     * @param memory what the run may take, or null for what the machine gives
     */
    static Engines isolated(Context context, @Nullable Integer jobs, @Nullable MemoryPlan memory) {
        return new Engines(context, jobs, true, memory);
    }

    /**
     * Engines that read with something else.
     *
     * @param context knows the configuration
     * @param jobs how many pages to read at once, or null for what the configuration says
     * @param recognizer is closed with them
     */
    static Engines reading(Context context, @Nullable Integer jobs, TextRecognizer recognizer) {
        Engines engines = new Engines(context, jobs, false, null);
        engines.recognizer = recognizer;
        return engines;
    }

    int jobs() {
        return jobs;
    }

    ScanReader scanner() {
        ScanReader.Builder builder = ScanReader.builder().limits(settings.limits());
        settings.scanPatience().ifPresent(builder::patience);
        settings.path(Settings.Key.LIBRE_OFFICE).ifPresent(builder::libreOffice);
        settings.text(Settings.Key.OFFICE)
                .map(policy -> settings.one(Settings.Key.OFFICE, policy, Set.of("pages-or-text", "pages", "refuse")))
                .ifPresent(policy -> builder.officeFiles(OfficePolicy.valueOf(constant(policy))));
        settings.text(Settings.Key.PROTECTED)
                .map(policy -> settings.one(Settings.Key.PROTECTED, policy, Set.of("open", "refuse")))
                .ifPresent(policy -> builder.protectedFiles(ProtectionPolicy.valueOf(constant(policy))));
        return builder.build();
    }

    private static String constant(String word) {
        return word.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    synchronized TextRecognizer recognizer() {
        if (recognizer == null) {
            recognizer = isolated ? inWorkers() : inThreads();
        }
        return recognizer;
    }

    private TextRecognizer inThreads() {
        TesseractRecognizer.Builder builder = TesseractRecognizer.builder()
                .languages(settings.languages().toArray(String[]::new))
                .threads(jobs)
                .timeout(settings.ocrPatience());
        settings.path(Settings.Key.MODELS).ifPresent(builder::models);
        settings.path(Settings.Key.NATIVE_LIBRARIES).ifPresent(builder::nativeLibraries);
        return builder.build();
    }

    private TextRecognizer inWorkers() {
        WorkerRecognizer.Builder builder = WorkerRecognizer.builder()
                .languages(settings.languages().toArray(String[]::new))
                .workers(jobs)
                .timeout(settings.ocrPatience());
        settings.path(Settings.Key.MODELS).ifPresent(builder::models);
        settings.path(Settings.Key.NATIVE_LIBRARIES).ifPresent(builder::nativeLibraries);
        return builder.build();
    }

    /**
     * What reads files.
     *
     * @param files how many files will be read at the same time, so that it knows how many pages of each
     */
    Digitizer digitizer(int files) {
        if (isolated || settings.names(Settings.Key.LANGUAGES, Settings.Key.MODELS, Settings.Key.NATIVE_LIBRARIES)) {
            // What may be set wrongly is opened now: said once, and not for file after file.
            recognizer();
        }
        if (settings.names(Settings.Key.TYPES)) {
            context.types();
        }
        Digitizer.Builder builder = Digitizer.builder();
        if (memory != null) {
            builder.pageMemory(memory.pageBytes());
        }
        return builder.scanReader(scanner())
                .recognizer(this::recognizer)
                .extractor(() -> Extractor.builder()
                        .types(context.types())
                        .memory(memory())
                        .build())
                .pagesAhead(Math.max(1, (jobs + files - 1) / files))
                .build();
    }

    /** What the papers that were verified in this home before teach; a home without an index teaches nothing. */
    private TypeMemory memory() {
        Path index = context.home().resolve("index");
        if (verified == null && Files.isDirectory(index)) {
            try {
                verified = LuceneRecordIndex.openReadOnly(index);
            } catch (HosoException e) {
                // none yet, or one that is made anew: papers are told apart by their own words
                return TypeMemory.NONE;
            }
        }
        return verified == null ? TypeMemory.NONE : verified.types();
    }

    PdfComposer composer(PdfACheckPolicy policy) {
        PdfComposer.Builder builder = PdfComposer.builder();
        if (policy != PdfACheckPolicy.OFF) {
            builder.check(PdfACheck.create());
        }
        return builder.build();
    }

    Optional<String> agency() {
        return settings.text(Settings.Key.AGENCY);
    }

    @Override
    public void close() {
        if (recognizer != null) {
            recognizer.close();
        }
        if (verified != null) {
            verified.close();
        }
    }
}
