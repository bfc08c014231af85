package vn.hoso.reuse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.paper.PaperId;
import vn.hoso.registry.LedgerEvent;
import vn.hoso.registry.Notice;
import vn.hoso.registry.Registry;

/**
 * Uses papers that are here for a dossier, and writes down that they were.
 *
 * <pre>{@code
 * ReuseDesk desk = new ReuseDesk(planner, registry);
 * ReuseDesk.Outcome outcome = desk.reuse("request-17", PlanRequest.of("1.000894", "030172436025", today)
 *         .by("Nguyễn Văn An", "UBND xã Sơn Nhiễu", "H56.17-251122-0001", null));
 * }</pre>
 *
 * <p>A re-use is one row of the ledger, written in one transaction: both the row and what finds it again, or neither. The
 * same request gives the same row, however often and from however many processes it is made. Safe for use by several
 * threads.
 */
public final class ReuseDesk {
    private static final int PAGE = 1000;

    private final Planner planner;
    private final Registry registry;

    /**
     * A desk.
     *
     * @param planner answers what is here
     * @param registry where re-uses are written down
     */
    public ReuseDesk(Planner planner, Registry registry) {
        this.planner = planner;
        this.registry = registry;
    }

    /**
     * What a request gave.
     *
     * @param plan what is here now; the values of the form are in it
     * @param receipt the re-use as it was written down
     * @param repeated whether it had been written down before
     */
    public record Outcome(Plan plan, Reuse receipt, boolean repeated) {}

    /**
     * Uses for a dossier what is re-usable for it. Where nothing is, that is written down too.
     *
     * @param id what the caller knows the request by; the same id is the same request
     * @param request what is asked for, with the officer, the agency and the dossier
     * @return the plan and the receipt
     * @throws HosoException {@code NOT_FOUND} as {@link Planner#plan}, {@code WRONG_STATE} where the id stands for
     *     another request
     */
    public Outcome reuse(String id, PlanRequest request) {
        if (id.isBlank()
                || request.requester().isBlank()
                || request.agency().isBlank()
                || request.purpose().isBlank()) {
            throw new IllegalArgumentException("a re-use needs an id, an officer, an agency and a dossier");
        }
        Optional<LedgerEvent> before = registry.event(key(id));
        Plan plan = planner.plan(request);
        Reuse wanted = draft(id, request, plan);
        LedgerEvent event =
                before.orElseGet(() -> registry.append(Notice.of(request.requester(), Reuse.ACTION, wanted.facts())
                        .about(subjects(wanted))
                        .once(key(id))));
        Reuse receipt = Reuse.of(event);
        if (!receipt.dossier().equals(wanted.dossier())
                || !receipt.procedure().equals(wanted.procedure())
                || !receipt.owner().equals(wanted.owner())
                || !receipt.on().equals(wanted.on())) {
            throw new HosoException(Problem.WRONG_STATE, id, "the id of another request", "a new id");
        }
        return new Outcome(plan, receipt, before.isPresent());
    }

    /**
     * The re-uses of a paper: who must hear of it when the paper turns out to be wrong.
     *
     * @param registry where re-uses are written down
     * @param paper the paper
     * @return the re-uses of any of its versions, oldest first
     */
    public static List<Reuse> usesOf(Registry registry, PaperId paper) {
        return about(registry, paper.value());
    }

    /** The re-uses of papers of a person, by the pseudonym. */
    static List<Reuse> about(Registry registry, String subject) {
        List<Reuse> found = new ArrayList<>();
        long after = 0;
        List<LedgerEvent> page;
        do {
            page = registry.eventsAbout(subject, after, PAGE);
            for (LedgerEvent event : page) {
                after = event.sequence();
                if (event.action().equals(Reuse.ACTION)) {
                    found.add(Reuse.of(event));
                }
            }
        } while (page.size() == PAGE);
        return found;
    }

    private static String key(String id) {
        return Reuse.ACTION + ":" + id;
    }

    private static Set<String> subjects(Reuse reuse) {
        Set<String> subjects = new LinkedHashSet<>(Set.of(reuse.owner()));
        reuse.uses().forEach(use -> subjects.add(use.record().value()));
        return subjects;
    }

    private Reuse draft(String id, PlanRequest request, Plan plan) {
        List<Reuse.Component> components = new ArrayList<>();
        Map<PaperId, Reuse.Use> uses = new LinkedHashMap<>();
        for (Plan.ComponentAnswer component : plan.components()) {
            Answer.@Nullable Reusable reusable = component.answer() instanceof Answer.Reusable found ? found : null;
            components.add(new Reuse.Component(
                    component.component().code(),
                    component.answer().name(),
                    reusable == null ? "" : reusable.kind(),
                    reusable == null ? null : reusable.record()));
            if (reusable != null) {
                uses.put(
                        reusable.record(),
                        new Reuse.Use(
                                reusable.record(),
                                reusable.version(),
                                reusable.proof().recordSha256(),
                                List.of()));
            }
        }
        for (Plan.Prefilled value : plan.form().values()) {
            Reuse.Use use = uses.get(value.record());
            List<String> fields = new ArrayList<>(use == null ? List.of() : use.fields());
            fields.add(value.field());
            uses.put(value.record(), new Reuse.Use(value.record(), value.version(), value.recordSha256(), fields));
        }
        return new Reuse(
                id,
                request.purpose(),
                plan.procedure().code(),
                plan.on(),
                planner.pseudonym(Objects.requireNonNullElse(plan.owner(), request.owner())),
                request.requester(),
                request.agency(),
                request.legalBasis(),
                components,
                List.copyOf(uses.values()),
                plan.formFields(),
                java.time.Instant.EPOCH,
                0,
                "");
    }
}
