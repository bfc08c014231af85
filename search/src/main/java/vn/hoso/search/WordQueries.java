package vn.hoso.search;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/** Queries for words in one field of the index. */
final class WordQueries {
    private WordQueries() {}

    /** Better where accents agree. */
    static void accents(BooleanQuery.Builder query, String field, List<Syllables.Token> parts, float boost) {
        for (Syllables.Token part : parts) {
            if (part.accented()) {
                query.add(new BoostQuery(term(field, part.exact()), boost), Occur.SHOULD);
            }
        }
    }

    /** Better where two words stand side by side. */
    static void pairs(BooleanQuery.Builder query, String field, List<Syllables.Token> parts, float boost) {
        Schema.pairs(parts).forEach(pair -> query.add(new BoostQuery(term(field, pair), boost), Occur.SHOULD));
    }

    /** A word, or a number with its connectors: as a whole or as its parts in a row. */
    static Query chunk(String field, String prefix, List<Syllables.Token> chunk) {
        List<Syllables.Token> parts = Syllables.parts(chunk);
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

    /** Words in a row; better where accents agree. */
    static Query phrase(String field, String exactField, List<Syllables.Token> tokens) {
        List<Syllables.Token> parts = Syllables.parts(tokens);
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

    /** Words of which the last is only begun. */
    static Query prefix(String field, String before, List<Syllables.Token> tokens) {
        List<Syllables.Token> parts = Syllables.parts(tokens);
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        for (int i = 0; i < parts.size(); i++) {
            Term term = new Term(field, before + parts.get(i).folded());
            all.add(i + 1 < parts.size() ? new TermQuery(term) : new PrefixQuery(term), Occur.MUST);
        }
        return all.build();
    }

    static Query term(String field, String text) {
        return new TermQuery(new Term(field, text));
    }
}
