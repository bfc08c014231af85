package vn.hoso.id;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The code of a paper that a procedure requires (mã thành phần hồ sơ).
 *
 * @param value such as {@code 000.00.00.G15-KQ004389}
 */
public record ComponentCode(String value) {
    private static final Pattern FORM =
            Pattern.compile("[0-9]{3}\\.[0-9]{2}\\.[0-9]{2}\\.[A-Z][0-9]{2}-[A-Z]{2}[0-9]{4,6}");

    /** Checks the form. */
    public ComponentCode {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("a component code looks like 000.00.00.G15-KQ004389, got " + value);
        }
    }

    /**
     * Reads a code, blanks around it left out.
     *
     * @param text the code as written
     * @return the code, or empty where the form is wrong
     */
    public static Optional<ComponentCode> parse(String text) {
        String bare = text.strip();
        return FORM.matcher(bare).matches() ? Optional.of(new ComponentCode(bare)) : Optional.empty();
    }
}
