package vn.hoso.ocr;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

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
        for (Engine.Found one : Words.legible(found)) {
            Engine.Found placed = one.moved(x, y).onLine(row.index());
            words.addAll(LostBlanks.restored(raw ? rows.tight(placed, row) : placed, word -> rows.gaps(word, row)));
        }
        return words;
    }
}
