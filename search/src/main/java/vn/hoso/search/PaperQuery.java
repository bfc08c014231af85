package vn.hoso.search;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is searched for.
 *
 * <p>Write it as a user would, with {@link #parse}, or put it together:
 *
 * <pre>{@code
 * PaperQuery query = PaperQuery.all(
 *         PaperQuery.words("nguyễn văn a"),
 *         PaperQuery.field("type", "marital_status_certificate"),
 *         PaperQuery.between("issue_date", "2024-01-01", "2024-12-31"));
 * }</pre>
 *
 * <p>Words are found with and without their accents, in both places of the tone mark (hoà, hòa); where accents are
 * given, papers that have exactly these come first. A province, where it is all that is asked for or stands behind
 * {@code tỉnh} or {@code thành phố}, is found under its old names and its new one too, below those as written.
 */
public sealed interface PaperQuery {
    /**
     * Reads a query as users write it.
     *
     * <p>Plain words must all occur. {@code "a phrase"} must occur as it stands. {@code key:value} looks into one field,
     * {@code key:[2024-01-01 TO 2024-12-31]} for a range ({@code *} leaves an end open), {@code key:"two words"} and
     * {@code key:(two words)} for several words. {@code AND}, {@code OR}, {@code NOT} (or {@code -}) in capitals and
     * parentheses combine. {@code word~} also finds what differs in a letter or two, {@code word*} what begins so.
     *
     * @param text the query; whatever it is, it is understood as something
     * @return the query and notes on what was not taken literally
     */
    static Parsed parse(String text) {
        return new QueryParser(text).parse();
    }

    /**
     * All words, anywhere in the paper.
     *
     * @param text one word or several
     * @return the query
     */
    static PaperQuery words(String text) {
        return new Text(null, text, Match.WORDS);
    }

    /**
     * Words of which letters may be wrong, as text recognition leaves them; of three words or more, one may be missing.
     *
     * @param text one word or several
     * @return the query
     */
    static PaperQuery tolerant(String text) {
        return new Text(null, text, Match.TOLERANT);
    }

    /**
     * Words in this order, with nothing between them.
     *
     * @param text the words
     * @return the query
     */
    static PaperQuery phrase(String text) {
        return new Text(null, text, Match.PHRASE);
    }

    /**
     * A field that holds these words in this order.
     *
     * @param key the key of a field of the record, such as {@code signer_name}, or one of {@code id, type, level, state,
     *     kind, agency, owner, ownerless, person, link, name, number, text}
     * @param value the words
     * @return the query
     */
    static PaperQuery field(String key, String value) {
        return new Text(key, value, Match.PHRASE);
    }

    /**
     * A date or a number within bounds, both included.
     *
     * @param key {@code issue_date}, {@code from}, {@code until}, or the key of a field of the record
     * @param from the lower bound, a date as {@code yyyy-MM-dd} or a number; or null
     * @param to the upper bound, or null
     * @return the query
     */
    static PaperQuery between(String key, @Nullable String from, @Nullable String to) {
        return new Range(key, from, to, true, true);
    }

    /**
     * The papers of one owner.
     *
     * @param number the number of the person or firm, as the record has it
     * @return the query
     */
    static PaperQuery owner(String number) {
        return new Text("owner", number, Match.WORDS);
    }

    /**
     * Every paper.
     *
     * @return the query
     */
    static PaperQuery everything() {
        return new Everything();
    }

    /**
     * What fits all of these.
     *
     * @param queries at least one
     * @return the query
     */
    static PaperQuery all(PaperQuery... queries) {
        return new All(List.of(queries));
    }

    /**
     * What fits any of these.
     *
     * @param queries at least one
     * @return the query
     */
    static PaperQuery any(PaperQuery... queries) {
        return new Any(List.of(queries));
    }

    /**
     * What does not fit this.
     *
     * @param query what must not fit
     * @return the query
     */
    static PaperQuery not(PaperQuery query) {
        return new Not(query);
    }

    /** How words are compared. */
    enum Match {
        /** All words, in any order. */
        WORDS,
        /** The words in this order. */
        PHRASE,
        /** Letters may be wrong. */
        TOLERANT,
        /** The beginning of a word. */
        PREFIX
    }

    /**
     * Words in the text or in a field.
     *
     * @param key the field, or null for the whole paper
     * @param text the words
     * @param match how they are compared
     */
    record Text(@Nullable String key, String text, Match match) implements PaperQuery {}

    /**
     * Bounds for a date or a number.
     *
     * @param key the field
     * @param from the lower bound, or null
     * @param to the upper bound, or null
     * @param withFrom whether the lower bound itself fits
     * @param withTo whether the upper bound itself fits
     */
    record Range(
            String key, @Nullable String from, @Nullable String to, boolean withFrom, boolean withTo)
            implements PaperQuery {}

    /**
     * Each must fit.
     *
     * @param queries what must fit
     */
    record All(List<PaperQuery> queries) implements PaperQuery {
        public All {
            queries = List.copyOf(queries);
        }
    }

    /**
     * One must fit.
     *
     * @param queries what may fit
     */
    record Any(List<PaperQuery> queries) implements PaperQuery {
        public Any {
            queries = List.copyOf(queries);
        }
    }

    /**
     * Must not fit.
     *
     * @param query what must not fit
     */
    record Not(PaperQuery query) implements PaperQuery {}

    /** Fits always. */
    record Everything() implements PaperQuery {}

    /**
     * A query that was read.
     *
     * @param query what was understood
     * @param notes what was not taken literally, in English; mostly empty
     */
    record Parsed(PaperQuery query, List<String> notes) {
        public Parsed {
            notes = List.copyOf(notes);
        }
    }
}
