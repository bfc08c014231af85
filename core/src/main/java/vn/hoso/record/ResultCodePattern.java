package vn.hoso.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the code of a digitised result (mã kết quả số hóa; Thông tư 01/2023/TT-VPCP, article 10) is put together.
 *
 * <p>A pattern is plain text with parts in square brackets and a counter of {@code N}s at its end, such as {@code
 * [ownerId].[typeCode][.number].NN}. The parts are {@code ownerId}, {@code typeCode} and {@code number}. A part that is
 * not known is left empty, as the circular has it for an owner without a number; text inside the brackets before or
 * after the name of the part, as the point in {@code [.number]}, vanishes with it. The counter counts codes that are the same up to
 * it; {@code NN} has at least two digits and grows beyond 99.
 *
 * @param pattern the pattern
 */
public record ResultCodePattern(String pattern) {
    private static final Pattern FORM = Pattern.compile("((?:[^\\[\\]]|\\[[^\\[\\]]+\\])*?)(N{1,9})");
    private static final Pattern BRACKET = Pattern.compile("\\[([^\\[\\]]*?)(ownerId|typeCode|number)([^\\[\\]]*?)\\]");
    private static final Set<String> PARTS = Set.of("ownerId", "typeCode", "number");

    /** The pattern that is used where none is configured. */
    public static final ResultCodePattern DEFAULT = new ResultCodePattern("[ownerId].[typeCode][.number].NN");

    public ResultCodePattern {
        Matcher form = FORM.matcher(pattern);
        if (!form.matches()) {
            throw new IllegalArgumentException("a code pattern ends with its counter, such as NN, got " + pattern);
        }
        String rest = BRACKET.matcher(form.group(1)).replaceAll("");
        if (rest.indexOf('[') >= 0 || rest.indexOf(']') >= 0) {
            throw new IllegalArgumentException("the parts of a code pattern are "
                    + PARTS.stream().sorted().toList() + " in square brackets, got " + pattern);
        }
    }

    /**
     * The code without its counter.
     *
     * @param ownerId the number of the owner; empty where none is known
     * @param typeCode the code of the type in the national database, such as {@code KQ.G15.000034}
     * @param number number and symbol of the paper; empty where it has none
     * @return the beginning that all codes with the same counter share
     */
    public String prefix(String ownerId, String typeCode, String number) {
        Map<String, String> parts =
                Map.of("ownerId", clean(ownerId), "typeCode", clean(typeCode), "number", clean(number));
        Matcher bracket = BRACKET.matcher(fixed());
        return bracket.replaceAll(found -> {
            String value = parts.getOrDefault(found.group(2), "");
            return Matcher.quoteReplacement(value.isEmpty() ? "" : found.group(1) + value + found.group(3));
        });
    }

    /**
     * The least digits of the counter.
     *
     * @return 1 to 9
     */
    public int digits() {
        return pattern.length() - fixed().length();
    }

    /**
     * A whole code.
     *
     * @param prefix what {@link #prefix} gave
     * @param counter the counter, from 1
     * @param digits the least digits of the counter
     * @return the code
     */
    public static String code(String prefix, long counter, int digits) {
        return prefix + String.format(Locale.ROOT, "%0" + digits + "d", counter);
    }

    /**
     * Takes a code apart.
     *
     * @param code a code with a counter at its end
     * @return prefix and counter; the whole code and nothing where it does not end with a digit
     */
    public static List<String> split(String code) {
        int end = code.length();
        while (end > 0 && code.charAt(end - 1) >= '0' && code.charAt(end - 1) <= '9') {
            end--;
        }
        List<String> parts = new ArrayList<>();
        parts.add(code.substring(0, end));
        if (end < code.length()) {
            parts.add(code.substring(end));
        }
        return parts;
    }

    private String fixed() {
        int end = pattern.length();
        while (pattern.charAt(end - 1) == 'N') {
            end--;
        }
        return pattern.substring(0, end);
    }

    /** Blanks and control characters never belong in a code. */
    private static String clean(String part) {
        return part.codePoints()
                .filter(c -> !Character.isWhitespace(c) && !Character.isISOControl(c) && !Character.isSpaceChar(c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
