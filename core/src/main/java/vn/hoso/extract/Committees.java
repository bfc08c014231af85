package vn.hoso.extract;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * People's committees and councils named without their place, as above a signature or behind {@code Kính gửi}: the
 * letterhead tells which one may be meant. That is offered to the officer and never taken for what is printed.
 */
final class Committees {
    private static final Pattern OF_PLACE = Pattern.compile(
            "^(Ủy ban nhân dân|UBND|Hội đồng nhân dân|HĐND) ((?:tỉnh|thành phố|huyện|quận|thị xã|thị trấn|xã|phường|đặc khu) .+)$");

    /** The word of a unit whose name is missing. */
    private static final Pattern UNIT =
            Pattern.compile("(?iu)\\s(?:tỉnh|thành phố|huyện|quận|thị xã|thị trấn|xã|phường|đặc khu)$");

    private Committees() {}

    /** Offers, for each value that lacks its place, that of the same body in the letterhead. */
    static void offer(Map<String, Reading> readings, List<PageView> pages) {
        for (Reading reading : readings.values()) {
            if (reading.doubts().contains("incomplete") && !pages.isEmpty()) {
                offer(reading, pages.get(0));
            }
        }
    }

    private static void offer(Reading reading, PageView page) {
        for (List<Token> tokens : page.heading().agencies()) {
            String right = Agencies.repair(Normaliser.clean(Row.join(tokens)));
            Matcher body = OF_PLACE.matcher(page.wording().capitalised(Agencies.sentenceCase(right)));
            if (body.matches() && body(body.group(1)).equals(body(reading.value()))) {
                reading.offer(UNIT.matcher(reading.value()).replaceFirst("") + " " + body.group(2));
            }
        }
    }

    /** A letter that tells the two bodies apart, however they are written. */
    private static String body(String name) {
        return Token.bare(name).substring(0, 1);
    }
}
