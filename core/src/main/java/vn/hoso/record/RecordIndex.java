package vn.hoso.record;

import java.time.Duration;
import vn.hoso.paper.PaperId;

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
    void put(DigitisedRecord record, int version, java.util.List<vn.hoso.text.PageText> text);

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

    @Override
    void close();
}
