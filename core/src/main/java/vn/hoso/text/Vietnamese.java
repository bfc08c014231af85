package vn.hoso.text;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Pure functions on Vietnamese text.
 *
 * <p>All of them take any Unicode text and give NFC.
 */
public final class Vietnamese {

    /** The pairs of vowels where the tone mark may stand on either letter, in the order newer form, older form. */
    private static final Map<String, String> TONES = Map.ofEntries(
            Map.entry("oà", "òa"),
            Map.entry("oá", "óa"),
            Map.entry("oả", "ỏa"),
            Map.entry("oã", "õa"),
            Map.entry("oạ", "ọa"),
            Map.entry("oè", "òe"),
            Map.entry("oé", "óe"),
            Map.entry("oẻ", "ỏe"),
            Map.entry("oẽ", "õe"),
            Map.entry("oẹ", "ọe"),
            Map.entry("uỳ", "ùy"),
            Map.entry("uý", "úy"),
            Map.entry("uỷ", "ủy"),
            Map.entry("uỹ", "ũy"),
            Map.entry("uỵ", "ụy"));

    private static final Pattern MOVABLE_TONE = Pattern.compile(
            "(?<!q)(oà|oá|oả|oã|oạ|oè|oé|oẻ|oẽ|oẹ|uỳ|uý|uỷ|uỹ|uỵ)(?!\\p{L})",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final Pattern SYLLABLE = Pattern.compile("(?:ngh|ng|gh|gi|kh|nh|ph|qu|th|tr|ch|[bcdđghklmnpqrstvx])?"
            + "(?:uyê|iêu|yêu|uôi|ươi|ươu|oai|oay|oeo|uây|uya|uyu|oao"
            + "|iê|yê|uô|ươ|oa|oă|oe|uâ|uê|uơ|uy|ai|ao|au|ay|âu|ây|eo|êu|ia|iu|oi|ôi|ơi|ua|ui|ưa|ưi|ưu"
            + "|a|ă|â|e|ê|i|o|ô|ơ|oo|u|ư|y)"
            + "(?:ch|nh|ng|c|m|n|p|t)?");

    private static final Pattern VOWEL = Pattern.compile("[aeiouy]");

    /** The letter of one sign that each Latin letter folds to; 0 for what takes the long way. */
    private static final char[] FOLDED = folded();

    private Vietnamese() {}

    private static char[] folded() {
        char[] letters = new char[0x1F00];
        fold(letters, 0, 0x1B1);
        fold(letters, 0x1EA0, letters.length);
        return letters;
    }

    private static void fold(char[] letters, int from, int to) {
        for (int c = from; c < to; c++) {
            String bare = decomposed(Character.toString(c));
            letters[c] = bare.length() == 1 ? bare.charAt(0) : 0;
        }
    }

    /**
     * The text without case and without marks: {@code Đồng Nai} gives {@code dong nai}.
     *
     * <p>Characters other than letters stay as they are.
     *
     * @param text any text
     * @return lower case, marks stripped, {@code đ} as {@code d}
     */
    public static String fold(String text) {
        char[] letters = new char[text.length()];
        for (int i = 0; i < letters.length; i++) {
            char c = text.charAt(i);
            letters[i] = c < FOLDED.length ? FOLDED[c] : 0;
            if (letters[i] == 0) {
                return decomposed(text);
            }
        }
        return new String(letters);
    }

    /** What {@link #fold} gives, for any text: letters taken apart and their marks left out. */
    private static String decomposed(String text) {
        String parts = Normalizer.normalize(text, Normalizer.Form.NFD);
        StringBuilder bare = new StringBuilder(parts.length());
        parts.codePoints().filter(part -> !isMark(part)).forEach(bare::appendCodePoint);
        return bare.toString().toLowerCase(Locale.ROOT).replace('đ', 'd');
    }

    private static boolean isMark(int character) {
        if (character < 0x300) {
            return false;
        }
        int kind = Character.getType(character);
        return kind == Character.NON_SPACING_MARK
                || kind == Character.COMBINING_SPACING_MARK
                || kind == Character.ENCLOSING_MARK;
    }

    /**
     * The text with every tone mark where the older orthography puts it: {@code hoà, uỷ} give {@code hòa, ủy}.
     *
     * <p>Both places are right; comparing two texts needs one of them. {@code quý} and {@code hoàn} are left alone,
     * because there is no choice in them.
     *
     * @param text any text
     * @return the text in NFC with the tone marks moved
     */
    public static String normaliseTonePlacement(String text) {
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        Matcher pair = MOVABLE_TONE.matcher(composed);
        StringBuilder moved = new StringBuilder(composed.length());
        while (pair.find()) {
            pair.appendReplacement(moved, moveTone(pair.group()));
        }
        return pair.appendTail(moved).toString();
    }

    private static String moveTone(String pair) {
        String older = TONES.getOrDefault(pair.toLowerCase(Locale.ROOT), pair);
        String first = older.substring(0, 1);
        String second = older.substring(1);
        return (Character.isUpperCase(pair.charAt(0)) ? first.toUpperCase(Locale.ROOT) : first)
                + (Character.isUpperCase(pair.charAt(1)) ? second.toUpperCase(Locale.ROOT) : second);
    }

    /**
     * Whether a word is built like a Vietnamese syllable: onset, vowels, coda, one tone at most.
     *
     * @param word letters only, any case
     * @return false for words such as {@code Hgọc} or {@code Bank}
     */
    public static boolean isSyllable(String word) {
        String lower = Normalizer.normalize(word, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        StringBuilder toneless = new StringBuilder(lower.length());
        int tones = 0;
        for (char c : Normalizer.normalize(lower, Normalizer.Form.NFD).toCharArray()) {
            if (c == '\u0300' || c == '\u0301' || c == '\u0303' || c == '\u0309' || c == '\u0323') {
                tones++;
            } else {
                toneless.append(c);
            }
        }
        return tones <= 1
                && SYLLABLE.matcher(Normalizer.normalize(toneless, Normalizer.Form.NFC))
                        .matches();
    }

    /**
     * Whether two words beside each other are one syllable that was torn apart, as poor text layers have them: {@code T
     * Ờ}, {@code Ủ y}, {@code ngh ị}, {@code việ t}.
     *
     * <p>One of the two must be unusual alone: consonants without a vowel, or a single vowel before others. Names such as
     * {@code Y Blô} and {@code A Lưới} and letters that number things are left alone.
     *
     * @param first a word
     * @param second the word after it
     * @return true only where both are letters in one case, a capital before small ones included
     */
    public static boolean isTorn(String first, String second) {
        if (first.isEmpty() || second.isEmpty() || !isSyllable(first + second)) {
            return false;
        }
        boolean small = second.equals(second.toLowerCase(Locale.ROOT));
        boolean capitals =
                second.equals(second.toUpperCase(Locale.ROOT)) && first.equals(first.toUpperCase(Locale.ROOT));
        boolean onset = !VOWEL.matcher(fold(first)).find() && (small || capitals);
        boolean coda = !VOWEL.matcher(fold(second)).find() && small;
        boolean vowels = VOWEL.matcher(fold(first)).matches()
                && VOWEL.matcher(fold(second)).lookingAt();
        return onset || coda || (vowels && (small || capitals));
    }

    /**
     * A personal or place name in normal case: {@code NGUYỄN VĂN AN} gives {@code Nguyễn Văn An}.
     *
     * @param name the name in any case
     * @return each word with a capital first letter, single spaces, NFC
     */
    public static String nameCase(String name) {
        StringBuilder out = new StringBuilder(name.length());
        boolean start = true;
        for (char c : Normalizer.normalize(name.strip(), Normalizer.Form.NFC)
                .replaceAll("\\s+", " ")
                .toCharArray()) {
            out.append(start ? Character.toUpperCase(c) : Character.toLowerCase(c));
            start = !Character.isLetter(c) && c != '\'' && c != '’';
        }
        return out.toString();
    }
}
