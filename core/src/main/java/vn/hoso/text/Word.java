package vn.hoso.text;

/**
 * A word as it was read.
 *
 * @param text the characters, NFC, without white space, not empty
 * @param box where it stands on the upright page
 * @param confidence the reader's own opinion, 0 to 100; 100 for text that was not read from pixels
 */
public record Word(String text, Box box, double confidence) {
    public Word {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("a word needs at least one character");
        }
        if (!(confidence >= 0 && confidence <= 100)) {
            throw new IllegalArgumentException("confidence must be between 0 and 100, got " + confidence);
        }
    }
}
