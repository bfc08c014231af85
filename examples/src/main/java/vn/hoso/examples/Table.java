package vn.hoso.examples;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Columns of text, each as wide as it needs; the last one is cut where the line ends. */
final class Table {
    private static final int GAP = 2;
    private static final Pattern MARK = Pattern.compile("\u001b\\[\\d*m");

    private final int width;
    private final String indent;
    private final List<String[]> rows = new ArrayList<>();

    /**
     * An empty table.
     *
     * @param width how many characters fit on a line
     * @param indent what stands before each line
     */
    Table(int width, String indent) {
        this.width = width;
        this.indent = indent;
    }

    Table row(Object... cells) {
        String[] row = new String[cells.length];
        for (int i = 0; i < cells.length; i++) {
            row[i] = Failures.oneLine(String.valueOf(cells[i]));
        }
        rows.add(row);
        return this;
    }

    void print(PrintWriter out) {
        int columns = rows.stream().mapToInt(row -> row.length).max().orElse(0);
        int[] widths = new int[columns];
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], length(row[i]));
            }
        }
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder(indent);
            for (int i = 0; i < row.length; i++) {
                boolean last = i == row.length - 1;
                String cell = last ? cut(row[i], width - length(line)) : row[i];
                line.append(cell);
                if (!last) {
                    line.append(" ".repeat(widths[i] - length(cell) + GAP));
                }
            }
            out.println(line.toString().stripTrailing());
        }
    }

    /** The text in lines of at most so many characters; marks for the terminal count for nothing. */
    static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        int used = 0;
        for (String word : text.split(" ", -1)) {
            int length = length(MARK.matcher(word).replaceAll(""));
            if (used > 0 && used + 1 + length > width) {
                lines.add(line.toString());
                line.setLength(0);
                used = 0;
            }
            line.append(used == 0 ? "" : " ").append(word);
            used += (used == 0 ? 0 : 1) + length;
        }
        lines.add(line.toString());
        return lines;
    }

    private static int length(CharSequence text) {
        return Character.codePointCount(text, 0, text.length());
    }

    /** The beginning of a text with an ellipsis, where it is longer than the room for it. */
    static String cut(String text, int room) {
        int most = Math.max(room, 12);
        return length(text) <= most ? text : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
    }
}
