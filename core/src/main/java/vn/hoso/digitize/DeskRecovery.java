package vn.hoso.digitize;

import java.util.List;
import java.util.Set;
import vn.hoso.registry.PaperEntry;
import vn.hoso.registry.PaperState;
import vn.hoso.registry.Registry;

/**
 * Finishes or gives up decisions that a crash interrupted, as far as the desk has the keys for it: arranging pages anew
 * needs a signer, a confirmation a sealer. The rest is left for a desk that has them.
 */
final class DeskRecovery {
    private final DeskSettings desk;
    private final Registry registry;
    private final Leases leases;
    private final Confirmation confirmation;

    DeskRecovery(DeskSettings desk, Leases leases, Confirmation confirmation) {
        this.desk = desk;
        this.registry = desk.registry();
        this.leases = leases;
        this.confirmation = confirmation;
    }

    /** Tells how many papers were set right. */
    int run() {
        Recovery recovery = new Recovery(desk.home());
        recovery.releaseTheDead();
        return recovery.takeOverAll() + begun() + halfConfirmed();
    }

    private int begun() {
        int done = 0;
        for (PaperEntry entry : registry.intents()) {
            if (desk.entry(entry.id()).intent() != null && isFinishable(entry)) {
                leases.holding(entry.id(), settled -> settled);
                done++;
            }
        }
        return done;
    }

    /** Pages are arranged to the end only where somebody can sign. */
    private boolean isFinishable(PaperEntry entry) {
        Intent intent = Intent.parse(entry.intent());
        return desk.renditions() != null || intent == null || intent.rearranging() == null;
    }

    private int halfConfirmed() {
        if (desk.sealer() == null) {
            return 0;
        }
        List<PaperEntry> half = registry.papers(Set.of(PaperState.VERIFIED, PaperState.CODED), null, Integer.MAX_VALUE);
        half.forEach(entry -> leases.holding(entry.id(), now -> confirmation.seal(now, "hoso")));
        return half.size();
    }
}
