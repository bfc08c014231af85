package vn.hoso.pdf;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Numbers, strings and names as a PDF spells them (ISO 32000-1, 7.3). */
final class PdfSyntax {
    private PdfSyntax() {}

    /** A number with three digits after the point at most; enough for coordinates. */
    static String number(double value) {
        return number(value, 3);
    }

    static String number(double value, int digits) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("a PDF has no number for " + value);
        }
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_EVEN);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    /** Numbers with a space between them. */
    static String numbers(int digits, double... values) {
        StringBuilder text = new StringBuilder();
        for (double value : values) {
            text.append(text.isEmpty() ? "" : " ").append(number(value, digits));
        }
        return text.toString();
    }

    /** A text string: UTF-16BE with its mark, in hexadecimal digits. */
    static String text(String value) {
        return "<FEFF" + HexFormat.of().withUpperCase().formatHex(value.getBytes(StandardCharsets.UTF_16BE)) + ">";
    }

    static String bytes(byte[] value) {
        return "<" + HexFormat.of().withUpperCase().formatHex(value) + ">";
    }

    static String name(String value) {
        StringBuilder text = new StringBuilder("/");
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            int c = b & 0xff;
            if (c > 0x20 && c < 0x7f && "#/()<>[]{}%".indexOf(c) < 0) {
                text.append((char) c);
            } else {
                text.append('#').append(HexFormat.of().withUpperCase().toHexDigits(b));
            }
        }
        return text.toString();
    }
}
