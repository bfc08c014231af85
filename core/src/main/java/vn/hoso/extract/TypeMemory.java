package vn.hoso.extract;

import java.util.List;

/**
 * What the verified papers of an archive tell of the type of a new one: papers of one form resemble each other, whatever
 * their title says. Implementations are safe for use by several threads.
 */
public interface TypeMemory {
    /** Remembers nothing. */
    TypeMemory NONE = (text, limit) -> List.of();

    /**
     * The verified papers that are most like a new one.
     *
     * @param text the text of its pages
     * @param limit the most papers wanted, 1 or more
     * @return the papers, the most alike first; empty where none resembles it
     */
    List<Likeness> mostLike(String text, int limit);

    /**
     * A verified paper that resembles a new one.
     *
     * @param type its type
     * @param similarity the share of the pairs of words of both papers that stand in both, 0 to 1
     */
    record Likeness(String type, double similarity) {
        public Likeness {
            if (!(similarity >= 0 && similarity <= 1)) {
                throw new IllegalArgumentException("a similarity is between 0 and 1, got " + similarity);
            }
        }
    }
}
