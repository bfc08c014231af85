package vn.hoso.reuse;

import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A period of reports: a month, a quarter, the first six or nine months of a year, or a year.
 *
 * @param text as it is written: {@code 2026-03}, {@code 2026-Q1}, {@code 2026-6M}, {@code 2026-9M}, {@code 2026}
 * @param from its first day
 * @param to its last day
 */
public record Period(String text, LocalDate from, LocalDate to) {
    private static final Pattern FORM =
            Pattern.compile("(\\d{4})(?:-(?:(0[1-9]|1[0-2])|Q([1-4])|([69])M))?", Pattern.CASE_INSENSITIVE);

    /**
     * Reads a period.
     *
     * @param text such as {@code 2026-Q1}
     * @return the period
     * @throws IllegalArgumentException if it is no period
     */
    public static Period parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "a period is 2026, 2026-03, 2026-Q1, 2026-6M or 2026-9M, got " + text.length() + " characters");
        }
        LocalDate year = LocalDate.of(Integer.parseInt(form.group(1)), 1, 1);
        int first = 0;
        int months = 12;
        if (form.group(2) != null) {
            first = Integer.parseInt(form.group(2)) - 1;
            months = 1;
        } else if (form.group(3) != null) {
            first = 3 * (Integer.parseInt(form.group(3)) - 1);
            months = 3;
        } else if (form.group(4) != null) {
            months = Integer.parseInt(form.group(4));
        }
        LocalDate from = year.plusMonths(first);
        return new Period(form.group(), from, from.plusMonths(months).minusDays(1));
    }

    /**
     * Whether a day lies within it.
     *
     * @param day the day
     * @return true from the first to the last day
     */
    public boolean contains(LocalDate day) {
        return !day.isBefore(from) && !day.isAfter(to);
    }
}
