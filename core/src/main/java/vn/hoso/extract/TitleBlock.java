package vn.hoso.extract;

import java.util.ArrayList;
import java.util.List;

/**
 * Lines in capitals that stand together in the upper part of a page, and may be its title.
 *
 * @param lines the lines, from the top
 * @param size height of the letters relative to the page's usual height
 * @param bare the letters and digits of all lines, folded
 */
record TitleBlock(List<Row.Segment> lines, double size, String bare) {
    /** Print that is so much higher than that of the page is large. */
    private static final double LARGE = 1.35;

    private static final int MOST_LINES = 4;

    private static TitleBlock of(List<Row.Segment> lines, double size) {
        return new TitleBlock(List.copyOf(lines), size, Token.bare(Row.join(tokens(lines))));
    }

    /** All runs of one to four lines in capitals or in large print, motto and left heading left out. */
    static List<TitleBlock> find(PageLayout layout, Heading heading) {
        List<TitleBlock> blocks = new ArrayList<>();
        List<Row> rows = layout.rows();
        for (Row row : rows) {
            for (Row.Segment segment : row.segments()) {
                if (isTitle(segment, layout) && !inHeading(segment, layout, heading)) {
                    blocks.addAll(from(layout, row, segment));
                }
            }
        }
        return blocks;
    }

    private static boolean isTitle(Row.Segment segment, PageLayout layout) {
        boolean large = segment.height() > LARGE * layout.letterHeight()
                && segment.tokens().size() > 1
                && segment.tokens().get(0).startsUpper();
        return (segment.capitals() > 0.75 || large) && segment.letters() >= 4;
    }

    private static boolean inHeading(Row.Segment segment, PageLayout layout, Heading heading) {
        return heading.motto()
                .map(motto -> segment.bottom() < motto.bottom() + 0.3 * layout.letterHeight()
                        && segment.x1() > motto.x0() - 20 * layout.letterHeight())
                .orElse(false);
    }

    private static List<TitleBlock> from(PageLayout layout, Row row, Row.Segment first) {
        List<TitleBlock> blocks = new ArrayList<>();
        List<Row.Segment> lines = new ArrayList<>();
        lines.add(first);
        double size = first.height() / layout.letterHeight();
        blocks.add(of(lines, size));
        Row.Segment last = first;
        for (int r = row.index() + 1; r < layout.rows().size() && lines.size() < MOST_LINES; r++) {
            Row.Segment next = below(layout, r, last);
            if (next == null || next.top() - last.bottom() > 2.2 * Math.max(last.height(), layout.letterHeight())) {
                break;
            }
            lines.add(next);
            blocks.add(of(lines, size));
            last = next;
        }
        return blocks;
    }

    private static Row.@org.jspecify.annotations.Nullable Segment below(PageLayout layout, int row, Row.Segment above) {
        for (Row.Segment segment : layout.rows().get(row).segments()) {
            boolean overlaps = segment.x0() < above.x1() && above.x0() < segment.x1();
            if (overlaps && isTitle(segment, layout)) {
                return segment;
            }
        }
        return null;
    }

    List<Token> tokens() {
        return tokens(lines);
    }

    private static List<Token> tokens(List<Row.Segment> lines) {
        List<Token> tokens = new ArrayList<>();
        lines.forEach(line -> tokens.addAll(line.tokens()));
        return tokens;
    }

    double top() {
        return lines.get(0).top();
    }
}
