package vn.hoso.extract;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vn.hoso.text.Vietnamese;

/** Dates in digits, in digits with {@code ngày … tháng … năm …}, and in words. */
final class Dates {
    private static final String DAY = "([0-3OoQIlZS]?[0-9OoQIlZSB])";
    private static final String YEAR = "([12][0-9OoQIlZSB]{3})";
    /** Over folded text, which has the same length as the original. */
    private static final Pattern SLASHED = Pattern.compile(
            "(?<![0-9/])" + DAY + "\\s?[/.\\-il|]\\s?" + DAY + "\\s?[/.\\-il|]\\s?" + YEAR + "(?![0-9])");

    /** The separators were lost. */
    private static final Pattern RUN = Pattern.compile("(?<![0-9])([0-3][0-9])([01][0-9])([12][0-9]{3})(?![0-9])");

    private static final Pattern WORDED = Pattern.compile("(?:n\\S{0,2}[ag]\\S{0,2}y[:;,.]?\\s*)?(?<![0-9])" + DAY
            + "[\\s.,…]*th\\S{0,3}g[\\s.,…]*" + DAY + "[\\s.,…]*n[aá-ỹ]m[\\s.,…]*" + YEAR + "(?![0-9])");

    private static final Map<Character, Character> DIGITS =
            Map.of('o', '0', 'q', '0', 'i', '1', 'l', '1', 'z', '2', 's', '5', 'b', '8');

    private static final List<String> UNITS =
            List.of("khong", "mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin");

    private Dates() {}

    /**
     * A date found in a text.
     *
     * @param day the day
     * @param from index of its first character
     * @param to index after its last
     * @param repaired whether letters had to be read as digits
     * @param worded whether it has the words ngày, tháng, năm
     */
    record Found(LocalDate day, int from, int to, boolean repaired, boolean worded) {}

    /** The first date in a text. */
    static Optional<Found> find(String text) {
        String bare = Vietnamese.fold(text);
        String folded = bare.length() == text.length() ? bare : text.toLowerCase(java.util.Locale.ROOT);
        Optional<Found> slashed = first(SLASHED.matcher(folded), false);
        Optional<Found> worded = first(WORDED.matcher(folded), true);
        if (slashed.isPresent() && worded.isPresent()) {
            return slashed.get().from() < worded.get().from() ? slashed : worded;
        }
        return slashed.or(() -> worded).or(() -> first(RUN.matcher(folded), false));
    }

    private static Optional<Found> first(Matcher matcher, boolean worded) {
        while (matcher.find()) {
            try {
                String d = digits(matcher.group(1));
                String m = digits(matcher.group(2));
                String y = digits(matcher.group(3));
                LocalDate day = LocalDate.of(Integer.parseInt(y), Integer.parseInt(m), Integer.parseInt(d));
                boolean plain =
                        matcher.group().matches("[^il|]*") && !matcher.group().matches("[0-9]{8}");
                boolean repaired = (!worded && !plain)
                        || !(d + m + y).equals(matcher.group(1) + matcher.group(2) + matcher.group(3));
                return Optional.of(new Found(day, matcher.start(), matcher.end(), repaired, worded));
            } catch (DateTimeException | NumberFormatException noSuchDay) {
                // look on
            }
        }
        return Optional.empty();
    }

    /** Digits with letters that look like them put right. */
    static String digits(String text) {
        StringBuilder digits = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            digits.append(DIGITS.getOrDefault(Character.toLowerCase(c), c));
        }
        return digits.toString();
    }

    /** The day that a text in words names, such as {@code Ngày ba tháng chín năm hai nghìn không trăm mười chín}. */
    static Optional<LocalDate> fromWords(String text) {
        String[] words = Token.bare(text.replaceAll("[^\\p{L}\\p{N}]+", "_")).isEmpty()
                ? new String[0]
                : Vietnamese.fold(text).split("[^a-z0-9]+", -1);
        int month = indexOf(words, "thang", 0);
        int year = indexOf(words, "nam", month + 1);
        // "tháng năm năm ..." has the number five before the word year
        if (month >= 0 && year == month + 1 && indexOf(words, "nam", year + 1) >= 0) {
            year = indexOf(words, "nam", year + 1);
        }
        if (month < 0 || year < 0) {
            return Optional.empty();
        }
        int start = indexOf(words, "ngay", 0) + 1;
        try {
            return Optional.of(LocalDate.of(
                    number(words, year + 1, words.length),
                    monthNumber(words, month + 1, year),
                    number(words, start, month)));
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }

    private static int indexOf(String[] words, String word, int from) {
        for (int i = Math.max(0, from); i < words.length; i++) {
            if (words[i].equals(word)) {
                return i;
            }
        }
        return -1;
    }

    private static int monthNumber(String[] words, int from, int to) {
        String only = to - from == 1 ? words[from] : "";
        return only.equals("gieng") ? 1 : only.equals("tu") ? 4 : number(words, from, to);
    }

    /** A number below ten thousand in words; -1 where a word is no part of one. */
    static int number(String[] words, int from, int to) {
        int total = 0;
        int pending = 0;
        boolean tens = false;
        for (int i = from; i < to; i++) {
            String word = words[i];
            int unit = UNITS.indexOf(word);
            if (word.isEmpty()
                    || word.equals("mung")
                    || word.equals("mong")
                    || word.equals("linh")
                    || word.equals("le")) {
                // says nothing
                unit = -1;
            } else if (word.equals("muoi")) {
                pending = pending == 0 ? 10 : pending * 10;
                tens = true;
            } else if (word.equals("tram")) {
                total += pending * 100;
                pending = 0;
                tens = false;
            } else if (word.equals("nghin") || word.equals("ngan")) {
                total += pending * 1000;
                pending = 0;
                tens = false;
            } else if (word.equals("lam") || word.equals("nham")) {
                pending += 5;
            } else if (word.equals("tu")) {
                pending += 4;
            } else if (word.equals("dau")) {
                return -1;
            } else if (unit >= 0) {
                pending = tens ? pending + unit : pending == 0 ? unit : pending * 10 + unit;
            } else if (word.matches("[0-9]+")) {
                pending += Integer.parseInt(word);
            } else {
                return -1;
            }
        }
        return total + pending;
    }
}
