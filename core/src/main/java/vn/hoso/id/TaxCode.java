package vn.hoso.id;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A tax code (mã số thuế), which is also the number of an enterprise (mã số doanh nghiệp): 10 digits of which the last
 * is a check digit, with {@code -} and 3 digits for a branch.
 *
 * @param value such as {@code 0100233488} or {@code 0314409058-002}
 */
public record TaxCode(String value) {
    private static final Pattern FORM = Pattern.compile("[0-9]{10}(-[0-9]{3})?");
    private static final int[] WEIGHTS = {31, 29, 23, 19, 17, 13, 7, 5, 3};

    /** Checks form and check digit. */
    public TaxCode {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("a tax code has 10 digits, a branch also - and 3 digits");
        }
        if (!checks(value)) {
            throw new IllegalArgumentException("the check digit of the tax code is wrong");
        }
    }

    /**
     * Reads a code that may be written with blanks, or as 13 digits without the hyphen.
     *
     * @param text such as {@code 0314409058 - 002}
     * @return the code, or empty where the form or the check digit is wrong
     */
    public static Optional<TaxCode> parse(String text) {
        String bare = text.replaceAll("\\s", "");
        String code = bare.matches("[0-9]{13}") ? bare.substring(0, 10) + "-" + bare.substring(10) : bare;
        return FORM.matcher(code).matches() && checks(code) ? Optional.of(new TaxCode(code)) : Optional.empty();
    }

    /**
     * Whether this is the code of a branch.
     *
     * @return true for 13 digits
     */
    public boolean isBranch() {
        return value.length() > 10;
    }

    private static boolean checks(String code) {
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += WEIGHTS[i] * (code.charAt(i) - '0');
        }
        return 10 - sum % 11 == code.charAt(9) - '0';
    }
}
