package vn.hoso.reuse;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.hoso.paper.PaperId;
import vn.hoso.record.DigitisedRecord;
import vn.hoso.search.LuceneRecordIndex;
import vn.hoso.search.PaperQuery;
import vn.hoso.search.SearchResult;
import vn.hoso.text.Vietnamese;

/**
 * Finds papers of nobody's number that carry the name and the birth date of a person. They are only asked about: a name and
 * a birth date are not a person.
 */
final class Namesakes {
    private static final int MOST_CANDIDATES = 50;

    private final LuceneRecordIndex index;
    private final Records records;
    private final PaperQuery inScope;

    Namesakes(LuceneRecordIndex index, Records records, PaperQuery inScope) {
        this.index = index;
        this.records = records;
        this.inScope = inScope;
    }

    /** The papers of some kinds, issued on the day or before. */
    List<PaperId> of(People.Person person, PaperQuery kinds, LocalDate on) {
        Set<PaperId> found = new LinkedHashSet<>();
        for (Described described : descriptions(person)) {
            PaperQuery query = PaperQuery.all(
                    PaperQuery.field("ownerless", "true"), PaperQuery.field("name", described.name()), kinds, inScope);
            for (PaperId id : ids(query, on)) {
                records.load(id)
                        .filter(loaded -> described.birthDate().equals(birthDate(loaded.record())))
                        .ifPresent(loaded -> found.add(id));
            }
        }
        return List.copyOf(found);
    }

    /** Some papers that a query finds, issued on the day or before. */
    List<PaperId> ids(PaperQuery query, LocalDate on) {
        return index.find(People.request(query, MOST_CANDIDATES)).hits().stream()
                .filter(hit -> hit.issued() == null || !hit.issued().isAfter(on))
                .map(SearchResult.Hit::id)
                .toList();
    }

    private record Described(String name, String birthDate) {}

    /** The names and birth dates that cards and registers give the person. */
    private Set<Described> descriptions(People.Person person) {
        List<PaperQuery> owned = new ArrayList<>();
        person.numbers().forEach(number -> owned.add(PaperQuery.owner(number)));
        PaperQuery query = PaperQuery.all(
                new PaperQuery.Any(owned),
                PaperQuery.any(PaperQuery.field("type", Planner.CARD), PaperQuery.field("type", RecordImport.PERSON)));
        Set<Described> descriptions = new LinkedHashSet<>();
        for (SearchResult.Hit hit :
                index.find(People.request(query, MOST_CANDIDATES)).hits()) {
            records.load(hit.id()).ifPresent(loaded -> {
                String name = loaded.record().owner().name();
                String birthDate = birthDate(loaded.record());
                if (name != null && birthDate != null) {
                    descriptions.add(new Described(Vietnamese.fold(name), birthDate));
                }
            });
        }
        return descriptions;
    }

    private static @Nullable String birthDate(DigitisedRecord record) {
        return record.owner().birthDate() != null ? record.owner().birthDate() : Records.value(record, "dob");
    }
}
