package vn.hoso.scan;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The spaces that a page draws, by their place.
 *
 * <p>A space parts the words between which it stands, not those between which it is written: where a font lacks letters
 * the rest of the line comes first, its spaces too, and another font then fills the holes.
 */
final class Blanks {
    /** A space starts within this share of the type size of the end of a word. */
    private static final double NEAR = 0.1;

    /** A space is on the line of a word when their base lines are nearer than this share of the type size. */
    private static final double NEAR_LINE = 0.45;

    /** No page has more spaces one above the other; more are not looked through. */
    private static final int MOST = 2048;

    private final List<Placed> blanks;
    private final double[] starts;

    Blanks(List<Placed> glyphs) {
        blanks = glyphs.stream()
                .filter(glyph -> glyph.text().indexOf(' ') >= 0)
                .sorted(Comparator.comparingDouble(Blanks::start))
                .toList();
        starts = blanks.stream().mapToDouble(Blanks::start).toArray();
    }

    /** A glyph that means letters as well has its space at one of its ends. */
    private static double start(Placed glyph) {
        return glyph.text().isBlank() || glyph.text().startsWith(" ") ? glyph.left() : glyph.right();
    }

    /** Whether a space starts between a word and what stands beside it, both being near to each other. */
    boolean between(TextFlow.Piece word, TextFlow.Piece next) {
        double size = Math.max(word.size(), next.size());
        int found = Arrays.binarySearch(starts, word.right() - NEAR * size);
        int from = found < 0 ? -found - 1 : found;
        int to = Math.min(starts.length, from + MOST);
        for (int i = from; i < to && starts[i] <= next.left() + NEAR * size; i++) {
            if (Math.abs(blanks.get(i).base() - word.base()) < NEAR_LINE * size) {
                return true;
            }
        }
        return false;
    }
}
