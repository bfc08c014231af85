package vn.hoso.ocr;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The lines of text as the ink itself shows them, each up to the next wide gap: what the engine is checked against, so
 * that no line gets lost.
 */
final class Strips {
    /** A stretch of pieces that stand side by side like letters. */
    static final class Strip {
        int left;
        int top;
        int right;
        int bottom;
        /** The last piece, for growing to the right. */
        private int endTop;

        private int endBottom;
        int letters;

        /** How high the usual capital is: the height that a quarter of the pieces exceed. */
        double tallest;

        private final List<Integer> heights = new ArrayList<>();

        /** Where its letters end below. */
        final List<Integer> bottoms = new ArrayList<>();

        /** This strip and one on the same line. */
        Strip with(Strip other) {
            Strip both = new Strip();
            both.left = Math.min(left, other.left);
            both.top = Math.min(top, other.top);
            both.right = Math.max(right, other.right);
            both.bottom = Math.max(bottom, other.bottom);
            both.letters = letters + other.letters;
            both.tallest = Math.max(tallest, other.tallest);
            return both;
        }

        boolean holds(double x, double y) {
            return x >= left && x < right && y >= top && y < bottom;
        }
    }

    /** Letters are no higher than this many small letters of the page. */
    static final double TALLEST = 3.4;

    private Strips() {}

    /** Finds the strips of a straight page. */
    static List<Strip> of(Ink ink, double letter) {
        List<Strip> strips = new ArrayList<>();
        Integer[] order = new Integer[ink.pieces];
        int n = 0;
        for (int p = 0; p < ink.pieces; p++) {
            int h = ink.height(p);
            if (h >= letter * 0.6
                    && h <= letter * TALLEST
                    && ink.width(p) <= letter * 14
                    && ink.area[p] * 14L >= (long) h * ink.width(p)) {
                order[n++] = p;
            }
        }
        Integer[] letters = Arrays.copyOf(order, n);
        Arrays.sort(letters, (a, b) -> Integer.compare(ink.left[a], ink.left[b]));
        double gap = letter * 1.8;
        List<Strip> open = new ArrayList<>();
        for (int p : letters) {
            Strip best = null;
            int most = 0;
            for (int i = open.size() - 1; i >= 0; i--) {
                Strip strip = open.get(i);
                // Large print, such as a machine-readable zone, has wider gaps.
                double reach = Math.max(gap, Math.min(strip.endBottom - strip.endTop, ink.height(p)));
                if (strip.right + reach < ink.left[p]) {
                    if (strip.right + 4 * gap < ink.left[p]) {
                        open.remove(i);
                    }
                    continue;
                }
                int shared = Math.min(strip.endBottom, ink.bottom[p]) - Math.max(strip.endTop, ink.top[p]);
                if (shared > most && shared >= 0.5 * Math.min(strip.endBottom - strip.endTop, ink.height(p))) {
                    most = shared;
                    best = strip;
                }
            }
            if (best == null) {
                best = new Strip();
                best.left = ink.left[p];
                best.top = ink.top[p];
                best.right = ink.right[p];
                best.bottom = ink.bottom[p];
                strips.add(best);
                open.add(best);
            }
            best.left = Math.min(best.left, ink.left[p]);
            best.top = Math.min(best.top, ink.top[p]);
            best.right = Math.max(best.right, ink.right[p]);
            best.bottom = Math.max(best.bottom, ink.bottom[p]);
            best.endTop = ink.top[p];
            best.endBottom = ink.bottom[p];
            best.letters++;
            best.heights.add(ink.height(p));
            best.bottoms.add(ink.bottom[p]);
        }
        for (Strip strip : strips) {
            strip.heights.sort(null);
            strip.tallest = strip.heights.get(strip.heights.size() * 3 / 4);
        }
        marks(strips, ink, letter);
        return strips;
    }

    /** Takes the accents above and the dots below into the strips that they belong to. */
    private static void marks(List<Strip> strips, Ink ink, double letter) {
        int[] tops = strips.stream().mapToInt(s -> s.top).toArray();
        int[] bottoms = strips.stream().mapToInt(s -> s.bottom).toArray();
        for (int p = 0; p < ink.pieces; p++) {
            int h = ink.height(p);
            int w = ink.width(p);
            if (h >= letter * 0.6 || w > letter * 1.3 || ink.area[p] < 3) {
                continue;
            }
            double middle = (ink.left[p] + ink.right[p]) / 2.0;
            for (int i = 0; i < tops.length; i++) {
                Strip strip = strips.get(i);
                if (middle >= strip.left - letter * 0.5
                        && middle <= strip.right + letter * 0.5
                        && ink.bottom[p] > tops[i] - letter * 0.35
                        && ink.top[p] < bottoms[i] + letter * 0.3) {
                    strip.top = Math.min(strip.top, Math.max(ink.top[p], (int) (tops[i] - letter * 0.9)));
                    strip.bottom = Math.max(strip.bottom, Math.min(ink.bottom[p], (int) (bottoms[i] + letter * 0.5)));
                    break;
                }
            }
        }
    }
}
