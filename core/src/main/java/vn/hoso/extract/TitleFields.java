package vn.hoso.extract;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.hoso.paper.FieldType;
import vn.hoso.paper.Method;
import vn.hoso.paper.PaperType;

/** Values that stand in the title of a paper or around it. */
final class TitleFields {
    private final PaperType type;
    private final List<PageView> pages;
    private final @Nullable TitleBlock title;

    TitleFields(PaperType type, List<PageView> pages, @Nullable TitleBlock title) {
        this.type = type;
        this.pages = pages;
        this.title = title;
    }

    private List<PageView> firstPage() {
        return pages.isEmpty() ? List.of() : pages.subList(0, 1);
    }

    /** The whole title, or what it says of the procedure that is asked for. */
    Optional<Candidate> whole(FieldType field) {
        if (title == null) {
            return Optional.empty();
        }
        TitleBlock whole = wholeTitle(title);
        String printed = Normaliser.clean(Row.join(whole.tokens()));
        boolean known =
                type.titles().stream().anyMatch(cue -> Label.exact(cue.phrase()).equals(Label.exact(printed)));
        if (field.choices().isEmpty()) {
            return Candidate.inLayout(field, new Normalised(printed, whole.tokens(), List.of(), known), 0.9);
        }
        String bare = whole.bare();
        for (FieldType.Choice choice : field.choices()) {
            String wanted = Token.bare(choice.phrase());
            int limit = wanted.length() / 7;
            if (Fuzzy.find(wanted, bare, limit).edits() <= limit) {
                return Optional.of(Candidate.of(
                        field,
                        new Normalised(choice.value(), title.tokens(), List.of(), true),
                        Method.DERIVED,
                        0.95,
                        1));
            }
        }
        return Optional.empty();
    }

    /** The body in whose name a certificate speaks: capitals alone under its title, {@code ỦY BAN NHÂN DÂN …}. */
    Optional<Candidate> issuer(FieldType field) {
        if (title == null) {
            return Optional.empty();
        }
        Row.Segment last = title.lines().get(title.lines().size() - 1);
        double h = pages.get(0).layout().letterHeight();
        List<Token> words = new ArrayList<>();
        double bottom = last.bottom();
        for (Row row : pages.get(0).layout().rows()) {
            Row.Segment segment = row.segments().get(0);
            boolean near = segment.top() - bottom < 3 * h;
            if (row.middle() <= last.bottom() || row.segments().size() > 1) {
                continue;
            }
            boolean capitals = segment.capitals() > 0.9 && segment.tokens().size() > 1;
            boolean opens = Token.bare(segment.text()).matches("(?:uybannhandan|ubnd).+");
            boolean province = !words.isEmpty() && Token.bare(segment.text()).startsWith("tinh");
            if (!near
                    || !capitals
                    || province
                    || (words.isEmpty() && !opens)
                    || Token.bare(segment.text()).equals("chungnhan")) {
                break;
            }
            words.addAll(segment.tokens());
            bottom = segment.bottom();
        }
        return words.isEmpty() ? Optional.empty() : Candidate.read(field, words, 0.9);
    }

    /** The title with the lines of capitals into which it goes on. */
    private TitleBlock wholeTitle(TitleBlock known) {
        return firstPage().stream()
                .flatMap(page -> page.titles().stream())
                .filter(block -> block.lines().size() > known.lines().size()
                        && block.lines().subList(0, known.lines().size()).equals(known.lines()))
                .filter(block -> block.lines().stream().noneMatch(line -> Posts.isTitle(line.text())))
                .max(Comparator.comparingInt(block -> block.lines().size()))
                .orElse(known);
    }

    /** The line of the title that names the degree. */
    Optional<Candidate> degree(FieldType field) {
        if (title == null) {
            return Optional.empty();
        }
        for (Row.Segment line : title.lines()) {
            if (Token.bare(line.text()).startsWith("bang") && line.tokens().size() > 1) {
                String text = Agencies.repair(Normaliser.clean(line.text())).toLowerCase(Locale.ROOT);
                String value = text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
                return Candidate.inLayout(field, new Normalised(value, line.tokens(), List.of(), false), 0.9);
            }
        }
        return Optional.empty();
    }

    /** The body whose head awards a diploma: the line in capitals with a school below or behind {@code HIỆU TRƯỞNG}. */
    Optional<Candidate> headOf(FieldType field) {
        for (PageView page : firstPage()) {
            for (Row row : page.layout().rows()) {
                for (Row.Segment segment : row.segments()) {
                    Optional<List<Token>> school = schoolIn(segment);
                    if (school.isPresent() && segment.capitals() > 0.8) {
                        List<Token> name = new ArrayList<>(school.get());
                        name.addAll(restUnder(page.layout(), row, segment));
                        return Candidate.read(field, name, 0.9);
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** The rest of a name in capitals that wraps: a shorter line of capitals close under its middle. */
    private static List<Token> restUnder(PageLayout layout, Row row, Row.Segment line) {
        double h = layout.letterHeight();
        return layout.rows().stream()
                .filter(next -> next.index() > row.index() && next.index() <= row.index() + 2)
                .flatMap(next -> next.segments().stream())
                .filter(next -> next.top() - line.bottom() < 1.3 * h
                        && next.top() > line.middle()
                        && Math.abs(next.centre() - line.centre()) < 2 * h
                        && next.x1() - next.x0() < line.x1() - line.x0())
                .filter(next -> next.capitals() > 0.9
                        && next.letters() > 1
                        && !Posts.isTitle(next.text())
                        && !Token.bare(next.text()).matches("(?:bang|cap|so|chungnhan).*"))
                .map(Row.Segment::tokens)
                .findFirst()
                .orElse(List.of());
    }

    private static Optional<List<Token>> schoolIn(Row.Segment segment) {
        List<Token> tokens = segment.tokens();
        for (int i = 0; i < tokens.size(); i++) {
            String bare = tokens.get(i).bare();
            boolean afterHead = i > 0 && tokens.get(i - 1).bare().matches("truong|doc|pho|giam|hieu");
            boolean school = bare.equals("truong")
                    && i + 1 < tokens.size()
                    && !tokens.get(i).text().isEmpty()
                    && !(i > 0 && tokens.get(i - 1).bare().matches("hieu|bo|phong|cuc"));
            boolean other = (bare.equals("dai") || bare.equals("hoc") || bare.equals("vien") || bare.equals("so"))
                    && (i == 0 || afterHead)
                    && tokens.size() - i >= 3;
            if ((school || other) && tokens.size() - i >= 3) {
                return Optional.of(tokens.subList(i, tokens.size()));
            }
        }
        return Optional.empty();
    }
}
