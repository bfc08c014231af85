package vn.hoso.extract;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vn.hoso.text.Vietnamese;

/** Whole and decimal numbers, sums of money, and the same in words. */
final class Numbers {
    private static final Pattern DECIMAL =
            Pattern.compile("[+\\-−]?\\s?(?<![mM0-9])([0-9]{1,3}(?:\\.[0-9]{3})+|[0-9]+)(?:\\s?[,.]\\s?([0-9]{1,3}))?");

    private static final Pattern GROUPED = Pattern.compile("[0-9]{1,3}(?:\\s?[.,]\\s?[0-9]{3})+|[0-9]{4,}|[0-9]+");

    private Numbers() {}

    record Found(String value, int from, int to) {}

    /** A decimal number as printed in Vietnamese, with comma; at least one digit after the point is given back. */
    static Optional<Found> decimal(String text) {
        Matcher matcher = DECIMAL.matcher(text);
        if (!matcher.find()) {
            return Optional.empty();
        }
        String whole = matcher.group(1).replace(".", "");
        String fraction = matcher.group(2);
        boolean negative = matcher.group().startsWith("-") || matcher.group().startsWith("−");
        BigDecimal number = new BigDecimal((negative ? "-" : "") + whole + "." + (fraction == null ? "0" : fraction));
        BigDecimal shortest = number.stripTrailingZeros();
        String value = (shortest.scale() < 1 ? shortest.setScale(1) : shortest).toPlainString();
        return Optional.of(new Found(value, matcher.start(), matcher.end()));
    }

    /** A sum or another large whole number with dots between thousands. */
    static Optional<Found> grouped(String text) {
        Matcher matcher = GROUPED.matcher(text);
        Found best = null;
        while (matcher.find()) {
            String digits = matcher.group().replaceAll("[^0-9]", "");
            if (best == null || digits.length() > best.value().length()) {
                best = new Found(digits, matcher.start(), matcher.end());
            }
        }
        return best == null || best.value().length() > 18
                ? Optional.empty()
                : Optional.of(new Found(Long.toString(Long.parseLong(best.value())), best.from(), best.to()));
    }

    /** A whole number in words, such as {@code Hai tỷ bốn trăm triệu đồng}; empty where a word is not understood. */
    static Optional<Long> fromWords(String text) {
        String[] words = Vietnamese.fold(text)
                .replaceAll("(?:met vuong|dong|chan|m2|viet nam).*$", "")
                .split("[^a-z0-9]+", -1);
        long total = 0;
        int from = 0;
        for (int i = 0; i <= words.length; i++) {
            String word = i < words.length ? words[i] : "";
            long scale =
                    word.equals("ty") || word.equals("ti") ? 1_000_000_000L : word.equals("trieu") ? 1_000_000L : 0;
            if (scale > 0 || i == words.length) {
                int part = Dates.number(words, from + (from < i && words[from].isEmpty() ? 1 : 0), i);
                if (part < 0) {
                    return Optional.empty();
                }
                total += part * Math.max(1, scale);
                from = i + 1;
            }
        }
        return total == 0 ? Optional.empty() : Optional.of(total);
    }

    /** Whether a decimal number and words such as {@code sáu trăm bốn mươi mốt phẩy không mét vuông} agree. */
    static Optional<Boolean> agree(String decimal, String words) {
        String folded = Vietnamese.fold(words).replaceAll("met vuong.*$", "").strip();
        String[] parts = folded.split("\\s+phay\\s+", -1);
        Optional<Long> whole = fromWords(parts[0]);
        if (whole.isEmpty()) {
            return Optional.empty();
        }
        BigDecimal number = new BigDecimal(decimal);
        boolean same = number.longValue() == whole.get();
        if (parts.length > 1) {
            String[] fraction = parts[1].split("[^a-z]+", -1);
            int value = Dates.number(fraction, 0, fraction.length);
            String digits =
                    number.remainder(BigDecimal.ONE).abs().toPlainString().replaceFirst("^0\\.?", "");
            int printed = digits.isEmpty() ? 0 : Integer.parseInt(digits);
            same &= value < 0 || value == printed || value * 10 == printed;
        }
        return Optional.of(same);
    }
}
