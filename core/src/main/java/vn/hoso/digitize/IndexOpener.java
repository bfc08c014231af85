package vn.hoso.digitize;

import vn.hoso.record.RecordIndex;

/**
 * Opens the search index for writing.
 *
 * <p>One process writes an index at a time. Who finds it held by another leaves the indexing to that one: both read what
 * there is to index from the ledger, so nothing is missed.
 */
@FunctionalInterface
public interface IndexOpener {
    /**
     * Opens the index.
     *
     * @return the index, closed by the one who asked
     * @throws vn.hoso.failure.HosoException with {@code HOME_LOCKED} if another process writes it
     */
    RecordIndex open();
}
