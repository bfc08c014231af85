package vn.hoso.registry;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.hoso.paper.PaperId;

/**
 * The registry: which papers are in work and where they stand, who works on what, the counters of codes, the decisions of
 * officers, and the ledger.
 *
 * <p>Every change is one transaction together with its row of the ledger: both are there or neither, also after a power
 * cut. Safe for use by several threads and by several processes on one machine.
 */
public interface Registry extends AutoCloseable {
    /**
     * Hands in a file: takes the lease of it, or says why there is nothing to do.
     *
     * <p>A file that failed before may be tried again; a file whose holder's lease ran out is taken over. In both cases
     * its papers that are not stored go back to {@link PaperState#RECEIVED}.
     *
     * @param file the file
     * @param worker who wants to work on it
     * @param lease for how long, unless it is renewed
     * @return what became of it
     */
    Reception receive(IncomingFile file, String worker, Duration lease);

    /**
     * Takes the lease of a file for a decision on one of its papers.
     *
     * @param paper the paper
     * @param worker who wants to work on it
     * @param lease for how long
     * @return the paper as it stands now
     * @throws vn.hoso.failure.HosoException with {@code NOT_FOUND} for an unknown paper, {@code WRONG_STATE} where
     *     somebody else holds the lease
     */
    PaperEntry claim(PaperId paper, String worker, Duration lease);

    /**
     * Prolongs all leases of a worker.
     *
     * @param worker the worker
     * @param lease for how long from now
     * @return how many leases it holds
     */
    int renew(String worker, Duration lease);

    /**
     * Gives a file back. Its papers that are not stored go back to {@link PaperState#RECEIVED}, or stay {@link
     * PaperState#FAILED}. Nothing happens where the worker does not hold the lease.
     *
     * @param sha256 the digest of the file
     * @param worker who held the lease
     */
    void release(String sha256, String worker);

    /**
     * Gives back all files of a worker that is gone.
     *
     * @param worker the worker
     * @return how many leases it held
     */
    int releaseAll(String worker);

    /**
     * All files in work.
     *
     * @return the leases, also those that ran out
     */
    List<Lease> leases();

    /**
     * Says how many papers were found in a file; rows for the second and further ones are made.
     *
     * @param sha256 the digest of the file
     * @param papers how many, 1 or more
     * @param worker who holds the lease
     * @return the papers, in order
     * @throws LeaseLostException if the worker does not hold the lease any more
     */
    List<PaperId> split(String sha256, int papers, String worker);

    /**
     * Makes a step.
     *
     * @param step the step
     * @return the row of the ledger
     * @throws LeaseLostException if the worker does not hold the lease any more; nothing is changed
     * @throws vn.hoso.failure.HosoException with {@code NOT_FOUND} for an unknown paper, {@code WRONG_STATE} where {@link
     *     PaperState#allows} says no; nothing is changed
     */
    LedgerEvent apply(Transition step);

    /**
     * Issues the next code with a prefix to a verified paper, which is {@link PaperState#CODED} then. A paper that has a
     * code keeps it.
     *
     * @param paper the paper
     * @param prefix the code without its counter
     * @param digits the least digits of the counter, filled up with zeros
     * @param worker who holds the lease
     * @param actor on whose behalf
     * @return the code
     * @throws vn.hoso.failure.HosoException with {@code WRONG_STATE} if the paper is not verified
     */
    String issueCode(PaperId paper, String prefix, int digits, String worker, String actor);

    /**
     * Takes over a paper that the archive holds and the registry does not know, or knows in a state that is behind the
     * archive. The archive is believed.
     *
     * @param paper what the archive says
     * @param firstPrefix the code without its counter, or null for a paper without a code; the counter is raised so that
     *     no later code is the same
     * @param counter the counter in its code; 0 without a code
     * @param actor on whose behalf
     */
    void adopt(PaperEntry paper, @Nullable String firstPrefix, int counter, String actor);

    /**
     * A paper.
     *
     * @param id the paper
     * @return what is known of it, or empty
     */
    Optional<PaperEntry> paper(PaperId id);

    /**
     * The papers of a file.
     *
     * @param sha256 the digest of the file
     * @return the papers, in the order of the file; empty for an unknown file
     */
    List<PaperEntry> papersOf(String sha256);

    /**
     * Papers in some states, page by page.
     *
     * @param states the states
     * @param after the last paper of the page before, or null for the first page
     * @param limit the most papers wanted
     * @return papers in the order of their ids
     */
    List<PaperEntry> papers(Set<PaperState> states, @Nullable PaperId after, int limit);

    /**
     * Papers whose archive object was about to be changed when that change was last heard of.
     *
     * @return the papers with an {@linkplain PaperEntry#intent intent}
     */
    List<PaperEntry> intents();

    /**
     * The papers that wait for an officer: those that need it most first, among equals the oldest.
     *
     * @param limit the most papers wanted
     * @return the head of the queue
     */
    List<PaperEntry> queue(int limit);

    /**
     * How many papers are in each state.
     *
     * @return the count by state; states without papers are left out
     */
    Map<PaperState, Long> counts();

    /**
     * What officers decided on a paper.
     *
     * @param paper the paper
     * @return the decisions, oldest first
     */
    List<Decision> decisions(PaperId paper);

    /**
     * Writes an event into the ledger that changes no state, such as a look-up or a re-use.
     *
     * @param actor who
     * @param action what
     * @param paper the paper concerned, or null
     * @param facts what else is known; no values of fields
     * @return the row
     */
    LedgerEvent append(String actor, String action, @Nullable PaperId paper, Map<String, String> facts);

    /**
     * Writes an event into the ledger that changes no state. Where it has a key and an event with that key is there
     * already, nothing is written.
     *
     * @param notice the event
     * @return the row, which may be the older one with the same key
     */
    LedgerEvent append(Notice notice);

    /**
     * The event with a key.
     *
     * @param key the key
     * @return the row, or empty
     */
    Optional<LedgerEvent> event(String key);

    /**
     * The events about a paper or a person, page by page: also the steps of the paper itself.
     *
     * @param subject the id of a paper, the pseudonym of a person
     * @param after the last sequence number of the page before, 0 for the first page
     * @param limit the most rows wanted
     * @return rows in their order
     */
    List<LedgerEvent> eventsAbout(String subject, long after, int limit);

    /**
     * The ledger, page by page.
     *
     * @param after the last sequence number of the page before, 0 for the first page
     * @param limit the most rows wanted
     * @return rows in their order
     */
    List<LedgerEvent> events(long after, int limit);

    /**
     * The number of the last row of the ledger.
     *
     * @return the sequence number, 0 for an empty ledger
     */
    long lastSequence();

    /**
     * Recomputes the whole chain of the ledger.
     *
     * @return the first row that does not hold, or empty
     */
    Optional<BrokenLink> checkLedger();

    /**
     * Checks the files of the registry themselves.
     *
     * @return what is wrong, in words; empty where all is well
     */
    List<String> checkStorage();

    @Override
    void close();
}
