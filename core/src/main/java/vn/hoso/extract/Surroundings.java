package vn.hoso.extract;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import vn.hoso.paper.FieldKind;

/** What stands around a caption: other captions, headings, the rest of itself, columns. It tells where a value begins and ends. */
final class Surroundings {
    /** Kinds whose values have a capital or a digit. */
    private static final Set<FieldKind> NEVER_SMALL = Set.of(
            FieldKind.NAME,
            FieldKind.PLACE,
            FieldKind.AGENCY,
            FieldKind.ORGANISATION,
            FieldKind.DATE,
            FieldKind.YEAR,
            FieldKind.PERSON_ID,
            FieldKind.TAX_CODE,
            FieldKind.PHONE,
            FieldKind.NATIONALITY);

    private static final int LONGEST_REST = 8;

    private final PageLayout layout;
    private final List<LabelHit> hits;

    /**
     * The captions of a page.
     *
     * @param hits all of them
     */
    Surroundings(PageLayout layout, List<LabelHit> hits) {
        this.layout = layout;
        this.hits = hits;
    }

    /**
     * Whether words that are a caption elsewhere head a section here: a line of capitals alone, above a line that begins
     * with a caption: {@code IV. NGƯỜI YÊU CẦU ĐĂNG KÝ}.
     */
    boolean isHeading(LabelHit hit) {
        int r = hit.row().index() + 1;
        boolean alone = hit.row().segments().size() == 1 && hit.starts() && !hit.colon();
        return alone
                && hit.home().capitals() > 0.9
                && hit.home().letters() > 1
                && r < layout.rows().size()
                && hits.stream()
                        .anyMatch(next -> next.row().index() == r
                                && next.segment() == 0
                                && next.starts()
                                && next.home().capitals() < 0.9);
    }

    /**
     * Whether small words behind a caption without a colon are still its own: {@code Địa chỉ cư trú hiện nay}. No name,
     * place or number is of small letters alone; a sentence may be, where nothing stands beside it.
     */
    boolean isRestOfCaption(LabelHit hit, List<Token> behind, FieldKind kind) {
        boolean small = behind.size() <= LONGEST_REST && LabelSpotter.areSmall(behind);
        boolean beside = hit.segment() + 1 < hit.row().segments().size();
        return small && hit.starts() && !hit.colon() && (beside || NEVER_SMALL.contains(kind) || isAbove(hit));
    }

    /** Whether a caption of a short line stands above a line that begins with a capital at the same edge. */
    private boolean isAbove(LabelHit hit) {
        double h = layout.letterHeight();
        int r = hit.row().index() + 1;
        if (hit.row().segments().size() > 1
                || r >= layout.rows().size()
                || hit.home().x1() > 0.7 * layout.width()) {
            return false;
        }
        Row.Segment under = layout.rows().get(r).segments().get(0);
        return Math.abs(under.x0() - hit.x0()) < h
                && under.top() - hit.home().bottom() < 1.6 * h
                && under.tokens().get(0).startsUpper()
                && nextHit(layout.rows().get(r), 0, 0, 1, FieldKind.NAME) > 0;
    }

    /**
     * Whether a caption is the first of the headings of a table, so that its value stands under it: the row has more of
     * them, none followed by a colon, and the next row as many cells, the first without a caption.
     */
    boolean isHeadOfColumns(LabelHit hit) {
        List<Row.Segment> heads = hit.row().segments();
        int count = heads.size() - hit.segment();
        int r = hit.row().index() + 1;
        if (hit.colon() || count < 3 || r >= layout.rows().size()) {
            return false;
        }
        Row next = layout.rows().get(r);
        boolean plain =
                heads.stream().skip(hit.segment()).noneMatch(head -> head.text().contains(":"));
        long under = heads.stream()
                .skip(hit.segment())
                .filter(head -> next.segments().stream()
                        .anyMatch(cell -> cell.x0() < head.x1() && cell.x1() > head.x0() - 8 * layout.letterHeight()))
                .count();
        boolean captioned = nextHit(next, 0, 0, 1, FieldKind.NAME) == 0;
        return plain && under == count && !captioned && next.segments().size() >= count;
    }

    /** Whether the next row has the rest of the caption itself, so that the value beside it has a column of its own. */
    boolean goesOnBelow(LabelHit hit) {
        Label rest = hit.label().blocking();
        return hits.stream()
                .anyMatch(other -> other.row().index() == hit.row().index() + 1
                        && other.label().equals(rest)
                        && other.from() == 0
                        && LabelSpotter.areSmall(other.home()
                                .tokens()
                                .subList(other.to(), other.home().tokens().size()))
                        && Math.abs(other.x0() - hit.x0()) < 1.2 * layout.letterHeight());
    }

    /**
     * Whether the one line of a row belongs to what stands left of it in the next row, as the first line of a cell that
     * is centred on its height does: it is nearer to that than to the row above.
     */
    boolean belongsBelow(Row row) {
        int r = row.index();
        if (r == 0 || r + 1 >= layout.rows().size() || row.segments().size() > 1) {
            return false;
        }
        double h = layout.letterHeight();
        Row.Segment line = row.segments().get(0);
        Row.Segment beside = layout.rows().get(r + 1).segments().get(0);
        if (beside.x1() > line.x0() || beside.text().contains(":") || nextHit(row, 0, 0, 1, FieldKind.NAME) == 0) {
            return false;
        }
        double down = beside.middle() - line.middle();
        double up = line.middle()
                - layout.rows().get(r - 1).segments().stream()
                        .mapToDouble(Row.Segment::middle)
                        .max()
                        .orElse(0);
        return down < 1.6 * h && down < up - 0.2 * h;
    }

    /**
     * The captions that stand together with one, from left to right, nothing but marks between them; other words may
     * stand before the first, and a value behind the last.
     */
    List<LabelHit> sharing(LabelHit hit) {
        List<LabelHit> together = hits.stream()
                .filter(other -> other.row().index() == hit.row().index() && other.segment() == hit.segment())
                .sorted(Comparator.comparingInt(LabelHit::from))
                .toList();
        if (together.size() < 2) {
            return together;
        }
        List<Token> cell = hit.home().tokens();
        // a slash is easily lost; in a cell of nothing but captions it is not missed
        boolean full =
                together.get(0).starts() && together.get(together.size() - 1).to() == cell.size();
        for (int i = 1; i < together.size(); i++) {
            LabelHit before = together.get(i - 1);
            List<Token> between = cell.subList(before.to(), together.get(i).from());
            boolean marksOnly = between.stream()
                    .allMatch(token -> token.bare().isEmpty() || token.bare().equals("va"));
            boolean marked =
                    !between.isEmpty() || cell.get(before.to() - 1).text().matches(".*[;,/]");
            if (before.colon() || !marksOnly || !(marked || full)) {
                return List.of();
            }
        }
        return together;
    }

    /** Whether a caption ends a value of a kind: a sentence may have the same words, {@code …, cư trú tại …}. */
    private static boolean ends(LabelHit hit, FieldKind kind) {
        boolean small = Character.isLowerCase(hit.words().get(0).text().charAt(0));
        boolean caption = hit.colon() && !hit.label().fields().isEmpty();
        boolean spoken = small && !caption && !hit.starts() && !hit.label().inline();
        return kind != FieldKind.TEXT || !spoken;
    }

    /** The index of the first word of a line at which a caption begins; the size where there is none. */
    int firstCaption(Row row, List<Token> line, FieldKind kind) {
        int first = line.size();
        for (LabelHit hit : hits) {
            if (hit.row().index() == row.index() && ends(hit, kind)) {
                int at = line.indexOf(hit.home().tokens().get(hit.from()));
                if (at >= 0 && at < first) {
                    first = at;
                }
            }
        }
        return first;
    }

    /** The index at which the next caption of a segment begins. */
    int nextHit(Row row, int segment, int from, int size, FieldKind kind) {
        int next = size;
        for (LabelHit hit : hits) {
            if (hit.row().index() == row.index()
                    && hit.segment() == segment
                    && hit.from() >= from
                    && hit.from() < next
                    && ends(hit, kind)) {
                next = hit.from();
            }
        }
        return next;
    }
}
