package vn.hoso.ocr;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A stretch of one line without a wide gap. */
final class Segment {
    /** A label and perhaps its value. */
    private static final Pattern FIELD = Pattern.compile("[^:]{2,40}:( .*)?");

    /** Scraps have fewer letters and digits; a number with figures written by hand has more. */
    private static final int MEANT = 9;

    final List<Engine.Found> words = new ArrayList<>();
    int left = Integer.MAX_VALUE;
    int top = Integer.MAX_VALUE;
    int right;
    int bottom;

    void add(Engine.Found word) {
        words.add(word);
        left = Math.min(left, word.left());
        top = Math.min(top, word.top());
        right = Math.max(right, word.right());
        bottom = Math.max(bottom, word.bottom());
    }

    double middle() {
        return (top + bottom) / 2.0;
    }

    double centre() {
        return (left + right) / 2.0;
    }

    int height() {
        return bottom - top;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        words.forEach(word -> text.append(text.isEmpty() ? "" : " ").append(word.text()));
        return text.toString();
    }

    /** A lone scrap that the engine made of a signature or a stain, and was not sure of. */
    boolean isStain() {
        String text = text();
        long meant = text.codePoints().filter(Character::isLetterOrDigit).count();
        double sure = words.stream().mapToDouble(Engine.Found::confidence).max().orElse(0);
        return (meant <= 2 && sure < 85) || (meant <= 5 && sure < 55) || (meant < MEANT && sure < 30);
    }

    /** Whether this is a label, perhaps with its value. */
    boolean isField() {
        return FIELD.matcher(text()).matches();
    }
}
