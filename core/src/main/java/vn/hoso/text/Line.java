package vn.hoso.text;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A line of words in reading order.
 *
 * @param words the words, at least one
 * @param box the hull of the words
 * @param block the number of the block (paragraph, column, table cell) that the line belongs to, from 0, in reading
 *     order
 */
public record Line(List<Word> words, Box box, int block) {
    public Line {
        words = List.copyOf(words);
        if (words.isEmpty()) {
            throw new IllegalArgumentException("a line needs at least one word");
        }
    }

    /**
     * A line around its words.
     *
     * @param words the words, at least one
     * @param block the number of its block
     * @return the line with the hull of the words as its box
     */
    public static Line of(List<Word> words, int block) {
        Box hull = words.stream().map(Word::box).reduce(Box::union).orElseThrow();
        return new Line(words, hull, block);
    }

    /**
     * The words with one space between them.
     *
     * @return the text of the line
     */
    public String text() {
        return words.stream().map(Word::text).collect(Collectors.joining(" "));
    }
}
