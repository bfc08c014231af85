package vn.hoso.digitize;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import vn.hoso.archive.Archive;
import vn.hoso.digitize.Rearranging.Part;
import vn.hoso.digitize.Renditions.Rendering;
import vn.hoso.extract.Extraction;
import vn.hoso.extract.SortedFile;
import vn.hoso.paper.Field;
import vn.hoso.paper.PaperId;
import vn.hoso.paper.PaperType;
import vn.hoso.pdf.UnsignedCopy;
import vn.hoso.record.DigitisedRecord;
import vn.hoso.record.DigitisedRecord.Event;
import vn.hoso.record.RecordCodec;
import vn.hoso.registry.PaperEntry;
import vn.hoso.scan.Scan;
import vn.hoso.scan.ScanReader;
import vn.hoso.text.PageText;

/**
 * Makes papers of the archived pages of others: composed and signed by the officer at the desk, and only then extracted.
 */
final class Binder {
    /** What happened to the file, and so to the new papers too. */
    private static final Set<String> OF_THE_FILE =
            Set.of("convert", Stated.ACTION, Originals.STATED, Originals.DOUBTED);

    private final DeskSettings desk;
    private final Versions versions;
    private final RecordCodec codec = new RecordCodec();

    Binder(DeskSettings desk, Versions versions) {
        this.desk = desk;
        this.versions = versions;
    }

    /** What is archived of a new paper. */
    record Made(DigitisedRecord record, Map<String, Path> files) {}

    /** Makes the new papers; nothing outside the folder is written. */
    Map<PaperId, Made> bind(Rearranging plan, List<Part> parts, String action, String actor, Path work)
            throws IOException {
        Map<PaperId, Made> made = new LinkedHashMap<>();
        if (parts.isEmpty()) {
            return made;
        }
        Renditions renditions = desk.needRenditions();
        List<PaperEntry> olds = plan.olds().stream().map(desk::entry).toList();
        Path joined = work.resolve("joined.pdf");
        UnsignedCopy.write(
                olds.stream().map(old -> versions.file(old, Archive.PDF)).toList(), joined);
        List<PageText> texts = new ArrayList<>();
        for (PaperEntry old : olds) {
            versions.text(old).forEach(page -> texts.add(PaperPages.numbered(page, texts.size() + 1)));
        }
        try (Scan scan = ScanReader.builder().build().open(joined, Files.createDirectory(work.resolve("scan")))) {
            for (Part part : parts) {
                Path folder = Files.createDirectory(work.resolve(part.id().value()));
                made.put(part.id(), make(part, olds, texts, scan, renditions, action, actor, folder));
            }
        }
        return made;
    }

    private Made make(
            Part part,
            List<PaperEntry> olds,
            List<PageText> texts,
            Scan scan,
            Renditions renditions,
            String action,
            String actor,
            Path work)
            throws IOException {
        List<Integer> numbers =
                texts.stream().map(PageText::page).filter(part::has).toList();
        PaperPages pages = PaperPages.of(texts, numbers);
        Path signed = work.resolve(Archive.PDF);
        Instant now = desk.clock().instant();
        SortedFile sorted = desk.extractor().sortAsOne(pages.pages());
        String type = sorted.papers().get(0).type();
        String title = desk.types().find(type).map(known -> known.name("vi")).orElse(type);
        List<PageText> upright =
                pages.source().stream().map(PaperPages::upright).toList();
        Rendering rendering = renditions.make(scan, upright, title, now, work, signed, new Stopwatch());
        Extraction found = sorted.extract(0); // only what is signed is extracted
        DigitisedRecord record = record(
                part,
                olds,
                found,
                rendering,
                renditions,
                new Event(now, actor, action, null, names(olds), part.id().value(), null));
        Map<String, Path> files = new LinkedHashMap<>();
        files.put(Archive.PDF, signed);
        files.put(Archive.RECORD, Files.write(work.resolve(Archive.RECORD), codec.encode(record)));
        files.putAll(pages.write(work));
        PaperEntry first = olds.get(0);
        desk.home().archive().files(first.id(), first.version()).forEach((name, file) -> {
            if (name.startsWith(Archive.SOURCE)) {
                files.put(name, file);
            }
        });
        return new Made(record, files);
    }

    private DigitisedRecord record(
            Part part,
            List<PaperEntry> olds,
            Extraction found,
            Rendering rendering,
            Renditions renditions,
            Event event) {
        DigitisedRecord first = versions.record(olds.get(0).id(), olds.get(0).version());
        DigitisedRecord.Source source = first.source();
        int firstPage = source.firstPage() + part.first() - 1;
        List<Field> fields = List.copyOf(found.fields().values());
        List<Event> history = new ArrayList<>();
        first.history().stream()
                .filter(old -> OF_THE_FILE.contains(old.action()))
                .forEach(history::add);
        history.add(event);
        return new DigitisedRecord(
                part.id(),
                found.type(),
                found.typeConfidence(),
                ReviewNeed.level(fields),
                DigitisedRecord.State.ACTIVE,
                null,
                found.owner(),
                found.validity(),
                fields,
                new DigitisedRecord.Source(
                        source.name(),
                        source.sha256(),
                        source.bytes(),
                        source.kind(),
                        firstPage,
                        firstPage + part.pages() - 1,
                        source.repairs()),
                renditions.described(rendering, first.rendition().engine()),
                history,
                desk.types().find(found.type()).map(PaperType::resultCode).orElse(null),
                List.of(),
                null);
    }

    private static String names(List<PaperEntry> papers) {
        return papers.stream().map(paper -> paper.id().value()).collect(Collectors.joining(", "));
    }
}
