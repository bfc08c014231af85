package vn.hoso.scan;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives marks that a page draws as glyphs of their own to the letters that they stand over or under.
 *
 * <p>Fonts without Vietnamese letters are helped out so; the marks may come right after their letter, or all together
 * when the line is done.
 */
final class DrawnMarks {
    /** Marks that take a place of their own in a line; over a letter they are the mark of that letter. */
    private static final Map<String, String> SPACING = Map.ofEntries(
            Map.entry("`", "\u0300"),
            Map.entry("\u02CB", "\u0300"),
            Map.entry("\u00B4", "\u0301"),
            Map.entry("\u02CA", "\u0301"),
            Map.entry("^", "\u0302"),
            Map.entry("\u02C6", "\u0302"),
            Map.entry("~", "\u0303"),
            Map.entry("\u02DC", "\u0303"),
            Map.entry("\u02D8", "\u0306"));

    /** A mark reaches beyond its letter by no more than this share of the type size. */
    private static final double BEYOND = 0.05;
    /** No page has more letters than this one above the other; more are not looked through. */
    private static final int MOST_LETTERS = 512;

    private DrawnMarks() {}

    /** The glyphs without those that are marks of others. */
    static List<Placed> composed(List<Placed> glyphs) {
        if (glyphs.stream().noneMatch(glyph -> mark(glyph) != null)) {
            return glyphs;
        }
        List<Integer> letters = new ArrayList<>();
        for (int i = 0; i < glyphs.size(); i++) {
            if (glyphs.get(i).text().codePoints().anyMatch(Character::isLetter)) {
                letters.add(i);
            }
        }
        letters.sort(Comparator.comparingDouble(i -> glyphs.get(i).right()));
        double[] rights =
                letters.stream().mapToDouble(i -> glyphs.get(i).right()).toArray();
        List<@Nullable Placed> composed = new ArrayList<>(glyphs);
        for (int i = 0; i < glyphs.size(); i++) {
            String mark = mark(glyphs.get(i));
            int letter = mark == null ? -1 : letter(glyphs, letters, rights, glyphs.get(i));
            Placed marked = letter < 0 ? null : composed.get(letter);
            if (mark == null || marked == null) {
                continue;
            }
            String text = Normalizer.normalize(marked.text() + mark, Normalizer.Form.NFC);
            // Only a combining mark may stay beside its letter; an accent that fits no letter is a sign of its own.
            if (mark.equals(glyphs.get(i).text())
                    || text.length() == marked.text().length()) {
                composed.set(letter, marked.reading(text));
                composed.set(i, null);
            }
        }
        List<Placed> left = new ArrayList<>();
        for (Placed glyph : composed) {
            if (glyph != null) {
                left.add(glyph);
            }
        }
        return left;
    }

    /** The mark, as one that combines, that a glyph may be; null for all others. */
    private static @Nullable String mark(Placed glyph) {
        String text = glyph.text();
        boolean combining =
                !text.isEmpty() && text.codePoints().allMatch(c -> Character.getType(c) == Character.NON_SPACING_MARK);
        return combining ? text : SPACING.get(text);
    }

    /**
     * The letter that a mark stands over. Marks without width are drawn from the end of their letter, where the next
     * letter starts as well: it is the one whose end is nearest.
     */
    private static int letter(List<Placed> glyphs, List<Integer> letters, double[] rights, Placed mark) {
        double beyond = BEYOND * mark.size();
        int from = Arrays.binarySearch(rights, mark.middle() - beyond);
        from = from < 0 ? -from - 1 : from;
        int best = -1;
        double nearest = Double.MAX_VALUE;
        for (int i = from; i < Math.min(rights.length, from + MOST_LETTERS); i++) {
            Placed letter = glyphs.get(letters.get(i));
            double away = Math.abs(letter.right() - mark.right());
            if (rights[i] - mark.middle() > 2 * mark.size()) {
                break;
            }
            if (letter.left() <= mark.middle() + beyond && letter.besides(mark) && away < nearest) {
                nearest = away;
                best = letters.get(i);
            }
        }
        return best;
    }
}
