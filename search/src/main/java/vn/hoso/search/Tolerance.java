package vn.hoso.search;

import java.util.List;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.MultiTermQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.jspecify.annotations.Nullable;

/** Finds words of which letters are wrong. */
final class Tolerance {
    private static final int MOST_FORMS = 50;

    /** A letter that differs weighs more than all accents of a name. */
    private static final float NEARNESS = 500;

    private Tolerance() {}

    /** How many letters may differ. */
    static int edits(String syllable) {
        int length = syllable.length();
        return syllable.startsWith(IdentifierGuard.MARK) || length < 2 ? 0 : length < 6 ? 1 : 2;
    }

    /** Whether two syllables differ by no more letters than allowed. */
    static boolean near(String found, String wanted) {
        int edits = edits(wanted);
        return edits > 0
                && Math.abs(found.length() - wanted.length()) <= edits
                && distance(found, wanted, edits) <= edits;
    }

    /** All syllables, one of three or more may be missing; the nearer, the better. */
    static BooleanQuery.Builder query(
            List<Syllables.Token> parts, String field, @Nullable String exactField, @Nullable String pairField) {
        BooleanQuery.Builder syllables = new BooleanQuery.Builder();
        for (Syllables.Token part : parts) {
            syllables.add(syllable(part, field), Occur.SHOULD);
        }
        syllables.setMinimumNumberShouldMatch(parts.size() > 2 ? parts.size() - 1 : parts.size());
        BooleanQuery.Builder query = new BooleanQuery.Builder().add(syllables.build(), Occur.MUST);
        for (Syllables.Token part : parts) {
            if (exactField != null && part.accented()) {
                query.add(new TermQuery(new Term(exactField, part.exact())), Occur.SHOULD);
            }
        }
        if (pairField != null) {
            Schema.pairs(parts).forEach(pair -> query.add(new TermQuery(new Term(pairField, pair)), Occur.SHOULD));
        }
        return query;
    }

    /** Names that differ in up to two letters as a whole; the nearest first, among them those with the same accents. */
    static Query name(List<Syllables.Token> parts) {
        Term whole = new Term(Schema.NAME_WHOLE, Schema.wholeName(parts));
        FuzzyQuery near = new FuzzyQuery(
                whole, 2, 0, MOST_FORMS, true, new MultiTermQuery.TopTermsBoostOnlyBooleanQueryRewrite(MOST_FORMS));
        BooleanQuery.Builder query = new BooleanQuery.Builder().add(new BoostQuery(near, NEARNESS), Occur.MUST);
        for (Syllables.Token part : parts) {
            if (part.accented()) {
                query.add(one(Schema.NAME_EXACT, part.exact()), Occur.SHOULD);
            }
        }
        Schema.pairs(parts).forEach(pair -> query.add(one(Schema.NAME_PAIR, pair), Occur.SHOULD));
        return query.build();
    }

    private static Query one(String field, String text) {
        return new ConstantScoreQuery(new TermQuery(new Term(field, text)));
    }

    private static Query syllable(Syllables.Token part, String field) {
        Term term = new Term(field, part.folded());
        int edits = edits(part.folded());
        return edits == 0
                ? new TermQuery(term)
                : new DisjunctionMaxQuery(
                        List.of(
                                new TermQuery(term),
                                new BoostQuery(new FuzzyQuery(term, edits, 0, MOST_FORMS, true), 0.6f)),
                        0);
    }

    /** The number of letters to change, insert, delete or swap; more than {@code most} where it is more. */
    static int distance(String a, String b, int most) {
        int[] before = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        int[] next = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            next[0] = i;
            int best = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = row[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                next[j] = Math.min(change, Math.min(row[j], next[j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    next[j] = Math.min(next[j], before[j - 2] + 1);
                }
                best = Math.min(best, next[j]);
            }
            if (best > most) {
                return most + 1;
            }
            int[] spare = before;
            before = row;
            row = next;
            next = spare;
        }
        return row[b.length()];
    }
}
