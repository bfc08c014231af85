package vn.hoso.extract;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.hoso.paper.FieldType;
import vn.hoso.paper.Method;

/** Passages of a document that stand in no column: subject, addressees, legal bases, the declarant's name. */
final class Subjects {
    private static final int MOST_LINES = 6;

    /** What may follow the name of an addressee: Mã số thuế, Địa chỉ, Điện thoại, Mã hồ sơ. */
    private static final Pattern DETAILS = Pattern.compile("masothue|mst|diachi|dienthoai|sodienthoai|email|mahoso");

    private Subjects() {}

    /** The lines under the title up to a gap, a line in capitals or the first legal basis. */
    static Optional<List<Token>> underTitle(List<PageView> pages, @Nullable TitleBlock title) {
        if (title == null || pages.isEmpty()) {
            return Optional.empty();
        }
        PageLayout layout = pages.get(0).layout();
        Row.Segment last = title.lines().get(title.lines().size() - 1);
        List<Token> words = new ArrayList<>();
        double step = 0;
        int lines = 0;
        boolean inCapitals = false;
        for (Row row : layout.rows()) {
            if (row.middle() <= last.middle() || row.segments().contains(last)) {
                continue;
            }
            String bare = Token.bare(row.text());
            double gap = row.middle() - last.middle();
            boolean far = gap
                    > (lines == 0 ? 4.5 : Math.max(1.45 * step, 1.2 * layout.letterHeight()))
                            * (lines == 0 ? layout.letterHeight() : 1);
            Row.Segment main = row.segments().get(0);
            boolean capitals = row.segments().stream().allMatch(s -> s.capitals() > 0.8 && s.letters() > 3);
            boolean body = bare.startsWith("cancu")
                    || bare.startsWith("kinhgui")
                    || (lines > 0 && bare.startsWith("thuchien"))
                    || bare.startsWith("theodenghi")
                    || bare.startsWith("xettotrinh")
                    || bare.startsWith("xetdenghi");
            boolean issuer = capitals && isIssuer(pages.get(0), row.text());
            if (far || body || issuer || (lines > 0 && capitals != inCapitals) || lines == MOST_LINES) {
                break;
            }
            if (bare.length() < 3 && lines == 0) {
                continue;
            }
            if (lines == 0) {
                inCapitals = capitals;
            }
            step = lines == 0 ? 2.2 * layout.letterHeight() : gap;
            words.addAll(row.tokens());
            last = main;
            lines++;
        }
        return words.isEmpty() ? Optional.empty() : Optional.of(words);
    }

    /** Whether a line in capitals names who decides, and not what about: {@code CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH …}. */
    private static boolean isIssuer(PageView page, String line) {
        String bare = Token.bare(line);
        return Posts.isTitle(line)
                || bare.matches("(?:uybannhandan|hoidongnhandan|ubnd|hdnd).*|chinhphu|quochoi")
                || page.heading().agencies().stream()
                        .map(name -> Token.bare(Row.join(name)))
                        .anyMatch(name -> name.length() > 3 && (bare.contains(name) || name.contains(bare)));
    }

    /** The names after {@code Kính gửi}, one a line or an item. */
    static Optional<List<List<Token>>> addressee(List<PageView> pages) {
        if (pages.isEmpty()) {
            return Optional.empty();
        }
        PageLayout layout = pages.get(0).layout();
        for (Row row : layout.rows()) {
            for (Row.Segment segment : row.segments()) {
                int from = kinhGui(segment);
                if (from >= 0) {
                    return Optional.of(addressee(layout, row, segment, from));
                }
            }
        }
        return Optional.empty();
    }

    /** The index after {@code Kính gửi:} at the beginning of a segment; -1 where it does not stand there. */
    private static int kinhGui(Row.Segment segment) {
        List<Token> tokens = segment.tokens();
        for (int i = 0; i + 1 < Math.min(4, tokens.size()); i++) {
            String two = Token.bare(Row.join(tokens.subList(i, i + 2)));
            if (Fuzzy.distance("kinhgui", two, 1) <= 1) {
                int end = i + 2;
                return end < tokens.size()
                                && tokens.get(end).bare().isEmpty()
                                && tokens.get(end).text().contains(":")
                        ? end + 1
                        : end;
            }
        }
        return -1;
    }

    private static List<List<Token>> addressee(PageLayout layout, Row row, Row.Segment segment, int from) {
        List<List<Token>> items = new ArrayList<>();
        List<Token> first =
                new ArrayList<>(segment.tokens().subList(from, segment.tokens().size()));
        for (Row.Segment beside : row.segments()) {
            if (beside.x0() > segment.x1()) {
                first.addAll(beside.tokens());
            }
        }
        boolean listed = first.isEmpty() || first.get(0).text().matches("[-–—•+].*");
        if (!first.isEmpty()) {
            items.add(first);
        }
        double last = row.middle();
        double h = layout.letterHeight();
        Token lastWord = first.isEmpty() ? null : first.get(first.size() - 1);
        for (int r = row.index() + 1; r < Math.min(layout.rows().size(), row.index() + 14); r++) {
            Row next = layout.rows().get(r);
            List<Token> tokens = next.tokens();
            boolean bullet = tokens.get(0).text().matches("[-–—•+].*");
            boolean detail = next.text().contains(":")
                    && DETAILS.matcher(Token.bare(next.text())).lookingAt();
            boolean ended = detail || (lastWord != null && lastWord.text().endsWith("."));
            boolean wraps = lastWord != null
                    && !ended
                    && next.x0() > 0.2 * layout.width()
                    && next.middle() - last < 2.2 * h
                    && !bullet
                    && !lastWord.text().endsWith(";");
            if (next.middle() - last > 3.4 * h || ended || !((bullet && listed) || (wraps && !items.isEmpty()))) {
                break;
            }
            if (bullet) {
                items.add(new ArrayList<>(tokens));
            } else {
                items.get(items.size() - 1).addAll(tokens);
            }
            last = next.middle();
            lastWord = tokens.get(tokens.size() - 1);
        }
        return items;
    }

    /** How many legal bases and proposals stand before the operative part. */
    static Optional<Candidate> bases(List<PageView> pages, FieldType field) {
        int count = 0;
        List<Token> words = new ArrayList<>();
        boolean inside = false;
        for (PageView page : pages) {
            for (Row row : page.layout().rows()) {
                String bare = Token.bare(row.text());
                boolean heading = row.segments().stream().anyMatch(s -> s.capitals() > 0.8)
                        && (bare.equals("quyetdinh") || bare.equals("quyetnghi"));
                boolean operative = (heading && count > 0) || bare.startsWith("dieu1");
                if (operative) {
                    return count == 0
                            ? Optional.empty()
                            : Optional.of(Candidate.of(
                                    field,
                                    new Normalised(Integer.toString(count), words, List.of(), true),
                                    Method.LAYOUT,
                                    0.9,
                                    count));
                }
                boolean starts = startsBasis(bare, row);
                if (starts) {
                    count++;
                }
                inside |= starts;
                if (inside) {
                    words.addAll(row.tokens());
                }
            }
        }
        return Optional.empty();
    }

    private static boolean startsBasis(String bare, Row row) {
        boolean capital = row.tokens().stream()
                .filter(token -> !token.bare().isEmpty())
                .findFirst()
                .map(Token::startsUpper)
                .orElse(false);
        return capital
                && (begins(bare, "cancu")
                        || begins(bare, "theodenghi")
                        || begins(bare, "xetdenghi")
                        || begins(bare, "xettotrinh"));
    }

    private static boolean begins(String bare, String phrase) {
        int limit = phrase.length() > 6 ? 1 : 0;
        int length = Math.min(bare.length(), phrase.length());
        return Fuzzy.distance(phrase, bare.substring(0, length), limit) <= limit;
    }

    /** The name under {@code NGƯỜI YÊU CẦU}, {@code NGƯỜI LÀM ĐƠN}, {@code NGƯỜI KHAI}. */
    static Optional<Row.Segment> declarantName(List<PageView> pages) {
        for (String title : List.of(
                "nguoiyeucau",
                "nguoilamdon",
                "nguoikhai",
                "nguoidenghi",
                "chuho",
                "nguoiviet",
                "chudautu",
                "nguoidangky",
                "nguoikekhai",
                "nguoivietdon",
                "nguoinopdon",
                "nguoisudungdat")) {
            Optional<Row.Segment> name = nameUnder(pages, title);
            if (name.isPresent()) {
                return name;
            }
        }
        return Optional.empty();
    }

    /** A name alone in the right half of the lower part of a page, where the title above it was not read. */
    static Optional<Row.Segment> lastName(List<PageView> pages) {
        for (int p = pages.size() - 1; p >= 0; p--) {
            PageLayout layout = pages.get(p).layout();
            for (int r = layout.rows().size() - 1; r >= 0; r--) {
                for (Row.Segment segment : layout.rows().get(r).segments()) {
                    int words = segment.tokens().size();
                    boolean placed =
                            segment.centre() > 0.55 * layout.width() && segment.middle() > 0.4 * layout.height();
                    boolean known = Lexicon.surnames()
                            .has(Names.letters(segment.tokens().get(0).text()));
                    boolean name = Names.looksLikeName(segment) && !Posts.isTitle(segment.text());
                    if (placed && known && name && words >= 3 && words <= 4) {
                        return Optional.of(segment);
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** The lowest name within reach under a line that contains a title. */
    static Optional<Row.Segment> nameUnder(List<PageView> pages, String title) {
        for (PageView page : pages) {
            PageLayout layout = page.layout();
            double h = layout.letterHeight();
            for (Row row : layout.rows()) {
                for (Row.Segment head : row.segments()) {
                    String bare = Token.bare(head.text());
                    boolean fits = head.tokens().size() <= 8
                            && row.middle() > 0.3 * layout.height()
                            && Fuzzy.find(title, bare, title.length() / 7).edits() <= title.length() / 7;
                    Optional<Row.Segment> name = fits ? below(layout, row, head, h) : Optional.empty();
                    if (name.isPresent()) {
                        return name;
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Row.Segment> below(PageLayout layout, Row row, Row.Segment head, double h) {
        Row.Segment found = null;
        for (int r = row.index() + 1; r < layout.rows().size(); r++) {
            for (Row.Segment segment : layout.rows().get(r).segments()) {
                boolean inside = segment.centre() > head.x0() - 4 * h && segment.centre() < head.x1() + 4 * h;
                if (inside
                        && segment.top() - head.bottom() < 16 * h
                        && Names.looksLikeName(segment)
                        && !Posts.isTitle(segment.text())) {
                    found = segment;
                }
            }
        }
        return Optional.ofNullable(found);
    }
}
