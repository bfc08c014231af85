package vn.hoso.extract;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import vn.hoso.paper.FieldKind;
import vn.hoso.paper.FieldType;
import vn.hoso.paper.Method;
import vn.hoso.paper.PaperType;

/** Values beside captions. */
final class LabelFields {
    /** Captions by the list of fields that they come from; a program has few types. */
    private static final Map<PaperType, LabelSpotter> SPOTTERS = new ConcurrentHashMap<>();

    /** The section of a person whom no field is about. */
    private static final String ANOTHER = "";

    /** Names that differ in no more letters are the same, misread. */
    private static final int MISREAD = 2;

    private final PaperType type;
    private final @Nullable TitleBlock title;
    private final LabelSpotter spotter;
    private final Map<String, List<Candidate>> candidates = new LinkedHashMap<>();
    private final Set<String> unread = new HashSet<>();
    private final Set<String> presumed = new HashSet<>();
    private final boolean onePerson;
    private boolean named;
    private @Nullable String section;

    LabelFields(PaperType type, @Nullable TitleBlock title) {
        this.type = type;
        this.title = title;
        this.spotter = SPOTTERS.computeIfAbsent(type, declared -> new LabelSpotter(Label.of(declared)));
        this.onePerson = type.fields().stream()
                        .map(FieldType::section)
                        .filter(Objects::nonNull)
                        .distinct()
                        .count()
                == 1;
        this.section = type.sections().isEmpty()
                ? null
                : type.sections().stream()
                        .filter(one -> one.headings().isEmpty())
                        .map(PaperType.Section::key)
                        .findFirst()
                        .orElse(type.sections().get(0).key());
    }

    /** All values by field, in the order of the pages. */
    Map<String, List<Candidate>> read(List<PageView> pages) {
        for (PageView page : pages) {
            read(page.layout());
        }
        presumed.stream()
                .map(candidates::get)
                .filter(Objects::nonNull)
                .forEach(found -> found.replaceAll(candidate -> candidate.doubted("whose")));
        return candidates;
    }

    private void read(PageLayout page) {
        List<LabelHit> spotted = spot(page);
        Optional<SideBySide> blocks = SideBySide.find(page, spotted);
        if (blocks.isPresent()) {
            SideBySide two = blocks.get();
            PageLayout layout = page.parted(two.border(), two.top(), two.bottom());
            List<LabelHit> hits = new ArrayList<>(spot(layout));
            hits.sort(two.order());
            read(hits, new ValueReader(layout, hits, blocks), Optional.empty(), !two.named());
        } else {
            read(spotted, new ValueReader(page, spotted, blocks), ColumnTable.find(page, spotted), false);
        }
    }

    /** The captions of a page; the words of the title are none. */
    private List<LabelHit> spot(PageLayout page) {
        return spotter.spot(page).stream()
                .filter(hit -> title == null
                        || hit.colon()
                        || title.lines().stream()
                                .noneMatch(line ->
                                        line.tokens().contains(hit.words().get(0))))
                .toList();
    }

    private void read(List<LabelHit> hits, ValueReader values, Optional<ColumnTable> table, boolean unnamed) {
        for (LabelHit hit : hits) {
            if (table.isPresent() && table.get().owns(hit)) {
                readColumns(hit, table.get());
                continue;
            }
            if (table.isEmpty() || table.get().sectionAt(hit).isEmpty()) {
                openSection(hit);
            }
            Optional<String> column = table.flatMap(t -> t.sectionAt(hit));
            String here = column.orElse(section);
            FieldType field = fieldOf(hit, here, values);
            if (field != null && namesAnother(hit, field, values)) {
                named = true;
                section = ANOTHER;
                field = null;
            }
            if (field != null) {
                boolean elsewhere = hit.label().fields().size() > 1 && !Objects.equals(field.section(), here);
                if (!named && column.isEmpty() && field.section() != null && !filled(field)) {
                    presumed.add(field.key());
                }
                read(hit, field, values, field.section() != null && (unnamed || elsewhere));
            }
        }
    }

    private void openSection(LabelHit hit) {
        Label label = hit.label();
        if (!label.sections().isEmpty() && hit.starts()) {
            open(label.sections().get(0));
            return;
        }
        // a caption that only one section has opens it
        List<String> sections = label.fields().stream()
                .map(field -> field.section() == null ? "" : field.section())
                .distinct()
                .toList();
        if (sections.size() == 1 && !sections.get(0).isEmpty() && !ANOTHER.equals(section)) {
            open(sections.get(0));
        }
    }

    /** What was read before is of the section that mostly comes first; that it is, the first section to be named tells. */
    private void open(String key) {
        if (!named && key.equals(section)) {
            presumed.clear();
        }
        named = true;
        section = key;
    }

    /** Which of the fields with this caption is meant: that of the present section, or else the first without a value. */
    private @Nullable FieldType fieldOf(LabelHit hit, @Nullable String here, ValueReader values) {
        List<FieldType> fields = ANOTHER.equals(here)
                ? hit.label().fields().stream()
                        .filter(field -> field.section() == null)
                        .toList()
                : hit.label().fields();
        if (fields.isEmpty()) {
            return null;
        }
        for (FieldType field : fields) {
            if (field.section() != null && field.section().equals(here) && !filled(field)) {
                return field;
            }
        }
        for (FieldType field : fields) {
            if (field.section() == null && !filled(field) && fits(hit, field, values)) {
                return field;
            }
        }
        for (FieldType field : fields) {
            if (!filled(field) && fits(hit, field, values)) {
                return field;
            }
        }
        return fields.stream()
                .filter(field -> field.section() != null && field.section().equals(here))
                .findFirst()
                .orElse(fields.get(0));
    }

    /**
     * Whether a caption brings a second name for a field that has one, so that what follows is about another person:
     * the applicant comes first, then the child or the deceased.
     */
    private boolean namesAnother(LabelHit hit, FieldType field, ValueReader values) {
        if (field.kind() != FieldKind.NAME || field.section() == null || !onePerson || !filled(field)) {
            return false;
        }
        Optional<String> second = Names.read(values.read(hit, FieldKind.NAME).tokens())
                .filter(Normalised::wellFormed)
                .map(name -> Token.bare(name.value()));
        return second.isPresent()
                && candidates.getOrDefault(field.key(), List.of()).stream()
                        .map(name -> Token.bare(name.value()))
                        .allMatch(first -> Fuzzy.distance(first, second.get(), MISREAD) > MISREAD);
    }

    private boolean filled(FieldType field) {
        return candidates.containsKey(field.key());
    }

    private static boolean fits(LabelHit hit, FieldType field, ValueReader values) {
        return Normaliser.normalise(field.kind(), values.read(hit, field.kind()).tokens())
                .isPresent();
    }

    private void read(LabelHit hit, FieldType field, ValueReader values, boolean guessed) {
        ValueReader.Span span = values.read(hit, field.kind());
        List<Token> tokens = span.tokens();
        if (tokens.isEmpty()) {
            return;
        }
        double position = switch (span.position()) {
            case BEHIND -> 1;
            case BESIDE -> hit.colon() ? 0.85 : 0.95;
            case UNDER -> 0.85;
            case COLUMN -> 0.9;
        };
        add(hit, field, tokens, position, span.rows(), guessed);
        after(hit, field, values);
    }

    private void readColumns(LabelHit hit, ColumnTable table) {
        for (FieldType field : hit.label().fields()) {
            String column = field.section();
            if (column != null) {
                List<Token> cell = table.cell(hit, column);
                add(hit, field, cell, 0.9, 1, table.guessed());
            }
        }
    }

    private void add(LabelHit hit, FieldType field, List<Token> words, double position, int rows, boolean guessed) {
        String suffix = hit.label().suffix();
        boolean drop = !suffix.isEmpty()
                && words.size() > 1
                && words.get(words.size() - 1).bare().equals(suffix);
        List<Token> tokens = drop ? words.subList(0, words.size() - 1) : words;
        double anchor = (hit.colon() ? 1 : 0.93) * (hit.marks() ? 1 : 0.97) * (hit.starts() || hit.colon() ? 1 : 0.95);
        // without a colon a measure stands directly behind its caption; other words say of something else how much it
        // is
        boolean apart = field.kind() == FieldKind.DECIMAL
                && !hit.colon()
                && !tokens.isEmpty()
                && Character.isLowerCase(tokens.get(0).text().charAt(0));
        Optional<Normalised> read = apart ? Optional.empty() : Normaliser.normalise(field.kind(), tokens);
        if (read.isEmpty() && !tokens.isEmpty()) {
            unread.add(field.key());
        }
        double fit = (guessed ? 0.5 : 1) * position * anchor * hit.quality() * hit.quality();
        read.map(value -> guessed ? value.with("whose") : value)
                .ifPresent(value -> candidates
                        .computeIfAbsent(field.key(), key -> new ArrayList<>())
                        .add(Candidate.of(field, value, Method.LABEL, fit, rows)));
    }

    /** How many fields have a caption with something behind it in which no value could be read. */
    int unread() {
        return (int) unread.stream().filter(key -> !candidates.containsKey(key)).count();
    }

    /** A date that follows the number of a change on the same line, or the words of a date in brackets behind it. */
    private void after(LabelHit hit, FieldType field, ValueReader values) {
        for (FieldType other : type.fields()) {
            if (other.places().contains("after." + field.key())) {
                boolean words = other.kind() == FieldKind.DATE_WORDS || other.kind() == FieldKind.NUMBER_WORDS;
                List<Token> tokens = values.read(hit, other.kind()).tokens();
                Normaliser.normalise(other.kind(), words ? inBrackets(tokens) : tokens)
                        .filter(value -> !words || value.wellFormed())
                        .ifPresent(value -> candidates
                                .computeIfAbsent(other.key(), key -> new ArrayList<>())
                                .add(Candidate.of(other, value, Method.LABEL, 0.9, 1)));
            }
        }
    }

    private static List<Token> inBrackets(List<Token> tokens) {
        for (int i = 1; i < tokens.size(); i++) {
            if (tokens.get(i).text().startsWith("(")) {
                return tokens.subList(i, tokens.size());
            }
        }
        return List.of();
    }
}
