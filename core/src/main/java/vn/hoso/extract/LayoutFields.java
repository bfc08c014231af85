package vn.hoso.extract;

import java.util.ArrayList;
import java.util.List;
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

    private final List<PageView> pages;
    private final @Nullable TitleBlock title;
    private final TitleFields titles;
    private final SignatureFields signers;
    private final List<DateLine> dates = new ArrayList<>();
    private final List<Boolean> dateInHeading = new ArrayList<>();

    LayoutFields(PaperType type, List<PageView> pages, @Nullable TitleBlock title) {
        this.pages = pages;
        this.title = title;
        List<Signature> signatures = new ArrayList<>();
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
        this.titles = new TitleFields(type, pages, title);
        this.signers = new SignatureFields(pages, signatures);
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
            case "title" -> titles.whole(field);
            case "title.issuer" -> titles.issuer(field);
            case "title.degree" -> titles.degree(field);
            case "subject" -> Subjects.underTitle(pages, title).flatMap(tokens -> Candidate.read(field, tokens, 0.9));
            case "re" -> re(field);
            case "addressee" -> Subjects.addressee(pages).flatMap(found -> addressee(field, found));
            case "bases" -> Subjects.bases(pages, field);
            case "mark.urgency" -> mark(field, URGENCY);
            case "head.of" -> titles.headOf(field);
            case "corner.serial" -> cornerSerial(field);
            case "signature.title" -> signers.ownPost(field);
            case "signature.title.full" -> signers.fullTitle(field);
            case "signature.name" -> signers.name(field);
            case "signature.registrar" -> signers.registrar(field);
            case "signature.agency" -> signers.agency(field);
            case "signature.office" -> signers.office(field);
            default -> Optional.empty();
        };
    }

    private Optional<Candidate> number(FieldType field) {
        for (PageView page : firstPage()) {
            Optional<Heading.Numbered> number = page.heading().number();
            if (number.isPresent() && number.get().complete()) {
                Heading.Numbered n = number.get();
                List<String> doubts = n.handwritten() ? List.of("handwritten") : List.of();
                return Candidate.inLayout(field, new Normalised(n.number(), n.tokens(), doubts, true), 0.95);
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
                return Candidate.inLayout(
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
                return Candidate.inLayout(
                        field, Normaliser.incomplete(new Normalised(name, tokens.get(), doubts, false)), 0.9);
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
                        .flatMap(value -> Candidate.inLayout(field, value, 0.85));
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
        return line.flatMap(l -> Candidate.read(field, l.place(), 0.95));
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
            return Candidate.inLayout(
                    field, new Normalised(value.value(), value.tokens(), doubts, value.wellFormed()), 0.95);
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
        return lone.size() == 1 ? Candidate.read(field, lone.get(0).tokens(), 0.8) : Optional.empty();
    }

    private Optional<Candidate> re(FieldType field) {
        Optional<List<Token>> words = firstPage().stream()
                .flatMap(page -> page.heading().re().stream())
                .findFirst();
        if (words.isEmpty()) {
            return Subjects.underTitle(pages, title).flatMap(tokens -> Candidate.read(field, tokens, 0.6));
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
        return Candidate.inLayout(field, new Normalised(value, rest, List.of(), false), 0.9);
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
                : Candidate.inLayout(
                        field,
                        Normaliser.incomplete(new Normalised(String.join("; ", names), all, List.of(), false)),
                        0.9);
    }

    private Optional<Candidate> mark(FieldType field, Set<String> words) {
        for (PageView page : firstPage()) {
            for (Row row : page.layout().rows()) {
                for (Row.Segment segment : row.segments()) {
                    if (segment.capitals() > 0.9 && words.contains(Token.bare(segment.text()))) {
                        return Candidate.inLayout(
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

    /** A serial of one or two letters and six or eight digits alone on its segment; the lowest of the first page. */
    private Optional<Candidate> cornerSerial(FieldType field) {
        Candidate found = null;
        for (PageView page : pages) {
            for (Row row : page.layout().rows()) {
                for (Row.Segment segment : row.segments()) {
                    boolean lone = segment.text().matches("[\\p{Lu}]{1,2}\\s?[0-9OIlB]{6,8}[.,|]?");
                    if (lone) {
                        found = Candidate.read(field, segment.tokens(), 0.9).orElse(found);
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
                        return Candidate.read(field, tail, 0.7).orElse(null);
                    }
                }
            }
        }
        return null;
    }
}
