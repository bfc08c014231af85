package vn.hoso.ocr;

import java.util.Arrays;

/**
 * How the text stands on a page, told by its pieces of ink alone: size, direction of the lines, inclination, and
 * whether it is upside down.
 */
final class Posture {
    private Posture() {}

    /**
     * The height of the small letters (that of an x), the commonest height of a letter-like piece.
     *
     * @return pixels, or 0 where there is too little text to tell
     */
    static double smallLetterHeight(Ink ink, boolean turned, double dpi) {
        int low = Math.max(4, (int) (dpi * 0.035));
        int high = Math.max(20, (int) (dpi * 0.30));
        int[] counts = new int[high + 2];
        int letters = 0;
        for (int p = 0; p < ink.pieces; p++) {
            int h = turned ? ink.width(p) : ink.height(p);
            int w = turned ? ink.height(p) : ink.width(p);
            if (h >= low && h <= high && w >= h / 5 && w <= h * 2.2 && ink.area[p] * 8L >= (long) w * h) {
                counts[h]++;
                letters++;
            }
        }
        if (letters < 20) {
            return 0;
        }
        // The mode of a lightly smoothed histogram; larger sizes weigh more, for specks are many and small.
        double best = 0;
        int mode = 0;
        for (int h = low; h <= high; h++) {
            double weight = (counts[h - 1] + 2.0 * counts[h] + counts[h + 1]) * Math.sqrt(h);
            if (weight > best) {
                best = weight;
                mode = h;
            }
        }
        // Capitals and tall letters may outnumber the small ones; these are about 0.7 of their height.
        int small = mode;
        int most = 0;
        for (int h = Math.max(low, (int) (mode * 0.6)); h <= mode * 0.8; h++) {
            int count = counts[h - 1] + counts[h] + counts[h + 1];
            if (count > most) {
                most = count;
                small = h;
            }
        }
        return most > 0.4 * (counts[mode - 1] + counts[mode] + counts[mode + 1]) ? small : mode;
    }

    /**
     * Whether lines run from left to right rather than from top to bottom.
     *
     * <p>Compares how sharply the edges of letters gather into lines each way, at the best inclination of either.
     *
     * @return above 1 where lines are level, below 1 where they are upright
     */
    static double levelness(Ink ink, double dpi) {
        int low = Math.max(4, (int) (dpi * 0.04));
        int high = (int) (dpi * 0.3);
        float[] feet = new float[ink.pieces];
        float[] middles = new float[ink.pieces];
        float[] sides = new float[ink.pieces];
        float[] rows = new float[ink.pieces];
        int n = 0;
        for (int p = 0; p < ink.pieces; p++) {
            int w = ink.width(p);
            int h = ink.height(p);
            if (Math.max(w, h) >= low && Math.max(w, h) <= high && Math.min(w, h) >= low / 2) {
                feet[n] = ink.bottom[p];
                middles[n] = (ink.left[p] + ink.right[p]) / 2f - ink.width / 2f;
                sides[n] = ink.right[p];
                rows[n] = (ink.top[p] + ink.bottom[p]) / 2f - ink.height / 2f;
                n++;
            }
        }
        if (n < 12) {
            return 1;
        }
        double bin = Math.max(1, dpi / 80);
        double level = 0;
        double upright = 0;
        for (double a = -5; a <= 5; a += 0.5) {
            level = Math.max(level, sharpness(middles, feet, n, a, bin, ink.width, ink.height));
            upright = Math.max(upright, sharpness(rows, sides, n, a, bin, ink.height, ink.width));
        }
        return (level * ink.height) / (upright * ink.width);
    }

    /**
     * By how many degrees clockwise the lines are inclined, lines being nearly level.
     *
     * <p>Looks for the inclination at which the feet of the letters gather on the fewest rows.
     */
    static double skew(Ink ink, double letter) {
        int low = (int) Math.max(3, letter * 0.6);
        int high = (int) (letter * 4);
        float[] xs = new float[ink.pieces];
        float[] ys = new float[ink.pieces];
        int n = 0;
        for (int p = 0; p < ink.pieces; p++) {
            if (ink.isLetterLike(p, low, high) && ink.width(p) <= 8 * letter) {
                xs[n] = (ink.left[p] + ink.right[p]) / 2f - ink.width / 2f;
                ys[n] = ink.bottom[p];
                n++;
            }
        }
        if (n < 12) {
            return 0;
        }
        double step = Math.max(1, letter / 6);
        double best = 0;
        double angle = 0;
        for (double a = -7; a <= 7.01; a += 0.25) {
            double s = sharpness(xs, ys, n, a, step * 2, ink.width, ink.height);
            if (s > best) {
                best = s;
                angle = a;
            }
        }
        double centre = angle;
        best = 0;
        for (double a = centre - 0.4; a <= centre + 0.41; a += 0.05) {
            double s = sharpness(xs, ys, n, a, step, ink.width, ink.height);
            if (s > best) {
                best = s;
                angle = a;
            }
        }
        return Math.abs(angle) < 0.03 ? 0 : angle;
    }

    private static double sharpness(float[] xs, float[] ys, int n, double degrees, double bin, int across, int along) {
        double slope = Math.tan(Math.toRadians(degrees));
        double margin = Math.abs(slope) * across / 2 + 2;
        int[] counts = new int[(int) ((along + 2 * margin) / bin) + 3];
        for (int i = 0; i < n; i++) {
            counts[(int) ((ys[i] - slope * xs[i] + margin) / bin)]++;
        }
        double sum = 0;
        for (int i = 1; i < counts.length; i++) {
            double c = counts[i] + counts[i - 1];
            sum += c * c;
        }
        return sum;
    }

    /**
     * Whether the text seems to stand on its feet: more small marks and strokes rise above the small letters than hang
     * below them. Vietnamese, with its accents, is very uneven in this.
     *
     * @return the share above minus the share below, -1 to 1; near 0 where it can't be told
     */
    static double uprightness(Ink ink, double letter, double skew) {
        double slope = Math.tan(Math.toRadians(skew));
        // Rows of letter bodies: the pieces about as high as a small letter, sorted into lines by their centre.
        int n = 0;
        int[] bodies = new int[ink.pieces];
        for (int p = 0; p < ink.pieces; p++) {
            int h = ink.height(p);
            if (h >= letter * 0.8 && h <= letter * 1.25 && ink.width(p) >= letter * 0.3 && ink.width(p) <= letter * 3) {
                bodies[n++] = p;
            }
        }
        if (n < 10) {
            return 0;
        }
        // For each body, the pieces near it that stick out of its height above or below.
        int cell = (int) Math.max(8, letter * 2);
        int columns = ink.width / cell + 1;
        int rows = ink.height / cell + 1;
        int[] heads = new int[columns * rows];
        Arrays.fill(heads, -1);
        int[] next = new int[ink.pieces];
        for (int p = 0; p < ink.pieces; p++) {
            int c = (((ink.top[p] + ink.bottom[p]) / 2) / cell) * columns + ((ink.left[p] + ink.right[p]) / 2) / cell;
            next[p] = heads[c];
            heads[c] = p;
        }
        double above = 0;
        double below = 0;
        for (int i = 0; i < n; i++) {
            int b = bodies[i];
            int cx = ((ink.left[b] + ink.right[b]) / 2) / cell;
            int cy = ((ink.top[b] + ink.bottom[b]) / 2) / cell;
            for (int y = Math.max(0, cy - 1); y <= Math.min(rows - 1, cy + 1); y++) {
                for (int x = Math.max(0, cx - 1); x <= Math.min(columns - 1, cx + 1); x++) {
                    for (int p = heads[y * columns + x]; p >= 0; p = next[p]) {
                        if (p == b || ink.area[p] < letter * letter * 0.02) {
                            continue;
                        }
                        double shift =
                                slope * ((ink.left[p] + ink.right[p]) / 2.0 - (ink.left[b] + ink.right[b]) / 2.0);
                        double pTop = ink.top[p] - shift;
                        double pBottom = ink.bottom[p] - shift;
                        int h = ink.height(p);
                        boolean mark = h < letter * 0.7;
                        if (mark) {
                            boolean over = ink.right[p] > ink.left[b] && ink.left[p] < ink.right[b];
                            if (over && pBottom <= ink.top[b] + letter * 0.25 && pBottom > ink.top[b] - letter * 0.6) {
                                above++;
                            } else if (over
                                    && pTop >= ink.bottom[b] - letter * 0.25
                                    && pTop < ink.bottom[b] + letter * 0.6) {
                                below++;
                            }
                        } else if (h < letter * 2.6) {
                            double up = ink.top[b] - pTop;
                            double down = pBottom - ink.bottom[b];
                            if (up > letter * 0.22 && Math.abs(down) < letter * 0.15) {
                                above += 0.5;
                            } else if (down > letter * 0.22 && Math.abs(up) < letter * 0.15) {
                                below += 0.5;
                            }
                        }
                    }
                }
            }
        }
        return above + below < 8 ? 0 : (above - below) / (above + below);
    }
}
