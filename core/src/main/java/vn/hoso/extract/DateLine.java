package vn.hoso.extract;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import vn.hoso.text.Vietnamese;

/**
 * Place and date of a document: {@code Hà Nội, ngày 05 tháng 3 năm 2020}.
 *
 * @param place the words before the comma
 * @param date the words of the date, from {@code ngày} on
 * @param segment where it begins
 * @param row the row
 */
record DateLine(List<Token> place, List<Token> date, Row.Segment segment, Row row) {
    private static final Pattern NGAY = Pattern.compile("^ng.{0,2}y[^a-z0-9]{0,3}$");

    private static final Pattern DATED = Pattern.compile("th[^ ]{0,3}g.*n.?m|n.?m *[12][0-9]{3}");

    /** Words that make a date one of another kind: {@code Sinh ngày}, {@code Cấp ngày}. */
    private static final java.util.Set<String> LABELS =
            java.util.Set.of("sinh", "cap", "ky", "tu", "den", "vao", "luat", "dinh", "ngay");

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
        List<Token> tokens = segment.tokens();
        for (int i = 1; i < tokens.size(); i++) {
            if (!NGAY.matcher(Vietnamese.fold(tokens.get(i).text())).find()) {
                continue;
            }
            List<Token> place = placeBefore(tokens, i);
            List<Token> date = new ArrayList<>(tokens.subList(i, tokens.size()));
            boolean dated = DATED.matcher(Vietnamese.fold(Row.join(date))).find()
                    || endsWithMonth(date)
                    || isDigits(segment, place, date);
            if (place.isEmpty() || !dated) {
                continue;
            }
            if (Dates.find(Row.join(date)).isEmpty()) {
                wrapped(layout, row, segment).ifPresent(date::addAll);
            }
            return Optional.of(new DateLine(place, date, segment, row));
        }
        return Optional.empty();
    }

    /** A line that is nothing but a place and a date in digits: {@code Hà Nội, ngày 05/3/2020}. */
    private static boolean isDigits(Row.Segment segment, List<Token> place, List<Token> date) {
        return !place.isEmpty()
                && place.get(0).equals(segment.tokens().get(0))
                && date.size() == 2
                && date.get(1).text().matches("[0-3]?[0-9][/.-][01]?[0-9][/.-][12][0-9]{3}[.,]?");
    }

    private static boolean endsWithMonth(List<Token> date) {
        return Vietnamese.fold(Row.join(date)).matches(".*th[^ ]{0,3}g [0-9]{1,2}");
    }

    /** The words in capitals before the comma; none where they are a label, or where the comma is missing in a sentence. */
    private static List<Token> placeBefore(List<Token> tokens, int day) {
        String last = tokens.get(day - 1).text();
        int end = day - (last.matches("[,.;:]+") ? 1 : 0);
        int from = end;
        while (from > 0
                && end - from < 5
                && isName(tokens.get(from - 1))
                && (from == end || !tokens.get(from - 1).text().matches(".*[,;:.]$"))) {
            from--;
        }
        String before = Row.join(tokens.subList(0, from)).toLowerCase(java.util.Locale.ROOT);
        if (from < end && before.matches("thành phố|thị xã|thị trấn|huyện|quận|xã|phường|tỉnh")) {
            from = 0;
        }
        boolean comma = end < day || last.matches(".*[,.;]$");
        boolean label = from < end && LABELS.contains(tokens.get(from).bare());
        return from < end && !label && (comma || from == 0) ? tokens.subList(from, end) : List.of();
    }

    private static boolean isName(Token token) {
        boolean digits = token.text().chars().anyMatch(Character::isDigit);
        return (token.startsUpper() && !digits) || token.text().equals("-");
    }

    private static Optional<List<Token>> wrapped(PageLayout layout, Row row, Row.Segment segment) {
        for (int r = row.index() + 1; r < Math.min(layout.rows().size(), row.index() + 3); r++) {
            for (Row.Segment below : layout.rows().get(r).segments()) {
                boolean under = below.centre() > segment.x0() && below.centre() < segment.x1();
                if (under && below.text().matches("(?:năm )?[12][0-9]{3}.*")) {
                    return Optional.of(below.tokens().subList(0, below.text().startsWith("năm") ? 2 : 1));
                }
            }
        }
        return Optional.empty();
    }

    boolean complete() {
        return Dates.find(Row.join(date)).isPresent();
    }
}
