package vn.hoso.digitize;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import vn.hoso.extract.Extractor;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.paper.PaperId;
import vn.hoso.paper.PaperTypes;
import vn.hoso.record.ResultCodePattern;
import vn.hoso.registry.PaperEntry;
import vn.hoso.registry.PaperState;
import vn.hoso.registry.Registry;
import vn.hoso.registry.Transition;
import vn.hoso.seal.RecordSealer;

/**
 * What the desks of officers work with.
 *
 * @param home where papers are kept
 * @param worker the name under which leases are taken
 * @param clock tells the time of decisions
 * @param extractor extracts anew, and knows the paper types
 * @param sealer seals records, or null: nothing can be sealed here
 * @param renditions makes and signs PDF/A files, or null: pages can't be arranged anew here
 * @param fourEyes what two officers must confirm
 * @param originals what is digitised and what is not
 * @param codes the pattern of codes
 * @param typeCodes the code of a paper type in the national database
 * @param probe hears of what has just become durable
 */
record DeskSettings(
        Home home,
        String worker,
        Clock clock,
        Extractor extractor,
        @Nullable RecordSealer sealer,
        @Nullable Renditions renditions,
        FourEyes fourEyes,
        Originals originals,
        ResultCodePattern codes,
        UnaryOperator<String> typeCodes,
        Probe probe) {
    private static final RandomGenerator RANDOM = new SecureRandom();

    Registry registry() {
        return home.registry();
    }

    PaperTypes types() {
        return extractor.types();
    }

    /** Where salts come from. */
    RandomGenerator random() {
        return RANDOM;
    }

    RecordSealer needSealer() {
        if (sealer == null) {
            throw new HosoException(Problem.NO_KEY, "key", "none configured");
        }
        return sealer;
    }

    Renditions needRenditions() {
        if (renditions == null) {
            throw new HosoException(Problem.NO_KEY, "key", "none configured");
        }
        return renditions;
    }

    PaperEntry entry(PaperId id) {
        return registry().paper(id).orElseThrow(() -> new HosoException(Problem.NOT_FOUND, id.value(), "paper"));
    }

    Transition step(PaperId paper, PaperState to, String action, String actor) {
        return Transition.of(paper, to, action, worker, actor);
    }

    /** What is confirmed is fixed: its type stands in its code, its pages under its seal. */
    static void requireOpen(PaperEntry entry) {
        switch (entry.state()) {
            case ARCHIVED, CONFIRMED_ONCE -> {}
            case VERIFIED, CODED, SEALED ->
                throw new HosoException(Problem.SEALED, entry.id().value());
            default -> throw wrongState(entry, PaperState.ARCHIVED);
        }
    }

    static void requireWaiting(PaperEntry entry) {
        if (entry.state() != PaperState.ARCHIVED && entry.state() != PaperState.CONFIRMED_ONCE) {
            throw wrongState(entry, PaperState.ARCHIVED);
        }
    }

    static HosoException wrongState(PaperEntry entry, PaperState wanted) {
        return new HosoException(Problem.WRONG_STATE, entry.id().value(), entry.state(), wanted);
    }
}
