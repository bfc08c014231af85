package vn.hoso.examples;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import vn.hoso.digitize.Home;
import vn.hoso.reuse.Catalogue;
import vn.hoso.reuse.FederatedLookup;
import vn.hoso.reuse.LookupService;
import vn.hoso.reuse.PlanRequest;
import vn.hoso.reuse.ReusePolicy;
import vn.hoso.search.LuceneRecordIndex;

/**
 * The agencies that may ask this home over the network: a YAML file with the SHA-256 of the token of each, the procedures
 * it may ask for, and the agencies whose papers it may be given.
 */
final class ServiceClients {
    private static final Duration FRESHNESS = Duration.ofSeconds(1);

    private final Context context;
    private final Home home;
    private final LuceneRecordIndex index;
    private final Catalogue catalogue;

    ServiceClients(Context context, Home home, LuceneRecordIndex index, Catalogue catalogue) {
        this.context = context;
        this.home = home;
        this.index = index;
        this.catalogue = catalogue;
    }

    List<LookupService.Client> read(Path file) throws IOException {
        List<LookupService.Client> clients = new ArrayList<>();
        try {
            for (JsonNode one :
                    new YAMLMapper().readTree(Files.readString(file)).path("clients")) {
                String agency = one.path("agency").asText();
                clients.add(new LookupService.Client(
                        agency,
                        one.path("token-sha256").asText(),
                        names(one.path("procedures")),
                        source(names(one.path("holders")))));
            }
        } catch (JacksonException | IllegalArgumentException e) {
            throw new UsageException(context.texts().get("serve.badClients", file));
        }
        if (clients.isEmpty()) {
            throw new UsageException(context.texts().get("serve.badClients", file));
        }
        return clients;
    }

    private static Set<String> names(JsonNode list) {
        if (!list.isMissingNode() && !list.isArray()) {
            throw new IllegalArgumentException("a list of names");
        }
        Set<String> names = new LinkedHashSet<>();
        list.forEach(name -> names.add(name.asText().strip()));
        return names;
    }

    /** This home as one agency may see it: what others hold is not looked for. */
    private FederatedLookup.Source source(Set<String> holders) {
        ReusePolicy own = PlanOptions.policy(context.settings());
        Set<String> scope = new LinkedHashSet<>(holders.isEmpty() ? own.agencies() : holders);
        if (!own.agencies().isEmpty()) {
            scope.retainAll(own.agencies());
            if (scope.isEmpty()) {
                throw new IllegalArgumentException("holders that this home itself may not use");
            }
        }
        ReusePolicy policy = new ReusePolicy(own.level(), own.sealNeeded(), own.needLegalBasis(), scope);
        FederatedLookup.Source source = FederatedLookup.home(
                "here", PlanOptions.planner(context, home, index, catalogue, policy), home.archive());
        return new FederatedLookup.Source() {
            @Override
            public String name() {
                return source.name();
            }

            @Override
            public List<FederatedLookup.Offer> offers(PlanRequest request) {
                index.refresh(FRESHNESS);
                return source.offers(request);
            }
        };
    }

    static String sha256(String token) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
