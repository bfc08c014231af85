package vn.hoso.search;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A search with its settings.
 *
 * @param query what is searched for
 * @param filter what every hit must fit besides, such as the agencies that the user may see; it does not change the
 *     order; or null
 * @param offset how many of the best to leave out
 * @param limit how many to give at most, 1 to 1000
 * @param order how to sort
 * @param snippets how many pieces of text to give with a hit at most, 0 for none
 */
public record SearchRequest(
        PaperQuery query, @Nullable PaperQuery filter, int offset, int limit, Order order, int snippets) {
    public SearchRequest {
        Objects.requireNonNull(query);
        Objects.requireNonNull(order);
        if (offset < 0 || offset > 100_000 || limit < 1 || limit > 1000 || snippets < 0) {
            throw new IllegalArgumentException(
                    "offset must be between 0 and 100000, limit between 1 and 1000, snippets 0 or more, got " + offset
                            + ", " + limit + ", " + snippets);
        }
    }

    /** How hits are sorted. */
    public enum Order {
        /** The best first. */
        RELEVANCE,
        /** The latest issued first; undated papers last. */
        NEWEST,
        /** The earliest issued first; undated papers last. */
        OLDEST
    }

    /**
     * The best hits, with three pieces of text each.
     *
     * @param query what is searched for
     * @param limit how many to give at most
     * @return the request
     */
    public static SearchRequest of(PaperQuery query, int limit) {
        return new SearchRequest(query, null, 0, limit, Order.RELEVANCE, 3);
    }

    /**
     * The same within a filter.
     *
     * @param filter what every hit must fit besides
     * @return the request
     */
    public SearchRequest within(PaperQuery filter) {
        return new SearchRequest(query, filter, offset, limit, order, snippets);
    }

    /**
     * The same in another order.
     *
     * @param order how to sort
     * @return the request
     */
    public SearchRequest sorted(Order order) {
        return new SearchRequest(query, filter, offset, limit, order, snippets);
    }

    /**
     * The same from another hit on.
     *
     * @param offset how many of the best to leave out
     * @return the request
     */
    public SearchRequest from(int offset) {
        return new SearchRequest(query, filter, offset, limit, order, snippets);
    }
}
