package vn.hoso.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import vn.hoso.search.PaperQuery.Match;

/** Turns a query into one of Lucene, and remembers what to highlight. */
final class QueryCompiler {
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
            return RangeQueries.of(QueryKeys.resolve(range.key()), range, notes);
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
        String key = text.key() == null ? null : QueryKeys.resolve(text.key());
        if (key == null || key.equals(Schema.TEXT)) {
            return anywhere(words, text.match(), highlight);
        }
        if (QueryKeys.KEYWORDS.contains(key)) {
            return keyword(key, words, text.match());
        }
        if (QueryKeys.HASHED.contains(key)) {
            return new ConstantScoreQuery(WordQueries.term(key, guard.term(Schema.compact(words))));
        }
        if (QueryKeys.DAYS.contains(key)) {
            return day(key, words);
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
            case PHRASE -> withOtherNames(WordQueries.phrase(Schema.TEXT, Schema.EXACT, tokens), tokens, highlight);
            case PREFIX -> WordQueries.prefix(Schema.TEXT, "", tokens);
            case TOLERANT -> tolerant(tokens);
        };
    }

    private Query withOtherNames(Query written, List<Syllables.Token> tokens, boolean highlight) {
        PlaceWords place = PlaceWords.in(Syllables.parts(tokens), guard);
        if (place == null) {
            return written;
        }
        if (highlight) {
            needles.addAll(place.needles());
        }
        return place.besides(written);
    }

    /** All words; better where accents agree, where two stand side by side, where they are in a name. */
    private Query words(List<Syllables.Token> tokens) {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        for (List<Syllables.Token> chunk : Syllables.chunks(tokens)) {
            all.add(WordQueries.chunk(Schema.TEXT, "", chunk), Occur.MUST);
        }
        List<Syllables.Token> parts = Syllables.parts(tokens);
        WordQueries.accents(all, Schema.EXACT, parts, 1);
        WordQueries.pairs(all, Schema.PAIR, parts, 1);
        BooleanQuery.Builder named = new BooleanQuery.Builder();
        for (Syllables.Token part : parts) {
            named.add(WordQueries.term(Schema.NAME, part.folded()), Occur.MUST);
        }
        WordQueries.accents(named, Schema.NAME_EXACT, parts, 1);
        WordQueries.pairs(named, Schema.NAME_PAIR, parts, 1);
        all.add(named.build(), Occur.SHOULD);
        return all.build();
    }

    /** Words with wrong letters: each may differ a little, of three or more one may be missing. */
    private Query tolerant(List<Syllables.Token> tokens) {
        List<Syllables.Token> parts = Syllables.parts(tokens);
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
        List<Syllables.Token> parts = Syllables.parts(tokens);
        return switch (match) {
            case WORDS -> {
                BooleanQuery.Builder all = new BooleanQuery.Builder();
                parts.forEach(part -> all.add(WordQueries.term(Schema.NAME, part.folded()), Occur.MUST));
                WordQueries.accents(all, Schema.NAME_EXACT, parts, 1);
                WordQueries.pairs(all, Schema.NAME_PAIR, parts, 1);
                yield all.build();
            }
            case PHRASE -> WordQueries.phrase(Schema.NAME, Schema.NAME_EXACT, tokens);
            case PREFIX -> WordQueries.prefix(Schema.NAME, "", tokens);
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
            return new ConstantScoreQuery(WordQueries.term(Schema.OWNER, guard.term(number)));
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
        Query query = match == Match.PREFIX ? new PrefixQuery(new Term(key, term)) : WordQueries.term(key, term);
        return new ConstantScoreQuery(query);
    }

    private Query field(String key, String words, Match match, boolean highlight) {
        if (match != Match.PREFIX && Schema.days(words.strip()) != null) {
            return new BooleanQuery.Builder()
                    .add(day(key, words.strip()), Occur.SHOULD)
                    .add(fieldWords(key, words, match, highlight), Occur.SHOULD)
                    .build();
        }
        return fieldWords(key, words, match, highlight);
    }

    private Query day(String key, String day) {
        return RangeQueries.of(key, new PaperQuery.Range(key, day, day, true, true), notes);
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
            case WORDS ->
                Syllables.chunks(tokens)
                        .forEach(chunk -> all.add(WordQueries.chunk(Schema.FIELD, before, chunk), Occur.MUST));
            case PHRASE -> {
                PhraseQuery.Builder row = new PhraseQuery.Builder();
                Syllables.parts(tokens).forEach(part -> row.add(new Term(Schema.FIELD, before + part.folded())));
                all.add(row.build(), Occur.MUST);
            }
            case PREFIX -> all.add(WordQueries.prefix(Schema.FIELD, before, tokens), Occur.MUST);
            case TOLERANT ->
                Syllables.parts(tokens)
                        .forEach(part -> all.add(
                                new FuzzyQuery(
                                        new Term(Schema.FIELD, before + part.folded()),
                                        Tolerance.edits(part.folded()),
                                        before.length()),
                                Occur.MUST));
        }
        all.add(WordQueries.term(Schema.VALUE, before + guard.terms(Schema.whole(words))), Occur.SHOULD);
        return all.build();
    }

    // tokens

    private List<Syllables.Token> tokens(String words, Match match) {
        List<Syllables.Token> tokens = Syllables.of(words, guard);
        if (match == Match.WORDS) {
            return tokens;
        }
        return Syllables.parts(tokens);
    }
}
