package vn.hoso.examples;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vn.hoso.digitize.Eraser;
import vn.hoso.digitize.Home;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.paper.PaperId;
import vn.hoso.reuse.ErasureDesk;
import vn.hoso.search.LuceneRecordIndex;

/** Erases papers where the law allows it, and says what stays. */
@picocli.CommandLine.Command(name = "erase")
final class EraseCommand extends Command {
    @Parameters(arity = "0..*", paramLabel = "ID", descriptionKey = "paper.id")
    private List<String> ids = List.of();

    @Nullable
    @Option(names = "--owner", paramLabel = "NUMBER", descriptionKey = "erase.owner")
    private String owner;

    @Option(names = "--ground", required = true, paramLabel = "KEY", descriptionKey = "erase.ground")
    private String ground = "";

    @Option(names = "--reference", required = true, paramLabel = "TEXT", descriptionKey = "erase.reference")
    private String reference = "";

    @Option(names = "--dry-run", descriptionKey = "erase.dryRun")
    private boolean dryRun;

    EraseCommand(Context context) {
        super(context);
    }

    @Override
    int run() throws IOException {
        if (ids.isEmpty() == (owner == null) || reference.isBlank()) {
            throw new UsageException(texts().get("erase.whose"));
        }
        Homes.reading(context()).close();
        Eraser.Order order = new Eraser.Order(ground, reference, Homes.actor(context(), Optional.empty()));
        try (Home home = Homes.writing(context())) {
            Eraser eraser = new Eraser(home, context().retention(), Homes.indexing(home));
            List<Eraser.Outcome> outcomes;
            try (LuceneRecordIndex index = LuceneRecordIndex.openReadOnly(home.indexFolder())) {
                ErasureDesk desk = new ErasureDesk(eraser, home.archive(), home.registry(), index);
                List<PaperId> papers = papers(home, desk);
                outcomes = dryRun ? desk.preview(papers, order) : desk.erase(papers, order);
            } catch (HosoException e) {
                if (e.problem() == Problem.BAD_CONFIGURATION && e.subject().equals(ground)) {
                    throw new UsageException(e.message(context().locale()));
                }
                throw e;
            }
            outcomes.forEach(this::show);
            if (outcomes.isEmpty()) {
                print("erase.none");
            } else if (outcomes.stream().anyMatch(outcome -> outcome.refusal() == null)) {
                print("erase.stays");
            }
            return outcomes.stream().allMatch(outcome -> outcome.refusal() == null) ? OK : FAILED;
        }
    }

    private List<PaperId> papers(Home home, ErasureDesk desk) {
        if (owner != null) {
            return desk.papersOf(owner);
        }
        Set<PaperId> papers = new LinkedHashSet<>();
        ids.forEach(id -> papers.add(Papers.find(home.registry(), id, texts())));
        return new ArrayList<>(papers);
    }

    private void show(Eraser.Outcome outcome) {
        HosoException refusal = outcome.refusal();
        if (refusal != null) {
            print("erase.refused", Failures.oneLine(refusal.message(context().locale())));
        } else if (outcome.files() == 0) {
            print("erase.before", outcome.paper());
        } else {
            print(
                    dryRun ? "erase.would" : "erase.done",
                    outcome.paper(),
                    outcome.files(),
                    outcome.bytes(),
                    outcome.versions());
        }
        outcome.sharing().forEach(id -> print("erase.sharing", id));
        if (!outcome.dossiers().isEmpty()) {
            print("erase.dossiers", String.join(", ", outcome.dossiers()));
        }
    }
}
