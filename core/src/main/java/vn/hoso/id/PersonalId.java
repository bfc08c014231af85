package vn.hoso.id;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The number of a person: the 12-digit personal identification number (số định danh cá nhân), or the 9-digit number of
 * an old identity card (chứng minh nhân dân).
 *
 * <p>The 12 digits are the place where the birth was registered (3), century and sex (1), the year of birth (2) and six
 * random digits. There is no check digit, so a number can be shown to be wrong but never to be right.
 *
 * @param value 12 or 9 digits
 */
public record PersonalId(String value) {
    private static final Pattern FORM = Pattern.compile("[0-9]{12}|[0-9]{9}");

    /** Sexes as a personal identification number tells them. */
    public enum Sex {
        /** Nam. */
        MALE,
        /** Nữ. */
        FEMALE
    }

    /** Checks the form and, for 12 digits, that the place exists. */
    public PersonalId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("a personal number has 12 digits, or 9 on an old card; got "
                    + value.length() + " characters of another form");
        }
        if (value.length() == 12 && !Provinces.isBirthPlaceCode(value.substring(0, 3))) {
            throw new IllegalArgumentException("no province or country has the code " + value.substring(0, 3));
        }
    }

    /**
     * Reads a number that may be written with blanks or dots.
     *
     * @param text such as {@code 038 078 568 522}
     * @return the number, or empty where the text is none
     */
    public static Optional<PersonalId> parse(String text) {
        String digits = text.replaceAll("[\\s.]", "");
        boolean form = FORM.matcher(digits).matches();
        boolean place = digits.length() != 12 || (form && Provinces.isBirthPlaceCode(digits.substring(0, 3)));
        return form && place ? Optional.of(new PersonalId(digits)) : Optional.empty();
    }

    /**
     * Whether this is the old 9-digit number, which tells nothing about its owner.
     *
     * @return true for 9 digits
     */
    public boolean isOld() {
        return value.length() == 9;
    }

    /**
     * The sex that the fourth digit tells.
     *
     * @return empty for an old number
     */
    public Optional<Sex> sex() {
        return isOld() ? Optional.empty() : Optional.of((value.charAt(3) - '0') % 2 == 0 ? Sex.MALE : Sex.FEMALE);
    }

    /**
     * The year of birth that the digits tell.
     *
     * @return empty for an old number
     */
    public Optional<Integer> birthYear() {
        if (isOld()) {
            return Optional.empty();
        }
        int century = 1900 + 100 * ((value.charAt(3) - '0') / 2);
        return Optional.of(century + Integer.parseInt(value.substring(4, 6)));
    }

    /**
     * Whether the number may belong to somebody born in a year.
     *
     * @param year the year of birth
     * @return true for an old number, which contradicts nothing
     */
    public boolean agreesWithBirthYear(int year) {
        return birthYear().map(mine -> mine == year).orElse(true);
    }

    /**
     * Whether the number may belong to somebody of a sex.
     *
     * @param sex the sex
     * @return true for an old number, which contradicts nothing
     */
    public boolean agreesWithSex(Sex sex) {
        return sex().map(mine -> mine == sex).orElse(true);
    }

    /** Never shows the number: it is personal data and must not slip into a log. */
    @Override
    public String toString() {
        return "PersonalId[" + value.length() + " digits]";
    }
}
