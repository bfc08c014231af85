package vn.hoso.paper;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.hoso.text.Box;

/**
 * A field of a paper (trường thông tin): its value and why it is believed.
 *
 * @param key the key of the field in its paper type, such as {@code document_number}
 * @param value the normalised value: dates as {@code yyyy-MM-dd}, identifiers as digits, names in normal case, NFC
 * @param printed the value as it stands on the paper
 * @param confidence the probability that the value is right, 0 to 1
 * @param page the page it stands on, from 1; 0 where it stands nowhere (typed, derived)
 * @param box where it stands on the upright page, or null
 * @param method how it was found
 * @param accepted whether it may be used without a person looking at it
 * @param alternatives other readings, the likelier first
 * @param doubts reasons to look at it, as codes such as {@code handwritten} or {@code qr_differs}
 */
public record Field(
        String key,
        String value,
        String printed,
        double confidence,
        int page,
        @Nullable Box box,
        Method method,
        boolean accepted,
        List<String> alternatives,
        List<String> doubts) {
    public Field {
        alternatives = List.copyOf(alternatives);
        doubts = List.copyOf(doubts);
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException("confidence must be between 0 and 1, got " + confidence);
        }
    }
}
