package vn.hoso.examples;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vn.hoso.digitize.Home;
import vn.hoso.paper.Level;
import vn.hoso.reuse.Catalogue;
import vn.hoso.reuse.PlanRequest;
import vn.hoso.reuse.Planner;
import vn.hoso.reuse.ReusePolicy;
import vn.hoso.search.LuceneRecordIndex;

/** What a desk asks for a dossier, as {@code plan} and {@code reuse} take it. */
final class PlanOptions {
    @Option(names = "--procedure", required = true, paramLabel = "CODE", descriptionKey = "plan.procedure")
    private String procedure = "";

    @Option(names = "--owner", required = true, paramLabel = "ID", descriptionKey = "plan.owner")
    private String owner = "";

    @Nullable
    @Option(names = "--on", paramLabel = "DATE", descriptionKey = "plan.on")
    private String on;

    @Nullable
    @Option(names = "--decision", paramLabel = "DATE", descriptionKey = "plan.decision")
    private String decision;

    @Nullable
    @Option(names = "--case", paramLabel = "NAME", descriptionKey = "plan.case")
    private String caseName;

    @Option(names = "--presented", paramLabel = "COMPONENT=NUMBER", descriptionKey = "plan.presented")
    private Map<String, String> presented = new LinkedHashMap<>();

    @Mixin
    private final CatalogueOption catalogue = new CatalogueOption();

    @Nullable
    @Option(names = "--agency", paramLabel = "NAME", descriptionKey = "plan.agency")
    private String agency;

    @Nullable
    @Option(names = "--legal-basis", paramLabel = "TEXT", descriptionKey = "plan.legalBasis")
    private String legalBasis;

    /**
     * The request.
     *
     * @param context knows the officer and the agency
     * @param dossier the dossier, or empty for a mere look
     */
    PlanRequest request(Context context, String dossier) {
        LocalDate day = on == null ? LocalDate.now(Times.VIETNAM) : day(context, "--on", on);
        LocalDate decided = decision == null ? null : day(context, "--decision", decision);
        return new PlanRequest(
                procedure,
                caseName,
                owner,
                day,
                decided,
                presented,
                Homes.actor(context, Optional.empty()),
                agency(context).orElse(""),
                dossier,
                legalBasis);
    }

    Optional<String> agency(Context context) {
        return Optional.ofNullable(agency).or(() -> context.settings().text(Settings.Key.AGENCY));
    }

    static LocalDate day(Context context, String option, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new UsageException(context.texts().get("plan.badDate", option, Failures.oneLine(text)));
        }
    }

    /**
     * A planner over a home. Every look-up is written into the ledger of the home.
     *
     * @param context knows the configuration
     * @param home the home, open for writing
     * @param index its index
     */
    Planner planner(Context context, Home home, LuceneRecordIndex index) throws IOException {
        return planner(context, home, index, catalogue(context));
    }

    Catalogue catalogue(Context context) throws IOException {
        return catalogue.read(context);
    }

    static Planner planner(Context context, Home home, LuceneRecordIndex index, Catalogue catalogue) {
        return planner(context, home, index, catalogue, policy(context.settings()));
    }

    static Planner planner(
            Context context, Home home, LuceneRecordIndex index, Catalogue catalogue, ReusePolicy policy) {
        return Planner.builder()
                .archive(home.archive())
                .index(index)
                .catalogue(catalogue)
                .seals(Homes.seals(context))
                .policy(policy)
                .types(context.types())
                .ledger(home.registry())
                .build();
    }

    /** What the agency demands: sealed records, or also those that were only verified; whose records may be used. */
    static ReusePolicy policy(Settings settings) {
        boolean sealed = settings.text(Settings.Key.REUSE_LEVEL)
                .map(level -> level.toLowerCase(Locale.ROOT))
                .map(level -> settings.one(Settings.Key.REUSE_LEVEL, level, Set.of("sealed", "verified")))
                .orElse("sealed")
                .equals("sealed");
        Set<String> agencies = new HashSet<>();
        settings.text(Settings.Key.REUSE_AGENCIES)
                .ifPresent(names -> Arrays.stream(names.split(",", -1))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .forEach(agencies::add));
        ReusePolicy standard = ReusePolicy.SEALED;
        return new ReusePolicy(sealed ? Level.SEALED : Level.VERIFIED, sealed, standard.needLegalBasis(), agencies);
    }
}
