package vn.hoso.search;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keeps numbers that can identify a person out of the index: a run of 9 digits (old identity card) or of 12 or more
 * (personal number, machine-readable zone) stands in it as a keyed hash, and in stored text behind dots.
 *
 * <p>Without the key the hashes can't be tried out: all 12-digit numbers would otherwise be hashed in minutes.
 */
final class IdentifierGuard {
    /** Begins the term of a hidden number. */
    static final String MARK = "#";

    /** Stands for a digit in stored text. */
    static final char DOT = '•';

    private static final Pattern NUMBER = Pattern.compile("[0-9]{12,}|(?<![0-9])[0-9]{9}(?![0-9])");
    private static final Pattern SPACED = Pattern.compile("(?<![0-9])[0-9]{3}(?: [0-9]{3}){2,3}(?![0-9])(?! [0-9])");
    private static final int SHOWN = 3;

    private final SecretKeySpec key;
    private final ThreadLocal<Hasher> hashers;

    IdentifierGuard(byte[] secret) {
        key = new SecretKeySpec(secret, "HmacSHA256");
        hashers = ThreadLocal.withInitial(() -> new Hasher(key));
    }

    /** The term of a number: the same for the same number, of no use without the key. */
    String term(String number) {
        return hashers.get().term(number);
    }

    /** The text with each identifying number replaced by its term; the same object where there is none. */
    String terms(String text) {
        if (!manyDigits(text)) {
            return text;
        }
        Matcher number = NUMBER.matcher(text);
        if (!number.find()) {
            return text;
        }
        StringBuilder hidden = new StringBuilder(text.length() + 16);
        do {
            number.appendReplacement(hidden, Matcher.quoteReplacement(term(number.group())));
        } while (number.find());
        return number.appendTail(hidden).toString();
    }

    /** Whether there is an identifying number in a text. */
    static boolean hides(String text) {
        return manyDigits(text) && NUMBER.matcher(text).find();
    }

    /** The text with all but the last three digits of each identifying number as dots; of the same length. */
    static String mask(String text) {
        if (!manyDigits(text)) {
            return text;
        }
        return mask(mask(text, NUMBER), SPACED);
    }

    private static String mask(String text, Pattern pattern) {
        Matcher number = pattern.matcher(text);
        if (!number.find()) {
            return text;
        }
        StringBuilder masked = new StringBuilder(text);
        do {
            for (int i = number.start(); i < number.end() - SHOWN; i++) {
                if (masked.charAt(i) != ' ') {
                    masked.setCharAt(i, DOT);
                }
            }
        } while (number.find());
        return masked.toString();
    }

    /** Whether there are digits enough for an identifying number. */
    static boolean manyDigits(String text) {
        int digits = 0;
        for (int i = 0; i < text.length() && digits < 9; i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits++;
            }
        }
        return digits == 9;
    }

    /** Tells apart two keys without giving either away. */
    String fingerprint() {
        return term("fingerprint of the key").substring(1, 12);
    }

    /** Hashes for one thread; a number stands in a paper at several places, so that the last one is remembered. */
    private static final class Hasher {
        private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
        private static final int BYTES = 15;

        private final Mac mac;
        private String number = "";
        private String term;

        Hasher(SecretKeySpec key) {
            try {
                mac = Mac.getInstance("HmacSHA256");
                mac.init(key);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every JDK has HmacSHA256", e);
            }
            term = hash(number);
        }

        String term(String asked) {
            if (!asked.equals(number)) {
                term = hash(asked);
                number = asked;
            }
            return term;
        }

        private String hash(String text) {
            byte[] hash = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
            return MARK + ENCODER.encodeToString(Arrays.copyOf(hash, BYTES));
        }
    }
}
