package vn.hoso.ocr;

import java.util.List;

/**
 * A line of print up to the next wide gap, with its accents, points and dashes.
 *
 * @param index its place among the rows of the page
 * @param left the leftmost pixel of its pieces
 * @param top the topmost pixel
 * @param right the pixel after the rightmost
 * @param bottom the pixel after the lowest
 * @param baseline on what height its letters stand
 * @param letter how high its small letters are
 * @param pieces its pieces of ink
 */
record Row(int index, int left, int top, int right, int bottom, double baseline, double letter, List<Integer> pieces) {
    Row {
        pieces = List.copyOf(pieces);
    }

    boolean holds(Engine.Found word) {
        double x = (word.left() + word.right()) / 2.0;
        double y = (word.top() + word.bottom()) / 2.0;
        return x >= left && x < right && y >= top && y < bottom;
    }

    int width() {
        return right - left;
    }
}
