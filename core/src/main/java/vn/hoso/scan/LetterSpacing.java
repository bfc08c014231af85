package vn.hoso.scan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Makes words of letters that are set apart, as headings are: {@code Q U Y Ế T  Đ Ị N H}.
 *
 * <p>Letters belong together where the gaps between them are the narrow ones of their row, and only if all words that
 * come of it are possible Vietnamese syllables: letters in a list stay letters.
 */
final class LetterSpacing {
    /** Two letters may be two words, and no heading has more than the most. */
    private static final int FEWEST_LETTERS = 3;

    private static final int MOST_LETTERS = 256;
    /** A gap wider than the narrowest by this factor and this share of the type size parts words. */
    private static final double WIDER = 1.35;

    private static final double WIDER_BY = 0.08;

    private LetterSpacing() {}

    static List<TextFlow.Piece> closed(List<TextFlow.Piece> words) {
        List<TextFlow.Piece> closed = new ArrayList<>();
        int from = 0;
        while (from < words.size()) {
            int to = from;
            while (to < words.size() && isLetter(words.get(to))) {
                to++;
            }
            List<TextFlow.Piece> letters = words.subList(from, to);
            boolean heading = letters.size() >= FEWEST_LETTERS && letters.size() <= MOST_LETTERS;
            closed.addAll(heading ? syllables(letters) : letters);
            if (to < words.size()) {
                closed.add(words.get(to));
            }
            from = to + 1;
        }
        return closed;
    }

    private static boolean isLetter(TextFlow.Piece piece) {
        return piece.text().codePointCount(0, piece.text().length()) == 1
                && Character.isLetter(piece.text().codePointAt(0));
    }

    /** The letters as words, or as they are where no words come of them. */
    private static List<TextFlow.Piece> syllables(List<TextFlow.Piece> letters) {
        double narrow = Double.MAX_VALUE;
        for (int i = 1; i < letters.size(); i++) {
            narrow = Math.min(
                    narrow,
                    Math.max(0, letters.get(i).left() - letters.get(i - 1).right()));
        }
        List<TextFlow.Piece> words = new ArrayList<>();
        for (TextFlow.Piece letter : letters) {
            int last = words.size() - 1;
            double gap = last < 0
                    ? Double.MAX_VALUE
                    : letter.left() - words.get(last).right();
            if (gap <= WIDER * narrow + WIDER_BY * letter.size()) {
                words.set(last, words.get(last).joined(letter));
            } else {
                words.add(letter);
            }
        }
        boolean right = words.size() <= letters.size() / 2
                && words.stream()
                        .allMatch(word -> Syllables.isPossible(word.text().toLowerCase(Locale.ROOT)));
        return right ? words : letters;
    }
}
