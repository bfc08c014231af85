package vn.hoso.ocr;

import java.util.ArrayList;
import java.util.List;

/** What is asked of the words of a page or of a part of it. */
final class Words {
    private Words() {}

    /** Without what the engine makes of stains and remains of lines. */
    static List<Engine.Found> legible(List<Engine.Found> found) {
        List<Engine.Found> words = new ArrayList<>();
        for (Engine.Found word : found) {
            String text = word.text().replace("_", "");
            boolean meant = text.codePoints().anyMatch(Character::isLetterOrDigit);
            if (!text.isEmpty() && (meant || word.confidence() > 60)) {
                words.add(word.with(text));
            }
        }
        return words;
    }

    /** The words whose middle is in a strip. */
    static List<Engine.Found> within(Strips.Strip strip, List<Engine.Found> words) {
        return words.stream()
                .filter(word -> strip.holds((word.left() + word.right()) / 2.0, (word.top() + word.bottom()) / 2.0))
                .toList();
    }

    /** The words whose middle is in a row. */
    static List<Engine.Found> within(Row row, List<Engine.Found> words) {
        return words.stream().filter(row::holds).toList();
    }

    /** Which share of the width of a row words within it cover, 0 to 1 and a little more. */
    static double covered(Row row, List<Engine.Found> inside) {
        int covered = inside.stream()
                .mapToInt(word -> Math.min(word.right(), row.right()) - Math.max(word.left(), row.left()))
                .sum();
        return covered / (double) Math.max(1, row.width());
    }

    /** How sure the engine is of its letters, 0 to 100; 0 where there are none. */
    static double confidence(List<Engine.Found> words) {
        int letters = words.stream().mapToInt(word -> word.text().length()).sum();
        return letters == 0
                ? 0
                : words.stream()
                                .mapToDouble(
                                        word -> word.confidence() * word.text().length())
                                .sum()
                        / letters;
    }
}
