package vn.hoso.extract;

import java.util.ArrayList;
import java.util.List;

/**
 * A value made from words on the page.
 *
 * @param value the normalised value
 * @param tokens the words that it was made from
 * @param doubts what was noticed on the way, such as {@code repaired}
 * @param wellFormed whether the kind has a form that can be missed, and the value has it: a date that exists, a number
 *     with its check digit, a name of a closed list
 */
record Normalised(String value, List<Token> tokens, List<String> doubts, boolean wellFormed) {
    Normalised {
        tokens = List.copyOf(tokens);
        doubts = List.copyOf(doubts);
    }

    /** The same with a further doubt. */
    Normalised with(String doubt) {
        List<String> more = new ArrayList<>(doubts);
        more.add(doubt);
        return new Normalised(value, tokens, more, wellFormed);
    }

    String printed() {
        return Row.join(tokens);
    }
}
