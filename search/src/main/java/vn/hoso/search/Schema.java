package vn.hoso.search;

import java.text.Normalizer;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.NumericUtils;
import org.jspecify.annotations.Nullable;
import vn.hoso.paper.Owner;
import vn.hoso.record.DigitisedRecord;
import vn.hoso.text.PageText;

/**
 * What stands in the index, version {@value #VERSION}: one Lucene document a paper.
 *
 * <table>
 * <caption>Fields</caption>
 * <tr><th>field</th><th>holds</th><th>kind</th></tr>
 * <tr><td>{@code id}</td><td>the paper</td><td>keyword, doc value</td></tr>
 * <tr><td>{@code version}</td><td>version of the archive object</td><td>doc value</td></tr>
 * <tr><td>{@code text}</td><td>folded syllables of all pages, then of all field values; 100 positions between two</td>
 *     <td>positions</td></tr>
 * <tr><td>{@code exact}</td><td>the same syllables with accents, where they have any</td><td>frequencies</td></tr>
 * <tr><td>{@code pair}</td><td>each two folded syllables side by side</td><td>frequencies</td></tr>
 * <tr><td>{@code name}, {@code name_exact}, {@code name_pair}</td><td>the same of the names of persons</td>
 *     <td>positions, frequencies</td></tr>
 * <tr><td>{@code name_whole}</td><td>the whole name of a person, folded</td><td>keyword</td></tr>
 * <tr><td>{@code field}</td><td>folded syllables of the fields, each behind its key</td><td>positions</td></tr>
 * <tr><td>{@code value}</td><td>whole values behind their keys: words, dates, numbers in sortable form</td>
 *     <td>keyword</td></tr>
 * <tr><td>{@code number}</td><td>numbers and symbols of the paper, capitals without spaces and dots</td>
 *     <td>keyword</td></tr>
 * <tr><td>{@code type, level, state, kind, agency}</td><td>as in the record</td><td>keyword</td></tr>
 * <tr><td>{@code owner}</td><td>keyed hashes of the numbers of the owners</td><td>keyword</td></tr>
 * <tr><td>{@code person}</td><td>keyed hashes of the numbers that a paper says belong to one person</td>
 *     <td>keyword</td></tr>
 * <tr><td>{@code link}</td><td>the same, of papers that give a new and an old number of a person</td>
 *     <td>keyword</td></tr>
 * <tr><td>{@code ownerless}</td><td>{@code true} for a paper without the number of an owner</td><td>keyword</td></tr>
 * <tr><td>{@code issued, from, until}</td><td>days since 1970-01-01</td><td>point, doc value ({@code issued})</td></tr>
 * <tr><td>{@code page}, {@code show}</td><td>text of the pages and values of the fields, numbers masked</td>
 *     <td>stored</td></tr>
 * </table>
 *
 * <p>The commit carries the versions of the schema and of the analysis, the sequence number of the ledger and the
 * fingerprint of the key.
 */
final class Schema {
    /** The version that is written and read. */
    static final int VERSION = 2;

    static final String ID = "id";
    static final String PAPER_VERSION = "version";
    static final String TEXT = "text";
    static final String EXACT = "exact";
    static final String PAIR = "pair";
    static final String NAME = "name";
    static final String NAME_EXACT = "name_exact";
    static final String NAME_PAIR = "name_pair";
    static final String NAME_WHOLE = "name_whole";
    static final String FIELD = "field";
    static final String VALUE = "value";
    static final String NUMBER = "number";
    static final String TYPE = "type";
    static final String LEVEL = "level";
    static final String STATE = "state";
    static final String KIND = "kind";
    static final String AGENCY = "agency";
    static final String OWNER = "owner";
    static final String PERSON = "person";
    static final String LINK = "link";
    static final String OWNERLESS = "ownerless";
    static final String ISSUED = "issued";
    static final String FROM = "from";
    static final String UNTIL = "until";
    static final String PAGE = "page";
    static final String SHOW = "show";

    static final String META_SCHEMA = "schema";
    static final String META_ANALYSIS = "analysis";
    static final String META_LEDGER = "ledger";
    static final String META_KEY = "key";

    /** Stands between a key and what belongs to it. */
    static final char OF = '\u0001';

    /** Begins a number in sortable form. */
    static final char SORTABLE = '\u0002';

    /** Fields that hold the number of a paper, the most telling first. */
    static final List<String> NUMBER_KEYS = List.of(
            "paper_number",
            "document_number",
            "certificate_number",
            "permit_number",
            "enterprise_code",
            "serial",
            "diploma_serial",
            "register_number",
            "certificate_code");

    private static final List<String> TITLE_KEYS =
            List.of("abstract", "form_title", "business_name", "project_name", "degree", "land_address");
    private static final List<String> ISSUED_KEYS = List.of("issue_date", "registration_date");
    private static final Set<String> PERSON_KEYS =
            Set.of("id_number", "old_id_number", "personal_id", "child_personal_id");
    private static final int GAP = 100;
    private static final int LONGEST_VALUE = 256;
    private static final Pattern DAY = Pattern.compile("(\\d{4})-(\\d{1,2})-(\\d{1,2})");
    private static final Pattern DAY_VIETNAMESE = Pattern.compile("(\\d{1,2})[/.-](\\d{1,2})[/.-](\\d{4})");
    private static final Pattern AMOUNT = Pattern.compile("-?\\d{1,15}(\\.\\d{1,9})?");

    private static final FieldType POSITIONS = indexed(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS, false);
    private static final FieldType FREQUENCIES = indexed(IndexOptions.DOCS_AND_FREQS, true);

    private Schema() {}

    private static FieldType indexed(IndexOptions options, boolean omitNorms) {
        FieldType type = new FieldType();
        type.setTokenized(true);
        type.setOmitNorms(omitNorms);
        type.setIndexOptions(options);
        type.freeze();
        return type;
    }

    /** The meta data of a commit. */
    static Map<String, String> meta(long ledgerSequence, IdentifierGuard guard) {
        return Map.of(
                META_SCHEMA,
                Integer.toString(VERSION),
                META_ANALYSIS,
                Integer.toString(Syllables.VERSION),
                META_LEDGER,
                Long.toString(ledgerSequence),
                META_KEY,
                guard.fingerprint());
    }

    /** The Lucene document of a paper. */
    static Document document(DigitisedRecord record, int version, List<PageText> pages, IdentifierGuard guard) {
        return new Maker(guard).document(record, version, pages);
    }

    static String nfc(String text) {
        return Normalizer.isNormalized(text, Normalizer.Form.NFC)
                ? text
                : Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    /** A number or symbol as it is compared: {@code "cm 196.188"} gives {@code CM196188}. */
    static String compact(String number) {
        StringBuilder compact = new StringBuilder(number.length());
        String folded = Syllables.fold(Syllables.exact(nfc(number)));
        for (int i = 0; i < folded.length(); i++) {
            char c = folded.charAt(i);
            if (!Character.isWhitespace(c) && c != '.') {
                compact.append(c == '–' ? '-' : c);
            }
        }
        return compact.toString().toUpperCase(Locale.ROOT);
    }

    /** A whole value as it is compared: folded, single spaces, short enough for a term. */
    static String whole(String value) {
        String folded = spaced(Syllables.fold(Syllables.exact(nfc(value))).strip());
        return folded.length() > LONGEST_VALUE ? folded.substring(0, LONGEST_VALUE) : folded;
    }

    /** With single spaces; mostly there is nothing to do. */
    private static String spaced(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isWhitespace(c) && (c != ' ' || text.charAt(i + 1) == ' ')) {
                return text.replaceAll("\\s+", " ");
            }
        }
        return text;
    }

    /** The first and the last day that a date means, a year and a month being many days; null for no date. */
    static LocalDate @Nullable [] days(String text) {
        try {
            Matcher day = DAY.matcher(text);
            if (day.matches()) {
                return day(day.group(1), day.group(2), day.group(3));
            }
            day = DAY_VIETNAMESE.matcher(text);
            if (day.matches()) {
                return day(day.group(3), day.group(2), day.group(1));
            }
            if (text.matches("\\d{4}-\\d{1,2}")) {
                return month(text.substring(0, 4), text.substring(5));
            }
            if (text.matches("\\d{1,2}/\\d{4}")) {
                return month(text.substring(text.length() - 4), text.substring(0, text.length() - 5));
            }
            if (text.matches("\\d{4}")) {
                int year = Integer.parseInt(text);
                return new LocalDate[] {LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31)};
            }
        } catch (java.time.DateTimeException e) {
            // no day of the calendar: no date
        }
        return null;
    }

    private static LocalDate[] day(String year, String month, String day) {
        LocalDate date = LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day));
        return new LocalDate[] {date, date};
    }

    private static LocalDate[] month(String year, String month) {
        YearMonth whole = YearMonth.of(Integer.parseInt(year), Integer.parseInt(month));
        return new LocalDate[] {whole.atDay(1), whole.atEndOfMonth()};
    }

    /** A number so that the order of the texts is the order of the numbers; null for no number. */
    static @Nullable String sortable(String text) {
        String number = text.strip().replace(',', '.');
        if (!AMOUNT.matcher(number).matches()) {
            return null;
        }
        long bits = NumericUtils.doubleToSortableLong(Double.parseDouble(number)) ^ Long.MIN_VALUE;
        return String.format(Locale.ROOT, "%016x", bits);
    }

    static @Nullable LocalDate date(@Nullable String iso) {
        if (iso == null || iso.length() != 10) {
            return null;
        }
        try {
            return LocalDate.parse(iso);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    static @Nullable String firstValue(DigitisedRecord record, List<String> keys) {
        for (String key : keys) {
            for (vn.hoso.paper.Field field : record.fields()) {
                if (field.key().equals(key) && !field.value().isBlank()) {
                    return field.value();
                }
            }
        }
        return null;
    }

    /** Gathers the parts of one document. */
    private static final class Maker {
        private final IdentifierGuard guard;
        private final Document document = new Document();
        private final TermStream text = new TermStream();
        private final TermStream exact = new TermStream();
        private final TermStream pair = new TermStream();
        private final TermStream fieldTerms = new TermStream();

        Maker(IdentifierGuard guard) {
            this.guard = guard;
        }

        Document document(DigitisedRecord record, int version, List<PageText> pages) {
            String id = record.id().value();
            document.add(new StringField(ID, id, Field.Store.NO));
            document.add(new BinaryDocValuesField(ID, new BytesRef(id)));
            document.add(new NumericDocValuesField(PAPER_VERSION, version));
            for (PageText page : pages) {
                String pageText = nfc(page.text());
                if (!pageText.isBlank()) {
                    add(Syllables.of(pageText, guard), text, exact, pair);
                    document.add(new StoredField(PAGE, page.page() + "\n" + IdentifierGuard.mask(pageText)));
                }
            }
            for (vn.hoso.paper.Field field : record.fields()) {
                if (!field.value().isBlank()) {
                    field(field.key(), nfc(field.value()));
                }
            }
            keywords(record);
            people(record);
            dates(record);
            show(record);
            stream(TEXT, text, POSITIONS);
            stream(EXACT, exact, FREQUENCIES);
            stream(PAIR, pair, FREQUENCIES);
            stream(FIELD, fieldTerms, POSITIONS);
            return document;
        }

        private void stream(String name, TermStream terms, FieldType type) {
            if (!terms.isEmpty()) {
                document.add(new Field(name, terms, type));
            }
        }

        private static void add(List<Syllables.Token> tokens, TermStream text, TermStream exact, TermStream pair) {
            int gap = text.isEmpty() ? 1 : GAP;
            String before = null;
            for (Syllables.Token token : tokens) {
                text.add(token.folded(), token.whole() ? 0 : gap);
                gap = 1;
                if (token.accented() && !token.whole()) {
                    exact.add(token.exact(), 1);
                }
                if (!token.whole()) {
                    if (before != null) {
                        pair.add(pair(before, token.folded()), 1);
                    }
                    before = token.folded();
                }
            }
        }

        private void field(String key, String value) {
            List<Syllables.Token> tokens = Syllables.of(value, guard);
            add(tokens, text, exact, pair);
            int gap = fieldTerms.isEmpty() ? 1 : GAP;
            for (Syllables.Token token : tokens) {
                fieldTerms.add(key + OF + token.folded(), token.whole() ? 0 : gap);
                gap = 1;
            }
            keyword(VALUE, key + OF + guard.terms(whole(value)));
            String sortable = key.endsWith("_vnd") || guard.terms(value).equals(value) ? sortable(value) : null;
            if (sortable != null) {
                keyword(VALUE, key + OF + SORTABLE + sortable);
            }
            if (NUMBER_KEYS.contains(key)) {
                keyword(NUMBER, guard.terms(compact(value)));
            }
        }

        private void keywords(DigitisedRecord record) {
            keyword(TYPE, record.type());
            keyword(LEVEL, lower(record.level()));
            keyword(STATE, lower(record.state()));
            keyword(AGENCY, whole(record.rendition().agency()));
            if (record.kind() != null) {
                keyword(KIND, record.kind().toUpperCase(Locale.ROOT));
            }
            if (record.resultCode() != null) {
                keyword(NUMBER, guard.terms(compact(record.resultCode())));
            }
        }

        private void people(DigitisedRecord record) {
            TermStream names = new TermStream();
            TermStream exactNames = new TermStream();
            TermStream pairs = new TermStream();
            List<Owner> owners = new ArrayList<>();
            owners.add(record.owner());
            owners.addAll(record.coOwners());
            List<String> seen = new ArrayList<>();
            List<String> values =
                    record.fields().stream().map(vn.hoso.paper.Field::value).toList();
            for (Owner owner : owners) {
                if (owner.id() != null && !owner.id().isBlank()) {
                    keyword(OWNER, guard.term(compact(owner.id())));
                }
                if (owner.name() != null && !owner.name().isBlank()) {
                    seen.add(owner.name());
                    name(owner.name(), names, exactNames, pairs);
                    if (!values.contains(owner.name())) {
                        add(Syllables.of(nfc(owner.name()), guard), text, exact, pair);
                    }
                }
            }
            for (vn.hoso.paper.Field field : record.fields()) {
                if (field.key().endsWith("full_name") && !seen.contains(field.value())) {
                    seen.add(field.value());
                    name(field.value(), names, exactNames, pairs);
                }
                if (PERSON_KEYS.contains(field.key()) && !field.value().isBlank()) {
                    keyword(PERSON, guard.term(compact(field.value())));
                }
            }
            if (owners.stream()
                    .allMatch(owner -> owner.id() == null || owner.id().isBlank())) {
                keyword(OWNERLESS, "true");
            }
            String number = firstValue(record, List.of("id_number"));
            String oldNumber = firstValue(record, List.of("old_id_number"));
            if (number != null && oldNumber != null) {
                keyword(LINK, guard.term(compact(number)));
                keyword(LINK, guard.term(compact(oldNumber)));
            }
            stream(NAME, names, POSITIONS);
            stream(NAME_EXACT, exactNames, FREQUENCIES);
            stream(NAME_PAIR, pairs, FREQUENCIES);
        }

        private void name(String name, TermStream names, TermStream exactNames, TermStream pairs) {
            List<Syllables.Token> tokens = Syllables.of(nfc(name), guard);
            add(tokens, names, exactNames, pairs);
            keyword(NAME_WHOLE, wholeName(tokens));
        }

        private void dates(DigitisedRecord record) {
            LocalDate from = record.validity().from();
            LocalDate issued = issued(record);
            if (issued != null) {
                document.add(new LongPoint(ISSUED, issued.toEpochDay()));
                document.add(new NumericDocValuesField(ISSUED, issued.toEpochDay()));
            }
            if (from != null) {
                document.add(new LongPoint(FROM, from.toEpochDay()));
            }
            LocalDate until = record.validity().until();
            if (until != null) {
                document.add(new LongPoint(UNTIL, until.toEpochDay()));
            }
        }

        private static @Nullable LocalDate issued(DigitisedRecord record) {
            LocalDate printed = date(firstValue(record, ISSUED_KEYS));
            return printed != null ? printed : record.validity().from();
        }

        private void show(DigitisedRecord record) {
            Shown shown = new Shown(
                    record.type(),
                    record.level(),
                    record.state(),
                    masked(firstValue(record, NUMBER_KEYS)),
                    masked(firstValue(record, TITLE_KEYS)),
                    record.owner().name(),
                    issued(record),
                    record.validity().until(),
                    record.fields().stream()
                            .filter(field -> !field.value().isBlank())
                            .map(field -> new Shown.Value(
                                    field.key(),
                                    field.key().endsWith("_vnd")
                                            ? field.value()
                                            : IdentifierGuard.mask(nfc(field.value()))))
                            .toList());
            document.add(new StoredField(SHOW, shown.write()));
        }

        private static @Nullable String masked(@Nullable String value) {
            return value == null ? null : IdentifierGuard.mask(nfc(value));
        }

        private void keyword(String name, String value) {
            if (!value.isEmpty()) {
                document.add(new StringField(name, value, Field.Store.NO));
            }
        }
    }

    /** A name as it is compared as a whole: {@code nguyen van a}. */
    static String wholeName(List<Syllables.Token> tokens) {
        StringBuilder name = new StringBuilder();
        for (Syllables.Token token : tokens) {
            if (!token.whole()) {
                name.append(name.isEmpty() ? "" : " ").append(token.folded());
            }
        }
        return name.length() > LONGEST_VALUE ? name.substring(0, LONGEST_VALUE) : name.toString();
    }

    static String pair(String first, String second) {
        return first + ' ' + second;
    }

    static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
