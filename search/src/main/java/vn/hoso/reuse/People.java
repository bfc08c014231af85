package vn.hoso.reuse;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.hoso.paper.Field;
import vn.hoso.paper.Level;
import vn.hoso.paper.Method;
import vn.hoso.record.DigitisedRecord;
import vn.hoso.search.LuceneRecordIndex;
import vn.hoso.search.PaperQuery;
import vn.hoso.search.SearchRequest;
import vn.hoso.search.SearchResult;

/**
 * Who a number stands for. A new and an old number belong to one person where a paper says so: a QR code of an identity
 * card, or a record that an officer confirmed. Names and birth dates never join anybody.
 */
final class People {
    /** The field with the 9-digit number in papers that carry both. */
    static final String OLD_NUMBER = "old_id_number";

    /** The field with the 12-digit number. */
    static final String NUMBER = "id_number";

    private static final int MOST_EVIDENCE = 100;

    private final LuceneRecordIndex index;
    private final Records records;

    People(LuceneRecordIndex index, Records records) {
        this.index = index;
        this.records = records;
    }

    /**
     * A person, as far as a number tells.
     *
     * @param number the 12-digit number, or null where nobody is known
     * @param numbers all numbers of the person; the one that was asked where nobody is known
     * @param ambiguous whether several persons claim the number
     */
    record Person(@Nullable String number, Set<String> numbers, boolean ambiguous) {
        Person {
            numbers = Set.copyOf(numbers);
        }
    }

    Person resolve(String asked) {
        String number = asked.replaceAll("[\\s.]", "");
        if (number.length() == 9) {
            Set<String> claimants = claimants(number);
            if (claimants.size() == 1) {
                return known(claimants.iterator().next());
            }
            return new Person(null, Set.of(number), claimants.size() > 1);
        }
        return isKnown(number) ? known(number) : new Person(null, Set.of(number), false);
    }

    private Person known(String number) {
        Set<String> numbers = new LinkedHashSet<>(List.of(number));
        for (Link link : links(number)) {
            if (link.number().equals(number) && claimants(link.oldNumber()).size() == 1) {
                numbers.add(link.oldNumber());
            }
        }
        return new Person(number, numbers, false);
    }

    private Set<String> claimants(String oldNumber) {
        Set<String> claimants = new LinkedHashSet<>();
        for (Link link : links(oldNumber)) {
            if (link.oldNumber().equals(oldNumber)) {
                claimants.add(link.number());
            }
        }
        return claimants;
    }

    private boolean isKnown(String number) {
        PaperQuery query = PaperQuery.any(PaperQuery.owner(number), PaperQuery.field("person", number));
        return !number.isEmpty() && index.find(request(query, 1)).total().value() > 0;
    }

    private record Link(String number, String oldNumber) {}

    private List<Link> links(String number) {
        List<Link> links = new ArrayList<>();
        SearchResult found = index.find(request(PaperQuery.field("link", number), MOST_EVIDENCE));
        for (SearchResult.Hit hit : found.hits()) {
            records.load(hit.id()).flatMap(loaded -> link(loaded.record())).ifPresent(links::add);
        }
        return links;
    }

    /** What a record proves; nothing where it does not count or nobody confirmed it. */
    private static Optional<Link> link(DigitisedRecord record) {
        Field number = Records.field(record, NUMBER);
        Field old = Records.field(record, OLD_NUMBER);
        boolean counts = record.state() == DigitisedRecord.State.ACTIVE
                || record.state() == DigitisedRecord.State.SUPERSEDED; // a renewed card still says whose it was
        if (number == null || old == null || !counts) {
            return Optional.empty();
        }
        boolean confirmed = record.level().compareTo(Level.VERIFIED) >= 0
                || (record.level() == Level.CROSS_CHECKED && old.method() == Method.QR);
        return confirmed ? Optional.of(new Link(number.value(), old.value())) : Optional.empty();
    }

    static SearchRequest request(PaperQuery query, int limit) {
        return new SearchRequest(query, null, 0, limit, SearchRequest.Order.NEWEST, 0);
    }
}
