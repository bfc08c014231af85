package vn.hoso.scan;

/** The resolution of a page image: what the file says where that can be, else a guess from the size of the page. */
final class Resolution {
    private static final double A4_LONG = 11.69;
    /** Nothing larger than A3, with a margin for scanners that scan beyond it, comes from a desk. */
    private static final double LONGEST_SIDE = 18.0;

    private Resolution() {}

    /**
     * The resolution to work with.
     *
     * @param width columns of the image
     * @param height rows of the image
     * @param said what the file says, 0 or less for nothing
     * @return dots an inch
     */
    static double of(int width, int height, double said) {
        int longSide = Math.max(width, height);
        boolean possible = said >= 30 && said <= 4800;
        // A camera or a converter that knows no better writes 72 or 96; taken at its word the paper would be a poster.
        if (possible && (said >= 150 || longSide / said <= LONGEST_SIDE)) {
            return said;
        }
        return guess(width, height);
    }

    private static double guess(int width, int height) {
        double longSide = Math.max(width, height);
        double shortSide = Math.min(width, height);
        double aspect = longSide / shortSide;
        double inches = Math.abs(aspect - 11 / 8.5) < 0.02 ? 11 : A4_LONG;
        return Math.max(72, Math.min(1200, longSide / inches));
    }
}
