package vn.hoso.extract;

import java.util.List;

/**
 * A caption found on a page.
 *
 * @param label the caption
 * @param layout its page
 * @param row the row
 * @param segment the segment of the row
 * @param from index of its first word in the segment, list numbers in front of it included
 * @param to index after its last word, the colon included
 * @param quality how well the letters fit, 0 to 1
 * @param marks whether the marks fit as well
 * @param starts whether it stands at the beginning of the segment
 * @param colon whether a colon follows
 * @param weight what it counts against captions that overlap with it
 */
record LabelHit(
        Label label,
        PageLayout layout,
        Row row,
        int segment,
        int from,
        int to,
        double quality,
        boolean marks,
        boolean starts,
        boolean colon,
        double weight) {

    Row.Segment home() {
        return row.segments().get(segment);
    }

    List<Token> words() {
        return home().tokens().subList(from, to);
    }

    double x0() {
        return home().tokens().get(from).x0();
    }

    double x1() {
        return home().tokens().get(to - 1).x1();
    }

    boolean overlaps(LabelHit other) {
        return row.index() == other.row.index() && segment == other.segment && from < other.to && other.from < to;
    }
}
