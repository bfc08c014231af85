package vn.hoso.digitize;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.hoso.archive.Archive;
import vn.hoso.paper.PaperId;
import vn.hoso.registry.Lease;

/**
 * Takes away what dead processes left in a home, and says what it took: work files, leases, versions half stored. Nothing
 * that was finished is touched.
 *
 * <p>For one thread, and for a home that nobody else has open for writing: see {@link Home#openAlone}.
 */
public final class HomeRepair {
    private final Home home;

    /**
     * Repairs of a home.
     *
     * @param home the home, open for writing, alone
     */
    public HomeRepair(Home home) {
        this.home = home;
    }

    /**
     * Something that was set right.
     *
     * @param kind what it was
     * @param worker the process that had left it, or null where that is not known
     * @param paper the paper concerned, or null
     * @param words what was done, in English; empty where the kind says all
     */
    public record Repair(
            Kind kind, @Nullable String worker, @Nullable PaperId paper, String words) {}

    /** What can be set right without a loss. */
    public enum Kind {
        /** The work folder of a process that is gone was removed. */
        WORK,
        /** Files that a process held that is gone were given back. */
        LEASE,
        /** A version of a paper that was half stored was completed or taken away. */
        VERSION
    }

    /**
     * Sets right what can be.
     *
     * @return what was done; empty for a home that is in order
     * @throws vn.hoso.failure.HosoException if a store can't be read or written
     */
    public List<Repair> run() {
        List<Repair> repairs = new ArrayList<>();
        home.sweptWork().forEach(worker -> repairs.add(new Repair(Kind.WORK, worker, null, "")));
        Map<String, Integer> dead = new LinkedHashMap<>();
        for (Lease lease : home.registry().leases()) {
            if (!home.isAlive(lease.worker())) {
                dead.merge(lease.worker(), 1, Integer::sum);
            }
        }
        dead.forEach((worker, files) -> {
            home.registry().releaseAll(worker);
            repairs.add(new Repair(Kind.LEASE, worker, null, String.valueOf(files)));
        });
        Archive archive = home.archive();
        try (Stream<PaperId> papers = archive.papers()) {
            for (Iterator<PaperId> each = papers.iterator(); each.hasNext(); ) {
                PaperId paper = each.next();
                archive.heal(paper).forEach(words -> repairs.add(new Repair(Kind.VERSION, null, paper, words)));
            }
        }
        return repairs;
    }
}
