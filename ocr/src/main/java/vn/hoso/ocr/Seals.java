package vn.hoso.ocr;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes grey pages of colour ones without the red round seals that lie over names and signatures.
 *
 * <p>Only within a seal is red ink taken for paper: headings and other red print elsewhere stay as dark as they are.
 */
final class Seals {
    /** How much redder than anything else a pixel must be. */
    private static final int RED = 38;

    /** The radius of the outer ring, millimetres and therefore cells: 24 to 46 mm across. */
    private static final int SMALLEST = 12;

    private static final int LARGEST = 23;

    private Seals() {}

    /** The page in grey, seals lifted off. */
    static Gray grey(BufferedImage image, double dpi) {
        Gray grey = Gray.of(image, Gray.LUMA);
        if (image.getRaster().getNumBands() < 3 && image.getColorModel().getNumColorComponents() < 3) {
            return grey;
        }
        int w = image.getWidth();
        int h = image.getHeight();
        int cell = Math.max(4, (int) Math.round(dpi / 25));
        int columns = (w + cell - 1) / cell;
        int rows = (h + cell - 1) / cell;
        int[] red = new int[columns * rows];
        Pixels pixels = Pixels.of(image);
        int step = cell >= 8 ? 2 : 1;
        int[] line = new int[w];
        for (int y = 0; y < h; y += step) {
            pixels.row(y, 0, w, step, line);
            int row = (y / cell) * columns;
            for (int x = 0; x < w; x += step) {
                int rgb = line[x];
                int r = (rgb >> 16) & 0xff;
                if (r - Math.max((rgb >> 8) & 0xff, rgb & 0xff) > RED) {
                    red[row + x / cell]++;
                }
            }
        }
        int enough = Math.max(2, cell * cell / step / step / 10);
        boolean[] inked = new boolean[red.length];
        int count = 0;
        for (int i = 0; i < red.length; i++) {
            inked[i] = red[i] >= enough;
            count += inked[i] ? 1 : 0;
        }
        List<Circles.Circle> rings =
                count > red.length / 5 ? List.of() : Circles.find(inked, columns, rows, SMALLEST, LARGEST);
        for (Circles.Circle ring : rings) {
            lift(grey, pixels, Area.round(ring, cell, w, h));
        }
        boolean[] seen = new boolean[red.length];
        int[] queue = new int[red.length];
        for (int start = 0; start < red.length; start++) {
            if (!seen[start] && inked[start]) {
                int[] box = grow(start, inked, seen, queue, columns, rows);
                double inchesWide = (box[2] - box[0] + 1) * cell / dpi;
                double inchesHigh = (box[3] - box[1] + 1) * cell / dpi;
                double shape = inchesWide / inchesHigh;
                boolean full = box[4] > 0.15 * (box[2] - box[0] + 1) * (box[3] - box[1] + 1);
                boolean lifted = rings.stream()
                        .anyMatch(ring -> ring.x() >= box[0]
                                && ring.x() <= box[2] + 1
                                && ring.y() >= box[1]
                                && ring.y() <= box[3] + 1);
                if (!lifted
                        && Math.min(inchesWide, inchesHigh) > 0.7
                        && Math.max(inchesWide, inchesHigh) < 2.4
                        && shape > 0.62
                        && shape < 1.6
                        && full) {
                    lift(grey, pixels, Area.square(box, cell, w, h));
                }
            }
        }
        return grey;
    }

    /** A part of the page that a seal covers, pixels. */
    private record Area(int left, int top, int right, int bottom, Circles.@Nullable Circle ring) {
        /** What a ring encloses, and its own edge. */
        static Area round(Circles.Circle ring, int cell, int w, int h) {
            double reach = ring.radius() + 1;
            return new Area(
                    (int) Math.max(0, (ring.x() - reach) * cell),
                    (int) Math.max(0, (ring.y() - reach) * cell),
                    (int) Math.min(w, (ring.x() + reach) * cell),
                    (int) Math.min(h, (ring.y() + reach) * cell),
                    new Circles.Circle(ring.x() * cell, ring.y() * cell, reach * cell));
        }

        /** The cells of a hull and those around it. */
        static Area square(int[] box, int cell, int w, int h) {
            return new Area(
                    Math.max(0, (box[0] - 1) * cell),
                    Math.max(0, (box[1] - 1) * cell),
                    Math.min(w, (box[2] + 2) * cell),
                    Math.min(h, (box[3] + 2) * cell),
                    null);
        }

        boolean holds(int x, int y) {
            return ring == null || ring.holds(x + 0.5, y + 0.5, 0);
        }

        int size() {
            return (right - left) * (bottom - top);
        }
    }

    /** The hull and number of the red cells that hang together, a gap of one cell allowed. */
    private static int[] grow(int start, boolean[] inked, boolean[] seen, int[] queue, int columns, int rows) {
        int[] box = {Integer.MAX_VALUE, Integer.MAX_VALUE, 0, 0, 0};
        int head = 0;
        int tail = 0;
        queue[tail++] = start;
        seen[start] = true;
        while (head < tail) {
            int at = queue[head++];
            int x = at % columns;
            int y = at / columns;
            box[0] = Math.min(box[0], x);
            box[1] = Math.min(box[1], y);
            box[2] = Math.max(box[2], x);
            box[3] = Math.max(box[3], y);
            box[4]++;
            for (int ny = Math.max(0, y - 2); ny <= Math.min(rows - 1, y + 2); ny++) {
                for (int nx = Math.max(0, x - 2); nx <= Math.min(columns - 1, x + 2); nx++) {
                    int next = ny * columns + nx;
                    if (!seen[next] && inked[next]) {
                        seen[next] = true;
                        queue[tail++] = next;
                    }
                }
            }
        }
        return box;
    }

    /** Takes the red, and the blue of a pen, off a part of the page; what is black below stays. */
    private static void lift(Gray grey, Pixels pixels, Area area) {
        int[] counts = new int[256];
        int total = 0;
        int[] greys = new int[256];
        int[] line = new int[grey.width()];
        for (int y = area.top; y < area.bottom; y++) {
            pixels.row(y, area.left, area.right, 1, line);
            for (int x = area.left; x < area.right; x++) {
                greys[grey.at(x, y)]++;
                int r = (line[x] >> 16) & 0xff;
                if (r - Math.max((line[x] >> 8) & 0xff, line[x] & 0xff) > RED && area.holds(x, y)) {
                    counts[r]++;
                    total++;
                }
            }
        }
        // As bright as all but the darkest tenth of the seal's own ink: that counts as paper.
        int wanted = total / 10;
        int level = 0;
        while (level < 255 && (wanted -= counts[level]) >= 0) {
            level++;
        }
        level = Math.max(120, level);
        int paper = 255;
        wanted = area.size() / 4;
        while (paper > 0 && (wanted -= greys[paper]) >= 0) {
            paper--;
        }
        int[] bright = new int[256];
        for (int i = 0; i < 256; i++) {
            bright[i] = Math.min(paper, i * paper / level);
        }
        for (int y = area.top; y < area.bottom; y++) {
            pixels.row(y, area.left, area.right, 1, line);
            for (int x = area.left; x < area.right; x++) {
                int r = (line[x] >> 16) & 0xff;
                int g = (line[x] >> 8) & 0xff;
                int b = line[x] & 0xff;
                int most = Math.max(r, Math.max(g, b));
                int chroma = most - Math.min(r, Math.min(g, b));
                boolean pen = b > r;
                if (chroma > 14 && (pen || area.holds(x, y))) {
                    int at = y * grey.width() + x;
                    int lifted = bright[most];
                    int share = Math.min(256, (chroma - 14) * 10);
                    grey.pixels()[at] = (byte) (((grey.pixels()[at] & 0xff) * (256 - share) + lifted * share) >> 8);
                }
            }
        }
    }

    /** Rows of an image as 0xRRGGBB, without the cost of a colour model where that is possible. */
    private interface Pixels {
        /** Reads some pixels of a row, each to its own place in the line: a first one, and more at steps before an end. */
        void row(int y, int first, int end, int step, int[] line);

        static Pixels of(BufferedImage image) {
            int w = image.getWidth();
            if (image.getType() == BufferedImage.TYPE_3BYTE_BGR
                    && image.getRaster().getDataBuffer() instanceof java.awt.image.DataBufferByte bytes
                    && bytes.getOffset() == 0
                    && image.getRaster().getSampleModelTranslateX() == 0
                    && bytes.getData().length == w * 3 * image.getHeight()) {
                byte[] data = bytes.getData();
                return (y, first, end, step, line) -> {
                    int from = (y * w + first) * 3;
                    for (int x = first; x < end; x += step, from += 3 * step) {
                        line[x] = (data[from + 2] & 0xff) << 16 | (data[from + 1] & 0xff) << 8 | (data[from] & 0xff);
                    }
                };
            }
            if (image.getType() == BufferedImage.TYPE_INT_RGB
                    && image.getRaster().getDataBuffer() instanceof java.awt.image.DataBufferInt ints
                    && ints.getOffset() == 0
                    && ints.getData().length == w * image.getHeight()) {
                int[] data = ints.getData();
                return (y, first, end, step, line) -> System.arraycopy(data, y * w + first, line, first, end - first);
            }
            return (y, first, end, step, line) -> {
                Arrays.fill(line, 0);
                image.getRGB(first, y, end - first, 1, line, first, w);
            };
        }
    }
}
