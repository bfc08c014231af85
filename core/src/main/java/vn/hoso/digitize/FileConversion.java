package vn.hoso.digitize;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.hoso.archive.Archive;
import vn.hoso.archive.ArchivedPaper;
import vn.hoso.digitize.Digitizer.SortedScan;
import vn.hoso.digitize.Probe.Moment;
import vn.hoso.digitize.Renditions.Rendering;
import vn.hoso.extract.Extraction;
import vn.hoso.extract.SortedFile.SortedPaper;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.paper.Field;
import vn.hoso.paper.PaperId;
import vn.hoso.record.DigitisedRecord;
import vn.hoso.record.RecordCodec;
import vn.hoso.registry.PaperEntry;
import vn.hoso.registry.PaperState;
import vn.hoso.registry.Registry;
import vn.hoso.registry.Transition;
import vn.hoso.scan.Scan;
import vn.hoso.seal.SignatureReporter;
import vn.hoso.text.PageText;

/**
 * One file on the road: scan, recognise, compose, check, sign, extract, archive. The lease of the file is held.
 *
 * <p>Each step of a paper is written into the registry when it is done. The archive is changed by one atomic act; what
 * stops before it leaves nothing but files in the work folder, what stops after it is taken over at the next start.
 */
final class FileConversion {
    private static final Logger LOG = LoggerFactory.getLogger(FileConversion.class);

    private final ConverterSettings settings;
    private final Stated stated;
    private final Registry registry;
    private final Archive archive;
    private final Clock clock;
    private final String worker;
    private final RunProgress progress;
    private final BooleanSupplier stopped;
    private final RecordCodec codec = new RecordCodec();
    private final Stopwatch watch = new Stopwatch();
    private final Renditions renditions;
    private final CompactCopy compactCopy;
    private long renditionBytes;
    private int pages;

    FileConversion(ConverterSettings settings, Stated stated, RunProgress progress, BooleanSupplier stopped) {
        this.settings = settings;
        this.stated = stated;
        this.registry = settings.home().registry();
        this.archive = settings.home().archive();
        this.clock = settings.home().clock();
        this.worker = settings.home().worker();
        this.progress = progress;
        this.stopped = stopped;
        this.renditions = new Renditions(
                settings.signer(), settings.agency(), settings.plain(), settings.checks(), settings.probe());
        this.compactCopy = new CompactCopy(settings);
    }

    Map<Step, Duration> times() {
        return watch.times();
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
        if (settings.original() != null) {
            settings.originals().ruling(settings.original()).require(String.valueOf(file.getFileName()));
        }
        if (takeOver(known)) {
            return new Made(known.stream().map(PaperEntry::id).toList(), List.of("taken over from an earlier run"));
        }
        HandedIn handed = new HandedIn(file, sha256);
        try (Scan scan = watch.time(Step.SCAN, () -> settings.digitizer().open(file, work))) {
            if (!scan.sha256().equals(sha256)) {
                throw new HosoException(Problem.CHANGED, file.getFileName().toString());
            }
            pages = scan.pageCount();
            progress.opened(pages);
            SortedScan read =
                    watch.time(Step.RECOGNISE, () -> settings.digitizer().sort(scan, this::pageDone));
            List<SortedPaper> papers = read.file().papers();
            refuseSecrets(read.name(), papers);
            settings.probe().reached(Moment.READ);
            List<PaperId> ids = registry.split(sha256, papers.size(), worker);
            settings.probe().reached(Moment.SPLIT);
            for (int i = 0; i < ids.size(); i++) {
                checkStopped();
                PaperEntry entry = registry.paper(ids.get(i)).orElseThrow();
                if (!entry.state().stored() && !takeOver(List.of(entry))) {
                    paper(ids.get(i), read, i, scan, handed, Files.createDirectory(work.resolve("p" + i)));
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
    private static void refuseSecrets(String file, List<SortedPaper> papers) {
        papers.stream()
                .flatMap(paper -> paper.secrecyMark().stream())
                .findFirst()
                .ifPresent(mark -> {
                    throw new HosoException(Problem.SECRET, file, mark);
                });
    }

    /** The scan is signed before its data are extracted (Thông tư 01/2023/TT-VPCP, article 8). */
    private void paper(PaperId id, SortedScan file, int place, Scan scan, HandedIn handed, Path work)
            throws IOException {
        SortedPaper sorted = file.file().papers().get(place);
        PaperPages pages = settings.blankPages()
                ? PaperPages.of(file.pages(), sorted.pages())
                : PaperPages.written(file.pages(), sorted.pages());
        Transition scanned =
                step(id, PaperState.SCANNED, "scan").pages(pages.pages().size());
        scanned = naming(scanned, "separatorSheets", file.separatorSheets());
        registry.apply(naming(scanned, "blankPages", pages.leftOut(sorted.pages())));
        settings.probe().reached(Moment.SCANNED);
        Path signed = work.resolve(Archive.PDF);
        String title = settings.digitizer().title(sorted.type());
        Rendering rendering = renditions.make(scan, pages.source(), title, clock.instant(), work, signed, watch);
        Optional<Path> compact = compactCopy.of(scan, pages.source(), title, rendering, work, watch);
        renditionBytes += rendering.bytes();
        registry.apply(step(id, PaperState.SIGNED, "sign"));
        settings.probe().reached(Moment.SIGNED);
        Extraction found = watch.time(Step.EXTRACT, () -> file.file().extract(place));
        DigitisedRecord record = record(id, file, scan, found, pages, rendering);
        registry.apply(
                step(id, PaperState.EXTRACTED, "extract").data(record.type(), record.level(), ReviewNeed.of(record)));
        settings.probe().reached(Moment.EXTRACTED);
        checkStopped();
        Optional<ArchivedPaper> stored = watch.time(Step.ARCHIVE, () -> {
            Map<String, Path> files = files(scan, handed, pages, record, rendering, signed, work);
            compact.ifPresent(copy -> files.put(Archive.COMPACT, copy));
            handed.requireUnchanged();
            return putOrAdopt(id, files);
        });
        settings.probe().reached(Moment.STORED);
        if (stored.isEmpty()) {
            return;
        }
        registry.apply(step(id, PaperState.ARCHIVED, "archive")
                .version(stored.get().version())
                .decisions(stated.decisions(clock.instant(), officer()))
                .fact("sha256", record.rendition().sha256()));
        settings.probe().reached(Moment.ARCHIVED);
    }

    private static Transition naming(Transition step, String name, List<Integer> pages) {
        return pages.isEmpty() ? step : step.fact(name, pages);
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

    private Map<String, Path> files(
            Scan scan,
            HandedIn handed,
            PaperPages pages,
            DigitisedRecord record,
            Rendering rendering,
            Path signed,
            Path work)
            throws IOException {
        Map<String, Path> files = new LinkedHashMap<>();
        files.put(Archive.PDF, signed);
        files.put(Archive.RECORD, Files.write(work.resolve(Archive.RECORD), codec.encode(record)));
        files.putAll(pages.write(work));
        // The rendition holds the images of a scan unchanged; of anything else, and of what is signed, the source is
        // kept.
        if (scan.signed() || !rendering.faithful()) {
            Path original = handed.copy(work.resolve("original." + scan.kind().extension()));
            files.put(Archive.SOURCE + original.getFileName(), original);
            if (scan.signed() && settings.reporter() != null) {
                signatures(settings.reporter(), original, work)
                        .ifPresent(report -> files.put(Archive.SOURCE_SIGNATURES, report));
            }
        }
        return files;
    }

    /** What can't be reported on is kept all the same: its signatures are in it. */
    private static Optional<Path> signatures(SignatureReporter reporter, Path original, Path work) throws IOException {
        byte[] report;
        try {
            report = reporter.report(original);
        } catch (IOException | RuntimeException e) {
            LOG.warn("the signatures of a file could not be reported on", e);
            return Optional.empty();
        }
        return Optional.of(Files.write(work.resolve("signatures.json"), report));
    }

    private DigitisedRecord record(
            PaperId id, SortedScan file, Scan scan, Extraction found, PaperPages pages, Rendering rendering) {
        List<Field> fields = pages.fields(found);
        return new DigitisedRecord(
                id,
                found.type(),
                found.typeConfidence(),
                ReviewNeed.level(fields),
                DigitisedRecord.State.ACTIVE,
                null,
                found.owner(),
                found.validity(),
                fields,
                new DigitisedRecord.Source(
                        file.name(),
                        scan.sha256(),
                        file.bytes(),
                        scan.kind().name(),
                        found.pages().get(0),
                        found.pages().get(found.pages().size() - 1),
                        scan.repairs()),
                renditions.described(rendering, settings.digitizer().engine()),
                history(found.type(), scan, pages),
                settings.digitizer().typeCode(found.type()).orElse(null),
                List.of(),
                null);
    }

    private List<DigitisedRecord.Event> history(String type, Scan scan, PaperPages pages) {
        List<DigitisedRecord.Event> history = new ArrayList<>();
        history.add(new DigitisedRecord.Event(clock.instant(), officer(), "convert", null, null, null, null));
        history.addAll(stated.events(clock.instant(), officer()));
        List<String> texts = pages.pages().stream().map(PageText::text).toList();
        settings.originals()
                .note(settings.original(), type, texts, scan.signed(), officer())
                .ifPresent(history::add);
        return history;
    }

    private String officer() {
        return settings.signer().signatory().name();
    }

    private Transition step(PaperId id, PaperState to, String action) {
        return Transition.of(id, to, action, worker, officer());
    }
}
