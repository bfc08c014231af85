package vn.hoso.search;

import java.time.LocalDate;
import java.util.List;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermRangeQuery;
import org.jspecify.annotations.Nullable;

/** Queries for days and values between bounds. */
final class RangeQueries {
    private RangeQueries() {}

    /**
     * The papers with a value between two bounds.
     *
     * @param key the field, by its own name
     * @param notes takes what the user should know of bounds that are none
     */
    static Query of(String key, PaperQuery.Range range, List<String> notes) {
        LocalDate[] from = range.from() == null ? null : Schema.days(range.from());
        LocalDate[] to = range.to() == null ? null : Schema.days(range.to());
        boolean days = (range.from() == null || from != null) && (range.to() == null || to != null);
        if (QueryKeys.DAYS.contains(key)) {
            return between(key, range, from, to, days, notes);
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

    private static Query between(
            String key,
            PaperQuery.Range range,
            LocalDate @Nullable [] from,
            LocalDate @Nullable [] to,
            boolean days,
            List<String> notes) {
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

    private static Query values(String from, String to, boolean withFrom, boolean withTo) {
        return TermRangeQuery.newStringRange(Schema.VALUE, from, to, withFrom, withTo);
    }
}
