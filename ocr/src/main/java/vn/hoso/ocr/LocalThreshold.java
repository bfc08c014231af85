package vn.hoso.ocr;

/**
 * Makes a page black and white by what is around each pixel: J. Sauvola and M. Pietikäinen, "Adaptive document image
 * binarization", Pattern Recognition 33 (2000).
 *
 * <p>Where the brightness hardly varies there is paper, however dark it is; where it varies, the threshold lies a little
 * below the mean.
 */
final class LocalThreshold {
    /** How far the threshold falls below the mean where nothing varies. */
    private static final double K = 0.25;

    /** The largest deviation that 8-bit grey can have. */
    private static final double RANGE = 128;

    private LocalThreshold() {}

    /**
     * The page in black and white.
     *
     * @param window the side of the neighbourhood, pixels; about two lines of text
     */
    static Gray apply(Gray page, int window) {
        int w = page.width();
        int h = page.height();
        int half = Math.max(2, window / 2);
        byte[] in = page.pixels();
        byte[] out = new byte[w * h];
        // Sums of each column over the rows of the window; they move down with it.
        long[] sums = new long[w];
        long[] squares = new long[w];
        for (int y = 0; y < Math.min(h, half); y++) {
            add(in, y * w, w, sums, squares, 1);
        }
        for (int y = 0; y < h; y++) {
            if (y + half < h) {
                add(in, (y + half) * w, w, sums, squares, 1);
            }
            if (y - half - 1 >= 0) {
                add(in, (y - half - 1) * w, w, sums, squares, -1);
            }
            int rows = Math.min(h - 1, y + half) - Math.max(0, y - half) + 1;
            long sum = 0;
            long square = 0;
            for (int x = 0; x < Math.min(w, half); x++) {
                sum += sums[x];
                square += squares[x];
            }
            for (int x = 0; x < w; x++) {
                if (x + half < w) {
                    sum += sums[x + half];
                    square += squares[x + half];
                }
                if (x - half - 1 >= 0) {
                    sum -= sums[x - half - 1];
                    square -= squares[x - half - 1];
                }
                int count = rows * (Math.min(w - 1, x + half) - Math.max(0, x - half) + 1);
                double mean = (double) sum / count;
                double deviation = Math.sqrt(Math.max(0, (double) square / count - mean * mean));
                double threshold = mean * (1 + K * (deviation / RANGE - 1));
                out[y * w + x] = (byte) ((in[y * w + x] & 0xff) < threshold ? 0 : 255);
            }
        }
        return new Gray(w, h, out);
    }

    private static void add(byte[] in, int from, int w, long[] sums, long[] squares, int sign) {
        for (int x = 0; x < w; x++) {
            long value = in[from + x] & 0xff;
            sums[x] += sign * value;
            squares[x] += sign * value * value;
        }
    }
}
