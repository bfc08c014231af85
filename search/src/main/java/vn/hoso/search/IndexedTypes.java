package vn.hoso.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import vn.hoso.extract.TypeMemory.Likeness;
import vn.hoso.paper.Level;
import vn.hoso.record.DigitisedRecord;

/**
 * Finds the verified papers that a text resembles: candidates by the pairs of syllables that they share in the index, then
 * compared pair by pair. Numbers don't count; they differ on every paper.
 */
final class IndexedTypes {
    /** More pairs than stand on a page of a form make the query slower and not better. */
    private static final int PAIRS = 400;

    private static final int CANDIDATES = 24;

    private final IdentifierGuard guard;

    IndexedTypes(IdentifierGuard guard) {
        this.guard = guard;
    }

    List<Likeness> mostLike(IndexSearcher searcher, String text, int limit) throws IOException {
        Set<String> wanted = pairs(Schema.nfc(text));
        if (wanted.isEmpty()) {
            return List.of();
        }
        List<Likeness> alike = new ArrayList<>();
        for (ScoreDoc doc : searcher.search(query(wanted), CANDIDATES).scoreDocs) {
            Document stored = searcher.storedFields().document(doc.doc, Set.of(Schema.SHOW, Schema.PAGE));
            Set<String> found = new HashSet<>();
            for (String page : stored.getValues(Schema.PAGE)) {
                found.addAll(pairs(page.substring(page.indexOf('\n') + 1)));
            }
            alike.add(new Likeness(Shown.read(stored.get(Schema.SHOW)).type(), shared(wanted, found)));
        }
        alike.sort(Comparator.comparingDouble(Likeness::similarity).reversed());
        return List.copyOf(alike.subList(0, Math.min(limit, alike.size())));
    }

    private static BooleanQuery query(Set<String> wanted) {
        BooleanQuery.Builder pairs = new BooleanQuery.Builder();
        wanted.stream()
                .limit(PAIRS)
                .forEach(pair -> pairs.add(new TermQuery(new Term(Schema.PAIR, pair)), Occur.SHOULD));
        BooleanQuery.Builder verified = new BooleanQuery.Builder();
        for (Level level : List.of(Level.VERIFIED, Level.SEALED)) {
            verified.add(new TermQuery(new Term(Schema.LEVEL, lower(level))), Occur.SHOULD);
        }
        return new BooleanQuery.Builder()
                .add(pairs.build(), Occur.MUST)
                .add(verified.build(), Occur.FILTER)
                .add(new TermQuery(new Term(Schema.STATE, lower(DigitisedRecord.State.ACTIVE))), Occur.FILTER)
                .build();
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** The pairs of neighbouring syllables without digits. */
    private Set<String> pairs(String text) {
        return new LinkedHashSet<>(Schema.pairs(Syllables.of(text, guard)));
    }

    private static double shared(Set<String> one, Set<String> other) {
        Set<String> both = new HashSet<>(one);
        both.retainAll(other);
        int all = one.size() + other.size() - both.size();
        return all == 0 ? 0 : (double) both.size() / all;
    }
}
