package vn.hoso.examples;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vn.hoso.digitize.Home;
import vn.hoso.reuse.Catalogue;
import vn.hoso.reuse.FederatedLookup;
import vn.hoso.reuse.Plan;
import vn.hoso.reuse.PlanRequest;
import vn.hoso.reuse.RemoteSource;
import vn.hoso.search.LuceneRecordIndex;

/** Says which of the papers that a procedure requires are here already, and what the form would hold. */
@picocli.CommandLine.Command(name = "plan")
final class PlanCommand extends Command {
    @Mixin
    private final PlanOptions options = new PlanOptions();

    private static final Pattern SERVICE = Pattern.compile("https?://", Pattern.CASE_INSENSITIVE);

    @Option(names = "--also", paramLabel = "NAME=HOME|URL", descriptionKey = "plan.also")
    private Map<String, String> also = new LinkedHashMap<>();

    @Option(names = "--token", paramLabel = "NAME=FILE", descriptionKey = "plan.token")
    private Map<String, Path> tokens = new LinkedHashMap<>();

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
        for (Map.Entry<String, String> other : also.entrySet()) {
            sources.add(
                    SERVICE.matcher(other.getValue()).lookingAt()
                            ? service(other.getKey(), other.getValue())
                            : new OtherHome(context(), other.getKey(), Path.of(other.getValue()), catalogue));
        }
        return new FederatedLookup(
                        catalogue,
                        Homes.seals(context()),
                        PlanOptions.policy(settings()),
                        Duration.ofSeconds(wait),
                        home.registry())
                .ask(request, sources);
    }

    private FederatedLookup.Source service(String name, String address) throws IOException {
        Path token = tokens.get(name);
        if (token == null) {
            throw new UsageException(texts().get("plan.noToken", name));
        }
        try {
            String secret = Files.readString(token, StandardCharsets.UTF_8).strip();
            return RemoteSource.of(name, URI.create(address), secret, Duration.ofSeconds(wait), null);
        } catch (IllegalArgumentException e) {
            throw new UsageException(texts().get("plan.badService", name));
        }
    }
}
