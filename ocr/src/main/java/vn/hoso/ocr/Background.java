package vn.hoso.ocr;

/**
 * The paper behind the ink: its brightness all over the page, found tile by tile.
 *
 * <p>Dividing by it takes away shadows, folds, yellowed paper and uneven light in one go, so that one threshold fits the
 * whole page.
 */
final class Background {
    /** Darker paper than this is no paper but a dark border or a photograph. */
    private static final int DARKEST_PAPER = 70;

    private Background() {}

    /**
     * The image as if its paper were evenly white.
     *
     * @param tile the side of the tiles, pixels; some times the height of a letter
     */
    static Gray flatten(Gray image, int tile) {
        int w = image.width();
        int h = image.height();
        int columns = (w + tile - 1) / tile;
        int rows = (h + tile - 1) / tile;
        int[] paper = paper(image, tile, columns, rows);
        paper = maximum(paper, columns, rows);
        paper = smooth(paper, columns, rows);
        // 8.8 fixed point gains, interpolated between the centres of tiles.
        int[] gains = new int[paper.length];
        for (int i = 0; i < gains.length; i++) {
            gains[i] = (255 << 8) / Math.max(DARKEST_PAPER, paper[i]);
        }
        byte[] in = image.pixels();
        byte[] out = new byte[w * h];
        int[] line = new int[columns];
        for (int y = 0; y < h; y++) {
            double fy = (y + 0.5) / tile - 0.5;
            int upper = Math.max(0, Math.min(rows - 1, (int) Math.floor(fy)));
            int lower = Math.min(rows - 1, upper + 1);
            int weight = (int) (256 * Math.max(0, Math.min(1, fy - upper)));
            for (int c = 0; c < columns; c++) {
                line[c] = (gains[upper * columns + c] * (256 - weight) + gains[lower * columns + c] * weight) >> 8;
            }
            int row = y * w;
            for (int c = -1; c < columns; c++) {
                int x = Math.max(0, c * tile + tile / 2);
                int end = c == columns - 1 ? w : Math.min(w, (c + 1) * tile + tile / 2);
                int gain = line[Math.max(0, c)];
                int next = line[Math.min(columns - 1, c + 1)];
                int step = ((next - gain) << 8) / tile;
                for (int g = gain << 8; x < end; x++, g += step) {
                    int value = ((in[row + x] & 0xff) * (g >> 8)) >> 8;
                    out[row + x] = (byte) (value > 255 ? 255 : value);
                }
            }
        }
        return new Gray(w, h, out);
    }

    /** The brightness that all but the brightest tenth of each tile stays below. */
    private static int[] paper(Gray image, int tile, int columns, int rows) {
        int[] paper = new int[columns * rows];
        int[] counts = new int[256];
        byte[] in = image.pixels();
        int w = image.width();
        for (int r = 0; r < rows; r++) {
            int bottom = Math.min(image.height(), (r + 1) * tile);
            for (int c = 0; c < columns; c++) {
                int right = Math.min(w, (c + 1) * tile);
                java.util.Arrays.fill(counts, 0);
                int seen = 0;
                for (int y = r * tile; y < bottom; y += 2) {
                    for (int x = c * tile; x < right; x += 2) {
                        counts[in[y * w + x] & 0xff]++;
                        seen++;
                    }
                }
                int left = seen / 4;
                int level = 255;
                while (level > 0 && (left -= counts[level]) >= 0) {
                    level--;
                }
                paper[r * columns + c] = level;
            }
        }
        return paper;
    }

    /** The brightest of each tile and its neighbours, so that bold print or a picture does not pass for dark paper. */
    private static int[] maximum(int[] paper, int columns, int rows) {
        int[] out = new int[paper.length];
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                int best = 0;
                for (int y = Math.max(0, r - 1); y <= Math.min(rows - 1, r + 1); y++) {
                    for (int x = Math.max(0, c - 1); x <= Math.min(columns - 1, c + 1); x++) {
                        best = Math.max(best, paper[y * columns + x]);
                    }
                }
                out[r * columns + c] = best;
            }
        }
        return out;
    }

    private static int[] smooth(int[] paper, int columns, int rows) {
        int[] out = new int[paper.length];
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                int sum = 0;
                int count = 0;
                for (int y = Math.max(0, r - 1); y <= Math.min(rows - 1, r + 1); y++) {
                    for (int x = Math.max(0, c - 1); x <= Math.min(columns - 1, c + 1); x++) {
                        sum += paper[y * columns + x];
                        count++;
                    }
                }
                out[r * columns + c] = sum / count;
            }
        }
        return out;
    }

    /**
     * The threshold between ink and paper of a flattened page (Otsu), kept within what can be ink at all.
     *
     * @return grey values below it are ink
     */
    static int threshold(Gray flat) {
        // Counted in turns: to count the same value, white mostly, again and again means to wait for each count.
        int[] turns = new int[4 << 8];
        byte[] in = flat.pixels();
        for (int i = 0; i < in.length; i += 3) {
            turns[(i & 3) << 8 | (in[i] & 0xff)]++;
        }
        int[] counts = new int[256];
        for (int i = 0; i < turns.length; i++) {
            counts[i & 0xff] += turns[i];
        }
        long total = 0;
        long sum = 0;
        for (int i = 0; i < 256; i++) {
            total += counts[i];
            sum += (long) i * counts[i];
        }
        long below = 0;
        long sumBelow = 0;
        double best = -1;
        int threshold = 160;
        for (int i = 0; i < 255; i++) {
            below += counts[i];
            sumBelow += (long) i * counts[i];
            if (below == 0 || below == total) {
                continue;
            }
            double dark = (double) sumBelow / below;
            double light = (double) (sum - sumBelow) / (total - below);
            double between = (double) below * (total - below) * (light - dark) * (light - dark);
            if (between > best) {
                best = between;
                threshold = i + 1;
            }
        }
        return Math.max(100, Math.min(205, threshold));
    }
}
