package vn.hoso.digitize;

import java.util.List;
import java.util.Optional;
import vn.hoso.record.DigitisedRecord;
import vn.hoso.registry.Decision;
import vn.hoso.registry.PaperEntry;

/**
 * A paper on the officer's desk.
 *
 * @param entry what the registry knows of it
 * @param record its record, with the corrections that have not been confirmed yet
 * @param decisions what was decided on it so far, oldest first
 */
public record ReviewItem(PaperEntry entry, DigitisedRecord record, List<Decision> decisions) {
    public ReviewItem {
        decisions = List.copyOf(decisions);
    }

    /**
     * From what kind of original it was digitised, as a person stated or its print says.
     *
     * @return one of {@link vn.hoso.paper.Eligibility#kinds}, or empty where nothing is known
     */
    public Optional<String> original() {
        return Originals.last(record);
    }

    /**
     * Whether its print speaks for a kind of paper that is not digitised, and nobody has judged that yet.
     *
     * @return true where a person has to say what it is before it can be confirmed
     */
    public boolean originalDoubted() {
        return Originals.isDoubted(record);
    }
}
