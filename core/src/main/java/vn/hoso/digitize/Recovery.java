package vn.hoso.digitize;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.hoso.archive.Archive;
import vn.hoso.archive.ArchivedPaper;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.paper.PaperId;
import vn.hoso.record.DigitisedRecord;
import vn.hoso.registry.Lease;
import vn.hoso.registry.LedgerEvent;
import vn.hoso.registry.PaperEntry;
import vn.hoso.registry.PaperState;
import vn.hoso.registry.Registry;
import vn.hoso.registry.Transition;

/**
 * Sets right what processes left behind that died: gives back what they held, and lets the registry follow the archive.
 *
 * <p>The archive is believed. What reached it is acknowledged; what did not is as if it had never been begun.
 */
final class Recovery {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
    private static final int PAGE = 500;

    /** A paper in these states may be in the archive all the same, when its process died before it could say so. */
    private static final Set<PaperState> UNACKNOWLEDGED = EnumSet.of(
            PaperState.RECEIVED, PaperState.SCANNED, PaperState.SIGNED, PaperState.EXTRACTED, PaperState.FAILED);

    private final Home home;
    private final Registry registry;
    private final Archive archive;

    Recovery(Home home) {
        this.home = home;
        this.registry = home.registry();
        this.archive = home.archive();
    }

    /** Gives back what dead processes held: at once, not only when their leases run out. */
    void releaseTheDead() {
        registry.leases().stream()
                .map(Lease::worker)
                .distinct()
                .filter(owner -> !home.isAlive(owner))
                .forEach(registry::releaseAll);
    }

    /**
     * Takes over what the archive holds and the registry does not say. A registry that is new beside a full archive is
     * filled from it.
     *
     * @return how many papers were taken over
     */
    int takeOverAll() {
        int done = registry.lastSequence() == 0 ? fillRegistry() : 0;
        Set<String> held = registry.leases().stream().map(Lease::sha256).collect(Collectors.toCollection(HashSet::new));
        PaperId after = null;
        List<PaperEntry> page;
        do {
            page = registry.papers(UNACKNOWLEDGED, after, PAGE);
            for (PaperEntry paper : page) {
                after = paper.id();
                if (!held.contains(paper.sha256())) {
                    done += takeOver(paper.id()) ? 1 : 0;
                }
            }
        } while (page.size() == PAGE);
        return done;
    }

    private int fillRegistry() {
        int done = 0;
        try (Stream<PaperId> papers = archive.papers()) {
            for (PaperId paper : (Iterable<PaperId>) papers::iterator) {
                done += takeOver(paper) ? 1 : 0;
            }
        }
        return done;
    }

    /** One damaged object must not keep a run from starting. */
    private boolean takeOver(PaperId paper) {
        try {
            archive.heal(paper);
            return Adoption.adopt(archive, registry, paper);
        } catch (HosoException e) {
            if (e.problem() != Problem.STORE_DAMAGED && e.problem() != Problem.RECORD_INVALID) {
                throw e;
            }
            LOG.warn("a paper of the archive could not be taken over", e);
            return false;
        }
    }

    /**
     * Settles a change of the archive that was begun and not acknowledged. The caller holds the lease of the paper.
     *
     * @return the paper as it stands then
     */
    PaperEntry settle(PaperEntry paper, String worker) {
        Intent intent = Intent.parse(paper.intent());
        if (intent != null && intent.to() == PaperState.ERASED) {
            erase(paper, intent.actor(), worker);
            return registry.paper(paper.id()).orElseThrow();
        }
        boolean sealing = paper.state() == PaperState.VERIFIED || paper.state() == PaperState.CODED;
        if (intent == null && !sealing) {
            return paper;
        }
        if (intent != null && intent.rearranging() != null) {
            throw new HosoException(Problem.WRONG_STATE, paper.id().value(), "being " + intent.action(), paper.state());
        }
        archive.heal(paper.id());
        if (intent != null) {
            registry.apply(settled(paper, intent, worker));
        }
        return registry.paper(paper.id()).orElseThrow();
    }

    /** Takes a paper out of the archive that the registry says is erased, and acknowledges that. */
    void erase(PaperEntry paper, String actor, String worker) {
        archive.purge(paper.id());
        registry.apply(Transition.of(paper.id(), PaperState.ERASED, LedgerEvent.ERASE, worker, actor)
                .fact("archive", "purged"));
    }

    private Transition settled(PaperEntry paper, Intent intent, String worker) {
        int version = version(archive.head(paper.id()).orElse(null));
        if (version == paper.version()) {
            return Transition.of(paper.id(), paper.state(), intent.action() + "-given-up", worker, intent.actor());
        }
        DigitisedRecord record = new IndexFeeder(archive, registry).record(paper.id(), version);
        return Transition.of(paper.id(), intent.to(), intent.action(), worker, intent.actor())
                .version(version)
                .data(record.type(), record.level(), ReviewNeed.of(record))
                .decisions(intent.decisions())
                .fact("version", version)
                .fact("recovered", true);
    }

    private static int version(@Nullable ArchivedPaper head) {
        return head == null ? 0 : head.version();
    }
}
