package vn.hoso.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vn.hoso.digitize.Home;
import vn.hoso.reuse.Catalogue;
import vn.hoso.reuse.FederatedLookup;
import vn.hoso.reuse.Plan;
import vn.hoso.reuse.PlanRequest;
import vn.hoso.search.LuceneRecordIndex;

/** Says which of the papers that a procedure requires are here already, and what the form would hold. */
@picocli.CommandLine.Command(name = "plan")
final class PlanCommand extends Command {
    @Mixin
    private final PlanOptions options = new PlanOptions();

    @Option(names = "--also", paramLabel = "NAME=HOME", descriptionKey = "plan.also")
    private Map<String, Path> also = new LinkedHashMap<>();

    @Option(names = "--wait", paramLabel = "SECONDS", defaultValue = "10", descriptionKey = "plan.wait")
    private int wait;

    @Option(names = "--json", descriptionKey = "json")
    private boolean json;

    PlanCommand(Context context) {
        super(context);
    }

    @Override
    int run() throws IOException {
        if (wait < 1 || wait > 3600) {
            throw new UsageException(texts().get("plan.badWait", wait));
        }
        if (also.size() > FederatedLookup.MOST_SOURCES) {
            throw new UsageException(texts().get("plan.tooManySources", FederatedLookup.MOST_SOURCES));
        }
        Homes.reading(context()).close();
        try (Home home = Homes.writing(context());
                LuceneRecordIndex index = LuceneRecordIndex.openReadOnly(home.indexFolder())) {
            PlanRequest request = options.request(context(), "");
            Plan plan = options.planner(context(), home, index).plan(request);
            if (json) {
                out().println(plan.json());
            } else {
                new PlanView(context(), "").print(plan);
            }
            if (!also.isEmpty()) {
                FederatedLookup.Result elsewhere = elsewhere(request, home);
                if (json) {
                    out().println(elsewhere.json());
                } else {
                    new PlanView(context(), "").print(elsewhere);
                }
            }
        }
        return OK;
    }

    private FederatedLookup.Result elsewhere(PlanRequest request, Home home) throws IOException {
        Catalogue catalogue = options.catalogue(context());
        List<FederatedLookup.Source> sources = new ArrayList<>();
        also.forEach((name, folder) -> sources.add(new OtherHome(context(), name, folder, catalogue)));
        return new FederatedLookup(
                        catalogue,
                        Homes.seals(context()),
                        PlanOptions.policy(settings()),
                        Duration.ofSeconds(wait),
                        home.registry())
                .ask(request, sources);
    }
}
