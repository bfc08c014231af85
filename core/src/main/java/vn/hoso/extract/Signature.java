package vn.hoso.extract;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.hoso.text.Vietnamese;

/**
 * The block of post and name of the person who signed.
 *
 * @param layout its page
 * @param title the lines of the title, from the top: {@code TM. UBND}, {@code CHỦ TỊCH}
 * @param name the line with the name, or empty
 * @param above capitals directly above the title, which may be the agency
 */
record Signature(PageLayout layout, List<Row.Segment> title, Optional<Row.Segment> name, List<Row.Segment> above) {

    /** A short word below this confidence, 0 to 100, may be a remnant of a pen stroke. */
    private static final double SURE = 80;

    /** The blocks of a page, from the top and from the left. */
    static List<Signature> find(PageLayout layout) {
        List<Signature> blocks = new ArrayList<>();
        List<Row.Segment> used = new ArrayList<>();
        for (Row row : layout.rows()) {
            for (Row.Segment segment : row.segments()) {
                Row.Segment first = used.contains(segment) ? null : titleIn(segment);
                if (first != null) {
                    List<Row.Segment> title = titleFrom(layout, row, first);
                    used.addAll(title);
                    blocks.add(new Signature(layout, title, name(layout, title), above(layout, row, first)));
                }
            }
        }
        return blocks;
    }

    private static boolean isTitle(Row.Segment segment) {
        return segment.capitals() > 0.8 && segment.tokens().size() <= 12 && Posts.isTitle(segment.text());
    }

    /** The title in a segment, with scraps of seal and signature at its ends left out. */
    private static Row.@Nullable Segment titleIn(Row.Segment segment) {
        if (isTitle(segment)) {
            return segment;
        }
        List<Token> tokens = segment.tokens();
        int from = 0;
        int to = tokens.size();
        while (from < to && isScrap(tokens.get(from))) {
            from++;
        }
        while (from < to && isScrap(tokens.get(to - 1))) {
            to--;
        }
        if (to - from < 2 || to - from == tokens.size()) {
            return null;
        }
        Row.Segment part = new Row.Segment(tokens.subList(from, to));
        return isTitle(part) ? part : null;
    }

    private static boolean isScrap(Token token) {
        return token.confidence() < SURE
                && token.text().codePoints().filter(Character::isLetter).count() <= 2;
    }

    /** The title goes on with the lines in capitals below it. */
    private static List<Row.Segment> titleFrom(PageLayout layout, Row row, Row.Segment first) {
        List<Row.Segment> title = new ArrayList<>();
        title.add(first);
        Row.Segment last = first;
        for (int r = row.index() + 1; r < Math.min(layout.rows().size(), row.index() + 5); r++) {
            Row.Segment next = under(layout.rows().get(r), last);
            if (next == null) {
                continue;
            }
            boolean near = next.top() - last.bottom() < 1.6 * layout.letterHeight();
            if (!near || next.capitals() < 0.8 || next.letters() < 2 || (Names.looksLikeName(next) && !isTitle(next))) {
                break;
            }
            title.add(next);
            last = next;
        }
        return title;
    }

    private static Row.@Nullable Segment under(Row row, Row.Segment above) {
        for (Row.Segment segment : row.segments()) {
            double overlap = Math.min(segment.x1(), above.x1()) - Math.max(segment.x0(), above.x0());
            if (overlap > 0.3 * Math.min(segment.x1() - segment.x0(), above.x1() - above.x0())) {
                return segment;
            }
        }
        return null;
    }

    private static List<Row.Segment> above(PageLayout layout, Row row, Row.Segment title) {
        List<Row.Segment> lines = new ArrayList<>();
        Row.Segment last = title;
        for (int r = row.index() - 1; r >= Math.max(0, row.index() - 5); r--) {
            Row.Segment next = under(layout.rows().get(r), last);
            if (next == null) {
                continue;
            }
            if (last.top() - next.bottom() > 1.4 * layout.letterHeight()
                    || next.capitals() < 0.8
                    || next.letters() < 2) {
                break;
            }
            lines.add(0, next);
            last = next;
        }
        return lines;
    }

    /** The lowest line under the title that looks like a name; seal and signature lie between. */
    private static Optional<Row.Segment> name(PageLayout layout, List<Row.Segment> title) {
        Row.Segment last = title.get(title.size() - 1);
        double h = layout.letterHeight();
        double left = title.stream().mapToDouble(Row.Segment::x0).min().orElse(0) - 5 * h;
        double right = title.stream().mapToDouble(Row.Segment::x1).max().orElse(0) + 5 * h;
        List<Row.Segment> names = new ArrayList<>();
        for (Row row : layout.rows()) {
            for (Row.Segment segment : row.segments()) {
                boolean below = segment.middle() > last.bottom() && segment.middle() < last.bottom() + 16 * h;
                boolean inside = segment.centre() > left && segment.centre() < right;
                if (below && inside) {
                    nameIn(segment).ifPresent(names::add);
                }
            }
        }
        return names.stream()
                .max(Comparator.comparingDouble(name -> rank(name, last)))
                .or(() -> unusualName(layout, last));
    }

    /** Words alone under the middle of the title that are written as a name, whose first one is no known family name. */
    private static Optional<Row.Segment> unusualName(PageLayout layout, Row.Segment title) {
        double h = layout.letterHeight();
        return layout.rows().stream()
                .flatMap(row -> row.segments().stream())
                .filter(segment -> segment.middle() > title.bottom() + 1.6 * h)
                .filter(segment -> segment.middle() < title.bottom() + 16 * h)
                .filter(segment -> Math.abs(segment.centre() - title.centre()) < 2.5 * h)
                .filter(segment ->
                        segment.tokens().size() >= 3 && segment.tokens().size() <= 4)
                .filter(segment -> segment.tokens().stream().allMatch(Signature::isNameWord))
                .filter(segment -> !Posts.isTitle(segment.text()))
                .findFirst();
    }

    private static boolean isNameWord(Token token) {
        return token.startsUpper()
                && token.confidence() >= SURE
                && token.text().equals(Names.letters(token.text()))
                && Vietnamese.isSyllable(token.text());
    }

    private static double rank(Row.Segment name, Row.Segment title) {
        double usual = name.tokens().size() == 3 || name.tokens().size() == 4 ? 2 : 0;
        double surname =
                Lexicon.surnames().has(Names.letters(name.tokens().get(0).text())) ? 3 : 0;
        double offset = Math.abs(name.centre() - title.centre()) / Math.max(1, title.height() * 6);
        double sure =
                name.tokens().stream().mapToDouble(Token::confidence).min().orElse(0) / 50;
        return usual + surname + sure - offset;
    }

    /** The name in a segment, with scraps of seal and signature at its ends left out; behind a caption stands another. */
    private static Optional<Row.Segment> nameIn(Row.Segment segment) {
        List<Token> tokens = segment.tokens();
        if (tokens.stream().anyMatch(token -> token.text().endsWith(":") && token.confidence() >= SURE)) {
            return Optional.empty();
        }
        Row.Segment best = null;
        for (int from = 0; from < tokens.size(); from++) {
            for (int to = tokens.size(); to - from >= 2; to--) {
                Row.Segment part = new Row.Segment(tokens.subList(from, to));
                if (Names.looksLikeName(part)
                        && !Posts.isTitle(part.text())
                        && (best == null || part.tokens().size() > best.tokens().size())) {
                    best = part;
                }
            }
        }
        if (best == null || tokens.size() - best.tokens().size() > 3) {
            return Optional.empty();
        }
        List<Token> name = best.tokens();
        long words = tokens.stream()
                .filter(token -> !name.contains(token) && token.confidence() >= SURE && !isScrap(token))
                .filter(token -> Names.letters(token.text()).length() > 2)
                .count();
        return words <= 1 ? Optional.of(best) : Optional.empty();
    }

    /** The post itself: the last line of the title that names one, and the lines into which it wraps. */
    List<Token> post() {
        for (int i = title.size() - 1; i >= 0; i--) {
            if (Posts.isPost(title.get(i).text())) {
                List<Token> words = new ArrayList<>();
                words.addAll(title.get(i).tokens());
                for (int k = i + 1;
                        k < title.size() && !Agencies.opens(title.get(k).text());
                        k++) {
                    words.addAll(title.get(k).tokens());
                }
                return words;
            }
        }
        return List.of();
    }

    /** Whether it says for whom is signed: {@code KT., TL., TUQ., TM.} */
    boolean isByOrder() {
        return title.stream().anyMatch(line -> Posts.isAuthority(line.text()));
    }

    /** Whether somebody signs for the holder of a post and his own, that of a deputy, was not read. */
    boolean contradictsItself() {
        boolean forAnother = Stream.concat(above.stream(), title.stream())
                .anyMatch(line -> Token.bare(line.text()).matches("kt(?:chu|giam|truong|hieu|cuc|vien|tong|bo|chi).*"));
        String own = Token.bare(Row.join(Posts.own(post())));
        return forAnother && !own.matches("(?:kt)?.*(?:pho|thutruong|quyen).*");
    }

    /** The post with {@code KT., TL., TUQ.} before it; {@code TM.} is left out, because it names no post. */
    List<Token> fullTitle() {
        List<Token> words = new ArrayList<>();
        for (Row.Segment line : title) {
            boolean forBody = line.text().matches("(?i)^T\\s?M\\s?[.,].*");
            if (!forBody && (Posts.isAuthority(line.text()) || Posts.isPost(line.text()))) {
                words.addAll(line.tokens());
            }
        }
        return words.isEmpty() ? post() : words;
    }

    /**
     * Whether a part of the title may be missing: an unusual post is followed by capitals that may go on with it or belong
     * to the seal, or somebody signs for another and his own post was not read.
     */
    boolean mayGoOn() {
        Row.Segment last = title.get(title.size() - 1);
        boolean other = !Posts.isAuthority(last.text()) && !Posts.isPost(last.text());
        String whole = Row.join(fullTitle());
        return Posts.lacksOwnPost(whole) || ((other || capitalsUnder(last)) && !Posts.isUsual(whole));
    }

    private boolean capitalsUnder(Row.Segment last) {
        return layout.rows().stream()
                .filter(row -> row.middle() > last.bottom())
                .flatMap(row -> Optional.ofNullable(under(row, last)).stream())
                .findFirst()
                .filter(next -> next.top() - last.bottom() < 1.6 * layout.letterHeight())
                .filter(next -> next.capitals() > 0.8 && next.letters() > 2)
                .filter(next -> !name.equals(Optional.of(next)))
                .isPresent();
    }

    double middleX() {
        return title.get(0).centre();
    }

    double top() {
        return title.get(0).top();
    }
}
