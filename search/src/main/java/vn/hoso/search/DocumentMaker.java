package vn.hoso.search;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
import org.jspecify.annotations.Nullable;
import vn.hoso.paper.Owner;
import vn.hoso.record.DigitisedRecord;
import vn.hoso.text.PageText;

/**
 * Makes the Lucene document of a paper, as {@link Schema} describes it.
 *
 * <p>A maker keeps its buffers for the next document: it is for one thread, and a document is good until the next one.
 */
final class DocumentMaker {
    private static final int GAP = 100;
    private static final int ISO_DAY = "2024-01-31".length();
    private static final FieldType POSITIONS = indexed(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS, false);
    private static final FieldType FREQUENCIES = indexed(IndexOptions.DOCS_AND_FREQS, true);

    private final IdentifierGuard guard;
    private final Words words = new Words();
    private final Words names = new Words();
    private final TermStream fields = new TermStream();
    private final Map<String, List<Syllables.Token>> cut = new HashMap<>();
    private Document document = new Document();

    DocumentMaker(IdentifierGuard guard) {
        this.guard = guard;
    }

    private static FieldType indexed(IndexOptions options, boolean omitNorms) {
        FieldType type = new FieldType();
        type.setTokenized(true);
        type.setOmitNorms(omitNorms);
        type.setIndexOptions(options);
        type.freeze();
        return type;
    }

    /** The terms of a text: folded in a row, with their accents, in pairs. */
    private static final class Words {
        final TermStream folded = new TermStream();
        final TermStream exact = new TermStream();
        final TermStream pairs = new TermStream();

        void clear() {
            folded.clear();
            exact.clear();
            pairs.clear();
        }

        void add(List<Syllables.Token> tokens) {
            int gap = folded.isEmpty() ? 1 : GAP;
            for (Syllables.Token token : tokens) {
                folded.add(token.folded(), token.whole() ? 0 : gap);
                gap = 1;
                if (token.accented() && !token.whole()) {
                    exact.add(token.exact(), 1);
                }
            }
            Schema.pairs(tokens, (first, second) -> pairs.add(first, Schema.BETWEEN, second, 1));
        }

        /** A day as a whole and its year: months and days alone are of no use. */
        void addDay(String iso) {
            folded.add(iso.substring(0, 4), folded.isEmpty() ? 1 : GAP);
            folded.add(iso, 0);
        }
    }

    /** The document of a version of a paper with the text of its pages. */
    Document document(DigitisedRecord record, int version, List<PageText> pages) {
        document = new Document();
        words.clear();
        names.clear();
        fields.clear();
        cut.clear();
        String id = record.id().value();
        document.add(new StringField(Schema.ID, id, Field.Store.NO));
        document.add(new BinaryDocValuesField(Schema.ID, new BytesRef(id)));
        document.add(new NumericDocValuesField(Schema.PAPER_VERSION, version));
        for (PageText page : pages) {
            String text = Schema.nfc(page.text());
            if (!text.isBlank()) {
                words.add(Syllables.of(text, guard));
                document.add(new StoredField(Schema.PAGE, page.page() + "\n" + IdentifierGuard.mask(text)));
            }
        }
        for (vn.hoso.paper.Field field : record.fields()) {
            if (!field.value().isBlank()) {
                field(field.key(), field.value());
            }
        }
        keywords(record);
        people(record);
        LocalDate issued = issued(record);
        dates(record, issued);
        document.add(new StoredField(Schema.SHOW, shown(record, issued).write()));
        stream(Schema.TEXT, words.folded, POSITIONS);
        stream(Schema.EXACT, words.exact, FREQUENCIES);
        stream(Schema.PAIR, words.pairs, FREQUENCIES);
        stream(Schema.NAME, names.folded, POSITIONS);
        stream(Schema.NAME_EXACT, names.exact, FREQUENCIES);
        stream(Schema.NAME_PAIR, names.pairs, FREQUENCIES);
        stream(Schema.FIELD, fields, POSITIONS);
        return document;
    }

    private void stream(String name, TermStream terms, FieldType type) {
        if (!terms.isEmpty()) {
            document.add(new Field(name, terms, type));
        }
    }

    private void keyword(String name, String value) {
        if (!value.isEmpty()) {
            document.add(new StringField(name, value, Field.Store.NO));
        }
    }

    /** The syllables of a value; the name of a person stands in a paper more than once. */
    private List<Syllables.Token> tokens(String value) {
        return cut.computeIfAbsent(value, text -> Syllables.of(Schema.nfc(text), guard));
    }

    private void field(String key, String written) {
        String value = Schema.nfc(written);
        boolean day = value.length() == ISO_DAY && Schema.date(value) != null;
        if (day) {
            words.addDay(value);
        } else {
            List<Syllables.Token> tokens = tokens(written);
            words.add(tokens);
            int gap = fields.isEmpty() ? 1 : GAP;
            for (Syllables.Token token : tokens) {
                fields.add(key, Schema.OF, token.folded(), token.whole() ? 0 : gap);
                gap = 1;
            }
        }
        keyword(Schema.VALUE, key + Schema.OF + guard.terms(Schema.whole(value)));
        boolean secret = !key.endsWith("_vnd") && IdentifierGuard.hides(value);
        String sortable = secret ? null : Schema.sortable(value);
        if (sortable != null) {
            keyword(Schema.VALUE, key + Schema.OF + Schema.SORTABLE + sortable);
        }
        if (Schema.NUMBER_KEYS.contains(key)) {
            keyword(Schema.NUMBER, guard.terms(Schema.compact(value)));
        }
    }

    private void keywords(DigitisedRecord record) {
        keyword(Schema.TYPE, record.type());
        keyword(Schema.LEVEL, Schema.lower(record.level()));
        keyword(Schema.STATE, Schema.lower(record.state()));
        keyword(Schema.AGENCY, Schema.whole(record.rendition().agency()));
        if (record.kind() != null) {
            keyword(Schema.KIND, record.kind().toUpperCase(Locale.ROOT));
        }
        if (record.resultCode() != null) {
            keyword(Schema.NUMBER, guard.terms(Schema.compact(record.resultCode())));
        }
    }

    private void people(DigitisedRecord record) {
        List<String> seen = new ArrayList<>();
        boolean ownerless = owner(record.owner(), seen);
        for (Owner owner : record.coOwners()) {
            ownerless &= owner(owner, seen);
        }
        for (vn.hoso.paper.Field field : record.fields()) {
            if (field.key().endsWith("full_name") && !seen.contains(field.value())) {
                seen.add(field.value());
                name(tokens(field.value()));
            }
            if (Schema.PERSON_KEYS.contains(field.key()) && !field.value().isBlank()) {
                keyword(Schema.PERSON, guard.term(Schema.compact(field.value())));
            }
        }
        if (ownerless) {
            keyword(Schema.OWNERLESS, "true");
        }
        String number = Schema.firstValue(record, List.of("id_number"));
        String oldNumber = Schema.firstValue(record, List.of("old_id_number"));
        if (number != null && oldNumber != null) {
            keyword(Schema.LINK, guard.term(Schema.compact(number)));
            keyword(Schema.LINK, guard.term(Schema.compact(oldNumber)));
        }
    }

    /** Whether the owner has no number. */
    private boolean owner(Owner owner, List<String> seen) {
        String name = owner.name();
        if (name != null && !name.isBlank()) {
            seen.add(name);
            boolean said = cut.containsKey(name); // as the value of a field
            List<Syllables.Token> tokens = tokens(name);
            name(tokens);
            if (!said) {
                words.add(tokens);
            }
        }
        if (owner.id() == null || owner.id().isBlank()) {
            return true;
        }
        keyword(Schema.OWNER, guard.term(Schema.compact(owner.id())));
        return false;
    }

    private void name(List<Syllables.Token> tokens) {
        names.add(tokens);
        keyword(Schema.NAME_WHOLE, Schema.wholeName(tokens));
    }

    private void dates(DigitisedRecord record, @Nullable LocalDate issued) {
        if (issued != null) {
            document.add(new LongPoint(Schema.ISSUED, issued.toEpochDay()));
            document.add(new NumericDocValuesField(Schema.ISSUED, issued.toEpochDay()));
        }
        LocalDate from = record.validity().from();
        if (from != null) {
            document.add(new LongPoint(Schema.FROM, from.toEpochDay()));
        }
        LocalDate until = record.validity().until();
        if (until != null) {
            document.add(new LongPoint(Schema.UNTIL, until.toEpochDay()));
        }
    }

    private static @Nullable LocalDate issued(DigitisedRecord record) {
        LocalDate printed = Schema.date(Schema.firstValue(record, Schema.ISSUED_KEYS));
        return printed != null ? printed : record.validity().from();
    }

    private static Shown shown(DigitisedRecord record, @Nullable LocalDate issued) {
        List<Shown.Value> values = new ArrayList<>(record.fields().size());
        for (vn.hoso.paper.Field field : record.fields()) {
            if (!field.value().isBlank()) {
                boolean amount = field.key().endsWith("_vnd");
                values.add(new Shown.Value(
                        field.key(), amount ? field.value() : IdentifierGuard.mask(Schema.nfc(field.value()))));
            }
        }
        return new Shown(
                record.type(),
                record.level(),
                record.state(),
                masked(Schema.firstValue(record, Schema.NUMBER_KEYS)),
                masked(Schema.firstValue(record, Schema.TITLE_KEYS)),
                record.owner().name(),
                issued,
                record.validity().until(),
                values);
    }

    private static @Nullable String masked(@Nullable String value) {
        return value == null ? null : IdentifierGuard.mask(Schema.nfc(value));
    }
}
