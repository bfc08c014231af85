package vn.hoso.ocr;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import vn.hoso.text.Vietnamese;

/** Sets words apart that the engine read as one ({@code Nơisinh}) although the ink shows a blank between them. */
final class LostBlanks {
    /** What is longer is no two or three words. */
    private static final int LONGEST_WORD = 24;

    private LostBlanks() {}

    /**
     * The words that one is made of.
     *
     * @param gaps where a word shows wide gaps between its pieces of ink, as shares of its width from the left
     * @return the word itself where it shows none, or where its parts are no Vietnamese syllables
     */
    static List<Engine.Found> restored(Engine.Found word, Function<Engine.Found, double[]> gaps) {
        String text = word.text();
        if (text.length() < 4 || text.length() > LONGEST_WORD || isWord(text)) {
            return List.of(word);
        }
        for (double gap : gaps.apply(word)) {
            int nearest = (int) Math.round(gap * text.length());
            for (int at : new int[] {nearest, nearest - 1, nearest + 1}) {
                if (at > 0 && at < text.length() && isWord(text.substring(0, at)) && isWords(text.substring(at))) {
                    int x = word.left() + (int) (gap * (word.right() - word.left()));
                    List<Engine.Found> words = new ArrayList<>();
                    words.add(word.with(text.substring(0, at)).within(word.left(), word.top(), x, word.bottom()));
                    words.addAll(restored(
                            word.with(text.substring(at)).within(x, word.top(), word.right(), word.bottom()), gaps));
                    return words;
                }
            }
        }
        return List.of(word);
    }

    private static boolean isWord(String text) {
        return Vietnamese.isSyllable(text.replaceAll("[^\\p{L}]+$", ""));
    }

    /** Whether a text may be one syllable or some that are glued together. */
    private static boolean isWords(String text) {
        String letters = text.replaceAll("[^\\p{L}]+$", "");
        for (int at = letters.length(); at > 0; at--) {
            if (isWord(letters.substring(0, at)) && (at == letters.length() || isWords(letters.substring(at)))) {
                return true;
            }
        }
        return false;
    }
}
