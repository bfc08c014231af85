package vn.hoso.search;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Cuts Vietnamese text into syllables and numbers, the same way for indexing, for queries and for highlighting.
 *
 * <p>A run of letters and digits is a token. A run with inner connectors, such as {@code 15/QĐ-UBND}, gives its parts
 * and, at the place of the first part, the whole. Numbers that can identify a person are replaced by their keyed hash.
 *
 * <p>Whatever changes what comes out of here needs a new {@link #VERSION}: an index remembers it.
 */
final class Syllables {
    /** The version of this analysis. */
    static final int VERSION = 1;

    private static final int LONGEST_WHOLE = 96;
    private static final int LONGEST_PART = 64;

    /** Three groups or four of three digits with single spaces: how a 9- or 12-digit number is often typed. */
    private static final Pattern SPACED_NUMBER =
            Pattern.compile("(?<![0-9])[0-9]{3}(?: [0-9]{3}){2,3}(?![0-9])(?! [0-9])");

    private Syllables() {}

    /**
     * A token.
     *
     * @param folded what it is found by: lower case, no accents, {@code đ} as {@code d}
     * @param exact lower case with accents, tone marks in the modern place; of a hidden number what is shown of it
     * @param start where it begins in the text
     * @param end where it ends
     * @param whole whether it covers the parts beside it; it stands at the position of the token before it
     */
    record Token(String folded, String exact, int start, int end, boolean whole) {
        boolean accented() {
            return !folded.equals(exact) && !hidden();
        }

        /** Whether it is a word and not a number. */
        boolean letters() {
            return !hidden() && !folded.isEmpty() && !digit(folded.charAt(0));
        }

        private boolean hidden() {
            return folded.startsWith(IdentifierGuard.MARK);
        }
    }

    /**
     * The tokens of a text.
     *
     * @param text NFC
     * @param guard hides identifying numbers
     * @return the tokens in order
     */
    static List<Token> of(String text, IdentifierGuard guard) {
        List<Token> tokens = new ArrayList<>(text.length() / 5 + 4);
        Matcher spaced = IdentifierGuard.manyDigits(text) ? SPACED_NUMBER.matcher(text) : null;
        int nextSpaced = next(spaced);
        int i = 0;
        while (i < text.length()) {
            if (spaced != null && i == nextSpaced) {
                String number = text.substring(spaced.start(), spaced.end()).replace(" ", "");
                tokens.add(new Token(
                        guard.term(number), IdentifierGuard.mask(number), spaced.start(), spaced.end(), false));
                i = spaced.end();
                nextSpaced = next(spaced);
            } else if (inWord(text.charAt(i))) {
                int end = chunkEnd(text, i);
                chunk(text, i, end, guard, tokens);
                i = end;
                while (nextSpaced < i) {
                    nextSpaced = next(spaced);
                }
            } else {
                i++;
            }
        }
        return tokens;
    }

    /** The tokens that are syllables, without those that stand for a number as a whole. */
    static List<Token> parts(List<Token> tokens) {
        return tokens.stream().filter(token -> !token.whole()).toList();
    }

    /** The tokens of each run between spaces. */
    static List<List<Token>> chunks(List<Token> tokens) {
        List<List<Token>> chunks = new ArrayList<>();
        int end = -1;
        for (Token token : tokens) {
            if (token.whole() || token.start() < end) {
                chunks.get(chunks.size() - 1).add(token);
            } else {
                chunks.add(new ArrayList<>(List.of(token)));
            }
            end = Math.max(end, token.end());
        }
        return chunks;
    }

    private static int next(@Nullable Matcher matcher) {
        return matcher != null && matcher.find() ? matcher.start() : Integer.MAX_VALUE;
    }

    private static void chunk(String text, int start, int end, IdentifierGuard guard, List<Token> tokens) {
        boolean first = true;
        int partStart = start;
        while (partStart < end) {
            int partEnd = partStart;
            while (partEnd < end && inWord(text.charAt(partEnd))) {
                partEnd++;
            }
            tokens.add(part(text, partStart, partEnd, guard));
            if (first && partEnd < end && end - start <= LONGEST_WHOLE) {
                String exact = guard.terms(exact(text.substring(start, end).replace('–', '-')));
                tokens.add(new Token(fold(exact), exact, start, end, true));
            }
            first = false;
            partStart = partEnd + 1;
        }
    }

    private static Token part(String text, int start, int end, IdentifierGuard guard) {
        String plain = exact(text.substring(start, Math.min(end, start + LONGEST_PART)));
        String exact = guard.terms(plain);
        return exact.startsWith(IdentifierGuard.MARK)
                ? new Token(exact, IdentifierGuard.mask(plain), start, end, false)
                : new Token(i(fold(exact)), exact, start, end, false);
    }

    private static int chunkEnd(String text, int start) {
        int i = start;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (inWord(c)) {
                i++;
            } else if (i > start && i + 1 < text.length() && connects(c, text.charAt(i - 1), text.charAt(i + 1))) {
                i++;
            } else {
                break;
            }
        }
        return i;
    }

    private static boolean connects(char c, char before, char after) {
        if (!inWord(before) || !inWord(after)) {
            return false;
        }
        return switch (c) {
            case '/', '-', '–', '.', '_', '&', '@', ':' -> true;
            case ',' -> digit(before) && digit(after);
            default -> false;
        };
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean inWord(char c) {
        if (c < 128) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || digit(c);
        }
        return c == IdentifierGuard.DOT
                || Character.isLetterOrDigit(c)
                || Character.isSurrogate(c)
                || Character.getType(c) == Character.NON_SPACING_MARK;
    }

    /** Lower case, tone marks in the modern place: {@code HOÀ} gives {@code hòa}. */
    static String exact(String text) {
        return tones(text.toLowerCase(Locale.ROOT));
    }

    /** Without accents: {@code đặng} gives {@code dang}. */
    static String fold(String lower) {
        int i = 0;
        while (i < lower.length() && lower.charAt(i) < 128) {
            i++;
        }
        if (i == lower.length()) {
            return lower;
        }
        StringBuilder folded = new StringBuilder(lower.length());
        for (i = 0; i < lower.length(); i++) {
            char c = lower.charAt(i);
            char base = c < Folding.BASE.length ? Folding.BASE[c] : c;
            if (base != 0 && (c < Folding.BASE.length || Character.getType(c) != Character.NON_SPACING_MARK)) {
                folded.append(base);
            }
        }
        return folded.toString();
    }

    /** One spelling for {@code kỹ} and {@code kĩ}, {@code Quý} and {@code Quí}; given a folded syllable. */
    private static String i(String folded) {
        int n = folded.length();
        if (n < 2 || n > 3 || folded.charAt(n - 1) != 'y') {
            return folded;
        }
        boolean same = n == 2 ? "hklmst".indexOf(folded.charAt(0)) >= 0 : folded.startsWith("qu");
        return same ? folded.substring(0, n - 1) + 'i' : folded;
    }

    /** Moves the tone mark of a final {@code oa, oe, uy} from the second vowel to the first. */
    private static String tones(String lower) {
        StringBuilder moved = null;
        for (int i = 1; i < lower.length(); i++) {
            char second = lower.charAt(i);
            if (second < 128 || (i + 1 < lower.length() && Character.isLetter(lower.charAt(i + 1)))) {
                continue;
            }
            char first = lower.charAt(i - 1);
            int tone;
            String vowels;
            String seconds;
            if (first == 'o' && (tone = "àáảãạ".indexOf(second)) >= 0) {
                vowels = "òóỏõọ";
                seconds = "a";
            } else if (first == 'o' && (tone = "èéẻẽẹ".indexOf(second)) >= 0) {
                vowels = "òóỏõọ";
                seconds = "e";
            } else if (first == 'u'
                    && (tone = "ỳýỷỹỵ".indexOf(second)) >= 0
                    && !(i > 1 && lower.charAt(i - 2) == 'q')) {
                vowels = "ùúủũụ";
                seconds = "y";
            } else {
                continue;
            }
            if (moved == null) {
                moved = new StringBuilder(lower);
            }
            moved.setCharAt(i - 1, vowels.charAt(tone));
            moved.setCharAt(i, seconds.charAt(0));
        }
        return moved == null ? lower : moved.toString();
    }

    /** The letters of Latin without their marks. */
    private static final class Folding {
        static final char[] BASE = new char[0x1F00];

        static {
            for (char c = 0; c < BASE.length; c++) {
                BASE[c] = c;
                if (c >= 0x300 && c < 0x370) {
                    BASE[c] = 0;
                } else if ((c >= 0xC0 && c < 0x250) || c >= 0x1E00) {
                    char base = Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFD)
                            .charAt(0);
                    BASE[c] = base == 'đ' ? 'd' : base;
                }
            }
        }
    }
}
