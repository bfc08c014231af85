package vn.hoso.reuse;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import vn.hoso.paper.PaperId;
import vn.hoso.search.LuceneRecordIndex;
import vn.hoso.search.PaperQuery;
import vn.hoso.search.SearchRequest;
import vn.hoso.search.SearchResult;

/**
 * The papers in which the numbers of a person stand, their own and those of others.
 *
 * @param numbers all numbers that are known to be the person's
 * @param ambiguous whether several persons claim the number that was asked for
 * @param ids the papers, the newest first
 */
record PersonPapers(Set<String> numbers, boolean ambiguous, Set<PaperId> ids) {
    private static final int PAGE = 1000;
    private static final int MOST = 100_000;

    static PersonPapers of(LuceneRecordIndex index, Records records, String number) {
        People.Person person = new People(index, records).resolve(number);
        Set<String> numbers = new LinkedHashSet<>(person.numbers());
        numbers.add(number.strip());
        return new PersonPapers(numbers, person.ambiguous(), find(index, numbers));
    }

    /** The papers that the person owns, and those in which the number stands. */
    private static Set<PaperId> find(LuceneRecordIndex index, Set<String> numbers) {
        List<PaperQuery> any = new ArrayList<>();
        for (String number : numbers) {
            any.add(PaperQuery.owner(number));
            any.add(PaperQuery.field("person", number));
            any.add(PaperQuery.words(number));
        }
        PaperQuery query = new PaperQuery.Any(any);
        Set<PaperId> papers = new LinkedHashSet<>();
        List<SearchResult.Hit> page;
        int offset = 0;
        do {
            page = index.find(new SearchRequest(query, null, offset, PAGE, SearchRequest.Order.NEWEST, 0))
                    .hits();
            page.forEach(hit -> papers.add(hit.id()));
            offset += PAGE;
        } while (page.size() == PAGE && offset < MOST);
        return papers;
    }
}
