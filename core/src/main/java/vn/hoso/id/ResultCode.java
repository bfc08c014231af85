package vn.hoso.id;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The code of a kind of result of procedures (mã loại kết quả).
 *
 * @param value such as {@code KQ.G15.000031}
 */
public record ResultCode(String value) {
    private static final Pattern FORM = Pattern.compile("KQ\\.[A-Z][0-9]{2}\\.[0-9]{6}");

    /** Checks the form. */
    public ResultCode {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("a result code looks like KQ.G15.000031, got " + value);
        }
    }

    /**
     * Reads a code, blanks around it left out.
     *
     * @param text the code as written
     * @return the code, or empty where the form is wrong
     */
    public static Optional<ResultCode> parse(String text) {
        String bare = text.strip();
        return FORM.matcher(bare).matches() ? Optional.of(new ResultCode(bare)) : Optional.empty();
    }
}
