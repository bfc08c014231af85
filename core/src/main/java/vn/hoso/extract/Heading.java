package vn.hoso.extract;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vn.hoso.text.Vietnamese;

/** The heading of a document as Nghị định 30/2020 lays it out: agencies at the left, number below, motto at the right. */
final class Heading {
    private static final Pattern NUMBER_LABEL = Pattern.compile(
            "^[SŠ§5][^\\s:;.]{1,2}\\s*[:;.]+|^S[ốôo]\\s+(?=[0-9]{1,6}[a-z]?\\s?/\\s?\\p{L})",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern NUMBER = Pattern.compile(
            "([0-9OIlSBZ]{1,6}[a-zA-Z]?)?\\s?/\\s?(?:((?:19|20)[0-9]{2})\\s?/\\s?)?(\\p{L}[\\p{L}0-9&]*(?:\\s?[-–—.&]\\s?\\p{L}[\\p{L}0-9]*)*)");

    /** Bodies of the Party write {@code Số 1234-CV/TU}. */
    private static final Pattern OF_PARTY =
            Pattern.compile("^S[ốỐôÔoO]\\s*[:;.]?\\s*([0-9]{1,6})\\s?-\\s?(\\p{Lu}{2,4}\\s?/\\s?\\p{Lu}[\\p{L}&]*)$");

    private static final Pattern SYMBOL = Pattern.compile("\\p{Lu}[\\p{L}&]*(?:-\\p{Lu}[\\p{L}&]*)+");

    /** So many rows that begin at one edge are a column of their own. */
    private static final int NOTES = 4;

    private final PageLayout layout;
    private final Optional<Motto> motto;
    private final List<Row.Segment> stamps;
    private final List<Row.Segment> left;

    Heading(PageLayout layout) {
        this.layout = layout;
        this.motto = Motto.find(layout);
        this.stamps = ArrivalStamp.segments(layout);
        this.left = leftColumn().stream()
                .filter(segment ->
                        stamps.stream().noneMatch(stamp -> stamp.tokens().containsAll(segment.tokens())))
                .toList();
    }

    Optional<Motto> motto() {
        return motto;
    }

    /** The segments left of the motto, from just above it to well below it. */
    private List<Row.Segment> leftColumn() {
        List<Row.Segment> column = new ArrayList<>();
        if (motto.isEmpty()) {
            return topLeft();
        }
        Motto m = motto.get();
        double h = layout.letterHeight();
        double reach = m.bottom() + 9 * h;
        for (Row row : layout.rows()) {
            for (Row.Segment segment : row.segments()) {
                boolean fused = segment.middle() > m.top() - h && segment.middle() < m.bottom() + 0.5 * h;
                Row.Segment part = leftPart(segment, m.x0() - 0.2 * h, fused);
                if (part != null && segment.middle() > m.top() - 4 * h && segment.middle() < reach) {
                    column.add(part);
                }
            }
        }
        return column;
    }

    /** Where the motto was cut off or not read: the left half of the top of the page. */
    private List<Row.Segment> topLeft() {
        List<Row.Segment> column = new ArrayList<>();
        for (Row row : layout.rows()) {
            for (Row.Segment segment : row.segments()) {
                if (segment.middle() < 0.2 * layout.height() && segment.x1() < 0.55 * layout.width()) {
                    column.add(segment);
                }
            }
        }
        return column;
    }

    /** The words of a segment that lie left of an edge; null where there are none, or where it runs across the edge. */
    private static Row.@org.jspecify.annotations.Nullable Segment leftPart(
            Row.Segment segment, double edge, boolean fused) {
        List<Token> inside = segment.tokens().stream()
                .filter(token -> token.x1() <= edge + 4 || (fused && token.x0() < edge - segment.height()))
                .toList();
        if (inside.isEmpty()) {
            return null;
        }
        boolean runsOn = inside.size() < segment.tokens().size();
        Token next = runsOn ? segment.tokens().get(inside.size()) : null;
        boolean gap = next == null
                || (next.x0() >= edge - 0.5 * segment.height()
                        && next.x0() - inside.get(inside.size() - 1).x1() > 0.6 * segment.height());
        boolean title = runsOn && segment.capitals() > 0.9 && isEvenlySpaced(segment, inside.size());
        return (gap && !title) || fused ? new Row.Segment(inside) : null;
    }

    /** Whether the blank before a word is hardly wider than the others, so that the words go together: a title. */
    private static boolean isEvenlySpaced(Row.Segment segment, int at) {
        List<Token> tokens = segment.tokens();
        double widest = 0;
        for (int i = 1; i < tokens.size(); i++) {
            if (i != at) {
                widest = Math.max(widest, tokens.get(i).x0() - tokens.get(i - 1).x1());
            }
        }
        return tokens.get(at).x0() - tokens.get(at - 1).x1() < 1.5 * widest;
    }

    /** Number and symbol as found: which words, and the parts. */
    record Numbered(List<Token> tokens, String number, String symbol, boolean complete, boolean handwritten) {}

    Optional<Numbered> number() {
        for (Row.Segment segment : left) {
            Optional<Numbered> found = numberIn(segment);
            if (found.isPresent()) {
                return found;
            }
        }
        for (Row row : layout.rows()) {
            if (row.middle() > 0.5 * layout.height()) {
                break;
            }
            for (Row.Segment segment : row.segments()) {
                Optional<Numbered> found = numberIn(segment);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Numbered> numberIn(Row.Segment segment) {
        List<Token> tokens = segment.tokens();
        String text = segment.text();
        Matcher party = OF_PARTY.matcher(text);
        if (party.matches()) {
            String symbol = party.group(2).replaceAll("\\s+", "");
            return Optional.of(new Numbered(
                    Normaliser.covering(tokens, party.start(1), party.end(2)),
                    party.group(1) + "-" + symbol,
                    symbol,
                    true,
                    false));
        }
        Matcher label = NUMBER_LABEL.matcher(text);
        if (!label.find()) {
            return Optional.empty();
        }
        String rest = text.substring(label.end());
        int cut = rest.indexOf("Quyển");
        String body = cut >= 0 ? rest.substring(0, cut) : rest;
        Matcher number = NUMBER.matcher(body);
        if (!number.find()) {
            return draft(tokens, body, label.end());
        }
        int from = label.end() + number.start();
        int to = label.end() + number.end();
        List<Token> covered = Normaliser.covering(tokens, from, to);
        String digits = number.group(1) == null ? "" : Dates.digits(number.group(1));
        String symbol = number.group(3).replaceAll("\\s*[-–—]\\s*", "-").replaceAll("\\s+", "");
        String value = digits + "/" + (number.group(2) == null ? "" : number.group(2) + "/") + symbol;
        String before = body.substring(0, number.start()).strip();
        boolean stray = !before.isEmpty();
        boolean gaps = number.group().contains(" ") || gapInside(covered);
        boolean low = covered.stream().anyMatch(token -> token.confidence() < 60);
        return Optional.of(new Numbered(covered, value, symbol, !digits.isEmpty(), stray || gaps || low));
    }

    /** A draft has a symbol and no number yet: {@code Số:      /QĐ-UBND}, the stroke perhaps lost. */
    private static Optional<Numbered> draft(List<Token> tokens, String body, int offset) {
        Matcher symbol = SYMBOL.matcher(body);
        return symbol.find()
                ? Optional.of(new Numbered(
                        Normaliser.covering(tokens, offset + symbol.start(), offset + symbol.end()),
                        "/" + symbol.group(),
                        symbol.group(),
                        false,
                        false))
                : Optional.empty();
    }

    /** A typed number hangs together; a written one was put into a space that was left for it. */
    private static boolean gapInside(List<Token> tokens) {
        for (int i = 1; i < tokens.size(); i++) {
            if (tokens.get(i).x0() - tokens.get(i - 1).x1()
                    > 0.5 * tokens.get(i).height()) {
                return true;
            }
        }
        return false;
    }

    private static final Pattern OF_COMMUNE =
            Pattern.compile("(?:uy ban nhan dan|ubnd|hoi dong nhan dan|hdnd|cong an) (?:xa|phuong|thi tran) .+");
    private static final Pattern HIGHER = Pattern.compile("(?:huyen|quan|thi xa|thanh pho|tinh) ");

    /** Whether a line stands neither under the middle nor at the left edge of the heading, as the title does. */
    private boolean isBesides(Row.Segment segment) {
        Row.Segment first = left.get(0);
        return segment.centre() - first.centre() > 0.15 * layout.width()
                && segment.x0() - first.x0() > 0.1 * layout.width();
    }

    /** The names at the left, each of one or more lines, from the top. */
    List<List<Token>> agencies() {
        List<List<Token>> names = new ArrayList<>();
        boolean open = false;
        for (Row.Segment segment : left) {
            if (!names.isEmpty() && isBesides(segment)) {
                break;
            }
            if (NUMBER_LABEL.matcher(segment.text()).find()
                    || OF_PARTY.matcher(segment.text()).matches()
                    || Token.bare(segment.text()).startsWith("vv")
                    || motto.filter(m -> segment.top() > m.bottom() + 6 * layout.letterHeight())
                            .isPresent()) {
                break;
            }
            if (segment.capitals() < 0.7 || segment.letters() < 2) {
                if (!names.isEmpty() && segment.letters() > 3) {
                    break;
                }
                continue;
            }
            String text = segment.text();
            boolean place = Agencies.isPlace(text);
            String last = names.isEmpty() ? "" : Row.join(names.get(names.size() - 1));
            boolean needsPlace = Token.bare(last).endsWith("uybannhandan")
                    || Token.bare(last).endsWith("hoidongnhandan");
            if (OF_COMMUNE.matcher(Vietnamese.fold(last)).matches()
                    && HIGHER.matcher(Vietnamese.fold(text)).lookingAt()) {
                // where the commune lies, and no part of its name
                continue;
            }
            if (names.isEmpty() || (Agencies.opens(text) && !needsPlace) || (Agencies.opens(text) && !place)) {
                if (!names.isEmpty() && !open) {
                    names.get(names.size() - 1).addAll(segment.tokens());
                } else {
                    names.add(new ArrayList<>(segment.tokens()));
                }
            } else {
                names.get(names.size() - 1).addAll(segment.tokens());
            }
            open = true;
        }
        return names;
    }

    /** The issuing agency: the last name at the left. */
    Optional<List<Token>> agency() {
        List<List<Token>> names = agencies();
        return names.isEmpty() ? Optional.empty() : Optional.of(names.get(names.size() - 1));
    }

    /** The body above it. */
    Optional<List<Token>> parent() {
        List<List<Token>> names = agencies();
        return names.size() < 2 ? Optional.empty() : Optional.of(names.get(names.size() - 2));
    }

    /**
     * The place that completes the name of a department, {@code tỉnh Quảng Nam} for {@code Sở Nội vụ}, where the body
     * above it is printed in full with its place.
     */
    Optional<String> place() {
        return parent().map(Row::join).map(Agencies::sentenceCase).flatMap(name -> {
            Matcher place = Pattern.compile("^Ủy ban nhân dân ((?:tỉnh|thành phố|huyện|quận|thị xã) .+)$")
                    .matcher(name);
            return place.matches() ? Optional.of(place.group(1)) : Optional.empty();
        });
    }

    static boolean lacksPlace(String agency) {
        String folded = Vietnamese.fold(agency);
        return folded.startsWith("so ") && !folded.matches(".* (?:tinh|thanh pho) .*");
    }

    /** The subject under the number: {@code V/v …} in a letter, over as many lines as it has. */
    Optional<List<Token>> re() {
        List<Token> words = new ArrayList<>();
        double last = 0;
        int line = 0;
        for (Row.Segment segment : reColumn()) {
            String bare = Token.bare(segment.text());
            if (words.isEmpty()) {
                if (bare.startsWith("vv") || bare.startsWith("veviec")) {
                    words.addAll(segment.tokens());
                    line = words.size();
                    last = segment.middle();
                }
            } else {
                boolean mark = segment.capitals() > 0.9
                        && (bare.startsWith("hoatoc") || bare.endsWith("khan") || bare.equals("mat"));
                if (mark) {
                    continue;
                }
                if (segment.middle() - last < 0.85 * layout.letterHeight()) {
                    // too near to be a line of its own: words read a second time, of which the longer run counts
                    if (segment.tokens().size() <= line) {
                        continue;
                    }
                    words.subList(words.size() - line, words.size()).clear();
                }
                boolean next = segment.middle() - last < 2.4 * layout.letterHeight();
                if (!next || bare.startsWith("kinhgui") || bare.contains("kinhgui")) {
                    break;
                }
                words.addAll(segment.tokens());
                line = segment.tokens().size();
                last = segment.middle();
            }
        }
        return words.isEmpty() ? Optional.empty() : Optional.of(words);
    }

    /**
     * The left edge of notes that somebody put beside the subject: where words of several rows begin one below the
     * other. No limit where there are none.
     */
    private double besideRe() {
        double top = motto.map(Motto::bottom).orElse(0.0);
        double h = layout.letterHeight();
        List<Double> starts = new ArrayList<>();
        for (Row row : layout.rows()) {
            if (row.middle() > top + 14 * h || Token.bare(row.text()).contains("kinhgui")) {
                break;
            }
            if (row.middle() < top) {
                continue;
            }
            row.tokens().stream()
                    .filter(token -> token.x0() > 0.35 * layout.width() && token.x0() < 0.6 * layout.width())
                    .forEach(token -> starts.add(token.x0()));
        }
        return starts.stream()
                .filter(x -> starts.stream()
                                .filter(other -> Math.abs(other - x) < 0.25 * h)
                                .count()
                        >= NOTES)
                .min(Double::compare)
                .map(x -> x - 1)
                .orElse(Double.MAX_VALUE);
    }

    /** The subject may be a little wider than the column of the heading. */
    private List<Row.Segment> reColumn() {
        double edge =
                Math.min(motto.map(m -> m.x0() + 0.35 * (m.x1() - m.x0())).orElse(0.55 * layout.width()), besideRe());
        double right = Math.min(0.6 * layout.width(), edge == besideRe() ? edge : Double.MAX_VALUE);
        List<Row.Segment> column = new ArrayList<>();
        for (Row row : layout.rows()) {
            if (row.middle() > 0.5 * layout.height()) {
                break;
            }
            for (Row.Segment segment : row.segments()) {
                if (segment.x0() < 0.4 * layout.width() && segment.x0() < edge) {
                    Row.Segment part = segment.x1() <= right ? segment : leftPart(segment, edge, true);
                    if (part != null) {
                        column.add(part);
                    }
                    break;
                }
            }
        }
        return column;
    }
}
