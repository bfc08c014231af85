package vn.hoso.extract;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import vn.hoso.paper.FieldKind;
import vn.hoso.text.Vietnamese;

/** Takes the words that belong to a caption: behind it, beside it, under it, and on the lines into which they wrap. */
final class ValueReader {
    private static final Set<FieldKind> LONG = Set.of(
            FieldKind.TEXT,
            FieldKind.PLACE,
            FieldKind.AGENCY,
            FieldKind.ORGANISATION,
            FieldKind.DATE_WORDS,
            FieldKind.NUMBER_WORDS,
            FieldKind.NAME);

    /** Words after which a place name or a phrase must go on. */
    private static final Set<String> UNFINISHED = Set.of(
            "tỉnh", "huyện", "quận", "xã", "phường", "thành", "phố", "thị", "trấn", "thôn", "ấp", "đường", "khu", "số",
            "và", "của", "về", "tại", "cho", "do");

    /** A unit's word cut short, which a name must follow: {@code TP. Hồ Chí Minh}. */
    private static final Pattern UNIT = Pattern.compile("(?i)(?:TP|T|Q|H|P|X|TX|TT|ĐK)\\.");

    private static final int MOST_ROWS = 6;

    private final PageLayout layout;

    private final Surroundings around;

    private final Optional<SideBySide> blocks;

    ValueReader(PageLayout layout, List<LabelHit> hits, Optional<SideBySide> blocks) {
        this.layout = layout;
        this.around = new Surroundings(layout, hits);
        this.blocks = blocks;
    }

    private static boolean isUnit(Row.Segment segment) {
        return segment.text().matches("(?iu)m|m[2²?°]|%|tầng|đồng|VNĐ|tháng|ha|năm");
    }

    /** How a value stands to its caption. */
    enum Position {
        BEHIND,
        BESIDE,
        UNDER,
        COLUMN
    }

    /** Words and how they were found. */
    record Span(List<Token> tokens, Position position, int rows) {
        Span {
            tokens = List.copyOf(tokens);
        }
    }

    /** Where the block ends that a caption stands in; no limit where it stands in none, or in the right one. */
    private double limit(LabelHit hit) {
        return blocks.filter(two -> two.isLeft(hit.x0(), hit.home().middle()))
                .map(SideBySide::border)
                .orElse(Double.MAX_VALUE);
    }

    /** The words of a caption for a field of a kind; none where nothing is there. */
    Span read(LabelHit hit, FieldKind kind) {
        List<Token> segment = hit.home().tokens();
        if (around.isHeading(hit)) {
            return new Span(List.of(), Position.BEHIND, 0);
        }
        Optional<Span> shared = shared(hit);
        if (shared.isPresent()) {
            return shared.get();
        }
        Optional<Span> centred = centred(hit);
        if (centred.isPresent()) {
            return centred.get();
        }
        int end = around.nextHit(hit.row(), hit.segment(), hit.to(), segment.size(), kind);
        List<Token> behind = segment.subList(hit.to(), end);
        if (!blank(behind) && !(end == segment.size() && around.isRestOfCaption(hit, behind, kind))) {
            double right = end < segment.size() ? segment.get(end).x0() : rightOf(hit);
            boolean open = end == segment.size();
            return grow(hit, kind, behind, Position.BEHIND, right, open);
        }
        if (end < segment.size()) {
            return new Span(List.of(), Position.BEHIND, 0);
        }
        if (hit.from() > 0) {
            Span next = nextLine(hit, kind);
            if (!next.tokens().isEmpty()) {
                return next;
            }
        }
        Span beside = beside(hit, kind);
        if (!beside.tokens().isEmpty()
                && !(kind == FieldKind.NAME && Names.read(beside.tokens()).isEmpty())) {
            return beside;
        }
        return under(hit, kind);
    }

    /** The value of a caption that stands at half the height of the lines beside it: the first of them is above it. */
    private Optional<Span> centred(LabelHit hit) {
        int r = hit.row().index();
        if (hit.colon() || hit.to() < hit.home().tokens().size() || r == 0) {
            return Optional.empty();
        }
        Row above = layout.rows().get(r - 1);
        double x = above.x0();
        if (x < hit.x1() || !around.belongsBelow(above)) {
            return Optional.empty();
        }
        List<Token> tokens = new ArrayList<>(above.tokens());
        int rows = 1;
        for (int next = r; next <= r + 1 && next < layout.rows().size(); next++) {
            Row row = layout.rows().get(next);
            int at = next == r ? hit.segment() + 1 : 0;
            boolean goesOn = at == row.segments().size() - 1
                    && Math.abs(row.segments().get(at).x0() - x) < 0.6 * layout.letterHeight()
                    && row.segments().get(at).middle() - hit.home().middle() < 1.6 * layout.letterHeight()
                    && !around.belongsBelow(row)
                    && around.nextHit(row, at, 0, 1, FieldKind.NAME) > 0;
            if (goesOn) {
                tokens.addAll(row.segments().get(at).tokens());
                rows++;
            }
        }
        return Optional.of(new Span(tokens, Position.BESIDE, rows));
    }

    /**
     * Captions that stand together have their values together too, in the same order: {@code Dân tộc / Quốc tịch | Kinh /
     * Việt Nam}, {@code Giới tính; dân tộc; quốc tịch: Nữ; Cơ Tu; Việt Nam}.
     */
    private Optional<Span> shared(LabelHit hit) {
        List<LabelHit> together = around.sharing(hit);
        if (together.size() < 2) {
            return Optional.empty();
        }
        LabelHit last = together.get(together.size() - 1);
        List<Token> behind =
                hit.home().tokens().subList(last.to(), hit.home().tokens().size());
        Span all = new Span(behind, Position.BEHIND, 1);
        if (blank(behind)) {
            all = beside(last, FieldKind.TEXT);
        }
        if (all.tokens().isEmpty()) {
            all = under(together.get(0), FieldKind.TEXT);
        }
        List<List<Token>> values = parts(all.tokens());
        return values.size() == together.size()
                ? Optional.of(new Span(values.get(together.indexOf(hit)), all.position(), 1))
                : Optional.empty();
    }

    /** Words in the parts that the first mark found among them sets apart. */
    private static List<List<Token>> parts(List<Token> tokens) {
        for (String mark : List.of(";", "/", "|", "-")) {
            List<List<Token>> parts = new ArrayList<>();
            List<Token> part = new ArrayList<>();
            for (Token token : tokens) {
                if (!token.text().equals(mark)) {
                    part.add(token);
                }
                if (token.text().endsWith(mark)) {
                    parts.add(part);
                    part = new ArrayList<>();
                }
            }
            if (!part.isEmpty()) {
                parts.add(part);
            }
            if (parts.size() > 1 && parts.stream().noneMatch(List::isEmpty)) {
                return parts;
            }
        }
        return List.of(tokens);
    }

    /** The beginning of the next line, for a caption at the end of a line of running text. */
    private Span nextLine(LabelHit hit, FieldKind kind) {
        double h = layout.letterHeight();
        int r = hit.row().index() + 1;
        boolean beside = hit.row().segments().size() > hit.segment() + 1 && limit(hit) == Double.MAX_VALUE;
        if (r >= layout.rows().size() || beside) {
            return new Span(List.of(), Position.BEHIND, 0);
        }
        Row row = layout.rows().get(r);
        for (int s = 0; s < row.segments().size(); s++) {
            Row.Segment segment = row.segments().get(s);
            boolean goesOn = Math.abs(segment.x0() - hit.home().x0()) < 4 * h
                    && row.top() - hit.home().bottom() < 1.6 * h;
            int end = around.nextHit(row, s, 0, segment.tokens().size(), kind);
            if (goesOn && end > 0) {
                double right = Math.min(limit(hit), rightMargin(segment.x0(), Double.MAX_VALUE));
                boolean open = end == segment.tokens().size();
                List<Token> tokens = segment.tokens().subList(0, end);
                return growFrom(row, segment.x0(), kind, tokens, Position.BEHIND, right, open);
            }
        }
        return new Span(List.of(), Position.BEHIND, 0);
    }

    /** The next segment of the row, where no caption begins it. */
    private Span beside(LabelHit hit, FieldKind kind) {
        int next = hit.segment() + 1;
        List<Row.Segment> segments = hit.row().segments();
        if (next >= segments.size()) {
            return new Span(List.of(), Position.BESIDE, 0);
        }
        if (isUnit(segments.get(next)) && next + 1 < segments.size()) {
            // a column for units between the captions and the values
            next++;
        }
        Row.Segment segment = segments.get(next);
        int end = around.nextHit(hit.row(), next, 0, segment.tokens().size(), kind);
        double gap = segment.x0() - hit.home().x1();
        boolean far = gap > (next > hit.segment() + 1 ? 0.7 : 0.4) * layout.width();
        if (end == 0 || around.isHeadOfColumns(hit) || far || segment.x0() >= limit(hit)) {
            return new Span(List.of(), Position.BESIDE, 0);
        }
        List<Token> tokens = segment.tokens().subList(0, end);
        double right =
                next + 1 < segments.size() ? segments.get(next + 1).x0() : rightMargin(segment.x0(), Double.MAX_VALUE);
        return grow(
                hit,
                kind,
                tokens,
                Position.BESIDE,
                right,
                end == segment.tokens().size());
    }

    /** The line under the caption, where it begins near the caption's left edge. */
    private Span under(LabelHit hit, FieldKind kind) {
        double h = layout.letterHeight();
        int at = hit.row().index() + 1;
        for (int r = at; r < Math.min(layout.rows().size(), at + 2); r++) {
            Row row = layout.rows().get(r);
            if (row.top() - hit.home().bottom() > 2.2 * h) {
                break;
            }
            for (int s = 0; s < row.segments().size(); s++) {
                Row.Segment segment = row.segments().get(s);
                boolean below = segment.x0() > hit.x0() - 3 * h && segment.x0() < hit.x1() + 2 * h;
                int end = around.nextHit(row, s, 0, segment.tokens().size(), kind);
                if (below && end > 0) {
                    double right = Math.min(
                            limit(hit),
                            s + 1 < row.segments().size()
                                    ? row.segments().get(s + 1).x0()
                                    : rightMargin(segment.x0(), Double.MAX_VALUE));
                    List<Token> tokens = segment.tokens().subList(0, end);
                    return growFrom(
                            row,
                            segment.x0(),
                            kind,
                            tokens,
                            Position.UNDER,
                            right,
                            end == segment.tokens().size());
                }
            }
        }
        return new Span(List.of(), Position.UNDER, 0);
    }

    private Span grow(LabelHit hit, FieldKind kind, List<Token> tokens, Position position, double far, boolean open) {
        double right = Math.min(far, limit(hit));
        double left = Math.min(hit.x0(), tokens.get(0).x0());
        Row.Segment home = hit.home();
        if (position == Position.BEHIND && hit.from() > 0) {
            // behind other words of its line: what does not fit goes on where the line begins
            left = home.x0();
        }
        if (position == Position.BEHIND && home.x1() - home.x0() > 0.5 * layout.width()) {
            // a paragraph: further lines begin at its left edge, the first line may be indented
            left = Math.min(left, home.x0() - 3.5 * layout.letterHeight());
        }
        if (position == Position.BESIDE && (around.goesOnBelow(hit) || goesOnBeside(hit, tokens))) {
            left = tokens.get(0).x0();
        } else if (position == Position.BESIDE
                && isRowBelow(hit, tokens)
                && Normaliser.normalise(kind, tokens).isPresent()) {
            return new Span(tokens, position, 1);
        }
        return growFrom(hit.row(), left, kind, tokens, position, right, open);
    }

    /** Whether the next row is a row of the same table: something stands below the caption, and something below the value. */
    private boolean isRowBelow(LabelHit hit, List<Token> value) {
        int r = hit.row().index() + 1;
        List<Row.Segment> next = r < layout.rows().size() ? layout.rows().get(r).segments() : List.of();
        return next.size() > 1
                && Math.abs(next.get(1).x0() - value.get(0).x0()) < 0.6 * layout.letterHeight()
                && Math.abs(next.get(0).x0() - hit.x0()) < 1.2 * layout.letterHeight();
    }

    /** Whether a value goes on in the next row beside the rest of its caption. */
    private boolean goesOnBeside(LabelHit hit, List<Token> value) {
        if (!isRowBelow(hit, value)) {
            return false;
        }
        Row.Segment below = layout.rows().get(hit.row().index() + 1).segments().get(0);
        Token first = below.tokens().get(0);
        boolean foreign = Vietnamese.fold(below.text()).equalsIgnoreCase(below.text());
        return !LabelSpotter.isNumbering(first)
                && (first.text().matches("[\\p{Ll}(].*")
                        || (foreign && isUnfinished(value.get(value.size() - 1).text())));
    }

    private static boolean isUnfinished(String end) {
        return UNFINISHED.contains(end.toLowerCase(Locale.ROOT))
                || UNIT.matcher(end).matches();
    }

    /** Adds the lines into which a value wraps. */
    private Span growFrom(
            Row row, double left, FieldKind kind, List<Token> start, Position position, double right, boolean open) {
        List<Token> tokens = new ArrayList<>(start);
        int rows = 1;
        Row last = row;
        boolean more = open
                && (LONG.contains(kind)
                        || Row.join(start).matches(".*[-/]")
                        || Normaliser.normalise(kind, start).isEmpty());
        double limit = kind == FieldKind.NAME ? 2 : LONG.contains(kind) ? MOST_ROWS : 2;
        while (more && rows < limit) {
            Row next = nextRowBelow(last, left, right);
            if (next == null || around.belongsBelow(next)) {
                break;
            }
            List<Token> line = within(next, left, right);
            if (line.isEmpty() || !wraps(tokens, line, next, right, kind)) {
                break;
            }
            int cut = around.firstCaption(next, line, kind);
            tokens.addAll(line.subList(0, cut));
            more = cut == line.size();
            if (cut > 0) {
                rows++;
            }
            last = next;
        }
        return new Span(tokens, position, rows);
    }

    private @org.jspecify.annotations.Nullable Row nextRowBelow(Row row, double left, double right) {
        double h = layout.letterHeight();
        for (int r = row.index() + 1; r < Math.min(layout.rows().size(), row.index() + 4); r++) {
            Row next = layout.rows().get(r);
            List<Token> line = within(next, left, right);
            if (!line.isEmpty()) {
                double step = middle(line) - middle(within(row, left, right));
                return step > 0.5 * h && step < 2.6 * h ? next : null;
            }
        }
        return null;
    }

    private static double middle(List<Token> tokens) {
        return tokens.stream().mapToDouble(Token::middle).average().orElse(0);
    }

    /** The words of a row between two edges, where they begin there. */
    private List<Token> within(Row row, double left, double right) {
        double h = layout.letterHeight();
        List<Token> inside = new ArrayList<>();
        for (Row.Segment segment : row.segments()) {
            if (segment.x0() >= left - 1.5 * h && segment.x0() < right - h) {
                segment.tokens().stream()
                        .filter(token -> token.x0() < right - 0.3 * h)
                        .forEach(inside::add);
            }
        }
        return inside;
    }

    /** Whether a line goes on with what the line above it began. */
    private boolean wraps(List<Token> value, List<Token> line, Row row, double right, FieldKind kind) {
        double h = layout.letterHeight();
        Token first = line.get(0);
        if (LabelSpotter.isNumbering(first) || around.firstCaption(row, line, kind) == 0) {
            return false;
        }
        Token lastWord = value.get(value.size() - 1);
        String end = lastWord.text();
        Row.Segment whole = new Row.Segment(line);
        if (whole.capitals() > 0.8 && whole.letters() > 5 && Posts.isTitle(whole.text())) {
            return false;
        }
        if (first.bare().equals("ngay")
                && first.startsUpper()
                && Dates.find(whole.text()).isPresent()) {
            return false;
        }
        boolean stops = end.endsWith(".") && !UNIT.matcher(end).matches();
        if (end.endsWith(";") || end.endsWith("./.") || (stops && first.startsUpper())) {
            return false;
        }
        double edge = Math.min(right - 0.5 * h, rightMargin(value.get(0).x0(), right));
        double room = edge - lastWord.x1();
        double needed = first.x1() - first.x0() + 0.35 * h;
        boolean full = room < needed + 0.6 * h;
        boolean comma = end.endsWith(",") || end.endsWith("-");
        boolean small = Character.isLowerCase(first.text().charAt(0));
        if (LONG.contains(kind) && isUnfinished(end)) {
            return true;
        }
        if (kind == FieldKind.PLACE && end.endsWith(",")) {
            return true;
        }
        if (kind == FieldKind.NAME) {
            return full && first.startsUpper() && !end.matches(".*[,;.]$");
        }
        if (!LONG.contains(kind)) {
            return full || small || Character.isDigit(first.text().charAt(0));
        }
        return full || (room < needed + 4 * h && (comma || small));
    }

    /** Where the value of a caption must end: at the next segment of its row, or at the right margin. */
    private double rightOf(LabelHit hit) {
        List<Row.Segment> segments = hit.row().segments();
        return hit.segment() + 1 < segments.size()
                ? segments.get(hit.segment() + 1).x0()
                : rightMargin(hit.x0(), Double.MAX_VALUE);
    }

    /** The right edge of the longest line that crosses or starts near an x. */
    private double rightMargin(double x, double most) {
        double h = layout.letterHeight();
        double edge = x;
        for (Row row : layout.rows()) {
            for (Row.Segment segment : row.segments()) {
                if (segment.x0() < x + 12 * h && segment.x1() > x && segment.x1() <= most + h) {
                    edge = Math.max(edge, segment.x1());
                }
            }
        }
        return edge;
    }

    private static boolean blank(List<Token> tokens) {
        return tokens.stream().allMatch(token -> token.bare().isEmpty());
    }
}
