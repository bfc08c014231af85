package vn.hoso.scan;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings words that only have a place into lines and an order of reading.
 *
 * <p>Words beside each other make a run; the page is then cut where white space goes right through it: across where the
 * gap is that between paragraphs, else down between columns, else line by line. So a heading in two columns is read
 * column by column, and a table row by row, cell by cell.
 */
final class TextFlow {
    /** A gap wider than this many type sizes parts columns or cells. */
    private static final double COLUMN_GAP = 1.6;
    /** A gap higher than this share of the type size parts paragraphs or rows of a table. */
    private static final double PARAGRAPH_GAP = 0.55;
    /** Within a run a gap wider than this share of the type size parts words. */
    private static final double WORD_GAP = 0.18;

    /** Longer words, in characters, are not put together of parts. */
    private static final int LONGEST_WORD = 256;

    /** The heading of an official paper is not higher than this many type sizes. */
    private static final double HEADING_HEIGHT = 14;

    private TextFlow() {}

    /** A word, or a part of one that the page drew on its own. */
    record Piece(
            String text,
            double left,
            double right,
            double top,
            double bottom,
            double base,
            double size,
            boolean inclined) {
        /** This and what follows it as one word. */
        Piece joined(Piece next) {
            return new Piece(
                    Normalizer.normalize(text + next.text, Normalizer.Form.NFC),
                    Math.min(left, next.left),
                    Math.max(right, next.right),
                    Math.min(top, next.top),
                    Math.max(bottom, next.bottom),
                    base,
                    Math.max(size, next.size),
                    inclined);
        }
    }

    /** A line in reading order. */
    record Row(List<Piece> pieces, int block) {}

    /** Collects the glyphs of a piece. */
    static final class Builder {
        private final StringBuilder text = new StringBuilder();
        private final boolean inclined;
        private double left = Double.MAX_VALUE;
        private double right = -Double.MAX_VALUE;
        private double top = Double.MAX_VALUE;
        private double bottom = -Double.MAX_VALUE;
        private double base;
        private double size;

        Builder(boolean inclined) {
            this.inclined = inclined;
        }

        void add(String part, Placed glyph) {
            if (text.isEmpty()) {
                base = glyph.base();
            }
            text.append(part);
            left = Math.min(left, glyph.left());
            right = Math.max(right, glyph.right());
            top = Math.min(top, glyph.top());
            bottom = Math.max(bottom, glyph.bottom());
            size = Math.max(size, glyph.size());
        }

        double right() {
            return right;
        }

        Piece build() {
            return new Piece(
                    Normalizer.normalize(text, Normalizer.Form.NFC), left, right, top, bottom, base, size, inclined);
        }
    }

    /** Words beside each other without a wide gap. */
    private static final class Run {
        final List<Piece> pieces = new ArrayList<>();
        double left;
        double right;
        double top;
        double bottom;
        double base;
        double size;

        Run(Piece first) {
            left = first.left();
            right = first.right();
            top = first.top();
            bottom = first.bottom();
            base = first.base();
            size = first.size();
            pieces.add(first);
        }

        void add(Piece piece) {
            pieces.add(piece);
            right = Math.max(right, piece.right());
            top = Math.min(top, piece.top());
            bottom = Math.max(bottom, piece.bottom());
            size = Math.max(size, piece.size());
            // The line may climb: what follows is compared with what came last.
            base = piece.base();
        }

        /** The middle of the letters, which neither long ascents nor large fonts move much. */
        double middle() {
            return (top + bottom) / 2;
        }
    }

    static List<Row> order(List<Piece> pieces, Blanks blanks) {
        List<Run> runs = runs(pieces);
        List<Row> rows = new ArrayList<>();
        if (!runs.isEmpty()) {
            int[] block = {0};
            cut(runs, blanks, rows, block, 0);
        }
        return rows;
    }

    private static List<Run> runs(List<Piece> pieces) {
        List<Run> runs = new ArrayList<>();
        List<Piece> sorted = new ArrayList<>(pieces);
        sorted.sort(Comparator.comparingDouble(Piece::left).thenComparingDouble(Piece::top));
        List<Run> open = new ArrayList<>();
        for (Piece piece : sorted) {
            Run best = null;
            double bestGap = Double.MAX_VALUE;
            for (int i = open.size() - 1; i >= 0; i--) {
                Run run = open.get(i);
                double size = Math.max(run.size, piece.size());
                double gap = piece.left() - run.right;
                if (gap > COLUMN_GAP * size) {
                    // Pieces come from left to right: nothing will reach this run any more.
                    if (gap > COLUMN_GAP * 4 * run.size) {
                        open.remove(i);
                    }
                    continue;
                }
                boolean beside = Math.abs(piece.base() - run.base) < 0.4 * size && gap > -0.6 * size;
                boolean alike = Math.min(run.size, piece.size()) > 0.4 * size && !piece.inclined();
                if (beside && alike && Math.abs(gap) < bestGap) {
                    best = run;
                    bestGap = Math.abs(gap);
                }
            }
            if (best == null) {
                Run run = new Run(piece);
                runs.add(run);
                open.add(run);
            } else {
                best.add(piece);
            }
        }
        return runs;
    }

    private static void cut(List<Run> runs, Blanks blanks, List<Row> rows, int[] block, int depth) {
        double type = median(runs);
        if (depth < 64 && runs.size() > 1) {
            List<List<Run>> across = split(runs, true, PARAGRAPH_GAP * type);
            int heading = depth == 0 ? headingStripes(across, type) : 0;
            if (heading > 1) {
                List<Run> together = new ArrayList<>();
                across.subList(0, heading).forEach(together::addAll);
                for (List<Run> column : split(together, false, COLUMN_GAP * 0.7 * type)) {
                    cut(column, blanks, rows, block, 1);
                }
                across.subList(heading, across.size()).forEach(part -> cut(part, blanks, rows, block, 1));
                return;
            }
            if (across.size() > 1) {
                across.forEach(part -> cut(part, blanks, rows, block, depth + 1));
                return;
            }
            List<List<Run>> down = split(runs, false, COLUMN_GAP * 0.7 * type);
            if (down.size() > 1) {
                down.forEach(part -> cut(part, blanks, rows, block, depth + 1));
                return;
            }
        }
        leaf(runs, blanks, rows, block[0]++);
    }

    /**
     * How many of the first stripes are a heading in two columns: issuing body, number and subject at the left, motto
     * and date at the right are read one column after the other although their lines stand apart.
     */
    private static int headingStripes(List<List<Run>> stripes, double type) {
        double left = Double.MAX_VALUE;
        double right = -Double.MAX_VALUE;
        for (List<Run> stripe : stripes) {
            for (Run run : stripe) {
                left = Math.min(left, run.left);
                right = Math.max(right, run.right);
            }
        }
        double lowest = stripes.get(0).get(0).top + HEADING_HEIGHT * type;
        List<Run> heading = new ArrayList<>();
        int together = 0;
        for (int i = 0; i < stripes.size() && stripes.get(i).get(0).top < lowest; i++) {
            if (isCentred(stripes.get(i), left, right)) {
                break;
            }
            heading.addAll(stripes.get(i));
            List<List<Run>> columns = split(heading, false, COLUMN_GAP * 0.7 * type);
            if (columns.size() != 2) {
                break;
            }
            double second = columns.get(1).get(0).left;
            if (second < left + 0.3 * (right - left) || second > left + 0.7 * (right - left)) {
                break;
            }
            together = i + 1;
        }
        return together;
    }

    /** Whether a stripe stands around the middle: the title below the heading. */
    private static boolean isCentred(List<Run> stripe, double left, double right) {
        double from = stripe.stream().mapToDouble(run -> run.left).min().orElse(left);
        double to = stripe.stream().mapToDouble(run -> run.right).max().orElse(right);
        double middle = ((from + to) / 2 - left) / (right - left);
        return to - from < 0.5 * (right - left) && middle > 0.4 && middle < 0.6;
    }

    private static double median(List<Run> runs) {
        double[] sizes = runs.stream().mapToDouble(run -> run.size).sorted().toArray();
        return sizes[sizes.length / 2];
    }

    /** Parts the runs where a stripe wider than the gap is free of all of them. */
    private static List<List<Run>> split(List<Run> runs, boolean across, double gap) {
        List<Run> sorted = new ArrayList<>(runs);
        sorted.sort(Comparator.comparingDouble(run -> across ? run.top : run.left));
        List<List<Run>> parts = new ArrayList<>();
        double end = -Double.MAX_VALUE;
        for (Run run : sorted) {
            if (parts.isEmpty() || (across ? run.top : run.left) - end > gap) {
                parts.add(new ArrayList<>());
            }
            parts.get(parts.size() - 1).add(run);
            end = Math.max(end, across ? run.bottom : run.right);
        }
        return parts;
    }

    /** Runs side by side in one line of the same block are one line. */
    private static void leaf(List<Run> runs, Blanks blanks, List<Row> rows, int block) {
        List<Run> sorted = new ArrayList<>(runs);
        sorted.sort(Comparator.comparingDouble(Run::middle));
        List<List<Run>> lines = new ArrayList<>();
        for (Run run : sorted) {
            List<Run> last = lines.isEmpty() ? null : lines.get(lines.size() - 1);
            if (last != null && besides(last, run)) {
                last.add(run);
            } else {
                lines.add(new ArrayList<>(List.of(run)));
            }
        }
        for (List<Run> line : lines) {
            line.sort(Comparator.comparingDouble(run -> run.left));
            List<Piece> words = new ArrayList<>();
            for (Run run : line) {
                words.addAll(joined(run.pieces, blanks));
            }
            rows.add(new Row(words, block));
        }
    }

    private static boolean besides(List<Run> line, Run run) {
        for (Run other : line) {
            double overlap = Math.min(other.bottom, run.bottom) - Math.max(other.top, run.top);
            boolean apart = other.right <= run.left + 1 || run.right <= other.left + 1;
            if (!apart || overlap < 0.5 * Math.min(other.bottom - other.top, run.bottom - run.top)) {
                return false;
            }
        }
        return true;
    }

    /** Joins the parts of words that the page drew one by one. */
    private static List<Piece> joined(List<Piece> pieces, Blanks blanks) {
        List<Piece> words = new ArrayList<>();
        for (Piece piece : pieces) {
            int last = words.size() - 1;
            @Nullable Piece open = last < 0 ? null : words.get(last);
            boolean joins = open != null
                    && open.text().length() < LONGEST_WORD
                    && piece.left() - open.right() < WORD_GAP * Math.max(open.size(), piece.size())
                    && !blanks.between(open, piece);
            if (open != null && joins) {
                words.set(last, open.joined(piece));
            } else {
                words.add(piece);
            }
        }
        return LetterSpacing.closed(words);
    }
}
