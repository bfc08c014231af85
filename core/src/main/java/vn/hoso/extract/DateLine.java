package vn.hoso.extract;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Place and date of a document: {@code Hà Nội, ngày 05 tháng 3 năm 2020}.
 *
 * @param place the words before the comma
 * @param date the words of the date, from {@code ngày} on
 * @param segment where it begins
 * @param row the row
 */
record DateLine(List<Token> place, List<Token> date, Row.Segment segment, Row row) {
    private static final Pattern START =
            Pattern.compile("^((?:\\p{Lu}|\\.)[\\p{L} .'’\\-]{0,40}?)\\s?[,.;:]?\\s+(ng\\S{0,2}y[,.;:]?\\s.*)$");

    private static final Pattern DATED =
            Pattern.compile("ng\\S{0,2}y.*th\\S{0,3}g.*n\\S{0,2}m", Pattern.CASE_INSENSITIVE);

    /** All such lines of a page, from the top; the year may have wrapped to the next line. */
    static List<DateLine> find(PageLayout layout) {
        List<DateLine> lines = new ArrayList<>();
        for (Row row : layout.rows()) {
            for (Row.Segment segment : row.segments()) {
                at(layout, row, segment).ifPresent(lines::add);
            }
        }
        return lines;
    }

    private static Optional<DateLine> at(PageLayout layout, Row row, Row.Segment segment) {
        Matcher start = START.matcher(segment.text());
        if (!start.matches() || !DATED.matcher(start.group(2)).find()) {
            return Optional.empty();
        }
        List<Token> place = Normaliser.covering(segment.tokens(), start.start(1), start.end(1));
        List<Token> date = new ArrayList<>(Normaliser.covering(segment.tokens(), start.start(2), start.end(2)));
        if (place.size() > 6
                || place.stream()
                        .anyMatch(token -> !token.startsUpper() && token.text().length() > 1)) {
            return Optional.empty();
        }
        if (Dates.find(Row.join(date)).isEmpty()) {
            wrapped(layout, row, segment).ifPresent(date::addAll);
        }
        return Optional.of(new DateLine(place, date, segment, row));
    }

    private static Optional<List<Token>> wrapped(PageLayout layout, Row row, Row.Segment segment) {
        for (int r = row.index() + 1; r < Math.min(layout.rows().size(), row.index() + 3); r++) {
            for (Row.Segment below : layout.rows().get(r).segments()) {
                boolean under = below.centre() > segment.x0() && below.centre() < segment.x1();
                if (under && below.text().matches("[12][0-9]{3}.*")) {
                    return Optional.of(below.tokens().subList(0, 1));
                }
            }
        }
        return Optional.empty();
    }

    boolean complete() {
        return Dates.find(Row.join(date)).isPresent();
    }
}
