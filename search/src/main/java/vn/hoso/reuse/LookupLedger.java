package vn.hoso.reuse;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.hoso.paper.PaperId;
import vn.hoso.registry.Notice;
import vn.hoso.registry.Registry;
import vn.hoso.search.LuceneRecordIndex;

/** Writes look-ups into the ledger: who asked for whom, what for, and what was answered; persons under their pseudonyms. */
final class LookupLedger {
    /** The action of a look-up in the ledger. */
    static final String ACTION = "lookup";

    private final @Nullable Registry registry;
    private final LuceneRecordIndex index;

    /**
     * A ledger.
     *
     * @param registry where it is, or null: nothing is written down
     * @param index knows the pseudonyms
     */
    LookupLedger(@Nullable Registry registry, LuceneRecordIndex index) {
        this.registry = registry;
        this.index = index;
    }

    /** What was answered, about all numbers of the person. */
    void note(PlanRequest request, Plan plan, Set<String> numbers) {
        Map<String, String> answers = new LinkedHashMap<>();
        for (int i = 0; i < plan.components().size(); i++) {
            Answer answer = plan.components().get(i).answer();
            PaperId record = answer.record();
            String key = "component." + (i + 1);
            answers.put(key, answer.name() + (record == null ? "" : " " + record));
            answers.put(key + ".code", plan.components().get(i).component().code());
            answers.put(
                    key + ".reasons", answer.reasons().stream().map(Enum::name).collect(Collectors.joining(" ")));
        }
        note(request, plan.procedure().code(), answers, numbers);
    }

    /** Also who asks for nothing that there is stands in the ledger. */
    void noteRefusal(PlanRequest request, String why) {
        note(request, request.procedure(), Map.of("refused", why), Set.of());
    }

    private void note(PlanRequest request, String procedure, Map<String, String> answers, Set<String> numbers) {
        if (registry == null) {
            return;
        }
        Map<String, String> facts = new LinkedHashMap<>(answers);
        facts.put("owner", index.pseudonym(request.owner()));
        facts.put("procedure", procedure);
        facts.put("on", request.on().toString());
        facts.put("agency", request.agency());
        facts.put("purpose", request.purpose());
        facts.put("legalBasis", request.legalBasis() == null ? "" : request.legalBasis());
        Set<String> about = new LinkedHashSet<>(Set.of(index.pseudonym(request.owner())));
        numbers.forEach(number -> about.add(index.pseudonym(number)));
        String who = request.requester().isBlank() ? "unknown" : request.requester();
        registry.append(Notice.of(who, ACTION, facts).about(about));
    }
}
