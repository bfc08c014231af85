package vn.hoso.digitize;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.hoso.archive.Archive;
import vn.hoso.archive.ArchivedPaper;
import vn.hoso.digitize.Binder.Made;
import vn.hoso.digitize.Probe.Moment;
import vn.hoso.digitize.Rearranging.Part;
import vn.hoso.internal.Durable;
import vn.hoso.internal.Writing;
import vn.hoso.paper.Field;
import vn.hoso.paper.PaperId;
import vn.hoso.paper.PaperType;
import vn.hoso.record.DigitisedRecord;
import vn.hoso.record.DigitisedRecord.Ending;
import vn.hoso.registry.Decision;
import vn.hoso.registry.PaperEntry;
import vn.hoso.registry.PaperState;
import vn.hoso.registry.Registry;

/**
 * Cuts a paper into several, or makes one paper of several that lie together in a file.
 *
 * <p>Each new paper goes the road of every paper: its pages are composed and signed by the officer who arranges them, then
 * its data are extracted, then it is archived under a name of its own. The old papers stay in the archive, superseded by
 * the new ones. Everything that can fail is done before anything is written; then the first old paper carries the intent
 * in the registry until the last step, so that whoever comes after a crash finishes what was begun.
 */
final class Rearrangement {
    private static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");

    private final DeskSettings desk;
    private final Registry registry;
    private final Archive archive;
    private final Versions versions;
    private final Binder binder;

    Rearrangement(DeskSettings desk, Versions versions) {
        this.desk = desk;
        this.registry = desk.registry();
        this.archive = desk.home().archive();
        this.versions = versions;
        this.binder = new Binder(desk, versions);
    }

    /** Cuts a paper before each of some of its pages. */
    List<PaperId> split(PaperEntry paper, List<Integer> starts, String actor) {
        DeskSettings.requireOpen(paper);
        List<Integer> firsts = new ArrayList<>(List.of(1));
        for (int start : starts) {
            if (start <= firsts.get(firsts.size() - 1) || start > paper.pages()) {
                throw new IllegalArgumentException("a paper of " + paper.pages()
                        + " pages is cut before some of its pages from 2 on, ascending, not before " + starts);
            }
            firsts.add(start);
        }
        if (firsts.size() < 2) {
            throw new IllegalArgumentException("to split a paper, name a page before which it is cut");
        }
        int ordinal = lastOrdinal(paper);
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < firsts.size(); i++) {
            int last = i + 1 < firsts.size() ? firsts.get(i + 1) - 1 : paper.pages();
            parts.add(new Part(PaperId.of(paper.sha256(), ++ordinal), firsts.get(i), last));
        }
        return begin(new Rearranging(List.of(paper.id()), parts), "split", actor);
    }

    /** Makes one paper of several, in the order of the file. */
    PaperId merge(List<PaperEntry> papers, String actor) {
        if (papers.size() < 2) {
            throw new IllegalArgumentException("to merge papers, name at least two");
        }
        papers.forEach(DeskSettings::requireOpen);
        List<DigitisedRecord> ordered = papers.stream()
                .map(paper -> versions.record(paper.id(), paper.version()))
                .sorted(Comparator.comparingInt(record -> record.source().firstPage()))
                .toList();
        for (int i = 1; i < ordered.size(); i++) {
            DigitisedRecord.Source before = ordered.get(i - 1).source();
            DigitisedRecord.Source after = ordered.get(i).source();
            if (!before.sha256().equals(after.sha256()) || before.lastPage() + 1 != after.firstPage()) {
                throw new IllegalArgumentException("papers can be merged whose pages follow each other in one file");
            }
        }
        int pages = papers.stream().mapToInt(PaperEntry::pages).sum();
        PaperEntry any = papers.get(0);
        PaperId id = PaperId.of(any.sha256(), lastOrdinal(any) + 1);
        List<PaperId> olds = ordered.stream().map(DigitisedRecord::id).toList();
        begin(new Rearranging(olds, List.of(new Part(id, 1, pages))), "merge", actor);
        return id;
    }

    private int lastOrdinal(PaperEntry paper) {
        return registry.papersOf(paper.sha256()).stream()
                .mapToInt(PaperEntry::ordinal)
                .max()
                .orElse(0);
    }

    private List<PaperId> begin(Rearranging plan, String action, String actor) {
        Path work = null;
        try {
            work = versions.workFolder();
            Map<PaperId, Made> made = binder.bind(plan, plan.parts(), action, actor, work);
            PaperEntry first = desk.entry(plan.olds().get(0));
            registry.apply(desk.step(first.id(), first.state(), action + "-begun", actor)
                    .intent(new Intent(action, PaperState.SUPERSEDED, actor, List.of(), plan).json()));
            desk.probe().reached(Moment.BEGUN);
            carryOut(plan, made, action, actor);
            return plan.ids();
        } catch (IOException e) {
            throw Writing.failed(e, String.valueOf(desk.home().workFolder().getFileName()));
        } finally {
            Durable.deleteQuietly(work);
        }
    }

    /** Goes on with what a crash interrupted. What is in the archive stays as it is, what is missing is made. */
    void finish(Rearranging plan, String action, String actor) {
        Path work = null;
        try {
            work = versions.workFolder();
            List<Part> missing = new ArrayList<>();
            for (Part part : plan.parts()) {
                archive.heal(part.id());
                if (archive.head(part.id()).isEmpty()) {
                    missing.add(part);
                }
            }
            plan.olds().forEach(archive::heal);
            carryOut(plan, binder.bind(plan, missing, action, actor, work), action, actor);
        } catch (IOException e) {
            throw Writing.failed(e, String.valueOf(desk.home().workFolder().getFileName()));
        } finally {
            Durable.deleteQuietly(work);
        }
    }

    private void carryOut(Rearranging plan, Map<PaperId, Made> made, String action, String actor) {
        PaperEntry first = desk.entry(plan.olds().get(0));
        int ordinals = Math.max(lastOrdinal(first), ordinal(plan));
        registry.split(first.sha256(), ordinals, desk.worker());
        for (Part part : plan.parts()) {
            store(part.id(), made.get(part.id()), actor, action);
            carryCorrections(plan, part, actor);
        }
        List<PaperId> olds = new ArrayList<>(plan.olds());
        Collections.reverse(olds); // the first carries the intent: it comes last
        olds.forEach(old -> supersede(old, plan, action, actor));
    }

    private static int ordinal(Rearranging plan) {
        return plan.ids().stream().mapToInt(PaperId::ordinal).max().orElse(1);
    }

    /** Lets the registry follow the road that the new paper has gone, and the archive take it. */
    private void store(PaperId id, @Nullable Made made, String actor, String action) {
        if (desk.entry(id).state().stored()) {
            return;
        }
        if (made == null) {
            Adoption.adopt(archive, registry, id);
            return;
        }
        DigitisedRecord record = made.record();
        registry.apply(desk.step(id, PaperState.SCANNED, "scan", actor)
                .pages(record.rendition().pages()));
        desk.probe().reached(Moment.SCANNED);
        registry.apply(
                desk.step(id, PaperState.SIGNED, "sign", record.rendition().officer()));
        desk.probe().reached(Moment.SIGNED);
        registry.apply(desk.step(id, PaperState.EXTRACTED, "extract", actor)
                .data(record.type(), record.level(), ReviewNeed.of(record)));
        desk.probe().reached(Moment.EXTRACTED);
        ArchivedPaper stored = archive.put(id, made.files(), 0, actor, action);
        desk.probe().reached(Moment.STORED);
        registry.apply(desk.step(id, PaperState.ARCHIVED, "archive", actor)
                .version(stored.version())
                .fact("sha256", record.rendition().sha256()));
        desk.probe().reached(Moment.ARCHIVED);
    }

    /** What was corrected on the old papers stays corrected where the new one has the field on the same page. */
    private void carryCorrections(Rearranging plan, Part part, String actor) {
        if (!registry.decisions(part.id()).isEmpty()) {
            return;
        }
        PaperEntry entry = desk.entry(part.id());
        PaperType type = desk.types().find(entry.type()).orElse(null);
        List<Decision> carried = new ArrayList<>();
        int before = 0;
        for (PaperId old : plan.olds()) {
            PaperEntry from = desk.entry(old);
            DigitisedRecord record = versions.record(old, from.version());
            for (Decision decision : registry.decisions(old)) {
                String key = decision.key();
                if (decision.action().equals("correct") && key != null && type != null) {
                    int page = record.field(key).map(Field::page).orElse(0);
                    boolean here = page == 0 ? part.equals(plan.parts().get(0)) : part.has(before + page);
                    if (here && type.field(key).isPresent()) {
                        carried.add(decision);
                    }
                }
            }
            before += from.pages();
        }
        if (!carried.isEmpty()) {
            registry.apply(desk.step(part.id(), PaperState.ARCHIVED, "carry-corrections", actor)
                    .decisions(carried));
        }
    }

    private void supersede(PaperId old, Rearranging plan, String action, String actor) {
        PaperEntry entry = desk.entry(old);
        if (entry.state() == PaperState.SUPERSEDED) {
            return;
        }
        Instant now = desk.clock().instant();
        String successors = plan.ids().stream().map(PaperId::value).collect(Collectors.joining(", "));
        ArchivedPaper head = versions.head(entry);
        DigitisedRecord record;
        if (head.version() == entry.version()) {
            Amendment amendment = versions.amended(entry);
            Ending ending =
                    new Ending(LocalDate.ofInstant(now, VIETNAM), plan.ids().get(0), null);
            amendment.end(DigitisedRecord.State.SUPERSEDED, ending, action, actor, now, successors);
            record = amendment.plain();
            head = versions.store(entry, record, actor, action);
            desk.probe().reached(Moment.REWRITTEN);
        } else {
            record = versions.record(old, head.version());
        }
        Decision decision = new Decision(now, actor, action, null, old.value(), successors, null);
        versions.acknowledge(old, record, head.version(), PaperState.SUPERSEDED, action, actor, List.of(decision));
    }
}
