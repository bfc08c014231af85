package vn.hoso.extract;

import java.util.ArrayList;
import java.util.List;
import vn.hoso.text.Box;
import vn.hoso.text.Code;
import vn.hoso.text.Line;
import vn.hoso.text.PageText;
import vn.hoso.text.TextOrigin;
import vn.hoso.text.Word;

/**
 * Pages drawn with characters: each text line is a line of the page, each character a cell of it, so that blanks place
 * words in columns. Form dots are dots.
 */
final class Pages {
    private static final int CELL = 14;
    private static final int LINE = 44;
    private static final int HEIGHT = 26;

    private Pages() {}

    static PageText page(int number, String drawing, Code... codes) {
        return page(number, drawing, 95, 0, codes);
    }

    static PageText page(int number, String drawing, double confidence, double slope, Code... codes) {
        List<Line> lines = new ArrayList<>();
        String[] rows = drawing.split("\n", -1);
        int width = 60;
        for (int r = 0; r < rows.length; r++) {
            width = Math.max(width, rows[r].length());
            List<Word> words = words(rows[r], 100 + r * LINE, confidence, slope);
            if (!words.isEmpty()) {
                lines.add(Line.of(words, r));
            }
        }
        return new PageText(
                number,
                width * CELL + 120,
                Math.max(1200, rows.length * LINE + 300),
                200,
                0,
                0,
                lines.isEmpty(),
                lines.isEmpty() ? TextOrigin.NONE : TextOrigin.OCR,
                lines,
                List.of(codes));
    }

    private static List<Word> words(String row, int top, double confidence, double slope) {
        List<Word> words = new ArrayList<>();
        int at = 0;
        while (at < row.length()) {
            if (row.charAt(at) == ' ') {
                at++;
                continue;
            }
            int end = row.indexOf(' ', at) < 0 ? row.length() : row.indexOf(' ', at);
            int x = 60 + at * CELL;
            int y = top + (int) Math.round(slope * x);
            words.add(
                    new Word(row.substring(at, end), new Box(x, y, x + (end - at) * CELL - 3, y + HEIGHT), confidence));
            at = end;
        }
        return words;
    }
}
