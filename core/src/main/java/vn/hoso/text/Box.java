package vn.hoso.text;

/**
 * A rectangle on a page, in pixels of the page image turned upright; origin top left.
 *
 * <p>{@code left} and {@code top} are inside the rectangle, {@code right} and {@code bottom} just outside of it.
 *
 * @param left the first column
 * @param top the first row
 * @param right the first column after it
 * @param bottom the first row after it
 */
public record Box(int left, int top, int right, int bottom) {
    public Box {
        if (right < left || bottom < top) {
            throw new IllegalArgumentException("a box needs left <= right and top <= bottom, got " + left + "," + top
                    + "," + right + "," + bottom);
        }
    }

    /**
     * How wide the rectangle is.
     *
     * @return pixels, 0 or more
     */
    public int width() {
        return right - left;
    }

    /**
     * How high the rectangle is.
     *
     * @return pixels, 0 or more
     */
    public int height() {
        return bottom - top;
    }

    /**
     * The smallest rectangle around this one and another.
     *
     * @param other the other rectangle
     * @return the hull of both
     */
    public Box union(Box other) {
        return new Box(
                Math.min(left, other.left),
                Math.min(top, other.top),
                Math.max(right, other.right),
                Math.max(bottom, other.bottom));
    }

    /**
     * Whether the two rectangles share at least one pixel.
     *
     * @param other the other rectangle
     * @return true where they do
     */
    public boolean intersects(Box other) {
        return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
    }
}
