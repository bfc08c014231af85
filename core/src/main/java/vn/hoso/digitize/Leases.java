package vn.hoso.digitize;

import java.time.Duration;
import java.util.function.Function;
import vn.hoso.paper.PaperId;
import vn.hoso.registry.PaperEntry;
import vn.hoso.registry.Registry;

/**
 * Holds papers while they are decided on, all papers of a file together. Before anything else, what a dead process began
 * with any of them is finished or given up.
 */
final class Leases {
    private static final Duration LEASE = Duration.ofMinutes(2);

    private final DeskSettings desk;
    private final Registry registry;
    private final Recovery recovery;
    private final Rearrangement rearrangement;

    Leases(DeskSettings desk, Rearrangement rearrangement) {
        this.desk = desk;
        this.registry = desk.registry();
        this.recovery = new Recovery(desk.home());
        this.rearrangement = rearrangement;
    }

    /** Does something with a paper that nobody else works on meanwhile. */
    <T> T holding(PaperId id, Function<PaperEntry, T> work) {
        recovery.releaseTheDead();
        PaperEntry entry = registry.claim(id, desk.worker(), LEASE);
        try {
            registry.papersOf(entry.sha256()).forEach(this::settle);
            return work.apply(desk.entry(id));
        } finally {
            registry.release(entry.sha256(), desk.worker());
        }
    }

    /** Settles what was begun with a paper and not acknowledged. */
    private void settle(PaperEntry paper) {
        Intent intent = Intent.parse(paper.intent());
        if (intent != null && intent.rearranging() != null) {
            rearrangement.finish(intent.rearranging(), intent.action(), intent.actor());
        } else {
            recovery.settle(paper, desk.worker());
        }
    }
}
