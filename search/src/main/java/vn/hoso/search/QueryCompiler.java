package vn.hoso.search;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TermRangeQuery;
import org.jspecify.annotations.Nullable;
import vn.hoso.search.PaperQuery.Match;

/** Turns a query into one of Lucene, and remembers what to highlight. */
final class QueryCompiler {
    /** A field of its own that is compared as a whole. */
    private static final Set<String> KEYWORDS = Set.of(
            Schema.ID,
            Schema.TYPE,
            Schema.LEVEL,
            Schema.STATE,
            Schema.KIND,
            Schema.AGENCY,
            Schema.NUMBER,
            Schema.OWNERLESS);

    /** What a place under its other name counts. */
    private static final float OTHER_NAME = 0.1f;

    /** Numbers of persons, compared by their hashes. */
    private static final Set<String> HASHED = Set.of(Schema.PERSON, Schema.LINK);

    private static final Set<String> DAYS = Set.of(Schema.ISSUED, Schema.FROM, Schema.UNTIL);

    /** What users may call a field. */
    private static final Map<String, String> ALIASES = new HashMap<>();

    static {
        alias(Schema.TYPE, "loai");
        alias(Schema.LEVEL, "muc", "muc_xac_minh");
        alias(Schema.STATE, "status", "trang_thai");
        alias(Schema.KIND, "ma_ket_qua", "ma_loai");
        alias(Schema.AGENCY, "co_quan");
        alias(Schema.NUMBER, "so", "so_ky_hieu", "code", "ma");
        alias(Schema.OWNER, "chu", "chu_giay_to", "owner_id");
        alias(Schema.NAME, "ten", "ho_ten");
        alias(Schema.TEXT, "noi_dung");
        alias(Schema.ISSUED, "issue_date", "ngay", "ngay_cap", "ngay_ban_hanh");
        alias(Schema.FROM, "valid_from", "hieu_luc_tu");
        alias(Schema.UNTIL, "valid_until", "expiry", "het_han");
    }

    private static void alias(String name, String... others) {
        for (String other : others) {
            ALIASES.put(other, name);
        }
    }

    private final IdentifierGuard guard;
    private final List<Needle> needles = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private boolean quick;
    private boolean abridged;

    /**
     * A compiler.
     *
     * @param guard hides the numbers of persons
     * @param quick whether words that look like the name of a person are first looked for as a whole name
     */
    QueryCompiler(IdentifierGuard guard, boolean quick) {
        this.guard = guard;
        this.quick = quick;
    }

    /** Whether the query finds less than it could: where it finds nothing, one that is not quick should be tried. */
    boolean abridged() {
        return abridged;
    }

    List<Needle> needles() {
        return needles;
    }

    List<String> notes() {
        return notes;
    }

    Query compile(PaperQuery query) {
        return compile(query, true);
    }

    private Query compile(PaperQuery query, boolean highlight) {
        if (query instanceof PaperQuery.Text text) {
            return text(text, highlight);
        }
        if (query instanceof PaperQuery.Range range) {
            return range(range);
        }
        if (query instanceof PaperQuery.All all) {
            return all(all, highlight);
        }
        if (query instanceof PaperQuery.Any any) {
            quick = false; // what is found elsewhere would hide that too little is found here
            BooleanQuery.Builder either = new BooleanQuery.Builder();
            any.queries().forEach(choice -> either.add(compile(choice, highlight), Occur.SHOULD));
            return either.build();
        }
        if (query instanceof PaperQuery.Not not) {
            return new BooleanQuery.Builder()
                    .add(new MatchAllDocsQuery(), Occur.MUST)
                    .add(compile(not.query(), false), Occur.MUST_NOT)
                    .build();
        }
        return new MatchAllDocsQuery();
    }

    private Query all(PaperQuery.All all, boolean highlight) {
        BooleanQuery.Builder both = new BooleanQuery.Builder();
        boolean something = false;
        for (PaperQuery part : all.queries()) {
            if (part instanceof PaperQuery.Not not) {
                both.add(compile(not.query(), false), Occur.MUST_NOT);
            } else {
                both.add(compile(part, highlight), Occur.MUST);
                something = true;
            }
        }
        if (!something) {
            both.add(new MatchAllDocsQuery(), Occur.MUST);
        }
        return both.build();
    }

    // words

    private Query text(PaperQuery.Text text, boolean highlight) {
        String words = Schema.nfc(text.text());
        String key = text.key() == null ? null : ALIASES.getOrDefault(text.key(), text.key());
        if (key == null || key.equals(Schema.TEXT)) {
            return anywhere(words, text.match(), highlight);
        }
        if (KEYWORDS.contains(key)) {
            return keyword(key, words, text.match());
        }
        if (HASHED.contains(key)) {
            return new ConstantScoreQuery(term(key, guard.term(Schema.compact(words))));
        }
        if (DAYS.contains(key)) {
            return range(new PaperQuery.Range(key, words, words, true, true));
        }
        if (key.equals(Schema.OWNER)) {
            return owner(words, text.match(), highlight);
        }
        if (key.equals(Schema.NAME)) {
            return name(words, text.match(), highlight);
        }
        return field(key, words, text.match(), highlight);
    }

    private Query anywhere(String words, Match match, boolean highlight) {
        List<Syllables.Token> tokens = tokens(words, match);
        if (tokens.isEmpty()) {
            notes.add("nothing to search for in: " + words.strip());
            return new MatchNoDocsQuery("no words");
        }
        if (highlight) {
            needles.addAll(Needle.of(null, tokens, match));
        }
        return switch (match) {
            case WORDS -> withOtherNames(words(tokens), tokens, highlight);
            case PHRASE -> withOtherNames(phrase(Schema.TEXT, Schema.EXACT, tokens), tokens, highlight);
            case PREFIX -> prefix(Schema.TEXT, "", tokens);
            case TOLERANT -> tolerant(tokens);
        };
    }

    /** Below what is found as it was written, what is found by the other names of the province that was named. */
    private Query withOtherNames(Query written, List<Syllables.Token> tokens, boolean highlight) {
        PlaceWords place = PlaceWords.in(parts(tokens), guard);
        if (place == null) {
            return written;
        }
        BooleanQuery.Builder either = new BooleanQuery.Builder().add(written, Occur.SHOULD);
        for (List<Syllables.Token> other : place.others()) {
            BooleanQuery.Builder both =
                    new BooleanQuery.Builder().add(phrase(Schema.TEXT, Schema.EXACT, other), Occur.MUST);
            place.rest().forEach(word -> both.add(term(Schema.TEXT, word.folded()), Occur.MUST));
            either.add(new BoostQuery(both.build(), OTHER_NAME), Occur.SHOULD);
            if (highlight) {
                needles.addAll(Needle.of(null, other, Match.PHRASE));
            }
        }
        return either.build();
    }

    /** All words; better where accents agree, where two stand side by side, where they are in a name. */
    private Query words(List<Syllables.Token> tokens) {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        for (List<Syllables.Token> chunk : chunks(tokens)) {
            all.add(chunk(Schema.TEXT, "", chunk), Occur.MUST);
        }
        List<Syllables.Token> parts = parts(tokens);
        accents(all, Schema.EXACT, parts, 1);
        pairs(all, Schema.PAIR, parts, 1);
        BooleanQuery.Builder named = new BooleanQuery.Builder();
        for (Syllables.Token part : parts) {
            named.add(term(Schema.NAME, part.folded()), Occur.MUST);
        }
        accents(named, Schema.NAME_EXACT, parts, 1);
        pairs(named, Schema.NAME_PAIR, parts, 1);
        all.add(named.build(), Occur.SHOULD);
        return all.build();
    }

    private static void accents(BooleanQuery.Builder query, String field, List<Syllables.Token> parts, float boost) {
        for (Syllables.Token part : parts) {
            if (part.accented()) {
                query.add(new BoostQuery(term(field, part.exact()), boost), Occur.SHOULD);
            }
        }
    }

    private static void pairs(BooleanQuery.Builder query, String field, List<Syllables.Token> parts, float boost) {
        Schema.pairs(parts).forEach(pair -> query.add(new BoostQuery(term(field, pair), boost), Occur.SHOULD));
    }

    /** A word, or a number with its connectors: as a whole or as its parts in a row. */
    private static Query chunk(String field, String prefix, List<Syllables.Token> chunk) {
        List<Syllables.Token> parts = parts(chunk);
        if (parts.size() == 1) {
            return term(field, prefix + parts.get(0).folded());
        }
        PhraseQuery.Builder row = new PhraseQuery.Builder();
        parts.forEach(part -> row.add(new Term(field, prefix + part.folded())));
        List<Query> choices = new ArrayList<>(List.of(row.build()));
        for (Syllables.Token token : chunk) {
            if (token.whole()) {
                choices.add(new BoostQuery(term(field, prefix + token.folded()), 2));
                LocalDate[] days = Schema.days(token.folded());
                if (days != null && days[0].equals(days[1])) { // fields hold their days in one form only
                    choices.add(new BoostQuery(term(field, prefix + days[0]), 2));
                }
            }
        }
        return choices.size() == 1 ? choices.get(0) : new DisjunctionMaxQuery(choices, 0);
    }

    private static Query phrase(String field, String exactField, List<Syllables.Token> tokens) {
        List<Syllables.Token> parts = parts(tokens);
        BooleanQuery.Builder phrase = new BooleanQuery.Builder();
        if (parts.size() == 1) {
            phrase.add(term(field, parts.get(0).folded()), Occur.MUST);
        } else {
            PhraseQuery.Builder row = new PhraseQuery.Builder();
            parts.forEach(part -> row.add(new Term(field, part.folded())));
            phrase.add(row.build(), Occur.MUST);
        }
        accents(phrase, exactField, parts, 1);
        return phrase.build();
    }

    private static Query prefix(String field, String before, List<Syllables.Token> tokens) {
        List<Syllables.Token> parts = parts(tokens);
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        for (int i = 0; i < parts.size(); i++) {
            Term term = new Term(field, before + parts.get(i).folded());
            all.add(i + 1 < parts.size() ? new TermQuery(term) : new PrefixQuery(term), Occur.MUST);
        }
        return all.build();
    }

    /** Words with wrong letters: each may differ a little, of three or more one may be missing. */
    private Query tolerant(List<Syllables.Token> tokens) {
        List<Syllables.Token> parts = parts(tokens);
        if (isWholeName(parts)) {
            return Tolerance.name(parts);
        }
        BooleanQuery.Builder inText = Tolerance.query(parts, Schema.TEXT, null, null);
        BooleanQuery.Builder inName = Tolerance.query(parts, Schema.NAME, Schema.NAME_EXACT, Schema.NAME_PAIR);
        return new BooleanQuery.Builder()
                .add(new BoostQuery(inName.build(), 2), Occur.SHOULD)
                .add(inText.build(), Occur.SHOULD)
                .build();
    }

    /** Three to six syllables; to compare them one by one costs a hundred times as much. */
    private boolean isWholeName(List<Syllables.Token> parts) {
        boolean fits = quick && parts.size() >= 3 && parts.size() <= 6;
        abridged |= fits;
        return fits;
    }

    // fields

    private Query name(String words, Match match, boolean highlight) {
        List<Syllables.Token> tokens = tokens(words, match);
        if (tokens.isEmpty()) {
            return new MatchNoDocsQuery("no words");
        }
        if (highlight) {
            needles.addAll(Needle.of(null, tokens, match));
        }
        List<Syllables.Token> parts = parts(tokens);
        return switch (match) {
            case WORDS -> {
                BooleanQuery.Builder all = new BooleanQuery.Builder();
                parts.forEach(part -> all.add(term(Schema.NAME, part.folded()), Occur.MUST));
                accents(all, Schema.NAME_EXACT, parts, 1);
                pairs(all, Schema.NAME_PAIR, parts, 1);
                yield all.build();
            }
            case PHRASE -> phrase(Schema.NAME, Schema.NAME_EXACT, tokens);
            case PREFIX -> prefix(Schema.NAME, "", tokens);
            case TOLERANT ->
                isWholeName(parts)
                        ? Tolerance.name(parts)
                        : Tolerance.query(parts, Schema.NAME, Schema.NAME_EXACT, Schema.NAME_PAIR)
                                .build();
        };
    }

    private Query owner(String words, Match match, boolean highlight) {
        String number = Schema.compact(words);
        if (!number.isEmpty() && number.chars().anyMatch(c -> c >= '0' && c <= '9')) {
            return new ConstantScoreQuery(term(Schema.OWNER, guard.term(number)));
        }
        return name(words, match, highlight);
    }

    private Query keyword(String key, String value, Match match) {
        String term = switch (key) {
            case Schema.KIND -> value.strip().toUpperCase(Locale.ROOT);
            case Schema.NUMBER -> guard.terms(Schema.compact(value));
            case Schema.AGENCY -> Schema.whole(value);
            default -> Syllables.fold(Syllables.exact(value.strip()));
        };
        if (term.isEmpty()) {
            return new MatchNoDocsQuery("no value");
        }
        Query query = match == Match.PREFIX ? new PrefixQuery(new Term(key, term)) : term(key, term);
        return new ConstantScoreQuery(query);
    }

    private Query field(String key, String words, Match match, boolean highlight) {
        if (match != Match.PREFIX && Schema.days(words.strip()) != null) {
            return new BooleanQuery.Builder()
                    .add(range(new PaperQuery.Range(key, words.strip(), words.strip(), true, true)), Occur.SHOULD)
                    .add(fieldWords(key, words, match, highlight), Occur.SHOULD)
                    .build();
        }
        return fieldWords(key, words, match, highlight);
    }

    private Query fieldWords(String key, String words, Match match, boolean highlight) {
        List<Syllables.Token> tokens = tokens(words, match);
        if (tokens.isEmpty()) {
            return new MatchNoDocsQuery("no words");
        }
        if (highlight) {
            needles.addAll(Needle.of(key, tokens, match));
        }
        String before = key + Schema.OF;
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        switch (match) {
            case WORDS -> chunks(tokens).forEach(chunk -> all.add(chunk(Schema.FIELD, before, chunk), Occur.MUST));
            case PHRASE -> {
                PhraseQuery.Builder row = new PhraseQuery.Builder();
                parts(tokens).forEach(part -> row.add(new Term(Schema.FIELD, before + part.folded())));
                all.add(row.build(), Occur.MUST);
            }
            case PREFIX -> all.add(prefix(Schema.FIELD, before, tokens), Occur.MUST);
            case TOLERANT ->
                parts(tokens)
                        .forEach(part -> all.add(
                                new FuzzyQuery(
                                        new Term(Schema.FIELD, before + part.folded()),
                                        Tolerance.edits(part.folded()),
                                        before.length()),
                                Occur.MUST));
        }
        all.add(term(Schema.VALUE, before + guard.terms(Schema.whole(words))), Occur.SHOULD);
        return all.build();
    }

    private Query range(PaperQuery.Range range) {
        String key = ALIASES.getOrDefault(range.key(), range.key());
        LocalDate[] from = range.from() == null ? null : Schema.days(range.from());
        LocalDate[] to = range.to() == null ? null : Schema.days(range.to());
        boolean days = (range.from() == null || from != null) && (range.to() == null || to != null);
        if (DAYS.contains(key)) {
            if (!days) {
                notes.add(key + " needs dates such as 2024-01-31, 2024-01 or 2024");
                return new MatchNoDocsQuery("no date");
            }
            long first = from == null ? Long.MIN_VALUE : from[range.withFrom() ? 0 : 1].toEpochDay();
            long last = to == null ? Long.MAX_VALUE : to[range.withTo() ? 1 : 0].toEpochDay();
            return new ConstantScoreQuery(LongPoint.newRangeQuery(
                    key,
                    from == null || range.withFrom() ? first : first + 1,
                    to == null || range.withTo() ? last : last - 1));
        }
        String before = key + Schema.OF;
        if (range.from() == null && range.to() == null) {
            return new ConstantScoreQuery(new PrefixQuery(new Term(Schema.VALUE, before)));
        }
        BooleanQuery.Builder either = new BooleanQuery.Builder();
        if (days) {
            either.add(
                    values(
                            before + (from == null ? "0" : from[range.withFrom() ? 0 : 1]),
                            before + (to == null ? "9999-99-99" : to[range.withTo() ? 1 : 0]),
                            from == null || range.withFrom(),
                            to == null || range.withTo()),
                    Occur.SHOULD);
        }
        String least = range.from() == null ? "" : Schema.sortable(range.from());
        String most = range.to() == null ? "g" : Schema.sortable(range.to());
        if (least != null && most != null) {
            either.add(
                    values(
                            before + Schema.SORTABLE + least,
                            before + Schema.SORTABLE + most,
                            range.withFrom(),
                            range.withTo()),
                    Occur.SHOULD);
        } else if (!days) {
            notes.add(key + " needs dates or numbers as bounds");
        }
        return new ConstantScoreQuery(either.build());
    }

    private static Query values(String from, String to, boolean withFrom, boolean withTo) {
        return TermRangeQuery.newStringRange(Schema.VALUE, from, to, withFrom, withTo);
    }

    // tokens

    private List<Syllables.Token> tokens(String words, Match match) {
        List<Syllables.Token> tokens = Syllables.of(words, guard);
        if (match == Match.WORDS) {
            return tokens;
        }
        return tokens.stream().filter(token -> !token.whole()).toList();
    }

    static List<Syllables.Token> parts(List<Syllables.Token> tokens) {
        return tokens.stream().filter(token -> !token.whole()).toList();
    }

    /** The tokens of each run between spaces. */
    static List<List<Syllables.Token>> chunks(List<Syllables.Token> tokens) {
        List<List<Syllables.Token>> chunks = new ArrayList<>();
        int end = -1;
        for (Syllables.Token token : tokens) {
            if (token.whole() || token.start() < end) {
                chunks.get(chunks.size() - 1).add(token);
            } else {
                chunks.add(new ArrayList<>(List.of(token)));
            }
            end = Math.max(end, token.end());
        }
        return chunks;
    }

    private static Query term(String field, String text) {
        return new TermQuery(new Term(field, text));
    }

    /** Words to find again in a text: one, or several in a row. */
    record Needle(@Nullable String key, List<Syllables.Token> row, Match match) {
        Needle {
            row = List.copyOf(row);
        }

        static List<Needle> of(@Nullable String key, List<Syllables.Token> tokens, Match match) {
            if (match == Match.PHRASE) {
                return List.of(new Needle(key, parts(tokens), match));
            }
            return chunks(tokens).stream()
                    .map(chunk -> new Needle(key, parts(chunk), match))
                    .toList();
        }

        boolean fits(int i, Syllables.Token token) {
            Syllables.Token wanted = row.get(i);
            String folded = token.folded();
            if (folded.equals(wanted.folded())) {
                return true;
            }
            if (wanted.folded().startsWith(IdentifierGuard.MARK)) {
                return folded.equals(wanted.exact()); // stored text shows the last digits only
            }
            return switch (match) {
                case PREFIX -> i == row.size() - 1 && folded.startsWith(wanted.folded());
                case TOLERANT -> Tolerance.near(folded, wanted.folded());
                default -> false;
            };
        }
    }
}
