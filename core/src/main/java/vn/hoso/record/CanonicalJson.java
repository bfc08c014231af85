package vn.hoso.record;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes JSON in the one form that RFC 8785 (JSON Canonicalization Scheme) allows: keys sorted, no blanks, shortest
 * escapes. The same data always give the same bytes, here and in any other implementation, so they can be hashed and
 * signed.
 */
public final class CanonicalJson {
    private static final BigDecimal LEAST = new BigDecimal("0.000001");
    private static final BigDecimal MOST = new BigDecimal("1e21");

    private final StringBuilder out = new StringBuilder();

    private CanonicalJson() {}

    /**
     * Writes an object.
     *
     * @param object the members by name; values are strings, booleans, whole numbers, {@link BigDecimal}s, maps with
     *     strings as keys, and lists of all these
     * @return its canonical form in UTF-8
     * @throws IllegalArgumentException for a value of another kind, or a number that RFC 8785 writes with an exponent
     */
    public static byte[] bytes(Map<String, ?> object) {
        return text(object).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Writes an object.
     *
     * @param object the members by name, as for {@link #bytes}
     * @return its canonical form
     * @throws IllegalArgumentException as {@link #bytes} does
     */
    public static String text(Map<String, ?> object) {
        CanonicalJson json = new CanonicalJson();
        json.value(object);
        return json.out.toString();
    }

    private void value(Object value) {
        if (value instanceof String text) {
            string(text);
        } else if (value instanceof Boolean || value instanceof Integer || value instanceof Long) {
            out.append(value);
        } else if (value instanceof BigDecimal number) {
            number(number);
        } else if (value instanceof Map<?, ?> object) {
            object(object);
        } else if (value instanceof Iterable<?> list) {
            array(list);
        } else {
            throw new IllegalArgumentException(
                    "not a JSON value: " + value.getClass().getName());
        }
    }

    private void object(Map<?, ?> members) {
        TreeMap<String, Object> sorted = new TreeMap<>();
        members.forEach((name, member) -> sorted.put((String) name, member));
        out.append('{');
        String separator = "";
        for (Map.Entry<String, Object> member : sorted.entrySet()) {
            out.append(separator);
            string(member.getKey());
            out.append(':');
            value(member.getValue());
            separator = ",";
        }
        out.append('}');
    }

    private void array(Iterable<?> items) {
        out.append('[');
        String separator = "";
        for (Object item : items) {
            out.append(separator);
            value(item);
            separator = ",";
        }
        out.append(']');
    }

    private void number(BigDecimal number) {
        BigDecimal size = number.abs();
        if (size.signum() != 0 && (size.compareTo(LEAST) < 0 || size.compareTo(MOST) >= 0)) {
            throw new IllegalArgumentException("a number must be between 0.000001 and 1e21, got " + number);
        }
        out.append(size.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString());
    }

    private void string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                i = surrogate(text, i);
            } else {
                character(c);
            }
        }
        out.append('"');
    }

    /** Half a surrogate pair is no character; it becomes U+FFFD, as every decoder would have it. */
    private int surrogate(String text, int index) {
        if (Character.isHighSurrogate(text.charAt(index))
                && index + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(index + 1))) {
            out.append(text, index, index + 2);
            return index + 1;
        }
        out.append('\uFFFD');
        return index;
    }

    private void character(char c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\b' -> out.append("\\b");
            case '\t' -> out.append("\\t");
            case '\n' -> out.append("\\n");
            case '\f' -> out.append("\\f");
            case '\r' -> out.append("\\r");
            default -> {
                if (c < ' ') {
                    out.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 0xf, 16));
                } else {
                    out.append(c);
                }
            }
        }
    }
}
