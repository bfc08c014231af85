package vn.hoso.extract;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The stamp of the office that a document came to (dấu đến): {@code CÔNG VĂN ĐẾN}, number and day of arrival. It says
 * nothing of the document itself.
 */
final class ArrivalStamp {
    private static final Set<String> HEADS = Set.of(
            "den", "congvanden", "vanbanden", "congvandi", "vanbandi", "dauden", "tailieuden", "hosoden", "denngay");

    private static final Pattern LINE = Pattern.compile("(?:so|ngay|gio|chuyen|luu|kyhieu|denso|denngay).*");

    private ArrivalStamp() {}

    /** The segments of all such stamps of a page. */
    static List<Row.Segment> segments(PageLayout layout) {
        List<Row.Segment> stamps = new ArrayList<>();
        for (Row row : layout.rows()) {
            for (Row.Segment segment : row.segments()) {
                boolean head = segment.capitals() > 0.8 && HEADS.contains(Token.bare(segment.text()));
                if (head) {
                    stamps.add(segment);
                    addLines(layout, row, segment, stamps);
                }
            }
        }
        return stamps;
    }

    private static void addLines(PageLayout layout, Row head, Row.Segment above, List<Row.Segment> stamps) {
        double h = layout.letterHeight();
        Row.Segment last = above;
        for (int r = head.index() + 1; r < Math.min(layout.rows().size(), head.index() + 7); r++) {
            Row.Segment upper = last;
            Optional<Row.Segment> line = layout.rows().get(r).segments().stream()
                    .filter(one -> one.centre() > above.x0() - 4 * h && one.centre() < above.x1() + 4 * h)
                    .filter(one -> one.top() - upper.bottom() < 1.8 * h)
                    .filter(ArrivalStamp::isLine)
                    .findFirst();
            if (line.isPresent()) {
                stamps.add(line.get());
                last = line.get();
            }
        }
    }

    private static boolean isLine(Row.Segment segment) {
        boolean day = segment.text().matches("(?i)ng.y\\s*:.*");
        return day
                || (LINE.matcher(Token.bare(segment.text())).matches()
                        && !segment.text().contains("/"));
    }
}
