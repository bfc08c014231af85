package vn.hoso.scan;

/**
 * Limits against hostile or mistaken input, checked on headers before anything is decoded.
 *
 * @param bytes most bytes of a file
 * @param pages most pages of a file
 * @param pixels most pixels of one page image
 * @param depth deepest nesting of objects in a PDF
 */
public record ScanLimits(long bytes, int pages, long pixels, int depth) {
    /** 2 GiB, 10,000 pages, 200 megapixels, 500 levels. */
    public static final ScanLimits DEFAULT = new ScanLimits(2L << 30, 10_000, 200_000_000, 500);

    public ScanLimits {
        if (bytes < 1 || pages < 1 || pixels < 1 || depth < 1) {
            throw new IllegalArgumentException(
                    "limits must be positive, got " + bytes + ", " + pages + ", " + pixels + ", " + depth);
        }
    }
}
