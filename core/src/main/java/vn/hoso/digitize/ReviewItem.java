package vn.hoso.digitize;

import java.util.List;
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
}
