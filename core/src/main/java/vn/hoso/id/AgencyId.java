package vn.hoso.id;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The identifier of an agency (mã định danh cơ quan, Quyết định 20/2020/QĐ-TTg): groups of capital letters and digits
 * separated by points, 35 characters at most.
 *
 * <p>Two orders are met in data: the present one puts the highest level first ({@code H56.14}), the older one last
 * ({@code 000.13.01.H26}).
 *
 * @param value such as {@code H56.14}
 */
public record AgencyId(String value) {
    private static final Pattern FORM = Pattern.compile("[0-9A-Z]+(\\.[0-9A-Z]+)*");
    private static final Pattern TOP = Pattern.compile("[A-Z][0-9]{2}");

    /** The longest identifier, in characters. */
    public static final int MAX_LENGTH = 35;

    /** Checks length and form. */
    public AgencyId {
        if (value.length() > MAX_LENGTH || !FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("an agency identifier looks like H56.14 and has at most " + MAX_LENGTH
                    + " characters, got " + value);
        }
    }

    /**
     * Reads an identifier, blanks around it left out.
     *
     * @param text the identifier as written
     * @return the identifier, or empty where the form is wrong
     */
    public static Optional<AgencyId> parse(String text) {
        String bare = text.strip();
        return bare.length() <= MAX_LENGTH && FORM.matcher(bare).matches()
                ? Optional.of(new AgencyId(bare))
                : Optional.empty();
    }

    /**
     * The ministry or province that the agency belongs to.
     *
     * @return the group of a letter and two digits, at either end; empty for firms and others
     */
    public Optional<String> top() {
        String first = value.substring(0, value.indexOf('.') < 0 ? value.length() : value.indexOf('.'));
        String last = value.substring(value.lastIndexOf('.') + 1);
        if (TOP.matcher(first).matches()) {
            return Optional.of(first);
        }
        return TOP.matcher(last).matches() ? Optional.of(last) : Optional.empty();
    }
}
