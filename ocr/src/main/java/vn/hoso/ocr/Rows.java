package vn.hoso.ocr;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of print of a straight page, as its ink shows them: strips that stand close side by side, and all small pieces
 * that belong to them. Each piece of ink is of one row at most, so that a row can be drawn without its neighbours, even
 * where their accents and descenders reach into it.
 */
final class Rows {
    /** Strips closer than this many small letters are one row. */
    private static final double CLOSE = 3;

    /** Strips of one row share this much of the lower one's height. */
    private static final double LEVEL = 0.6;

    /** How much higher the capitals of one strip of a row may be than those of the other. */
    private static final double LARGER = 1.5;

    /** Strips that are farther apart than this many small letters have no letters hidden between them. */
    private static final double WIDEST_BRIDGE = 8;

    /** A raised or lowered letter is closer than this many small letters to its row. */
    private static final double BESIDE = 0.8;

    /** Gaps between letters are no wider than this many small letters. */
    private static final double BLANK = 0.4;

    /** How far points and dashes may be from the letters before or behind them, small letters of the page. */
    private static final double REACH = 1.5;

    /** How long a row of points and dashes may be, small letters of the page. */
    private static final double LONGEST_END = 3;

    /** Capitals are about this much higher than small letters. */
    private static final double CAPITAL = 1.6;

    /** How far a mark may be above or below the letters of its row, in heights of small letters. */
    private static final double FARTHEST = 0.7;

    private final Ink ink;
    private final double letter;
    private final int[] owner;
    private final List<Row> rows = new ArrayList<>();

    /** The pieces that are too high for letters. */
    private final List<Integer> tall = new ArrayList<>();

    private Rows(Ink ink, double letter) {
        this.ink = ink;
        this.letter = letter;
        this.owner = new int[ink.pieces];
        Arrays.fill(owner, -1);
        for (int p = 0; p < ink.pieces; p++) {
            if (ink.height(p) > letter * Strips.TALLEST) {
                tall.add(p);
            }
        }
    }

    /**
     * Finds the rows.
     *
     * @param strips the strips of the page
     * @param letter how high the small letters of the page are
     */
    static Rows of(List<Strips.Strip> strips, Ink ink, double letter) {
        Rows rows = new Rows(ink, letter);
        List<Draft> drafts = rows.joined(strips);
        drafts.forEach(rows::measure);
        rows.takeIn(drafts);
        drafts.removeIf(draft -> !rows.isPrint(draft));
        drafts.sort(Comparator.comparingInt(draft -> draft.top));
        rows.giveOut(drafts);
        rows.ends(drafts);
        for (int i = 0; i < drafts.size(); i++) {
            rows.rows.add(rows.row(i, drafts.get(i)));
        }
        return rows;
    }

    List<Row> all() {
        return rows;
    }

    /** A row in the making. */
    private static final class Draft {
        private int left = Integer.MAX_VALUE;
        private int top = Integer.MAX_VALUE;
        private int right;
        private int bottom;
        private int letters;
        private double tallest;
        private double baseline;
        private double letter;
        private final List<Integer> bottoms = new ArrayList<>();
        private final List<Integer> pieces = new ArrayList<>();

        /** The strip that was added last, to which the next one must be level. */
        private Strips.@Nullable Strip end;

        void add(Strips.Strip strip) {
            left = Math.min(left, strip.left);
            top = Math.min(top, strip.top);
            right = Math.max(right, strip.right);
            bottom = Math.max(bottom, strip.bottom);
            letters += strip.letters;
            tallest = Math.max(tallest, strip.tallest);
            bottoms.addAll(strip.bottoms);
            end = strip;
        }
    }

    private List<Draft> joined(List<Strips.Strip> strips) {
        List<Strips.Strip> sorted = new ArrayList<>(strips);
        sorted.sort(Comparator.comparingInt(strip -> strip.left));
        List<Draft> drafts = new ArrayList<>();
        for (Strips.Strip strip : sorted) {
            Draft best = null;
            double most = LEVEL;
            for (Draft draft : drafts) {
                double level = level(draft, strip);
                if (level > most) {
                    most = level;
                    best = draft;
                }
            }
            if (best == null) {
                best = new Draft();
                drafts.add(best);
            }
            best.add(strip);
        }
        return drafts;
    }

    /** How much of its height a strip shares with the end of a row; 0 where it does not go on with it. */
    private double level(Draft draft, Strips.Strip strip) {
        Strips.Strip end = draft.end;
        int gap = strip.left - draft.right;
        if (end == null || gap < -letter * 0.3 || gap > letter * WIDEST_BRIDGE) {
            return 0;
        }
        boolean alike = Math.max(draft.tallest, strip.tallest) < LARGER * Math.min(draft.tallest, strip.tallest);
        int shared = Math.min(end.bottom, strip.bottom) - Math.max(end.top, strip.top);
        double level = shared / (double) Math.max(1, Math.min(end.bottom - end.top, strip.bottom - strip.top));
        boolean goesOn = level > LEVEL && alike && (gap <= letter * CLOSE || isBridged(end, strip));
        return goesOn ? level : 0;
    }

    /** Whether letters may be hidden between two strips: where they touch a seal, a signature or the row above. */
    private boolean isBridged(Strips.Strip before, Strips.Strip strip) {
        double y = middle(before.top, before.bottom);
        return tall.stream()
                .anyMatch(p ->
                        ink.top[p] < y && ink.bottom[p] > y && ink.left[p] < strip.left && ink.right[p] > before.right);
    }

    /** Takes letters that are set higher or lower than those beside them, as in m², into their row. */
    private void takeIn(List<Draft> drafts) {
        for (Draft single : List.copyOf(drafts)) {
            if (single.letters != 1) {
                continue;
            }
            double y = middle(single.top, single.bottom);
            for (Draft draft : drafts) {
                double gap = Math.max(single.left - draft.right, draft.left - single.right);
                if (draft != single
                        && gap < letter * BESIDE
                        && y > draft.baseline - 2 * draft.letter
                        && y < draft.baseline + 0.4 * draft.letter) {
                    draft.left = Math.min(draft.left, single.left);
                    draft.right = Math.max(draft.right, single.right);
                    draft.top = Math.min(draft.top, single.top);
                    draft.bottom = Math.max(draft.bottom, single.bottom);
                    draft.letters++;
                    drafts.remove(single);
                    break;
                }
            }
        }
    }

    /** One letter alone is print only where it is of the size of one; several are wider than one. */
    private boolean isPrint(Draft draft) {
        int width = draft.right - draft.left;
        boolean letterLike = draft.tallest >= letter * 0.85 && draft.tallest <= letter * 2.2;
        return draft.letters > 1 ? width >= letter * 0.8 : letterLike && width >= letter * 0.15 && width <= letter * 2;
    }

    /** Most letters end on the line that the row stands on. */
    private void measure(Draft draft) {
        draft.bottoms.sort(null);
        draft.baseline = draft.bottoms.get(draft.bottoms.size() / 2);
        draft.letter = Math.max(letter, draft.tallest / CAPITAL);
    }

    /** Gives each piece to the row whose small letters it is nearest to. */
    private void giveOut(List<Draft> drafts) {
        for (int p = 0; p < ink.pieces; p++) {
            if (ink.height(p) > letter * Strips.TALLEST) {
                continue;
            }
            double x = middle(ink.left[p], ink.right[p]);
            double reach = isSmall(p) ? letter * 0.5 : 0;
            double least = FARTHEST;
            for (int i = 0; i < drafts.size(); i++) {
                Draft draft = drafts.get(i);
                double far = far(p, draft);
                if (x >= draft.left - reach && x <= draft.right + reach && far < least) {
                    least = far;
                    owner[p] = i;
                }
            }
            if (owner[p] >= 0) {
                drafts.get(owner[p]).pieces.add(p);
            }
        }
    }

    /** How far a piece is above or below the letters of a row, in heights of its small letters. */
    private double far(int piece, Draft draft) {
        double above = draft.baseline - Math.max(draft.letter, draft.tallest) - ink.bottom[piece];
        double below = ink.top[piece] - draft.baseline;
        return Math.max(0, Math.max(above, below)) / draft.letter;
    }

    /** The points, colons and dashes before and behind the letters of a row. */
    private void ends(List<Draft> drafts) {
        List<Integer> small = new ArrayList<>();
        for (int p = 0; p < ink.pieces; p++) {
            if (owner[p] < 0 && isSmall(p) && ink.area[p] >= 3) {
                small.add(p);
            }
        }
        small.sort(Comparator.comparingInt(p -> ink.left[p]));
        for (int i = 0; i < drafts.size(); i++) {
            Draft draft = drafts.get(i);
            int first = draft.left;
            int last = draft.right;
            for (int p : small) {
                if (isFree(p, draft)
                        && ink.left[p] >= last - 2
                        && ink.left[p] - draft.right <= letter * REACH
                        && ink.right[p] - last <= letter * LONGEST_END) {
                    draft.right = Math.max(draft.right, ink.right[p]);
                    draft.pieces.add(p);
                    owner[p] = i;
                }
            }
            for (int at = small.size() - 1; at >= 0; at--) {
                int p = small.get(at);
                if (isFree(p, draft)
                        && ink.right[p] <= first + 2
                        && draft.left - ink.right[p] <= letter * REACH
                        && first - ink.left[p] <= letter * LONGEST_END) {
                    draft.left = Math.min(draft.left, ink.left[p]);
                    draft.pieces.add(p);
                    owner[p] = i;
                }
            }
        }
    }

    /** Whether a piece is of no row yet and on the height of the letters of this one. */
    private boolean isFree(int piece, Draft draft) {
        double y = middle(ink.top[piece], ink.bottom[piece]);
        return owner[piece] < 0 && y > draft.baseline - 1.5 * draft.letter && y < draft.baseline + 0.4 * draft.letter;
    }

    private Row row(int index, Draft draft) {
        int left = draft.left;
        int top = draft.pieces.isEmpty() ? draft.top : Integer.MAX_VALUE;
        int right = draft.right;
        int bottom = draft.pieces.isEmpty() ? draft.bottom : 0;
        for (int p : draft.pieces) {
            left = Math.min(left, ink.left[p]);
            top = Math.min(top, ink.top[p]);
            right = Math.max(right, ink.right[p]);
            bottom = Math.max(bottom, ink.bottom[p]);
        }
        // A letter that touches the row above or below does not make this one higher than it is.
        return new Row(
                index,
                left,
                (int) Math.max(top, draft.baseline - 2.3 * draft.letter),
                right,
                (int) Math.min(bottom, draft.baseline + 0.8 * draft.letter),
                draft.baseline,
                draft.letter,
                draft.pieces);
    }

    private boolean isSmall(int piece) {
        return ink.height(piece) < letter * 0.6 && ink.width(piece) <= letter * 1.3;
    }

    private static double middle(int from, int to) {
        return (from + to) / 2.0;
    }

    /**
     * Cuts a part out of a page, without the ink of other rows than one.
     *
     * @param page the page that the ink is of
     */
    Gray cut(Gray page, Row row, int left, int top, int right, int bottom) {
        Gray image = page.crop(left, top, right - left, bottom - top);
        for (int y = Math.max(0, top); y < Math.min(ink.height, bottom); y++) {
            for (int run = ink.rowStart[y]; run < ink.rowStart[y + 1]; run++) {
                int of = owner[ink.runPiece[run]];
                if (of >= 0 && of != row.index()) {
                    // With the soft edge around it.
                    int from = Math.max(left, ink.runFrom[run] - 1) - left;
                    int to = Math.min(right, ink.runTo[run] + 1) - left;
                    for (int at = Math.max(top, y - 1) - top;
                            at <= Math.min(bottom - 1, y + 1) - top && from < to;
                            at++) {
                        Arrays.fill(image.pixels(), at * image.width() + from, at * image.width() + to, (byte) 255);
                    }
                }
            }
        }
        return image;
    }

    /**
     * The wide gaps between the pieces of a row within a word, where a blank got lost: the shares of its width at which
     * they lie.
     */
    double[] gaps(Engine.Found word, Row row) {
        int width = word.right() - word.left();
        boolean[] inked = new boolean[Math.max(1, width)];
        for (int p : row.pieces()) {
            int from = Math.max(0, ink.left[p] - word.left());
            int to = Math.min(width, ink.right[p] - word.left());
            if (from < to) {
                Arrays.fill(inked, from, to, true);
            }
        }
        double[] gaps = new double[width];
        int n = 0;
        int last = -1;
        for (int x = 0; x < width; x++) {
            if (inked[x]) {
                if (last >= 0 && x - last > row.letter() * BLANK) {
                    gaps[n++] = (last + x) / 2.0 / width;
                }
                last = x;
            }
        }
        return Arrays.copyOf(gaps, n);
    }

    /** A word of a row, with the ink that is within it for its box. */
    Engine.Found tight(Engine.Found word, Row row) {
        int left = Integer.MAX_VALUE;
        int top = Integer.MAX_VALUE;
        int right = 0;
        int bottom = 0;
        for (int p : row.pieces()) {
            double x = middle(ink.left[p], ink.right[p]);
            if (x >= word.left() && x < word.right()) {
                left = Math.min(left, ink.left[p]);
                top = Math.min(top, ink.top[p]);
                right = Math.max(right, ink.right[p]);
                bottom = Math.max(bottom, ink.bottom[p]);
            }
        }
        return right == 0 ? word : word.within(left, Math.max(top, row.top()), right, Math.min(bottom, row.bottom()));
    }
}
