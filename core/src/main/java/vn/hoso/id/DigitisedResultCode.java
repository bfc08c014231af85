package vn.hoso.id;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The code under which a digitised paper is kept (mã kết quả số hóa, Thông tư 01/2023/TT-VPCP, article 10).
 *
 * <p>Its parts are the number of the owner, which is empty where the owner has none, the code of the kind of paper, the
 * number and symbol of a result, and a counter of two digits: {@code 001093012345.KQ.G15.000034.123/2024.01}.
 *
 * @param owner the number of the owner, empty where there is none
 * @param type a result code, or a procedure code and a component code
 * @param number the number and symbol of a result, or null
 * @param counter which code with the same beginning it is, from 1
 */
public record DigitisedResultCode(
        String owner, String type, @Nullable String number, int counter) {
    private static final Pattern FORM = Pattern.compile("(?<owner>[0-9A-Z.-]{0,35}?)\\."
            + "(?<type>KQ\\.[A-Z][0-9]{2}\\.[0-9]{6}"
            + "|[1-9]\\.[0-9]{6}(?:\\.[0-9]{3}\\.[0-9]{2}\\.[0-9]{2}\\.[A-Z][0-9]{2})?"
            + "\\.[0-9]{3}\\.[0-9]{2}\\.[0-9]{2}\\.[A-Z][0-9]{2}-[A-Z]{2}[0-9]{4,6})"
            + "(?:\\.(?<number>.+?))?\\.(?<counter>[0-9]{2})");

    /** Checks the counter. */
    public DigitisedResultCode {
        if (counter < 1 || counter > 99) {
            throw new IllegalArgumentException("the counter must be between 1 and 99, got " + counter);
        }
    }

    /**
     * Reads a code.
     *
     * @param text the code as written
     * @return its parts, or empty where the form is wrong
     */
    public static Optional<DigitisedResultCode> parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches() || matcher.group("counter").equals("00")) {
            return Optional.empty();
        }
        return Optional.of(new DigitisedResultCode(
                matcher.group("owner"),
                matcher.group("type"),
                matcher.group("number"),
                Integer.parseInt(matcher.group("counter"))));
    }

    /** The code as it is written. */
    @Override
    public String toString() {
        return owner + "." + type + (number == null ? "" : "." + number) + (counter < 10 ? ".0" : ".") + counter;
    }
}
