package vn.hoso.ocr;

import java.util.Arrays;
import java.util.BitSet;
import vn.hoso.text.Box;

/**
 * The connected pieces of ink of a page: letters, marks, specks, rulings.
 *
 * <p>Made of runs (a stretch of ink within a row) joined where they touch, also by a corner. All pieces are kept in
 * plain arrays; a page has some thousand.
 */
final class Ink {
    final int width;
    final int height;
    /** Darker pixels are ink. */
    final int threshold;
    /** Runs: row, first column, column after the last, piece. */
    int runs;

    int[] runRow = new int[1 << 14];
    int[] runFrom = new int[1 << 14];
    int[] runTo = new int[1 << 14];
    int[] runPiece = {};
    /** The first run of each row; one more at the end. */
    final int[] rowStart;
    /** Pieces. */
    int pieces;

    int[] left = {};
    int[] top = {};
    int[] right = {};
    int[] bottom = {};
    int[] area = {};

    private Ink(int width, int height, int threshold) {
        this.width = width;
        this.height = height;
        this.threshold = threshold;
        this.rowStart = new int[height + 1];
    }

    /** Finds the pieces darker than a threshold. */
    static Ink of(Gray image, int threshold) {
        Ink ink = new Ink(image.width(), image.height(), threshold);
        for (int y = 0; y < ink.height; y++) {
            ink.findRuns(image, y);
        }
        ink.rowStart[ink.height] = ink.runs;
        ink.joinRuns();
        return ink;
    }

    /**
     * The pieces that are left after some were taken off whole and further pixels of some rows became paper.
     *
     * @param image the image as it is now
     * @param gone the pieces that were taken off
     * @param changed the rows where not only whole pieces were taken off
     */
    Ink left(Gray image, boolean[] gone, BitSet changed) {
        Ink ink = new Ink(width, height, threshold);
        for (int y = 0; y < height; y++) {
            if (changed.get(y)) {
                ink.findRuns(image, y);
                continue;
            }
            ink.rowStart[y] = ink.runs;
            for (int i = rowStart[y]; i < rowStart[y + 1]; i++) {
                if (!gone[runPiece[i]]) {
                    ink.addRun(y, runFrom[i], runTo[i]);
                }
            }
        }
        ink.rowStart[height] = ink.runs;
        ink.joinRuns();
        return ink;
    }

    /** What holds all pieces; the whole image where there are none. */
    Box bounds() {
        if (pieces == 0) {
            return new Box(0, 0, width, height);
        }
        int l = width;
        int t = height;
        int r = 0;
        int b = 0;
        for (int p = 0; p < pieces; p++) {
            l = Math.min(l, left[p]);
            t = Math.min(t, top[p]);
            r = Math.max(r, right[p]);
            b = Math.max(b, bottom[p]);
        }
        return new Box(l, t, r, b);
    }

    /** The share of the image that is ink, 0 to 1. */
    double share() {
        long dark = 0;
        for (int p = 0; p < pieces; p++) {
            dark += area[p];
        }
        return dark / ((double) width * height);
    }

    /** How many pieces are about as high as letters. */
    int letterLike(double letter) {
        int count = 0;
        for (int p = 0; p < pieces; p++) {
            count += letter > 0 && isLetterLike(p, (int) (letter * 0.7), (int) (letter * 2.5)) ? 1 : 0;
        }
        return count;
    }

    private void findRuns(Gray image, int y) {
        byte[] in = image.pixels();
        rowStart[y] = runs;
        int row = y * width;
        int x = image.skipWhite(row, row + width) - row;
        while (x < width) {
            while (x < width && (in[row + x] & 0xff) >= threshold) {
                x = in[row + x] == -1 ? image.skipWhite(row + x, row + width) - row : x + 1;
            }
            if (x == width) {
                break;
            }
            int from = x;
            while (x < width && (in[row + x] & 0xff) < threshold) {
                x++;
            }
            addRun(y, from, x);
        }
    }

    private void addRun(int row, int from, int to) {
        if (runs == runRow.length) {
            int more = runs * 2;
            runRow = Arrays.copyOf(runRow, more);
            runFrom = Arrays.copyOf(runFrom, more);
            runTo = Arrays.copyOf(runTo, more);
        }
        runRow[runs] = row;
        runFrom[runs] = from;
        runTo[runs] = to;
        runs++;
    }

    private void joinRuns() {
        int[] parent = new int[runs];
        for (int i = 0; i < runs; i++) {
            parent[i] = i;
        }
        for (int y = 1; y < height; y++) {
            int above = rowStart[y - 1];
            int aboveEnd = rowStart[y];
            for (int i = rowStart[y]; i < rowStart[y + 1]; i++) {
                while (above < aboveEnd && runTo[above] < runFrom[i]) {
                    above++;
                }
                for (int j = above; j < aboveEnd && runFrom[j] <= runTo[i]; j++) {
                    int a = root(parent, i);
                    int b = root(parent, j);
                    if (a < b) {
                        parent[b] = a;
                    } else {
                        parent[a] = b;
                    }
                }
            }
        }
        runPiece = new int[runs];
        for (int i = 0; i < runs; i++) {
            runPiece[i] = parent[i] == i ? pieces++ : runPiece[root(parent, i)];
        }
        left = new int[pieces];
        top = new int[pieces];
        right = new int[pieces];
        bottom = new int[pieces];
        area = new int[pieces];
        Arrays.fill(left, Integer.MAX_VALUE);
        Arrays.fill(top, Integer.MAX_VALUE);
        for (int i = 0; i < runs; i++) {
            int p = runPiece[i];
            left[p] = Math.min(left[p], runFrom[i]);
            right[p] = Math.max(right[p], runTo[i]);
            top[p] = Math.min(top[p], runRow[i]);
            bottom[p] = Math.max(bottom[p], runRow[i] + 1);
            area[p] += runTo[i] - runFrom[i];
        }
    }

    private static int root(int[] parent, int i) {
        int r = i;
        while (parent[r] != r) {
            r = parent[r];
        }
        int at = i;
        while (parent[at] != r) {
            int next = parent[at];
            parent[at] = r;
            at = next;
        }
        return r;
    }

    int width(int piece) {
        return right[piece] - left[piece];
    }

    int height(int piece) {
        return bottom[piece] - top[piece];
    }

    /** Whether a piece could be a letter or a few that touch, by its size and how it fills its box. */
    boolean isLetterLike(int piece, int low, int high) {
        int w = width(piece);
        int h = height(piece);
        return h >= low && h <= high && w >= 2 && w <= 6 * high && area[piece] * 12L >= (long) w * h;
    }
}
