package vn.hoso.digitize;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import vn.hoso.archive.Archive;
import vn.hoso.archive.ArchivedPaper;
import vn.hoso.digitize.Probe.Moment;
import vn.hoso.extract.Extraction;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.internal.Digests;
import vn.hoso.paper.Field;
import vn.hoso.paper.Level;
import vn.hoso.paper.PaperId;
import vn.hoso.pdf.ComposedPdf;
import vn.hoso.pdf.ConversionMark;
import vn.hoso.record.DigitisedRecord;
import vn.hoso.record.RecordCodec;
import vn.hoso.registry.PaperEntry;
import vn.hoso.registry.PaperState;
import vn.hoso.registry.Registry;
import vn.hoso.registry.Transition;
import vn.hoso.scan.Scan;
import vn.hoso.seal.SigningRole;
import vn.hoso.text.AltoWriter;
import vn.hoso.text.Code;
import vn.hoso.text.PageText;

/**
 * One file on the road: scan, recognise, compose, check, sign, extract, archive. The lease of the file is held.
 *
 * <p>Each step of a paper is written into the registry when it is done. The archive is changed by one atomic act; what
 * stops before it leaves nothing but files in the work folder, what stops after it is taken over at the next start.
 */
final class FileConversion {
    private final ConverterSettings settings;
    private final Registry registry;
    private final Archive archive;
    private final Clock clock;
    private final String worker;
    private final RunProgress progress;
    private final BooleanSupplier stopped;
    private final RecordCodec codec = new RecordCodec();
    private final EnumMap<Step, Duration> times = new EnumMap<>(Step.class);
    private long renditionBytes;
    private int pages;

    FileConversion(ConverterSettings settings, RunProgress progress, BooleanSupplier stopped) {
        this.settings = settings;
        this.registry = settings.home().registry();
        this.archive = settings.home().archive();
        this.clock = settings.home().clock();
        this.worker = settings.home().worker();
        this.progress = progress;
        this.stopped = stopped;
    }

    Map<Step, Duration> times() {
        return times;
    }

    int pages() {
        return pages;
    }

    long renditionBytes() {
        return renditionBytes;
    }

    /** What was made of a file. */
    record Made(List<PaperId> papers, List<String> warnings) {}

    /**
     * Converts a file.
     *
     * @param file the file
     * @param sha256 its digest when it was handed in
     * @param known its papers as far as the registry knows them
     * @param work an empty folder
     */
    Made convert(Path file, String sha256, List<PaperEntry> known, Path work) throws IOException {
        settings.probe().reached(Moment.RECEIVED);
        if (takeOver(known)) {
            return new Made(known.stream().map(PaperEntry::id).toList(), List.of("taken over from an earlier run"));
        }
        try (Scan scan = timed(Step.SCAN, () -> settings.digitizer().open(file, work))) {
            if (!scan.sha256().equals(sha256)) {
                throw new HosoException(Problem.CHANGED, file.getFileName().toString());
            }
            pages = scan.pageCount();
            progress.opened(pages);
            DigitisedFile read =
                    timed(Step.RECOGNISE, () -> settings.digitizer().read(scan, this::pageDone));
            refuseSecrets(read);
            settings.probe().reached(Moment.READ);
            List<PaperId> ids = registry.split(sha256, read.papers().size(), worker);
            settings.probe().reached(Moment.SPLIT);
            for (int i = 0; i < ids.size(); i++) {
                checkStopped();
                PaperEntry entry = registry.paper(ids.get(i)).orElseThrow();
                if (!entry.state().stored() && !takeOver(List.of(entry))) {
                    paper(ids.get(i), read, read.papers().get(i), scan, Files.createDirectory(work.resolve("p" + i)));
                }
            }
            return new Made(ids, read.warnings());
        }
    }

    /** Whether the archive holds all papers already, because an earlier process died just before it could say so. */
    private boolean takeOver(List<PaperEntry> papers) {
        boolean all = true;
        for (PaperEntry paper : papers) {
            if (!paper.state().stored()) {
                archive.heal(paper.id());
                all &= Adoption.adopt(archive, registry, paper.id());
            }
        }
        return all;
    }

    private void pageDone(int count) {
        progress.pageRead();
        checkStopped();
    }

    private void checkStopped() {
        if (stopped.getAsBoolean()) {
            throw new CancellationException("stopped");
        }
    }

    /** A mark of secrecy ends the flow before anything is written. */
    private static void refuseSecrets(DigitisedFile file) {
        for (Extraction paper : file.papers()) {
            Field mark = paper.fields().get("secrecy_mark");
            if (mark != null && !mark.value().isBlank()) {
                throw new HosoException(Problem.SECRET, file.name(), mark.value());
            }
        }
    }

    private void paper(PaperId id, DigitisedFile file, Extraction found, Scan scan, Path work) throws IOException {
        registry.apply(step(id, PaperState.SCANNED, "scan").pages(found.pages().size()));
        settings.probe().reached(Moment.SCANNED);
        Paginated paper = Paginated.of(file.pages(), found);
        Instant scannedAt = clock.instant();
        Path signed = work.resolve(Archive.PDF);
        Rendering rendering = render(scan, paper, scannedAt, work, signed);
        registry.apply(step(id, PaperState.SIGNED, "sign"));
        settings.probe().reached(Moment.SIGNED);
        boolean sure = !paper.fields().isEmpty() && paper.fields().stream().allMatch(Field::accepted);
        DigitisedRecord record = record(id, file, found, paper, rendering, scannedAt, sure);
        List<String> toLook = paper.fields().stream()
                .filter(field -> !field.accepted())
                .map(Field::key)
                .toList();
        registry.apply(step(id, PaperState.EXTRACTED, "extract")
                .data(record.type(), record.level(), new Transition.Review(need(found, paper), toLook)));
        settings.probe().reached(Moment.EXTRACTED);
        checkStopped();
        Optional<ArchivedPaper> stored = timed(Step.ARCHIVE, () -> {
            Map<String, Path> files = files(scan, paper, record, rendering, signed, work);
            return putOrAdopt(id, files);
        });
        settings.probe().reached(Moment.STORED);
        if (stored.isEmpty()) {
            return;
        }
        registry.apply(step(id, PaperState.ARCHIVED, "archive")
                .version(stored.get().version())
                .fact("sha256", record.rendition().sha256()));
        settings.probe().reached(Moment.ARCHIVED);
    }

    /** Empty where a process that had lost its lease was quicker all the same; what it stored is taken over. */
    private Optional<ArchivedPaper> putOrAdopt(PaperId id, Map<String, Path> files) {
        try {
            return Optional.of(archive.put(id, files, 0, officer(), "convert"));
        } catch (HosoException e) {
            if (e.problem() == Problem.WRONG_STATE && Adoption.adopt(archive, registry, id)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** What became of the pages: the digest of the signed file, whether it holds the scanned images unchanged. */
    private record Rendering(String sha256, long bytes, boolean faithful, String flavour) {}

    private Rendering render(Scan scan, Paginated paper, Instant scannedAt, Path work, Path signed) throws IOException {
        ConversionMark mark = new ConversionMark(officer(), settings.agency(), scannedAt);
        String title = settings.digitizer().title(paper.type());
        Path unsigned = work.resolve("unsigned.pdf");
        ComposedPdf composed =
                timed(Step.COMPOSE, () -> settings.plain().compose(scan, paper.sourcePages(), mark, title, unsigned));
        settings.probe().reached(Moment.COMPOSED);
        sign(unsigned, signed, scannedAt);
        if (settings.checks().next()) {
            boolean valid =
                    timed(Step.CHECK, () -> settings.checks().check(signed).compliant());
            if (!valid) {
                // An image that PDF/A does not allow as it is: drawn anew, without loss, and checked again.
                composed = timed(
                        Step.COMPOSE,
                        () -> settings.checks().careful().compose(scan, paper.sourcePages(), mark, title, unsigned));
                sign(unsigned, signed, scannedAt);
                timed(Step.CHECK, () -> settings.checks().require(signed));
            }
        }
        if (composed.pages() != paper.pages().size()) {
            throw new HosoException(
                    Problem.PAGES_LOST,
                    scan.source().getFileName().toString(),
                    "compose",
                    paper.pages().size(),
                    composed.pages());
        }
        Files.deleteIfExists(unsigned);
        long bytes = Files.size(signed);
        renditionBytes += bytes;
        return new Rendering(
                Digests.sha256(signed), bytes, composed.rasterised().isEmpty(), "2u");
    }

    private void sign(Path unsigned, Path signed, Instant scannedAt) {
        timed(Step.SIGN, () -> {
            settings.signer().sign(unsigned, signed, SigningRole.SCANNING_OFFICER, scannedAt);
            return signed;
        });
    }

    private Map<String, Path> files(
            Scan scan, Paginated paper, DigitisedRecord record, Rendering rendering, Path signed, Path work)
            throws IOException {
        Map<String, Path> files = new LinkedHashMap<>();
        files.put(Archive.PDF, signed);
        files.put(Archive.RECORD, Files.write(work.resolve(Archive.RECORD), codec.encode(record)));
        for (PageText page : paper.pages()) {
            String name = String.format(Locale.ROOT, "page-%04d.xml", page.page());
            Path alto = work.resolve(name);
            AltoWriter.write(page, alto);
            files.put("text/" + name, alto);
        }
        // The rendition holds the images of a scan unchanged; of anything else, and of what is signed, the source is
        // kept.
        if (scan.signed() || !rendering.faithful()) {
            files.put("source/original." + scan.kind().extension(), scan.source());
        }
        return files;
    }

    private DigitisedRecord record(
            PaperId id,
            DigitisedFile file,
            Extraction found,
            Paginated paper,
            Rendering rendering,
            Instant scannedAt,
            boolean sure) {
        String typeCode = settings.digitizer().typeCode(found.type()).orElse(null);
        return new DigitisedRecord(
                id,
                found.type(),
                found.typeConfidence(),
                sure ? Level.CROSS_CHECKED : Level.RECOGNISED,
                DigitisedRecord.State.ACTIVE,
                null,
                found.owner(),
                found.validity(),
                paper.fields(),
                new DigitisedRecord.Source(
                        file.name(),
                        file.sha256(),
                        file.bytes(),
                        file.kind().name(),
                        found.pages().get(0),
                        found.pages().get(found.pages().size() - 1),
                        file.repairs()),
                new DigitisedRecord.Rendition(
                        rendering.sha256(),
                        rendering.bytes(),
                        paper.pages().size(),
                        rendering.flavour(),
                        settings.digitizer().engine(),
                        officer(),
                        settings.agency(),
                        scannedAt),
                List.of(new DigitisedRecord.Event(clock.instant(), officer(), "convert", null, null, null, null)),
                typeCode,
                List.of(),
                null);
    }

    /** A paper of unknown type needs a person most, then one with many doubtful fields. */
    private static double need(Extraction found, Paginated paper) {
        double doubt = paper.fields().stream()
                .filter(field -> !field.accepted())
                .mapToDouble(field -> 1 - field.confidence())
                .sum();
        return (found.type().equals(Extraction.UNKNOWN) ? 100 : 0) + 10 * (1 - found.typeConfidence()) + doubt;
    }

    private String officer() {
        return settings.signer().signatory().name();
    }

    private Transition step(PaperId id, PaperState to, String action) {
        return Transition.of(id, to, action, worker, officer());
    }

    private <T> T timed(Step step, Work<T> work) {
        long start = System.nanoTime();
        try {
            return work.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            times.merge(step, Duration.ofNanos(System.nanoTime() - start), Duration::plus);
        }
    }

    /** A step that may fail to write. */
    @FunctionalInterface
    private interface Work<T> {
        T run() throws IOException;
    }

    /** The pages and fields of one paper: as the source numbers them, and as the paper does. */
    private record Paginated(String type, List<PageText> sourcePages, List<PageText> pages, List<Field> fields) {
        static Paginated of(List<PageText> all, Extraction found) {
            List<PageText> source = new ArrayList<>();
            List<PageText> pages = new ArrayList<>();
            Map<Integer, Integer> numbers = new LinkedHashMap<>();
            for (PageText page : all) {
                if (found.pages().contains(page.page())) {
                    source.add(page);
                    numbers.put(page.page(), numbers.size() + 1);
                    pages.add(numbered(page, numbers.size()));
                }
            }
            List<Field> fields = found.fields().values().stream()
                    .map(field -> numbered(field, numbers.getOrDefault(field.page(), 0)))
                    .toList();
            return new Paginated(found.type(), source, pages, fields);
        }

        private static PageText numbered(PageText page, int number) {
            return new PageText(
                    number,
                    page.width(),
                    page.height(),
                    page.dpi(),
                    page.rotation(),
                    page.skew(),
                    page.blank(),
                    page.origin(),
                    page.lines(),
                    page.codes().stream()
                            .map(code -> new Code(code.kind(), code.payload(), number, code.box()))
                            .toList());
        }

        private static Field numbered(Field field, int number) {
            return new Field(
                    field.key(),
                    field.value(),
                    field.printed(),
                    field.confidence(),
                    number,
                    field.box(),
                    field.method(),
                    field.accepted(),
                    field.alternatives(),
                    field.doubts());
        }
    }
}
