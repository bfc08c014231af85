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
 * words in columns. Form dots are dots. A line that begins with {@code ½} stands half a line below the one above it and
 * takes no room of its own; one that begins with {@code #} is in large print.
 */
final class Pages {
    private static final int CELL = 14;
    private static final int LINE = 44;
    private static final int HEIGHT = 26;
    private static final int LARGE = 40;

    private Pages() {}

    static PageText page(int number, String drawing, Code... codes) {
        return page(number, drawing, 95, 0, codes);
    }

    static PageText page(int number, String drawing, double confidence, double slope, Code... codes) {
        List<Line> lines = new ArrayList<>();
        String[] rows = drawing.split("\n", -1);
        int width = 60;
        int top = 100 - LINE;
        for (int r = 0; r < rows.length; r++) {
            boolean half = rows[r].startsWith("½");
            boolean large = rows[r].startsWith("#");
            width = Math.max(width, rows[r].length());
            top += half ? 0 : LINE;
            String row = half || large ? ' ' + rows[r].substring(1) : rows[r];
            List<Word> words = words(row, half ? top + LINE / 2 : top, large ? LARGE : HEIGHT, confidence, slope);
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

    private static List<Word> words(String row, int top, int height, double confidence, double slope) {
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
                    new Word(row.substring(at, end), new Box(x, y, x + (end - at) * CELL - 3, y + height), confidence));
            at = end;
        }
        return words;
    }
}
