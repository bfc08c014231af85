package vn.hoso.scan;

/**
 * A glyph in the pixels of the page turned so that its own line runs from left to right.
 *
 * @param text what it means; blank for a space
 * @param direction the quarters by which its line is turned
 * @param inclined whether it stands too steep for a line
 * @param skew by how many degrees its line climbs
 * @param left where it starts
 * @param right where the next glyph is to start
 * @param top its upper edge
 * @param bottom its lower edge
 * @param base its base line
 * @param size the type size
 */
record Placed(
        String text,
        int direction,
        boolean inclined,
        double skew,
        double left,
        double right,
        double top,
        double bottom,
        double base,
        double size) {
    double middle() {
        return (left + right) / 2;
    }

    /** Whether another glyph stands on the same base line, as near as raised and lowered glyphs keep to it. */
    boolean besides(Placed other) {
        return inclined == other.inclined && Math.abs(base - other.base) < 0.45 * Math.max(size, other.size);
    }

    Placed reading(String words) {
        return new Placed(words, direction, inclined, skew, left, right, top, bottom, base, size);
    }
}
