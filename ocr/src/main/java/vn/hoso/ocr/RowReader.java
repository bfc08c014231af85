package vn.hoso.ocr;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import vn.hoso.text.Vietnamese;

/**
 * Reads the rows of a page one by one. To find lines, tables and pictures by itself costs the engine a quarter of its
 * time, and where it is wrong there it loses lines or their accents.
 */
final class RowReader {
    /** The white around a row, pixels: what the engine itself leaves around a line. */
    private static final int MARGIN = 4;

    /** Rows without ascenders or descenders are cut as high as others, so that letters keep their size. */
    private static final double ABOVE = 1.5;

    private static final double BELOW = 0.5;

    /** What is longer is no two or three words. */
    private static final int LONGEST_WORD = 24;

    private final Prepared page;
    private final Rows rows;
    private final LongSupplier left;

    /**
     * A reader for one page.
     *
     * @param left how many milliseconds there are still
     */
    RowReader(Prepared page, Rows rows, LongSupplier left) {
        this.page = page;
        this.rows = rows;
        this.left = left;
    }

    /** Reads all rows; the words of each have its number. */
    List<Engine.Found> all(Engine with) {
        List<Engine.Found> words = new ArrayList<>();
        for (Row row : rows.all()) {
            words.addAll(read(with, row));
        }
        return words;
    }

    List<Engine.Found> read(Engine with, Row row) {
        return read(with, row, row.left(), row.right());
    }

    /** Reads a part of a row. */
    List<Engine.Found> read(Engine with, Row row, int from, int to) {
        Gray working = page.working();
        int x = Math.max(0, from - MARGIN);
        int y = (int) Math.max(0, Math.min(row.top(), row.baseline() - ABOVE * row.letter()) - MARGIN);
        int right = Math.min(working.width(), to + MARGIN);
        int bottom = (int) Math.min(
                working.height(), Math.max(row.bottom(), row.baseline() + BELOW * row.letter()) + MARGIN);
        with.page(rows.cut(working, row, x, y, right, bottom), page.workingDpi());
        List<Engine.Found> found = with.read(Engine.Layout.LINE, left.getAsLong());
        boolean raw = found.isEmpty();
        if (raw) {
            // The engine looks for lines even in a line, and may find none.
            found = with.read(Engine.Layout.RAW_LINE, left.getAsLong());
        }
        List<Engine.Found> words = new ArrayList<>();
        for (Engine.Found word : Words.legible(found)) {
            Engine.Found placed = word.moved(x, y).onLine(row.index());
            words.addAll(apart(raw ? rows.tight(placed, row) : placed, row));
        }
        return words;
    }

    /** The words that the engine read as one although the ink shows blanks between them. */
    private List<Engine.Found> apart(Engine.Found word, Row row) {
        String text = word.text();
        if (text.length() < 4 || text.length() > LONGEST_WORD || isWord(text)) {
            return List.of(word);
        }
        for (double gap : rows.gaps(word, row)) {
            int nearest = (int) Math.round(gap * text.length());
            for (int at : new int[] {nearest, nearest - 1, nearest + 1}) {
                if (at > 0 && at < text.length() && isWord(text.substring(0, at)) && isWords(text.substring(at))) {
                    int x = word.left() + (int) (gap * (word.right() - word.left()));
                    List<Engine.Found> words = new ArrayList<>();
                    words.add(word.with(text.substring(0, at)).within(word.left(), word.top(), x, word.bottom()));
                    words.addAll(apart(
                            word.with(text.substring(at)).within(x, word.top(), word.right(), word.bottom()), row));
                    return words;
                }
            }
        }
        return List.of(word);
    }

    private static boolean isWord(String text) {
        return Vietnamese.isSyllable(text.replaceAll("[^\\p{L}]+$", ""));
    }

    /** Whether a text may be one syllable or some that are glued together. */
    private static boolean isWords(String text) {
        String letters = text.replaceAll("[^\\p{L}]+$", "");
        for (int at = letters.length(); at > 0; at--) {
            if (isWord(letters.substring(0, at)) && (at == letters.length() || isWords(letters.substring(at)))) {
                return true;
            }
        }
        return false;
    }
}
