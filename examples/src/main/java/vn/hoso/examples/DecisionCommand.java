package vn.hoso.examples;

import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vn.hoso.digitize.Home;
import vn.hoso.digitize.ReviewDesk;
import vn.hoso.paper.PaperId;
import vn.hoso.signing.SigningKey;

/** A decision of an officer. */
abstract class DecisionCommand extends Command {
    /** Whether a decision can be made without a key. */
    enum KeyNeed {
        /** The decision seals a record or signs a rendition. */
        ALWAYS,
        /** Only the decision on a paper that is sealed already asks for a key; the desk knows. */
        FOR_SEALED
    }

    private final KeyNeed need;

    @Mixin
    private final KeyOptions keyOptions = new KeyOptions();

    DecisionCommand(Context context, KeyNeed need) {
        super(context);
        this.need = need;
    }

    /** Does what was decided. */
    abstract void decide(ReviewDesk desk, Home home, String actor);

    @Override
    final int run() throws IOException {
        Homes.reading(context()).close();
        Optional<SigningKey> key =
                need == KeyNeed.ALWAYS ? Optional.of(keyOptions.require(context())) : keyOptions.open(context());
        try (Home home = Homes.writing(context())) {
            decide(Homes.desk(context(), home, key), home, Homes.actor(context(), key));
            return OK;
        } finally {
            key.ifPresent(SigningKey::close);
        }
    }

    final PaperId find(Home home, String id) {
        return Papers.find(home.registry(), id, texts());
    }

    /** A decision on one paper. */
    abstract static class OnPaper extends DecisionCommand {
        @Parameters(index = "0", paramLabel = "ID", descriptionKey = "paper.id")
        private String id = "";

        OnPaper(Context context, KeyNeed need) {
            super(context, need);
        }

        /** Does what was decided on the paper. */
        abstract void decide(ReviewDesk desk, Home home, PaperId paper, String actor);

        @Override
        final void decide(ReviewDesk desk, Home home, String actor) {
            decide(desk, home, find(home, id), actor);
        }
    }

    /** A decision that ends the way of a paper, for a reason. */
    abstract static class Ending extends OnPaper {
        @Option(names = "--reason", required = true, paramLabel = "TEXT", descriptionKey = "reason")
        private String reason = "";

        Ending(Context context) {
            super(context, KeyNeed.FOR_SEALED);
        }

        final String reason() {
            return reason;
        }
    }
}
