package vn.hoso.reuse;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import vn.hoso.archive.Archive;
import vn.hoso.digitize.Eraser;
import vn.hoso.failure.HosoException;
import vn.hoso.paper.Owner;
import vn.hoso.paper.PaperId;
import vn.hoso.record.RecordCodec;
import vn.hoso.registry.Notice;
import vn.hoso.registry.Registry;
import vn.hoso.search.LuceneRecordIndex;

/**
 * Erases papers of a person where the law allows it, and lets the ledger say so under the pseudonyms of the owners: so that a
 * later {@linkplain SubjectDesk report} can name what was erased and why, although nothing of it is left. A refusal is
 * written down too.
 *
 * <p>Safe for use by several threads; it closes nothing that it was given.
 */
public final class ErasureDesk {
    /** The action in the ledger of what was erased. */
    public static final String ACTION = "erasure";

    /** The action in the ledger of what was refused. */
    public static final String REFUSED = "erasure-refused";

    private final Eraser eraser;
    private final Registry registry;
    private final LuceneRecordIndex index;
    private final Records records;

    /**
     * A desk.
     *
     * @param eraser erases
     * @param archive the archive
     * @param registry holds the ledger
     * @param index finds the papers of a person
     */
    public ErasureDesk(Eraser eraser, Archive archive, Registry registry, LuceneRecordIndex index) {
        this.eraser = eraser;
        this.registry = registry;
        this.index = index;
        this.records = new Records(archive, new RecordCodec()::decode);
    }

    /**
     * The papers of a person: those that the person owns, alone or with others. Papers of others in which the number only
     * stands are theirs.
     *
     * @param number the number of the person: 12 digits, or 9 of an old identity card
     * @return the papers under all numbers that are known to be the person's
     */
    public List<PaperId> papersOf(String number) {
        PersonPapers papers = PersonPapers.of(index, records, number);
        return papers.ids().stream()
                .filter(id -> records.load(id)
                        .filter(loaded -> Records.owns(loaded.record(), papers.numbers()))
                        .isPresent())
                .toList();
    }

    /**
     * Says what {@link #erase} would do; nothing is changed.
     *
     * @param papers the papers
     * @param order why
     * @return what would become of each
     * @throws HosoException as {@link Eraser#preview}
     */
    public List<Eraser.Outcome> preview(List<PaperId> papers, Eraser.Order order) {
        return eraser.preview(papers, order);
    }

    /**
     * Erases papers. To do so again does nothing.
     *
     * @param papers the papers
     * @param order why
     * @return what became of each
     * @throws HosoException as {@link Eraser#erase}
     */
    public List<Eraser.Outcome> erase(List<PaperId> papers, Eraser.Order order) {
        List<PaperId> allowed = new ArrayList<>();
        for (Eraser.Outcome foreseen : eraser.preview(papers, order)) {
            HosoException refusal = foreseen.refusal();
            if (refusal == null) {
                allowed.add(foreseen.paper());
            }
            if (refusal != null || foreseen.files() > 0) {
                say(foreseen.paper(), refusal, order);
            }
        }
        List<Eraser.Outcome> erased = eraser.erase(allowed, order);
        return papers.stream()
                .map(id -> erased.stream()
                        .filter(outcome -> outcome.paper().equals(id))
                        .findFirst()
                        .orElseGet(() -> eraser.preview(List.of(id), order).get(0)))
                .toList();
    }

    /** Written down while it is still known whose paper it is. */
    private void say(PaperId paper, @org.jspecify.annotations.Nullable HosoException refusal, Eraser.Order order) {
        Set<String> about = new LinkedHashSet<>(Set.of(paper.value()));
        Optional<Records.Loaded> loaded = records.load(paper);
        loaded.ifPresent(one -> Stream.concat(Stream.of(one.record().owner()), one.record().coOwners().stream())
                .map(Owner::id)
                .filter(Objects::nonNull)
                .forEach(number -> about.add(index.pseudonym(number))));
        Map<String, String> facts = refusal == null
                ? Map.of("papers", paper.value(), "ground", order.ground(), "reference", order.reference())
                : Map.of(
                        "papers", paper.value(),
                        "ground", order.ground(),
                        "reference", order.reference(),
                        "refusal", refusal.problem().name());
        registry.append(Notice.of(order.actor(), refusal == null ? ACTION : REFUSED, facts)
                .about(about));
    }
}
