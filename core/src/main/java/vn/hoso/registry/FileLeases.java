package vn.hoso.registry;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.paper.PaperId;

/**
 * Who works on which file: one worker at a time, until the lease ends. A file that is taken over begins anew, as far as it
 * had not reached the archive. Each method works in the transaction of its handle.
 */
final class FileLeases {
    private FileLeases() {}

    /** Hands a file to a worker, unless it is done or in another's hands. */
    static Reception receive(Handle handle, IncomingFile file, String worker, Duration lease, Instant now) {
        SourceRow source = Rows.source(handle, file.sha256()).orElse(null);
        if (source == null) {
            Rows.insertSource(handle, file, worker, now, now.plus(lease));
            PaperId first = PaperId.of(file.sha256(), 1);
            Rows.insertPaper(handle, first, file.sha256(), 1, now);
            Map<String, String> facts = Map.of("sha256", file.sha256(), "bytes", "" + file.bytes());
            Ledger.append(handle, now, worker, "received", first, facts);
            return new Reception.Taken(Rows.papersOf(handle, file.sha256()), 1);
        }
        List<PaperEntry> papers = Rows.papersOf(handle, file.sha256());
        if (isDone(source, papers)) {
            return new Reception.Done(papers.stream().map(PaperEntry::id).toList(), source.name());
        }
        if (source.isHeld(now)) {
            return new Reception.Busy(Objects.requireNonNull(source.worker()), source.leaseUntil());
        }
        Rows.take(handle, file.sha256(), worker, now.plus(lease), 1);
        reset(handle, papers, worker, "resumed", true, now);
        return new Reception.Taken(Rows.papersOf(handle, file.sha256()), source.attempts() + 1);
    }

    private static boolean isDone(SourceRow source, List<PaperEntry> papers) {
        return source.papers() > 0
                && papers.size() >= source.papers()
                && papers.stream().allMatch(paper -> paper.state().stored() || paper.state() == PaperState.ERASED);
    }

    /** What was under way got lost with whoever did it: back to the beginning. */
    private static void reset(
            Handle handle, List<PaperEntry> papers, String worker, String action, boolean failedToo, Instant now) {
        for (PaperEntry paper : papers) {
            PaperState state = paper.state();
            boolean again = state.allows(PaperState.RECEIVED) && (failedToo || state != PaperState.FAILED);
            if (again) {
                Rows.reset(handle, paper.id(), now);
                Ledger.append(handle, now, worker, action, paper.id(), Map.of("from", state.name()));
            }
        }
    }

    /** Hands the file of a paper to a worker who is to decide on it. */
    static void claim(Handle handle, PaperEntry paper, String worker, Duration lease, Instant now) {
        SourceRow source = Rows.source(handle, paper.sha256()).orElseThrow();
        if (source.isHeld(now) && !worker.equals(source.worker())) {
            throw new HosoException(Problem.WRONG_STATE, paper.id().value(), "in work elsewhere", "free");
        }
        Rows.take(handle, paper.sha256(), worker, now.plus(lease), 0);
    }

    /** Makes all leases of a worker last longer; tells how many there are. */
    static int renew(Handle handle, String worker, Instant until) {
        return handle.createUpdate("UPDATE source SET lease_until = :until WHERE worker = :worker")
                .bind("until", Times.text(until))
                .bind("worker", worker)
                .execute();
    }

    /** Takes a file out of a worker's hands; nothing happens where it is not in them. */
    static void release(Handle handle, String sha256, String worker, Instant now) {
        if (isHeldBy(handle, sha256, worker)) {
            reset(handle, Rows.papersOf(handle, sha256), worker, "abandoned", false, now);
            Rows.giveBack(handle, sha256);
        }
    }

    /** Says how many papers a file holds that a worker has; those that are not known yet are received. */
    static List<PaperId> split(Handle handle, String sha256, int papers, String worker, Instant now) {
        require(handle, sha256, worker);
        List<PaperEntry> known = Rows.papersOf(handle, sha256);
        List<PaperId> ids = new ArrayList<>();
        for (int ordinal = 1; ordinal <= papers; ordinal++) {
            PaperId id = PaperId.of(sha256, ordinal);
            ids.add(id);
            if (known.stream().noneMatch(paper -> paper.id().equals(id))) {
                Rows.insertPaper(handle, id, sha256, ordinal, now);
                Map<String, String> facts = Map.of("sha256", sha256, "ordinal", "" + ordinal);
                Ledger.append(handle, now, worker, "received", id, facts);
            }
        }
        Rows.setPapers(handle, sha256, papers);
        return ids;
    }

    /** Refuses a worker who has lost the file, or never had it. */
    static void require(Handle handle, String sha256, String worker) {
        if (!isHeldBy(handle, sha256, worker)) {
            throw new LeaseLostException(sha256, worker);
        }
    }

    private static boolean isHeldBy(Handle handle, String sha256, String worker) {
        return Rows.source(handle, sha256)
                .filter(source -> worker.equals(source.worker()))
                .isPresent();
    }
}
