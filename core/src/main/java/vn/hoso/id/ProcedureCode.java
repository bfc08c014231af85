package vn.hoso.id;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The code of an administrative procedure (mã thủ tục hành chính).
 *
 * @param value such as {@code 1.001193}
 */
public record ProcedureCode(String value) {
    private static final Pattern FORM =
            Pattern.compile("[1-9]\\.[0-9]{6}(\\.[0-9]{2})?(\\.[0-9]{3}\\.[0-9]{2}\\.[0-9]{2}\\.[A-Z][0-9]{2})?");

    /** Checks the form. */
    public ProcedureCode {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("a procedure code looks like 1.001193, got " + value);
        }
    }

    /**
     * Reads a code, blanks around it left out.
     *
     * @param text the code as written
     * @return the code, or empty where the form is wrong
     */
    public static Optional<ProcedureCode> parse(String text) {
        String bare = text.strip();
        return FORM.matcher(bare).matches() ? Optional.of(new ProcedureCode(bare)) : Optional.empty();
    }
}
