package vn.hoso.extract;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.hoso.paper.FieldKind;
import vn.hoso.paper.FieldType;
import vn.hoso.paper.Method;
import vn.hoso.paper.PaperType;
import vn.hoso.text.Vietnamese;

/** Values that have no caption and are known by their place in the layout. */
final class LayoutFields {
    private static final Set<String> URGENCY = Set.of("hoatoc", "thuongkhan", "khan", "hoatochengio");

    private final PaperType type;
    private final List<PageView> pages;
    private final @Nullable TitleBlock title;
    private final List<Signature> signatures = new ArrayList<>();
    private final List<DateLine> dates = new ArrayList<>();
    private final List<Boolean> dateInHeading = new ArrayList<>();

    LayoutFields(PaperType type, List<PageView> pages, @Nullable TitleBlock title) {
        this.type = type;
        this.pages = pages;
        this.title = title;
        for (PageView page : pages) {
            for (Signature signature : Signature.find(page.layout())) {
                if (title == null || signature.title().stream().noneMatch(title.lines()::contains)) {
                    signatures.add(signature);
                }
            }
            for (DateLine line : DateLine.find(page.layout())) {
                dates.add(line);
                dateInHeading.add(page.page() == pages.get(0).page() && inHeading(page, line));
            }
        }
    }

    private static boolean inHeading(PageView page, DateLine line) {
        double y = line.segment().middle();
        return page.heading()
                .motto()
                .map(motto -> y > motto.top()
                        && y < motto.bottom() + 7 * page.layout().letterHeight())
                .orElse(y < 0.25 * page.layout().height());
    }

    /** The value of a field at the first of its places where there is one. */
    Optional<Candidate> find(FieldType field) {
        for (String place : field.places()) {
            Optional<Candidate> found = at(place, field);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<Candidate> at(String place, FieldType field) {
        return switch (place) {
            case "heading.number" -> number(field);
            case "heading.symbol" -> symbol(field);
            case "heading.agency" -> agency(field);
            case "heading.parent" -> parent(field);
            case "heading.place" -> datePlace(field, dateLine(true));
            case "heading.date" -> date(field, dateLine(true), isNumberHandwritten());
            case "signature.place" -> datePlace(field, dateLine(false));
            case "signature.date" -> date(field, dateLine(false), false);
            case "lone.date" -> loneDate(field);
            case "title" -> titleField(field);
            case "title.issuer" -> titleIssuer(field);
            case "title.degree" -> degree(field);
            case "subject" -> Subjects.underTitle(pages, title).flatMap(tokens -> text(field, tokens, 0.9));
            case "re" -> re(field);
            case "addressee" -> Subjects.addressee(pages).flatMap(found -> addressee(field, found));
            case "bases" -> Subjects.bases(pages, field);
            case "mark.urgency" -> mark(field, URGENCY);
            case "head.of" -> headOf(field);
            case "corner.serial" -> cornerSerial(field);
            case "signature.title" -> signer().flatMap(s -> post(field, Posts.own(s.post()), s));
            case "signature.title.full" -> signer().flatMap(s -> post(field, s.fullTitle(), s));
            case "signature.name" -> signerName(field);
            case "signature.registrar" -> registrar(field);
            case "signature.agency" -> signatureAgency(field);
            case "signature.office" -> office(field);
            default -> Optional.empty();
        };
    }

    private static Optional<Candidate> candidate(FieldType field, Normalised value, double fit) {
        return Optional.of(Candidate.of(field, value, Method.LAYOUT, fit, 1));
    }

    private static Optional<Candidate> text(FieldType field, List<Token> tokens, double fit) {
        return Normaliser.normalise(field.kind(), tokens).flatMap(value -> candidate(field, value, fit));
    }

    private Optional<Candidate> number(FieldType field) {
        for (PageView page : firstPage()) {
            Optional<Heading.Numbered> number = page.heading().number();
            if (number.isPresent() && number.get().complete()) {
                Heading.Numbered n = number.get();
                List<String> doubts = n.handwritten() ? List.of("handwritten") : List.of();
                return candidate(field, new Normalised(n.number(), n.tokens(), doubts, true), 0.95);
            }
        }
        return Optional.empty();
    }

    private Optional<Candidate> symbol(FieldType field) {
        for (PageView page : firstPage()) {
            Optional<Heading.Numbered> number = page.heading().number();
            if (number.isPresent()) {
                Heading.Numbered n = number.get();
                List<Token> tokens = n.tokens().stream()
                        .filter(token -> token.text().chars().anyMatch(Character::isLetter))
                        .toList();
                return candidate(
                        field,
                        new Normalised(n.symbol(), tokens.isEmpty() ? n.tokens() : tokens, List.of(), true),
                        0.95);
            }
        }
        return Optional.empty();
    }

    private List<PageView> firstPage() {
        return pages.isEmpty() ? List.of() : pages.subList(0, 1);
    }

    private Optional<Candidate> agency(FieldType field) {
        return headingAgency(field).or(() -> agencyOfSymbol(field));
    }

    /** Where the heading was cut off or covered: some symbols name the body that issued the document. */
    private Optional<Candidate> agencyOfSymbol(FieldType field) {
        return firstPage().stream()
                .flatMap(page -> page.heading().number().stream())
                .findFirst()
                .flatMap(number -> Agencies.ofSymbol(number.symbol())
                        .map(name -> Candidate.of(
                                field,
                                new Normalised(name, number.tokens(), List.of("derived"), true),
                                Method.DERIVED,
                                0.7,
                                1)));
    }

    private Optional<Candidate> headingAgency(FieldType field) {
        for (PageView page : firstPage()) {
            Optional<List<Token>> tokens = page.heading().agency();
            if (tokens.isPresent()) {
                String printed = Normaliser.clean(Row.join(tokens.get()));
                String right = Agencies.repair(printed);
                String name = page.wording().capitalised(Agencies.sentenceCase(right));
                Optional<String> place = page.heading().place();
                List<String> doubts = new ArrayList<>();
                if (!right.equals(printed)) {
                    doubts.add("repaired");
                }
                if (Heading.lacksPlace(name) && place.isPresent()) {
                    name = name + " " + place.get();
                    doubts.add("completed");
                }
                return candidate(field, Normaliser.incomplete(new Normalised(name, tokens.get(), doubts, false)), 0.9);
            }
        }
        return Optional.empty();
    }

    private Optional<Candidate> parent(FieldType field) {
        for (PageView page : firstPage()) {
            Optional<List<Token>> tokens = page.heading().parent();
            if (tokens.isPresent()) {
                return Normaliser.normalise(field.kind(), tokens.get())
                        .map(read -> new Normalised(
                                page.wording().capitalised(read.value()),
                                read.tokens(),
                                read.doubts(),
                                read.wellFormed()))
                        .flatMap(value -> candidate(field, value, 0.85));
            }
        }
        return Optional.empty();
    }

    /** The line with place and date: in the heading, or the last one before a signature. */
    private Optional<DateLine> dateLine(boolean heading) {
        DateLine found = null;
        for (int i = 0; i < dates.size(); i++) {
            if (dateInHeading.get(i) == heading) {
                if (heading) {
                    return Optional.of(dates.get(i));
                }
                found = dates.get(i);
            }
        }
        return Optional.ofNullable(found);
    }

    private static Optional<Candidate> datePlace(FieldType field, Optional<DateLine> line) {
        return line.flatMap(l -> text(field, l.place(), 0.95));
    }

    /** The clerk who writes the number into its space writes the day beside it too. */
    private boolean isNumberHandwritten() {
        return firstPage().stream()
                .flatMap(page -> page.heading().number().stream())
                .anyMatch(Heading.Numbered::handwritten);
    }

    private static Optional<Candidate> date(FieldType field, Optional<DateLine> line, boolean written) {
        return line.flatMap(l -> Normaliser.normalise(FieldKind.DATE, l.date()).flatMap(value -> {
            boolean low = value.tokens().stream().anyMatch(token -> token.confidence() < 70);
            List<String> doubts = new ArrayList<>(value.doubts());
            if ((low || written) && !doubts.contains("handwritten")) {
                doubts.add("handwritten");
            }
            if (!LeadingZero.kept(Row.join(value.tokens()))) {
                doubts.add("leading_zero");
            }
            return candidate(field, new Normalised(value.value(), value.tokens(), doubts, value.wellFormed()), 0.95);
        }));
    }

    /** The only line of a paper that is a date with its words and nothing else. */
    private Optional<Candidate> loneDate(FieldType field) {
        List<Row.Segment> lone = pages.stream()
                .flatMap(page -> page.layout().rows().stream())
                .flatMap(row -> row.segments().stream())
                .filter(segment -> segment.tokens().get(0).bare().equals("ngay"))
                .filter(segment -> Dates.find(Normaliser.clean(segment.text()))
                        .filter(found -> found.worded()
                                && found.from() == 0
                                && found.to()
                                        == Normaliser.clean(segment.text()).length())
                        .isPresent())
                .toList();
        return lone.size() == 1 ? text(field, lone.get(0).tokens(), 0.8) : Optional.empty();
    }

    private Optional<Candidate> titleField(FieldType field) {
        if (title == null) {
            return Optional.empty();
        }
        TitleBlock whole = wholeTitle(title);
        String printed = Normaliser.clean(Row.join(whole.tokens()));
        boolean known =
                type.titles().stream().anyMatch(cue -> Label.exact(cue.phrase()).equals(Label.exact(printed)));
        if (field.choices().isEmpty()) {
            return candidate(field, new Normalised(printed, whole.tokens(), List.of(), known), 0.9);
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
    private Optional<Candidate> titleIssuer(FieldType field) {
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
        return words.isEmpty() ? Optional.empty() : text(field, words, 0.9);
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

    private Optional<Candidate> degree(FieldType field) {
        if (title == null) {
            return Optional.empty();
        }
        for (Row.Segment line : title.lines()) {
            if (Token.bare(line.text()).startsWith("bang") && line.tokens().size() > 1) {
                String text = Agencies.repair(Normaliser.clean(line.text())).toLowerCase(Locale.ROOT);
                String value = text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
                return candidate(field, new Normalised(value, line.tokens(), List.of(), false), 0.9);
            }
        }
        return Optional.empty();
    }

    private Optional<Candidate> re(FieldType field) {
        Optional<List<Token>> words = firstPage().stream()
                .flatMap(page -> page.heading().re().stream())
                .findFirst();
        if (words.isEmpty()) {
            return Subjects.underTitle(pages, title).flatMap(tokens -> text(field, tokens, 0.6));
        }
        List<Token> tokens = words.get();
        int skip = Vietnamese.fold(tokens.get(0).text()).matches("v\\s?[/il|]?\\s?v[.:]?") ? 1 : 0;
        if (skip == 0
                && tokens.size() > 2
                && Token.bare(Row.join(tokens.subList(0, 2))).equals("veviec")) {
            skip = 2;
        }
        if (skip == 0
                && tokens.size() > 1
                && Token.bare(Row.join(tokens.subList(0, 2))).equals("vv")) {
            skip = 2;
        }
        List<Token> rest = tokens.subList(Math.min(skip, tokens.size() - 1), tokens.size());
        String printed = Row.join(rest).strip();
        String value = Normaliser.clean(printed);
        // a full stop that is printed after the subject belongs to it
        if (printed.endsWith(".") && !printed.endsWith("..")) {
            value = value + ".";
        }
        return candidate(field, new Normalised(value, rest, List.of(), false), 0.9);
    }

    private static Optional<Candidate> addressee(FieldType field, List<List<Token>> items) {
        List<String> names = new ArrayList<>();
        List<Token> all = new ArrayList<>();
        for (List<Token> item : items) {
            String name = Normaliser.clean(Row.join(item));
            if (!name.isEmpty()) {
                names.add(name);
                all.addAll(item);
            }
        }
        return names.isEmpty()
                ? Optional.empty()
                : candidate(
                        field,
                        Normaliser.incomplete(new Normalised(String.join("; ", names), all, List.of(), false)),
                        0.9);
    }

    private Optional<Candidate> mark(FieldType field, Set<String> words) {
        for (PageView page : firstPage()) {
            for (Row row : page.layout().rows()) {
                for (Row.Segment segment : row.segments()) {
                    if (segment.capitals() > 0.9 && words.contains(Token.bare(segment.text()))) {
                        return candidate(
                                field,
                                new Normalised(
                                        Vietnamese.normaliseTonePlacement(Normaliser.clean(segment.text())),
                                        segment.tokens(),
                                        List.of(),
                                        true),
                                0.9);
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** The body whose head awards a diploma: the line in capitals with a school below or behind {@code HIỆU TRƯỞNG}. */
    private Optional<Candidate> headOf(FieldType field) {
        for (PageView page : firstPage()) {
            for (Row row : page.layout().rows()) {
                for (Row.Segment segment : row.segments()) {
                    Optional<List<Token>> school = schoolIn(segment);
                    if (school.isPresent() && segment.capitals() > 0.8) {
                        List<Token> name = new ArrayList<>(school.get());
                        name.addAll(restUnder(page.layout(), row, segment));
                        return text(field, name, 0.9);
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

    /** A serial of one or two letters and six or eight digits alone on its segment; the lowest of the first page. */
    private Optional<Candidate> cornerSerial(FieldType field) {
        Candidate found = null;
        for (PageView page : pages) {
            for (Row row : page.layout().rows()) {
                for (Row.Segment segment : row.segments()) {
                    boolean lone = segment.text().matches("[\\p{Lu}]{1,2}\\s?[0-9OIlB]{6,8}[.,|]?");
                    if (lone) {
                        found = text(field, segment.tokens(), 0.9).orElse(found);
                    }
                }
            }
            if (found != null) {
                break;
            }
        }
        if (found == null) {
            found = serialAtEnd(field);
        }
        return Optional.ofNullable(found);
    }

    private @Nullable Candidate serialAtEnd(FieldType field) {
        for (PageView page : firstPage()) {
            List<Row> rows = page.layout().rows();
            for (int r = rows.size() - 1; r >= Math.max(0, rows.size() - 4); r--) {
                List<Token> tokens = rows.get(r).tokens();
                for (int i = 0; i < tokens.size(); i++) {
                    List<Token> tail = tokens.subList(i, Math.min(tokens.size(), i + 2));
                    if (Row.join(tail).matches("[\\p{Lu}]{1,2}\\s?[0-9OIlB]{6,8}")) {
                        return text(field, tail, 0.7).orElse(null);
                    }
                }
            }
        }
        return null;
    }

    /** The block of the signer: the last one with a name; of several side by side, the one at the right. */
    private Optional<Signature> signer() {
        return signatures.stream()
                .filter(block -> !isRegistrar(block) && !isHeading(block))
                .max(Comparator.<Signature>comparingInt(block -> block.name().isPresent() ? 1 : 0)
                        .thenComparingInt(block -> block.layout().page().page())
                        .thenComparingDouble(
                                block -> block.top() > 0.35 * block.layout().height() ? 1 : 0)
                        .thenComparingDouble(block -> block.middleX() + block.top()));
    }

    /** Whether a post without a name is what a diploma begins with: {@code HIỆU TRƯỞNG TRƯỜNG …} above its title. */
    private boolean isHeading(Signature block) {
        return block.name().isEmpty()
                && block.layout().page().page() == pages.get(0).page()
                && block.top() < 0.35 * block.layout().height();
    }

    private static boolean isRegistrar(Signature block) {
        String bare = Token.bare(block.title().stream().map(Row.Segment::text).reduce("", String::concat));
        return !block.isByOrder() && bare.contains("tuphap") && (bare.contains("canbo") || bare.contains("congchuc"));
    }

    private static Optional<Candidate> post(FieldType field, List<Token> tokens, Signature block) {
        double fit = block.name().isPresent() ? 0.95 : 0.75;
        return Normaliser.normalise(field.kind(), tokens).flatMap(read -> {
            List<String> doubts = new ArrayList<>(read.doubts());
            if (block.mayGoOn() || block.contradictsItself()) {
                doubts.add("cut_off");
            }
            return candidate(field, new Normalised(read.value(), read.tokens(), doubts, read.wellFormed()), fit);
        });
    }

    private Optional<Candidate> signerName(FieldType field) {
        Optional<Signature> signer = signer();
        Optional<Row.Segment> name = signer.flatMap(Signature::name);
        if (name.isEmpty()) {
            name = Subjects.declarantName(pages);
        }
        if (name.isEmpty()) {
            return Subjects.lastName(pages).flatMap(segment -> text(field, segment.tokens(), 0.6));
        }
        return name.flatMap(segment -> Names.read(segment.tokens()).flatMap(read -> {
            List<String> doubts = new ArrayList<>(read.doubts());
            if (!Names.looksLikeName(segment)) {
                // its first word is no known family name: an unusual one, or a usual one misread
                doubts.add("unlisted");
            }
            if (read.tokens().size() < 3) {
                // the seal lies over the beginning of the name and may hide a word of it
                doubts.add("cut_off");
            }
            return candidate(field, new Normalised(read.value(), read.tokens(), doubts, read.wellFormed()), 0.9);
        }));
    }

    private Optional<Candidate> registrar(FieldType field) {
        return Subjects.nameUnder(pages, "tuphaphotich")
                .or(() -> Subjects.nameUnder(pages, "canbohotich"))
                .flatMap(segment -> text(field, segment.tokens(), 0.85));
    }

    /** Capitals directly above the post, such as {@code SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG}, {@code TM.} left out. */
    private Optional<Candidate> signatureAgency(FieldType field) {
        Optional<Signature> signer = signer();
        if (signer.isEmpty()) {
            return Optional.empty();
        }
        List<Token> tokens = new ArrayList<>();
        List<Row.Segment> lines = new ArrayList<>(signer.get().above());
        lines.addAll(signer.get().title());
        for (Row.Segment line : lines) {
            if (Posts.isPost(line.text()) && !Agencies.opens(line.text())) {
                continue;
            }
            if (Posts.isAuthority(line.text())) {
                if (line.text().matches("(?i)^T\\s?M\\s?[.,].*")) {
                    List<Token> rest = line.tokens().get(0).text().matches("(?i)T\\s?M\\s?[.,]?")
                            ? line.tokens().subList(1, line.tokens().size())
                            : line.tokens();
                    tokens.addAll(rest);
                }
                continue;
            }
            tokens.addAll(line.tokens());
        }
        return tokens.isEmpty() ? Optional.empty() : text(field, tokens, 0.8);
    }

    /** The office named in the title of a head: {@code CỤC TRƯỞNG CỤC CẢNH SÁT …} gives Cục Cảnh sát …. */
    private Optional<Candidate> office(FieldType field) {
        for (Signature block : signatures) {
            List<Token> tokens = new ArrayList<>();
            block.above().forEach(line -> tokens.addAll(line.tokens()));
            block.title().forEach(line -> tokens.addAll(line.tokens()));
            String bare = Token.bare(Row.join(tokens));
            if (bare.contains("cuctruong") && tokens.size() > 4) {
                return text(field, Agencies.withoutScraps(tokens.subList(2, tokens.size())), 0.9);
            }
        }
        for (PageView page : pages) {
            for (Row row : page.layout().rows()) {
                for (Row.Segment segment : row.segments()) {
                    String bare = Token.bare(segment.text());
                    if (bare.startsWith("bocongan") && segment.capitals() > 0.6) {
                        return text(
                                field,
                                segment.tokens()
                                        .subList(0, Math.min(3, segment.tokens().size())),
                                0.9);
                    }
                }
            }
        }
        return Optional.empty();
    }
}
