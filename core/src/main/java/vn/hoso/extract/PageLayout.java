package vn.hoso.extract;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vn.hoso.text.Line;
import vn.hoso.text.PageText;
import vn.hoso.text.Word;

/**
 * The words of a page in visual rows, straightened, form dots left out.
 *
 * <p>The recogniser's own lines are taken apart at wide gaps and put together again by height on the page, because its
 * idea of columns and table cells is not to be relied upon.
 */
final class PageLayout {
    /** A gap wider than this many letter heights separates segments. */
    private static final double WIDE_GAP = 1.6;

    private static final Pattern LEADER =
            Pattern.compile("[.…_·•\\-–—~=:,'\"|]*[.…_·•~=]{2,}[.…_·•\\-–—~=:,'\"|]*|_+|[|¦]+");
    private static final Pattern LEADING_DOTS = Pattern.compile("^(?:[.…_·•~]{2,}|[…_|¦]+)");
    private static final Pattern TRAILING_DOTS = Pattern.compile("(?:[.…_·•~]{2,}|[…_|¦]+)$");
    /** A colon between a label and a value that were written without a blank. */
    private static final Pattern GLUED = Pattern.compile("^(.*\\p{L}[)]?[:：])(?!//)([^\\s:].*)$");

    private final PageText page;
    private final List<Row> rows;
    private final double letterHeight;

    private PageLayout(PageText page, List<Row> rows, double letterHeight) {
        this.page = page;
        this.rows = rows;
        this.letterHeight = letterHeight;
    }

    static PageLayout of(PageText page, Wording wording) {
        double slope = slope(page);
        List<List<Token>> lines = new ArrayList<>();
        for (Line line : page.lines()) {
            List<Token> tokens = new ArrayList<>();
            for (int i = 0; i < line.words().size(); i++) {
                tokens.addAll(tokens(line.words().get(i), wording.respell(line, i), page, slope));
            }
            tokens.sort(Comparator.comparingDouble(Token::x0));
            if (!tokens.isEmpty()) {
                lines.add(tokens);
            }
        }
        double height = medianHeight(lines);
        List<List<Token>> pieces = new ArrayList<>();
        lines.forEach(line -> pieces.addAll(split(line, WIDE_GAP * height)));
        List<Row> rows = rows(pieces, height);
        Columns columns = new Columns(rows, height);
        return new PageLayout(
                page,
                rows.stream()
                        .map(row -> new Row(row.index(), columns.part(row)))
                        .toList(),
                height);
    }

    /** The same page with the segments of the rows between two heights parted at an x. */
    PageLayout parted(double x, double top, double bottom) {
        List<Row> parted = new ArrayList<>();
        for (Row row : rows) {
            List<Row.Segment> segments = new ArrayList<>();
            for (Row.Segment segment : row.segments()) {
                List<Token> tokens = segment.tokens();
                int at = 0;
                while (at < tokens.size() && tokens.get(at).x0() < x) {
                    at++;
                }
                if (at > 0 && at < tokens.size() && segment.middle() > top && segment.middle() < bottom) {
                    segments.add(new Row.Segment(tokens.subList(0, at)));
                    segments.add(new Row.Segment(tokens.subList(at, tokens.size())));
                } else {
                    segments.add(segment);
                }
            }
            parted.add(new Row(row.index(), segments));
        }
        return new PageLayout(page, List.copyOf(parted), letterHeight);
    }

    PageText page() {
        return page;
    }

    List<Row> rows() {
        return rows;
    }

    /** The usual height of words, pixels. */
    double letterHeight() {
        return letterHeight;
    }

    double width() {
        return page.width();
    }

    double height() {
        return page.height();
    }

    /** Pixels down per pixel to the right: the weighted median over the long lines. */
    private static double slope(PageText page) {
        List<double[]> slopes = new ArrayList<>();
        for (Line line : page.lines()) {
            List<Word> words = line.words();
            double run = line.box().width();
            if (words.size() >= 4 && run > page.width() * 0.15) {
                slopes.add(new double[] {slope(words), run});
            }
        }
        if (slopes.isEmpty()) {
            return Math.tan(Math.toRadians(page.skew()));
        }
        slopes.sort(Comparator.comparingDouble(one -> one[0]));
        double half = slopes.stream().mapToDouble(one -> one[1]).sum() / 2;
        double sum = 0;
        for (double[] one : slopes) {
            sum += one[1];
            if (sum >= half) {
                return one[0];
            }
        }
        return 0;
    }

    private static double slope(List<Word> words) {
        double meanX = words.stream().mapToDouble(PageLayout::centreX).average().orElse(0);
        double meanY = words.stream().mapToDouble(PageLayout::centreY).average().orElse(0);
        double upper = 0;
        double lower = 0;
        for (Word word : words) {
            upper += (centreX(word) - meanX) * (centreY(word) - meanY);
            lower += (centreX(word) - meanX) * (centreX(word) - meanX);
        }
        return lower == 0 ? 0 : upper / lower;
    }

    private static double centreX(Word word) {
        return (word.box().left() + word.box().right()) / 2.0;
    }

    private static double centreY(Word word) {
        return (word.box().top() + word.box().bottom()) / 2.0;
    }

    private static List<Token> tokens(Word word, String text, PageText page, double slope) {
        if (LEADER.matcher(text).matches()) {
            return List.of(token(word, text, 0, text.length(), page, slope, true));
        }
        int from = end(LEADING_DOTS, text, false);
        int to = end(TRAILING_DOTS, text, true);
        if (from >= to) {
            return List.of(token(word, text, 0, text.length(), page, slope, true));
        }
        List<Token> tokens = new ArrayList<>();
        String rest = text.substring(from, to);
        Matcher glued = GLUED.matcher(rest);
        if (glued.matches()) {
            int cut = from + glued.group(1).length();
            tokens.add(token(word, text, from, cut, page, slope, false));
            tokens.add(token(word, text, cut, to, page, slope, false));
        } else {
            tokens.add(token(word, text, from, to, page, slope, false));
        }
        return tokens;
    }

    private static int end(Pattern pattern, String text, boolean tail) {
        Matcher matcher = pattern.matcher(text);
        if (matcher.find()) {
            return tail ? matcher.start() : matcher.end();
        }
        return tail ? text.length() : 0;
    }

    /** A part of a word gets its share of the box by characters. */
    private static Token token(Word word, String text, int from, int to, PageText page, double slope, boolean leader) {
        double width = (double) word.box().width() / text.length();
        double x0 = word.box().left() + from * width;
        double x1 = word.box().left() + to * width;
        double shiftY = -slope * ((x0 + x1) / 2 - page.width() / 2.0);
        double shiftX = slope * (centreY(word) - page.height() / 2.0);
        return new Token(
                text.substring(from, to),
                word,
                page.page(),
                x0 + shiftX,
                word.box().top() + shiftY,
                x1 + shiftX,
                word.box().bottom() + shiftY,
                leader);
    }

    private static double medianHeight(List<List<Token>> lines) {
        double[] heights = lines.stream()
                .flatMap(List::stream)
                .filter(token -> !token.leader() && token.text().length() > 1)
                .mapToDouble(Token::height)
                .sorted()
                .toArray();
        return heights.length == 0 ? 20 : Math.max(4, heights[heights.length / 2]);
    }

    private static List<List<Token>> split(List<Token> line, double gap) {
        List<List<Token>> pieces = new ArrayList<>();
        List<Token> piece = new ArrayList<>();
        double right = Double.NEGATIVE_INFINITY;
        for (Token token : line) {
            if (!piece.isEmpty() && token.x0() - right > gap) {
                pieces.add(piece);
                piece = new ArrayList<>();
            }
            piece.add(token);
            right = Math.max(right, token.x1());
        }
        pieces.add(piece);
        return pieces;
    }

    private static List<Row> rows(List<List<Token>> pieces, double height) {
        List<List<List<Token>>> rows = new ArrayList<>();
        List<List<Token>> sorted = new ArrayList<>(pieces);
        sorted.sort(Comparator.comparingDouble(PageLayout::middle));
        for (List<Token> piece : sorted) {
            List<List<Token>> home = home(piece, rows, height);
            if (home == null) {
                home = new ArrayList<>();
                rows.add(home);
            }
            home.add(piece);
        }
        rows.sort(Comparator.comparingDouble(
                row -> row.stream().mapToDouble(PageLayout::middle).average().orElse(0)));
        List<Row> result = new ArrayList<>();
        for (List<List<Token>> row : rows) {
            List<Row.Segment> segments = segments(row, height);
            if (!segments.isEmpty()) {
                result.add(new Row(result.size(), segments));
            }
        }
        return List.copyOf(result);
    }

    private static @org.jspecify.annotations.Nullable List<List<Token>> home(
            List<Token> piece, List<List<List<Token>>> rows, double height) {
        List<List<Token>> best = null;
        double bestShift = 0.55 * height;
        for (int i = rows.size() - 1; i >= Math.max(0, rows.size() - 12); i--) {
            List<List<Token>> row = rows.get(i);
            if (row.stream().anyMatch(other -> overlapsInWidth(piece, other, height))) {
                continue;
            }
            List<Token> near = row.stream()
                    .min(Comparator.comparingDouble(other -> distance(piece, other)))
                    .orElseThrow();
            double shift = Math.abs(edgeMiddle(near, piece) - edgeMiddle(piece, near));
            if (shift < bestShift) {
                best = row;
                bestShift = shift;
            }
        }
        return best;
    }

    private static boolean overlapsInWidth(List<Token> a, List<Token> b, double height) {
        return left(a) < right(b) - 0.3 * height && left(b) < right(a) - 0.3 * height;
    }

    private static double distance(List<Token> a, List<Token> b) {
        return Math.max(left(a) - right(b), left(b) - right(a));
    }

    /** The middle of the end of a piece that looks towards another piece. */
    private static double edgeMiddle(List<Token> piece, List<Token> towards) {
        boolean right = left(towards) > left(piece);
        int n = Math.min(3, piece.size());
        List<Token> edge = right ? piece.subList(piece.size() - n, piece.size()) : piece.subList(0, n);
        return middle(edge);
    }

    private static List<Row.Segment> segments(List<List<Token>> row, double height) {
        List<Token> all = new ArrayList<>();
        row.forEach(all::addAll);
        all.sort(Comparator.comparingDouble(Token::x0));
        List<Row.Segment> segments = new ArrayList<>();
        for (List<Token> piece : split(all, WIDE_GAP * height)) {
            List<Token> words = piece.stream().filter(token -> !token.leader()).toList();
            if (countsRow(words, height)) {
                segments.add(new Row.Segment(words.subList(0, 1)));
                words = words.subList(1, words.size());
            }
            if (!words.isEmpty()) {
                segments.add(new Row.Segment(words));
            }
        }
        return segments;
    }

    /** Whether the first word is the number of a row of a table, which stands in a narrow column of its own. */
    private static boolean countsRow(List<Token> words, double height) {
        return words.size() > 1
                && words.get(0).text().matches("[1-9][0-9]?")
                && words.get(1).x0() - words.get(0).x1() > height;
    }

    private static double left(List<Token> piece) {
        return piece.get(0).x0();
    }

    private static double right(List<Token> piece) {
        return piece.get(piece.size() - 1).x1();
    }

    private static double middle(List<Token> piece) {
        return piece.stream().mapToDouble(Token::middle).average().orElse(0);
    }
}
