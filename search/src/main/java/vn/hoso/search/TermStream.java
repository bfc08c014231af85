package vn.hoso.search;

import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;

/** Hands terms that have been made already to the index writer. */
final class TermStream extends TokenStream {
    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final PositionIncrementAttribute step = addAttribute(PositionIncrementAttribute.class);
    private final List<String> terms = new ArrayList<>();
    private int[] steps = new int[64];
    private int next;

    /** Adds a term so many positions behind the one before; 0 for the same position. */
    void add(String text, int positions) {
        if (terms.size() == steps.length) {
            steps = java.util.Arrays.copyOf(steps, 2 * steps.length);
        }
        steps[terms.size()] = positions;
        terms.add(text);
    }

    boolean isEmpty() {
        return terms.isEmpty();
    }

    @Override
    public boolean incrementToken() {
        if (next == terms.size()) {
            return false;
        }
        clearAttributes();
        term.append(terms.get(next));
        step.setPositionIncrement(steps[next]);
        next++;
        return true;
    }

    @Override
    public void reset() {
        next = 0;
    }
}
