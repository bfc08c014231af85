package vn.hoso.record;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import vn.hoso.paper.PaperId;
import vn.hoso.text.PageText;

/**
 * The search index as seen from the road: a derived, disposable view of the archive.
 *
 * <p>Safe for use by several threads of one process; one process writes at a time.
 */
public interface RecordIndex extends AutoCloseable {
    /**
     * Adds a paper or replaces what was indexed of it. Durable after the next {@link #commit}.
     *
     * @param record the record
     * @param version the version of the archive object that it stands in
     * @param text the text of its pages
     */
    void put(DigitisedRecord record, int version, List<PageText> text);

    /**
     * Removes a paper.
     *
     * @param id the paper
     */
    void remove(PaperId id);

    /**
     * Makes all changes durable.
     *
     * @param ledgerSequence the last event of the ledger whose effect is in the index
     */
    void commit(long ledgerSequence);

    /**
     * Up to which event of the ledger the committed index is complete.
     *
     * @return the sequence number, 0 for an empty index
     */
    long ledgerSequence();

    /**
     * Makes changes visible to searches.
     *
     * @param patience how long to wait at most
     */
    void refresh(Duration patience);

    /**
     * Which version of which paper is in the index, for comparing it with the archive. Sees what searches see.
     *
     * @return a stream to be closed by the caller, in no order
     */
    Stream<Indexed> papers();

    /** Gives everything back. What was not committed is dropped: it is caught up from the ledger. */
    @Override
    void close();

    /**
     * A paper in the index.
     *
     * @param id the paper
     * @param version the version of the archive object that was indexed
     */
    record Indexed(PaperId id, int version) {}
}
