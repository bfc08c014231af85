package vn.hoso.id;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The code of a dossier (mã hồ sơ): agency, day of reception as {@code YYMMDD}, ordinal of that day.
 *
 * @param value such as {@code H56.14-240823-0001}
 */
public record DossierCode(String value) {
    private static final Pattern FORM = Pattern.compile("(?<agency>(?:[0-9]{3}\\.[0-9]{2}\\.[0-9]{2}\\.)?[A-Z][0-9]{2}"
            + "(?:\\.[0-9]{1,3}){0,5})-(?<day>[0-9]{6})-(?<ordinal>[0-9]{4,6})");

    /** Checks the form and that the day exists. */
    public DossierCode {
        if (!isCode(value)) {
            throw new IllegalArgumentException("a dossier code looks like H56.14-240823-0001, got " + value);
        }
    }

    /**
     * Reads a code, blanks around it left out.
     *
     * @param text the code as written
     * @return the code, or empty where the form is wrong or the day does not exist
     */
    public static Optional<DossierCode> parse(String text) {
        String bare = text.strip();
        return isCode(bare) ? Optional.of(new DossierCode(bare)) : Optional.empty();
    }

    /**
     * The agency that received the dossier.
     *
     * @return its identifier
     */
    public AgencyId agency() {
        return new AgencyId(match(value).group("agency"));
    }

    /**
     * The day on which the dossier was received.
     *
     * @return the day, in this century
     */
    public LocalDate day() {
        return day(match(value).group("day"));
    }

    /**
     * Which dossier of that day it is.
     *
     * @return the ordinal
     */
    public int ordinal() {
        return Integer.parseInt(match(value).group("ordinal"));
    }

    private static boolean isCode(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return false;
        }
        try {
            day(matcher.group("day"));
            return true;
        } catch (DateTimeException noSuchDay) {
            return false;
        }
    }

    private static Matcher match(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalStateException("checked on construction");
        }
        return matcher;
    }

    private static LocalDate day(String digits) {
        return LocalDate.of(
                2000 + Integer.parseInt(digits.substring(0, 2)),
                Integer.parseInt(digits.substring(2, 4)),
                Integer.parseInt(digits.substring(4)));
    }
}
