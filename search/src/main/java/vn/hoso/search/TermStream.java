package vn.hoso.search;

import java.util.Arrays;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.BytesTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.UnicodeUtil;

/** Hands terms that have been made already to the index writer; kept for the next document, as its bytes are. */
final class TermStream extends TokenStream {
    private final BytesTermAttribute term = addAttribute(BytesTermAttribute.class);
    private final PositionIncrementAttribute step = addAttribute(PositionIncrementAttribute.class);
    private final BytesRef current = new BytesRef();
    private byte[] bytes = new byte[1024];
    private int[] ends = new int[64];
    private int[] steps = new int[64];
    private int size;
    private int next;

    /** Begins anew. */
    void clear() {
        size = 0;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Adds a term so many positions behind the one before; 0 for the same position. */
    void add(String text, int positions) {
        end(append(start(), text), positions);
    }

    /** Adds a term of two parts, with a letter of ASCII between them. */
    void add(String first, char between, String second, int positions) {
        int firstEnd = append(start(), first);
        reserve(firstEnd, 1);
        bytes[firstEnd] = (byte) between;
        end(append(firstEnd + 1, second), positions);
    }

    private int start() {
        return size == 0 ? 0 : ends[size - 1];
    }

    private int append(int at, String text) {
        reserve(at, UnicodeUtil.maxUTF8Length(text.length()));
        return UnicodeUtil.UTF16toUTF8(text, 0, text.length(), bytes, at);
    }

    private void reserve(int at, int more) {
        if (at + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, at + more));
        }
    }

    private void end(int at, int positions) {
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, 2 * size);
            steps = Arrays.copyOf(steps, 2 * size);
        }
        ends[size] = at;
        steps[size++] = positions;
    }

    @Override
    public boolean incrementToken() {
        if (next == size) {
            return false;
        }
        int start = next == 0 ? 0 : ends[next - 1];
        current.bytes = bytes;
        current.offset = start;
        current.length = ends[next] - start;
        term.setBytesRef(current);
        step.setPositionIncrement(steps[next++]);
        return true;
    }

    @Override
    public void reset() {
        next = 0;
    }

    @Override
    public void end() {
        step.setPositionIncrement(0);
    }
}
