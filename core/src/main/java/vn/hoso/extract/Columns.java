package vn.hoso.extract;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The left edges at which the cells of a table or the values of a form begin, one below the other.
 *
 * <p>A cell that is full comes so close to the next one that no gap tells them apart; where the rows above and below it
 * begin a new segment, it ends.
 */
final class Columns {
    /** So many rows begin a segment at an edge of a table. */
    private static final int MIN_ROWS = 3;

    /** How exactly cells begin below each other, letter heights. */
    private static final double EXACT = 0.35;

    /** How exactly what stands left of them does, with list numbers and without, letter heights. */
    private static final double ALIGNED = 1.2;

    /** Blanks between words are narrower, letter heights. */
    private static final double BLANK = 0.7;

    /** Rows of one table are no further apart, letter heights. */
    private static final double FAR = 6;

    private final List<Edge> edges = new ArrayList<>();
    private final double height;

    /** An edge and from where to where on the page it goes. */
    private record Edge(double x, double left, double top, double bottom) {}

    /** A segment and the one that it stands behind. */
    private record Cell(Row.Segment before, Row.Segment segment) {
        double x0() {
            return segment.x0();
        }

        double middle() {
            return segment.middle();
        }
    }

    /**
     * The edges of a page.
     *
     * @param height the usual height of words, pixels
     */
    Columns(List<Row> rows, double height) {
        this.height = height;
        List<Cell> cells = new ArrayList<>();
        for (Row row : rows) {
            for (int i = 1; i < row.segments().size(); i++) {
                cells.add(new Cell(row.segments().get(i - 1), row.segments().get(i)));
            }
        }
        cells.sort(Comparator.comparingDouble(Cell::x0));
        int from = 0;
        for (int i = 1; i <= cells.size(); i++) {
            if (i == cells.size() || cells.get(i).x0() - cells.get(i - 1).x0() > EXACT * height) {
                column(cells.subList(from, i));
                from = i;
            }
        }
    }

    private void column(List<Cell> cells) {
        List<Cell> down = new ArrayList<>(cells);
        down.sort(Comparator.comparingDouble(Cell::middle));
        int from = 0;
        for (int i = 1; i <= down.size(); i++) {
            if (i == down.size() || down.get(i).middle() - down.get(i - 1).middle() > FAR * height) {
                edge(down.subList(from, i)).ifPresent(edges::add);
                from = i;
            }
        }
    }

    private Optional<Edge> edge(List<Cell> cells) {
        double[] xs = cells.stream().mapToDouble(Cell::x0).sorted().toArray();
        double[] lefts =
                cells.stream().mapToDouble(cell -> cell.before().x0()).sorted().toArray();
        double left = lefts[lefts.length / 2];
        long below = Arrays.stream(lefts)
                .filter(x -> Math.abs(x - left) < ALIGNED * height)
                .count();
        if (below < MIN_ROWS || xs[xs.length - 1] - xs[0] > 2 * EXACT * height) {
            return Optional.empty();
        }
        return Optional.of(new Edge(
                xs[xs.length / 2],
                left,
                cells.get(0).segment().top(),
                cells.get(cells.size() - 1).segment().bottom()));
    }

    /** The segments of a row, parted where one of its words begins at an edge. */
    List<Row.Segment> part(Row row) {
        List<Row.Segment> parted = new ArrayList<>();
        for (Row.Segment segment : row.segments()) {
            List<Token> tokens = segment.tokens();
            int from = 0;
            for (int i = 1; i < tokens.size(); i++) {
                if (isEdge(tokens.get(from), tokens.get(i - 1), tokens.get(i))) {
                    parted.add(new Row.Segment(tokens.subList(from, i)));
                    from = i;
                }
            }
            parted.add(new Row.Segment(tokens.subList(from, tokens.size())));
        }
        return parted;
    }

    private boolean isEdge(Token first, Token before, Token token) {
        return token.x0() - before.x1() > BLANK * height
                && edges.stream()
                        .anyMatch(edge -> Math.abs(token.x0() - edge.x()) < EXACT * height
                                && Math.abs(first.x0() - edge.left()) < ALIGNED * height
                                && token.middle() > edge.top() - height
                                && token.middle() < edge.bottom() + 3 * height);
    }
}
