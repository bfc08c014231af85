package vn.hoso.extract;

import vn.hoso.text.Vietnamese;
import vn.hoso.text.Word;

/**
 * A word, or a part of one, on the straightened page.
 *
 * @param text what it says, form dots left out
 * @param word the word as read
 * @param page its page
 * @param x0 left edge after straightening
 * @param y0 top edge
 * @param x1 right edge
 * @param y1 bottom edge
 * @param leader whether this is only a run of form dots, which fills a gap and says nothing
 */
record Token(String text, Word word, int page, double x0, double y0, double x1, double y1, boolean leader) {
    double height() {
        return y1 - y0;
    }

    double middle() {
        return (y0 + y1) / 2;
    }

    double centre() {
        return (x0 + x1) / 2;
    }

    /** Whether it was put right by the spelling of the rest of the file. */
    boolean respelt() {
        return !word.text().contains(text);
    }

    /** Whether this is a further part of the same printed word, so that no blank stands between them. */
    boolean continues(Token before) {
        return word.equals(before.word());
    }

    double confidence() {
        return word.confidence();
    }

    /** Letters and digits only, without case and marks. */
    String bare() {
        return bare(text);
    }

    static String bare(String text) {
        String folded = Vietnamese.fold(text);
        StringBuilder kept = new StringBuilder(folded.length());
        for (int i = 0; i < folded.length(); i++) {
            if (Character.isLetterOrDigit(folded.charAt(i))) {
                kept.append(folded.charAt(i));
            }
        }
        return kept.toString();
    }

    /** Whether its letters are capitals, with two letters at least. */
    boolean capitals() {
        int letters = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isLetter(c)) {
                letters++;
                if (!Character.isUpperCase(c)) {
                    return false;
                }
            }
        }
        return letters >= 2;
    }

    boolean startsUpper() {
        return !text.isEmpty() && Character.isUpperCase(text.charAt(0));
    }
}
