package vn.hoso.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TotalHits;
import org.jspecify.annotations.Nullable;
import vn.hoso.record.RecordIndex;

/** Answers one request: makes the query, runs it, and makes of the hits what is shown. */
final class PaperSearch {
    private final View view;
    private final IdentifierGuard guard;
    private final SearchRequest request;

    PaperSearch(View view, IdentifierGuard guard, SearchRequest request) {
        this.view = view;
        this.guard = guard;
        this.request = request;
    }

    /** The quick way first; where it finds nothing and something was left out of the query, the whole way. */
    SearchResult result() {
        QueryCompiler quick = new QueryCompiler(guard, true);
        SearchResult result = result(quick);
        boolean nothing = result.total().value() == 0;
        return nothing && quick.abridged() ? result(new QueryCompiler(guard, false)) : result;
    }

    private SearchResult result(QueryCompiler compiler) {
        Query wanted = compiler.compile(request.query());
        Query query = request.filter() == null
                ? wanted
                : new BooleanQuery.Builder()
                        .add(wanted, Occur.MUST)
                        .add(new QueryCompiler(guard, false).compile(request.filter()), Occur.FILTER)
                        .build();
        try {
            return view.search(searcher -> search(searcher, query, compiler));
        } catch (IndexSearcher.TooManyClauses e) {
            List<String> notes = new ArrayList<>(compiler.notes());
            notes.add("too many words at once; search for fewer");
            return new SearchResult(new SearchResult.Count(0, false), List.of(), notes);
        }
    }

    private SearchResult search(IndexSearcher searcher, Query query, QueryCompiler compiler) throws IOException {
        int wanted = request.offset() + request.limit();
        Sort sort = sort(request.order());
        TopDocs top = sort == null ? searcher.search(query, wanted) : searcher.search(query, wanted, sort, true);
        List<SearchResult.Hit> hits = new ArrayList<>();
        StoredFields stored = searcher.storedFields();
        for (int i = request.offset(); i < top.scoreDocs.length; i++) {
            hits.add(hit(searcher, stored, top.scoreDocs[i], compiler));
        }
        boolean exact = top.totalHits.relation == TotalHits.Relation.EQUAL_TO;
        return new SearchResult(new SearchResult.Count(top.totalHits.value, exact), hits, compiler.notes());
    }

    private static @Nullable Sort sort(SearchRequest.Order order) {
        if (order == SearchRequest.Order.RELEVANCE) {
            return null;
        }
        boolean newest = order == SearchRequest.Order.NEWEST;
        SortField issued = new SortField(Schema.ISSUED, SortField.Type.LONG, newest);
        issued.setMissingValue(newest ? Long.MIN_VALUE : Long.MAX_VALUE);
        return new Sort(issued, SortField.FIELD_DOC);
    }

    private SearchResult.Hit hit(IndexSearcher searcher, StoredFields stored, ScoreDoc doc, QueryCompiler compiler)
            throws IOException {
        boolean withPages = request.snippets() > 0 && !compiler.needles().isEmpty();
        Document document = withPages
                ? stored.document(doc.doc, Set.of(Schema.SHOW, Schema.PAGE))
                : stored.document(doc.doc, Set.of(Schema.SHOW));
        Shown shown = Shown.read(document.get(Schema.SHOW));
        RecordIndex.Indexed paper = PaperNames.of(searcher, doc.doc);
        return new SearchResult.Hit(
                paper.id(),
                paper.version(),
                Float.isNaN(doc.score) ? 0 : doc.score,
                shown.type(),
                shown.level(),
                shown.state(),
                shown.number(),
                shown.title(),
                shown.owner(),
                shown.issued(),
                shown.until(),
                new Snippets(compiler.needles(), guard)
                        .of(document.getValues(Schema.PAGE), shown.values(), request.snippets()));
    }
}
