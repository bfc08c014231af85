package vn.hoso.pdf;

import java.text.Normalizer;

/**
 * How high a word stands above the line it is written on, and how deep it hangs below, in parts of the type size.
 *
 * <p>Rules of thumb for Latin letters with Vietnamese marks; they hold for the usual typefaces within a tenth or so. With
 * them the box of a word tells the size of the type and the place of its base line, whichever letters the word has.
 */
final class Letterforms {
    private static final double X_HEIGHT = 0.47;
    private static final double HEIGHT = 0.70;
    private static final double MARK = 0.20;
    private static final double SECOND_MARK = 0.10;
    private static final double DEPTH = 0.21;

    private final double ascent;
    private final double descent;
    private final int letters;

    private Letterforms(double ascent, double descent, int letters) {
        this.ascent = ascent;
        this.descent = descent;
        this.letters = letters;
    }

    static Letterforms of(String word) {
        String parts = Normalizer.normalize(word, Normalizer.Form.NFD);
        double ascent = 0;
        double descent = 0;
        int letters = 0;
        double top = 0;
        boolean marked = false;
        for (int i = 0; i < parts.length(); i++) {
            char c = parts.charAt(i);
            if (c == '\u0323') {
                descent = Math.max(descent, DEPTH);
            } else if (Character.getType(c) == Character.NON_SPACING_MARK) {
                if (c != '\u031b') {
                    top += marked ? SECOND_MARK : MARK;
                    marked = true;
                }
            } else {
                top = top(c);
                marked = false;
                descent = Math.max(descent, depth(c));
                letters += Character.isLetterOrDigit(c) ? 1 : 0;
            }
            ascent = Math.max(ascent, top);
        }
        return new Letterforms(ascent, descent, letters);
    }

    private static double top(char c) {
        if (Character.isUpperCase(c) || Character.isDigit(c) || "bdđfhiklj".indexOf(c) >= 0) {
            return HEIGHT;
        }
        if (c == 't') {
            return 0.6;
        }
        if (Character.isLowerCase(c)) {
            return X_HEIGHT;
        }
        return Character.isLetter(c) || "()[]{}/\\|\"'“”‘’!?%&#§".indexOf(c) >= 0 ? HEIGHT : 0;
    }

    private static double depth(char c) {
        if ("gjpqy()[]{}/\\|".indexOf(c) >= 0) {
            return DEPTH;
        }
        return ",;Q".indexOf(c) >= 0 ? DEPTH / 2 : 0;
    }

    /** Letters and digits: only they tell anything. */
    int letters() {
        return letters;
    }

    /** The height above the base line, in parts of the type size. */
    double ascent() {
        return ascent;
    }

    /** The depth below the base line, in parts of the type size. */
    double descent() {
        return descent;
    }
}
