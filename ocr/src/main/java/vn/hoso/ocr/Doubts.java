package vn.hoso.ocr;

import java.util.List;
import vn.hoso.text.PageText;
import vn.hoso.text.Word;

/** Tells from what was read on a page whether it is worth reading in another way, and which way went best. */
final class Doubts {
    /** A word below this confidence is not to be trusted. */
    private static final double WEAK = 60;

    /** More than this share of the letters in weak words makes a page doubtful. */
    private static final double WEAK_SHARE = 0.12;

    /** Fewer letters read for each piece of ink that might be one makes a page doubtful. */
    private static final double LEAST_READ = 0.3;

    /** The ink of a letter, in squares of the height of small letters. */
    private static final double INK_OF_A_LETTER = 0.4;

    /** So few pieces of ink may be stains. */
    private static final int STAINS = 60;

    /** With so few letters a share says nothing. */
    private static final int FEW = 20;

    private Doubts() {}

    /**
     * Whether too much of what was read is in doubt, or much that looks like letters was not read.
     *
     * @param ink the pieces of ink that the engine was given
     * @param letter how high small letters are
     */
    static boolean about(PageText page, Ink ink, double letter) {
        double all = letters(page);
        double weak = 0;
        for (Word word : words(page)) {
            weak += word.confidence() < WEAK ? word.text().length() : 0;
        }
        int letterLike = ink.letterLike(letter);
        return (letterLike > STAINS && all < letterLike * LEAST_READ) || (all > FEW && weak > all * WEAK_SHARE);
    }

    /** Whether there is far more ink than the letters that were read are made of: pictures, or strokes over the text. */
    static boolean overlaid(PageText text, Prepared page) {
        Ink ink = page.ink();
        double letter = page.lettersOfInk();
        double squares = ink.share() * ink.width * ink.height / (letter * letter);
        return squares > STAINS && squares > letters(text) * INK_OF_A_LETTER * 3;
    }

    private static int letters(PageText page) {
        return words(page).stream().mapToInt(word -> word.text().length()).sum();
    }

    /** How much was read, and how surely: letters weighted by the square of their confidence. */
    static double worth(PageText page) {
        double worth = 0;
        for (Word word : words(page)) {
            double sure = word.confidence() / 100;
            worth += word.text().length() * sure * sure;
        }
        return worth;
    }

    private static List<Word> words(PageText page) {
        return page.lines().stream().flatMap(line -> line.words().stream()).toList();
    }
}
