package vn.hoso.ocr;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Takes off a straight, even page what is no text but makes the engine lose text: dotted lines to write on, frames and
 * rulings, specks, black borders, black seals.
 */
final class Sweeper {
    private final Gray page;
    private final Ink ink;
    private final double letter;
    private final int threshold;
    /** The pieces taken off whole. */
    private final boolean[] gone;
    /** The rows that lost more than whole pieces. */
    private final BitSet changed;

    private Sweeper(Gray page, Ink ink, double letter) {
        this.page = page;
        this.ink = ink;
        this.letter = letter;
        this.threshold = ink.threshold;
        this.gone = new boolean[ink.pieces];
        this.changed = new BitSet(ink.height);
    }

    /**
     * Sweeps a page in place.
     *
     * @param ink the pieces of ink of the page
     * @param letter how high small letters are, pixels
     * @return the pieces of ink that are left
     */
    static Ink sweep(Gray page, Ink ink, double letter) {
        List<Circles.Circle> seals = Rings.erase(page, ink, letter);
        Sweeper sweeper = new Sweeper(page, seals.isEmpty() ? ink : Ink.of(page, ink.threshold), letter);
        sweeper.sealed(seals);
        sweeper.specks();
        sweeper.borders();
        sweeper.dottedLines();
        boolean erased = sweeper.erase();
        sweeper.levelRulings();
        sweeper.uprightRulings();
        return erased || !sweeper.changed.isEmpty()
                ? sweeper.ink.left(page, sweeper.gone, sweeper.changed)
                : sweeper.ink;
    }

    /** What stands wholly within a seal; lines of print that lead out of it stay. */
    private void sealed(List<Circles.Circle> seals) {
        if (seals.isEmpty()) {
            return;
        }
        List<Strips.Strip> print = Strips.of(ink, letter).stream()
                .filter(strip -> seals.stream()
                        .noneMatch(seal -> inside(seal, strip.left, strip.top, strip.right, strip.bottom)))
                .toList();
        for (int p = 0; p < ink.pieces; p++) {
            int piece = p;
            double x = (ink.left[p] + ink.right[p]) / 2.0;
            double y = (ink.top[p] + ink.bottom[p]) / 2.0;
            gone[p] |= seals.stream()
                            .anyMatch(seal ->
                                    inside(seal, ink.left[piece], ink.top[piece], ink.right[piece], ink.bottom[piece]))
                    && print.stream().noneMatch(strip -> strip.holds(x, y));
        }
    }

    private boolean inside(Circles.Circle seal, int left, int top, int right, int bottom) {
        double margin = letter * 0.3;
        return seal.holds(left, top, margin)
                && seal.holds(right, top, margin)
                && seal.holds(left, bottom, margin)
                && seal.holds(right, bottom, margin);
    }

    /** Pieces far too small for a full stop. */
    private void specks() {
        double most = Math.max(1, letter * 0.13);
        for (int p = 0; p < ink.pieces; p++) {
            gone[p] |= ink.width(p) <= most && ink.height(p) <= most;
        }
    }

    /** What runs along an edge of the page and is too big for a letter. */
    private void borders() {
        double big = letter * 5;
        int margin = 2;
        for (int p = 0; p < ink.pieces; p++) {
            boolean atEdge = ink.left[p] <= margin
                    || ink.top[p] <= margin
                    || ink.right[p] >= ink.width - margin
                    || ink.bottom[p] >= ink.height - margin;
            boolean whole = ink.width(p) > ink.width * 0.9 && ink.height(p) > ink.height * 0.9;
            gone[p] |= atEdge && !whole && (ink.width(p) > big || ink.height(p) > big);
        }
    }

    /** Rows of dots or short dashes at even distances. */
    private void dottedLines() {
        double most = Math.max(3, letter * 0.45);
        double longest = letter * 1.2;
        Integer[] order = new Integer[ink.pieces];
        int n = 0;
        for (int p = 0; p < ink.pieces; p++) {
            boolean dot = ink.height(p) <= most && ink.width(p) <= most;
            boolean dash = ink.height(p) <= most * 0.7 && ink.width(p) <= longest;
            if (dot || dash) {
                order[n++] = p;
            }
        }
        Integer[] small = Arrays.copyOf(order, n);
        Arrays.sort(small, (a, b) -> Integer.compare(ink.left[a], ink.left[b]));
        // Chains grow to the right; each ends in the dot that another may follow on the same row.
        int bands = ink.height / 2 + 2;
        int[] last = new int[bands];
        Arrays.fill(last, -1);
        int[] before = new int[ink.pieces];
        int[] length = new int[ink.pieces];
        boolean[] followed = new boolean[ink.pieces];
        double gap = Math.max(6, letter * 0.9);
        for (int p : small) {
            int row = (ink.top[p] + ink.bottom[p]) / 2;
            int best = -1;
            for (int band = Math.max(0, row / 2 - 1); band <= Math.min(bands - 1, row / 2 + 1); band++) {
                int q = last[band];
                if (q >= 0 && ink.left[p] - ink.right[q] <= gap && (best < 0 || ink.right[q] > ink.right[best])) {
                    best = q;
                }
            }
            before[p] = best;
            length[p] = best < 0 ? 1 : length[best] + 1;
            if (best >= 0) {
                followed[best] = true;
            }
            last[row / 2] = p;
        }
        for (int p : small) {
            if (!followed[p] && length[p] >= 7) {
                sweepChain(p, before, length[p]);
            }
        }
    }

    private void sweepChain(int end, int[] before, int length) {
        int[] gaps = new int[length - 1];
        int i = 0;
        int start = end;
        for (int p = end; before[p] >= 0; p = before[p]) {
            gaps[i++] = ink.left[p] - ink.left[before[p]];
            start = before[p];
        }
        if (ink.right[end] - ink.left[start] < letter * 3) {
            return;
        }
        Arrays.sort(gaps);
        double usual = gaps[gaps.length / 2];
        int even = 0;
        for (int g : gaps) {
            even += Math.abs(g - usual) <= Math.max(2, usual * 0.5) ? 1 : 0;
        }
        if (even >= gaps.length * 0.6) {
            for (int p = end; p >= 0; p = before[p]) {
                gone[p] = true;
            }
        }
    }

    /** Takes off the pieces that are gone; false where there are none. */
    private boolean erase() {
        boolean any = false;
        byte[] pixels = page.pixels();
        for (int i = 0; i < ink.runs; i++) {
            if (gone[ink.runPiece[i]]) {
                any = true;
                // With the soft edge around it.
                for (int y = Math.max(0, ink.runRow[i] - 1); y <= Math.min(ink.height - 1, ink.runRow[i] + 1); y++) {
                    int from = y * ink.width + Math.max(0, ink.runFrom[i] - 1);
                    int to = y * ink.width + Math.min(ink.width, ink.runTo[i] + 1);
                    for (int at = from; at < to; at++) {
                        if (y == ink.runRow[i] || (pixels[at] & 0xff) >= threshold) {
                            pixels[at] = (byte) 255;
                        }
                    }
                }
            }
        }
        return any;
    }

    private boolean dark(int x, int y) {
        return (page.pixels()[y * ink.width + x] & 0xff) < threshold;
    }

    /** Long thin strokes from left to right; where a letter crosses one, its part is kept. */
    private void levelRulings() {
        int shortest = (int) (letter * 3.2);
        int thick = (int) Math.max(3, letter * 0.4);
        byte[] pixels = page.pixels();
        int w = ink.width;
        for (int i = 0; i < ink.runs; i++) {
            if (ink.runTo[i] - ink.runFrom[i] < shortest) {
                continue;
            }
            int y = ink.runRow[i];
            int thin = 0;
            for (int x = ink.runFrom[i]; x < ink.runTo[i]; x++) {
                thin += thickness(x, y, thick) <= thick ? 1 : 0;
            }
            if (thin < 0.6 * (ink.runTo[i] - ink.runFrom[i])) {
                continue;
            }
            changed.set(Math.max(0, y - thick - 1), Math.min(ink.height, y + thick + 2));
            for (int x = ink.runFrom[i]; x < ink.runTo[i]; x++) {
                if (thickness(x, y, thick) <= thick) {
                    for (int up = y; up >= 0 && up > y - thick - 2; up--) {
                        boolean was = dark(x, up);
                        pixels[up * w + x] = (byte) 255;
                        if (!was) {
                            break;
                        }
                    }
                    for (int down = y + 1; down < ink.height && down < y + thick + 2; down++) {
                        boolean was = dark(x, down);
                        pixels[down * w + x] = (byte) 255;
                        if (!was) {
                            break;
                        }
                    }
                }
            }
        }
    }

    private int thickness(int x, int y, int limit) {
        int count = 0;
        for (int up = y; up >= 0 && count <= limit && dark(x, up); up--) {
            count++;
        }
        for (int down = y + 1; down < ink.height && count <= limit && dark(x, down); down++) {
            count++;
        }
        return count;
    }

    /** Long thin strokes from top to bottom. */
    private void uprightRulings() {
        int shortest = (int) (letter * 4);
        int thick = (int) Math.max(3, letter * 0.4);
        int w = ink.width;
        byte[] pixels = page.pixels();
        int[] begun = new int[w];
        Arrays.fill(begun, -1);
        int[] open = new int[w];
        int[] dark = new int[w];
        int opened = 0;
        for (int y = 0; y <= ink.height; y++) {
            int row = y * w;
            int found = 0;
            for (int i = ink.rowStart[y]; y < ink.height && i < ink.rowStart[y + 1]; i++) {
                // A stroke is no longer than the piece that it is a part of.
                if (ink.height(ink.runPiece[i]) >= shortest) {
                    for (int x = ink.runFrom[i]; x < ink.runTo[i]; x++) {
                        if ((pixels[row + x] & 0xff) < threshold) {
                            dark[found++] = x;
                        }
                    }
                }
            }
            // Both in their order: what is open and not dark any more ends here.
            int next = 0;
            for (int i = 0; i < opened; i++) {
                int x = open[i];
                while (next < found && dark[next] < x) {
                    next++;
                }
                if (next == found || dark[next] != x) {
                    if (y - begun[x] >= shortest) {
                        eraseUpright(x, begun[x], y, thick);
                    }
                    begun[x] = -1;
                }
            }
            for (int i = 0; i < found; i++) {
                if (begun[dark[i]] < 0) {
                    begun[dark[i]] = y;
                }
            }
            int[] spare = open;
            open = dark;
            dark = spare;
            opened = found;
        }
    }

    private void eraseUpright(int x, int top, int bottom, int thick) {
        int thin = 0;
        for (int y = top; y < bottom; y++) {
            thin += breadth(x, y, thick) <= thick ? 1 : 0;
        }
        if (thin < 0.6 * (bottom - top)) {
            return;
        }
        changed.set(top, bottom);
        byte[] pixels = page.pixels();
        for (int y = top; y < bottom; y++) {
            if (breadth(x, y, thick) <= thick) {
                int row = y * ink.width;
                for (int left = x; left >= 0 && left > x - thick - 2; left--) {
                    boolean was = dark(left, y);
                    pixels[row + left] = (byte) 255;
                    if (!was) {
                        break;
                    }
                }
                for (int right = x + 1; right < ink.width && right < x + thick + 2; right++) {
                    boolean was = dark(right, y);
                    pixels[row + right] = (byte) 255;
                    if (!was) {
                        break;
                    }
                }
            }
        }
    }

    private int breadth(int x, int y, int limit) {
        int count = 0;
        for (int left = x; left >= 0 && count <= limit && dark(left, y); left--) {
            count++;
        }
        for (int right = x + 1; right < ink.width && count <= limit && dark(right, y); right++) {
            count++;
        }
        return count;
    }
}
