package vn.hoso.examples;

import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as people are shown them. */
final class Times {
    /** The zone of the desks. */
    static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");

    /** A day in that zone. */
    static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT).withZone(VIETNAM);

    /** A minute in that zone. */
    static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(VIETNAM);

    private Times() {}

    /** A span such as {@code 0:07}, {@code 12:30} or {@code 1:00:00}. */
    static String span(Duration span) {
        long seconds = Math.max(0, Math.round(span.toMillis() / 1000.0));
        String tail = two(seconds % 60);
        return seconds < 3600 ? seconds / 60 + ":" + tail : seconds / 3600 + ":" + two(seconds / 60 % 60) + ":" + tail;
    }

    private static String two(long number) {
        return (number < 10 ? "0" : "") + number;
    }
}
