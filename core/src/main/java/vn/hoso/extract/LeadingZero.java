package vn.hoso.extract;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Nghị định 30/2020: days below 10 and the months 1 and 2 are written with a zero in front, other months without. */
final class LeadingZero {
    private static final Pattern DATE = Pattern.compile("([0-9]{1,2})\\s+th\\S{0,3}g\\s+([0-9]{1,2})");

    private LeadingZero() {}

    /** Whether a date line keeps the rule; true where there is nothing to judge. */
    static boolean kept(String date) {
        Matcher matcher = DATE.matcher(vn.hoso.text.Vietnamese.fold(date));
        if (!matcher.find()) {
            return true;
        }
        boolean day = matcher.group(1).length() == 2;
        int month = Integer.parseInt(matcher.group(2));
        boolean zero = matcher.group(2).startsWith("0");
        return day && zero == month <= 2;
    }
}
