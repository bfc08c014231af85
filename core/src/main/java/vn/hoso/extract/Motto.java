package vn.hoso.extract;

import java.util.Optional;

/**
 * The national name and motto (Quốc hiệu, Tiêu ngữ) on a page: the anchor of the layout of Nghị định 30/2020.
 *
 * @param row the row of the name
 * @param x0 its left edge
 * @param x1 its right edge
 * @param top its top
 * @param bottom the bottom of the motto below it
 */
record Motto(Row row, double x0, double x1, double top, double bottom) {
    private static final String NAME = "conghoaxahoichunghiavietnam";
    private static final String MOTTO = "doclaptudohanhphuc";

    static Optional<Motto> find(PageLayout layout) {
        Motto found = null;
        for (Row row : layout.rows()) {
            for (Row.Segment segment : row.segments()) {
                int from = start(segment, NAME, 6);
                if (found == null && from >= 0) {
                    Row.Segment part = new Row.Segment(
                            segment.tokens().subList(from, segment.tokens().size()));
                    found = new Motto(row, part.x0(), part.x1(), part.top(), part.bottom());
                } else if (start(segment, MOTTO, 4) >= 0) {
                    if (found == null) {
                        // the name above it was misread: it is wider than the motto
                        double wider = 0.35 * (segment.x1() - segment.x0());
                        found = new Motto(
                                row,
                                segment.x0() - wider,
                                segment.x1() + wider,
                                segment.top() - 1.5 * segment.height(),
                                segment.bottom());
                    }
                    return Optional.of(new Motto(found.row, found.x0, found.x1, found.top, segment.bottom()));
                }
            }
        }
        return Optional.ofNullable(found);
    }

    /** The index of the word at which a phrase begins that ends this segment; -1 where it does not occur. */
    private static int start(Row.Segment segment, String phrase, int limit) {
        String all = Token.bare(segment.text());
        if (all.length() < phrase.length() - limit
                || Fuzzy.find(phrase, all, limit).edits() > limit) {
            return -1;
        }
        int best = -1;
        int least = limit + 1;
        for (int i = 0; i < segment.tokens().size(); i++) {
            String tail = Token.bare(
                    Row.join(segment.tokens().subList(i, segment.tokens().size())));
            String head = tail.length() > phrase.length() ? tail.substring(0, phrase.length()) : tail;
            int edits = Fuzzy.distance(phrase, head, limit);
            if (edits < least) {
                least = edits;
                best = i;
            }
        }
        return best;
    }
}
