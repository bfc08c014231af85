package vn.hoso.reuse;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import vn.hoso.archive.Archive;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.paper.PaperId;
import vn.hoso.paper.PaperTypes;
import vn.hoso.record.DigitisedRecord;
import vn.hoso.record.RecordCodec;
import vn.hoso.registry.Registry;
import vn.hoso.seal.SealVerifier;
import vn.hoso.search.LuceneRecordIndex;
import vn.hoso.search.PaperQuery;
import vn.hoso.search.SearchResult;

/**
 * Answers which of the papers that a procedure requires are already here, and fills in the form.
 *
 * <pre>{@code
 * Planner planner = Planner.builder()
 *         .archive(home.archive())
 *         .index(index)
 *         .catalogue(Catalogue.read(Path.of("catalogue.json")))
 *         .seals(verifier)
 *         .build();
 * Plan plan = planner.plan(PlanRequest.of("1.000894", "030172436025", LocalDate.now(zone)));
 * }</pre>
 *
 * <p>The index only finds the candidates; everything that decides is read from the records in the archive. Before a
 * record is called re-usable its seal and its fixity are checked, which is remembered by the digests. Where a ledger is
 * given, every look-up, also one that finds nothing, is written into it before the answer is returned.
 *
 * <p>Safe for use by several threads. It closes nothing that it was given.
 */
public final class Planner {
    private static final int MOST_PAPERS = 1000;
    static final String CARD = "identity_card";

    private final LuceneRecordIndex index;
    private final Catalogue catalogue;
    private final Records records;
    private final People people;
    private final Rules rules;
    private final Prefill prefill;
    private final Namesakes namesakes;
    private final LookupLedger ledger;
    private final PaperQuery inScope;

    private Planner(Builder builder, LuceneRecordIndex index, Archive archive, Catalogue catalogue) {
        this.index = index;
        this.catalogue = catalogue;
        this.records = new Records(archive, builder.decoder);
        this.people = new People(index, records);
        this.rules = new Rules(records, new SealCheck(records, builder.seals, builder.policy), builder.policy);
        this.prefill = new Prefill(NumberKeys.of(builder.types == null ? PaperTypes.bundled() : builder.types));
        this.ledger = new LookupLedger(builder.ledger, index);
        this.inScope = scope(builder.policy.agencies());
        this.namesakes = new Namesakes(index, records, inScope);
    }

    /** The papers that may be used are looked for, not picked out afterwards. */
    private static PaperQuery scope(Set<String> agencies) {
        return agencies.isEmpty()
                ? PaperQuery.everything()
                : new PaperQuery.Any(agencies.stream()
                        .map(agency -> PaperQuery.field("agency", agency))
                        .toList());
    }

    /**
     * Settings for a planner.
     *
     * @return a builder that needs an archive, an index and a catalogue
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Answers for a dossier.
     *
     * @param request what the desk asks
     * @return one answer a component, and the form
     * @throws HosoException {@code NOT_FOUND} where the catalogue has no such procedure or case on that day
     */
    public Plan plan(PlanRequest request) {
        Procedure procedure =
                catalogue.procedure(request.procedure(), request.on()).orElseThrow(() -> refused(request, "procedure"));
        Procedure.Case chosen = procedure.cases().stream()
                .filter(one -> request.caseName() == null || one.name().equals(request.caseName()))
                .findFirst()
                .orElseThrow(() -> refused(request, "case"));
        People.Person person = people.resolve(request.owner());
        List<Candidate> papers = papers(person, chosen.components(), request.on());
        List<Plan.ComponentAnswer> answers = new ArrayList<>();
        for (Procedure.Component component : chosen.components()) {
            answers.add(answer(component, person, papers, request));
        }
        Map<PaperId, Records.Loaded> loaded = new LinkedHashMap<>();
        papers.forEach(paper -> loaded.put(paper.loaded().id(), paper.loaded()));
        Map<String, Plan.Prefilled> form =
                prefill.fill(procedure.form(), card(person, papers, request), answers, loaded);
        Plan plan = new Plan(
                procedure,
                request.on(),
                person.number(),
                answers,
                form,
                procedure.form().size());
        ledger.note(request, plan, person.numbers());
        return plan;
    }

    /** Also who asks for nothing that there is stands in the ledger. */
    private HosoException refused(PlanRequest request, String what) {
        ledger.noteRefusal(request, what + " unknown");
        return new HosoException(Problem.NOT_FOUND, request.procedure(), what);
    }

    /** What stands for the number of a person in the ledger. */
    String pseudonym(String number) {
        return index.pseudonym(number);
    }

    /** A paper of the person, issued on the day or before, with its date of issue; null where that is not known. */
    private record Candidate(
            Records.Loaded loaded, @Nullable LocalDate issued) {
        DigitisedRecord record() {
            return loaded.record();
        }
    }

    /** The papers of a person that may matter, the newest first; among papers of one day the one taken in first. */
    private List<Candidate> papers(People.Person person, List<Procedure.Component> components, LocalDate on) {
        if (person.number() == null) {
            return List.of();
        }
        List<PaperQuery> owned = new ArrayList<>();
        person.numbers().forEach(number -> owned.add(PaperQuery.owner(number)));
        List<PaperQuery> kinds = new ArrayList<>(List.of(PaperQuery.field("type", CARD)));
        components.forEach(component -> component.accepted().forEach(kind -> kinds.add(kind(kind))));
        PaperQuery query = PaperQuery.all(new PaperQuery.Any(owned), new PaperQuery.Any(kinds), inScope);
        List<Candidate> papers = new ArrayList<>();
        for (SearchResult.Hit hit :
                index.find(People.request(query, MOST_PAPERS)).hits()) {
            records.load(hit.id())
                    .filter(loaded -> Records.owns(loaded.record(), person.numbers()))
                    .filter(loaded -> loaded.record().state() != DigitisedRecord.State.REJECTED)
                    .map(loaded -> new Candidate(loaded, Records.issued(loaded.record())))
                    .filter(paper -> paper.issued() == null || !paper.issued().isAfter(on))
                    .ifPresent(papers::add);
        }
        papers.sort(Comparator.comparing((Candidate paper) -> paper.issued() == null ? LocalDate.MIN : paper.issued())
                .reversed()
                .thenComparing(paper -> paper.record().rendition().convertedAt())
                .thenComparing(paper -> paper.loaded().id()));
        return papers;
    }

    private static PaperQuery kind(String kind) {
        return PaperQuery.field("kind", kind);
    }

    private Plan.ComponentAnswer answer(
            Procedure.Component component, People.Person person, List<Candidate> papers, PlanRequest request) {
        if (component.accepted().isEmpty()) {
            return missing(component, Answer.Reason.NOT_REPLACEABLE);
        }
        if (person.ambiguous()) {
            return new Plan.ComponentAnswer(
                    component, new Answer.CannotTell(null, List.of(Answer.Reason.OWNER_AMBIGUOUS)), List.of());
        }
        if (person.number() == null) {
            return unknown(component, person, request.on());
        }
        String presented = request.presented().get(component.code());
        List<Plan.Considered> considered = new ArrayList<>();
        for (Candidate paper : papers) {
            String kind = paper.record().kind();
            if (kind != null
                    && component.accepted().contains(kind)
                    && (presented == null || carries(paper.record(), presented))) {
                considered.add(new Plan.Considered(paper.loaded().id(), answer(paper, component, request)));
            }
        }
        Optional<Answer> reusable = considered.stream()
                .map(Plan.Considered::answer)
                .filter(Answer.Reusable.class::isInstance)
                .findFirst();
        if (reusable.isPresent()) {
            return new Plan.ComponentAnswer(component, reusable.get(), considered);
        }
        if (!considered.isEmpty()) {
            return new Plan.ComponentAnswer(component, considered.get(0).answer(), considered);
        }
        if (presented != null) {
            return missing(component, Answer.Reason.PRESENTED_NOT_FOUND);
        }
        if (isElsewhere(component, person, request.on())) {
            return new Plan.ComponentAnswer(
                    component, new Answer.Forbidden(null, Answer.Reason.OUT_OF_SCOPE), List.of());
        }
        List<PaperId> alike = namesakes.of(person, kinds(component), request.on());
        return alike.isEmpty()
                ? missing(component, Answer.Reason.NONE_FOUND)
                : new Plan.ComponentAnswer(
                        component, new Answer.Ask(alike, Answer.Reason.SAME_NAME_AND_BIRTH_DATE), List.of());
    }

    /** Whether agencies whose papers may not be used hold such a paper; more than that is not told. */
    private boolean isElsewhere(Procedure.Component component, People.Person person, LocalDate on) {
        if (inScope instanceof PaperQuery.Everything) {
            return false;
        }
        List<PaperQuery> owned = new ArrayList<>();
        person.numbers().forEach(number -> owned.add(PaperQuery.owner(number)));
        return !namesakes
                .ids(PaperQuery.all(new PaperQuery.Any(owned), kinds(component), PaperQuery.not(inScope)), on)
                .isEmpty();
    }

    private static PaperQuery kinds(Procedure.Component component) {
        return new PaperQuery.Any(
                component.accepted().stream().map(Planner::kind).toList());
    }

    private Answer answer(Candidate paper, Procedure.Component component, PlanRequest request) {
        return paper.issued() == null
                ? new Answer.CannotTell(paper.loaded().id(), List.of(Answer.Reason.ISSUE_DATE_UNKNOWN))
                : rules.answer(paper.loaded(), paper.issued(), component.maxAgeMonths(), request);
    }

    private static Plan.ComponentAnswer missing(Procedure.Component component, Answer.Reason why) {
        return new Plan.ComponentAnswer(component, new Answer.Missing(why), List.of());
    }

    /** Whether a paper carries the number that was presented; written with or without spaces. */
    private static boolean carries(DigitisedRecord record, String presented) {
        String wanted = compact(presented);
        String stated = Records.value(record, NumberKeys.STATED);
        if (stated != null) {
            return compact(stated).equals(wanted);
        }
        return NumberKeys.KEYS.stream()
                .map(key -> Records.value(record, key))
                .anyMatch(value -> value != null && compact(value).equals(wanted));
    }

    private static String compact(String number) {
        return number.strip().replaceAll("\\s+", " ");
    }

    /** A number that nobody is known under: papers filed under exactly this number may be the person's. */
    private Plan.ComponentAnswer unknown(Procedure.Component component, People.Person person, LocalDate on) {
        List<PaperId> filed = new ArrayList<>();
        for (String number : person.numbers()) {
            PaperQuery query = PaperQuery.all(PaperQuery.owner(number), kinds(component), inScope);
            filed.addAll(namesakes.ids(query, on));
        }
        return filed.isEmpty()
                ? missing(component, Answer.Reason.OWNER_UNKNOWN)
                : new Plan.ComponentAnswer(
                        component, new Answer.Ask(filed, Answer.Reason.OLD_NUMBER_NOT_LINKED), List.of());
    }

    /** The newest identity card of the person that may be used on the day, whether the procedure asks for it or not. */
    private Records.@Nullable Loaded card(People.Person person, List<Candidate> papers, PlanRequest request) {
        for (Candidate paper : papers) {
            if (paper.record().type().equals(CARD)
                    && paper.issued() != null
                    && Records.is(paper.record().owner(), person.numbers())
                    && rules.answer(paper.loaded(), paper.issued(), null, request) instanceof Answer.Reusable) {
                return paper.loaded();
            }
        }
        return null;
    }

    /** Settings for a planner. */
    public static final class Builder {
        private @Nullable Archive archive;
        private @Nullable LuceneRecordIndex index;
        private @Nullable Catalogue catalogue;
        private @Nullable SealVerifier seals;
        private @Nullable Registry ledger;
        private ReusePolicy policy = ReusePolicy.SEALED;
        private @Nullable PaperTypes types;
        private BiFunction<byte[], String, DigitisedRecord> decoder = new RecordCodec()::decode;

        private Builder() {}

        /**
         * Where the records are.
         *
         * @param value an open archive
         * @return this
         */
        public Builder archive(Archive value) {
            this.archive = value;
            return this;
        }

        /**
         * What finds them.
         *
         * @param value an open index
         * @return this
         */
        public Builder index(LuceneRecordIndex value) {
            this.index = value;
            return this;
        }

        /**
         * What procedures require.
         *
         * @param value the catalogue
         * @return this
         */
        public Builder catalogue(Catalogue value) {
            this.catalogue = value;
            return this;
        }

        /**
         * What validates seals; without it no sealed record is re-usable.
         *
         * @param value the verifier
         * @return this
         */
        public Builder seals(SealVerifier value) {
            this.seals = value;
            return this;
        }

        /**
         * What the agency demands of a record; {@link ReusePolicy#SEALED} otherwise.
         *
         * @param value the policy
         * @return this
         */
        public Builder policy(ReusePolicy value) {
            this.policy = value;
            return this;
        }

        /**
         * The paper types, which say what fields are numbers; those that come with Hoso otherwise.
         *
         * @param value the paper types
         * @return this
         */
        public Builder types(PaperTypes value) {
            this.types = value;
            return this;
        }

        /**
         * Where look-ups are written down.
         *
         * @param value an open registry
         * @return this
         */
        public Builder ledger(Registry value) {
            this.ledger = value;
            return this;
        }

        /** How records are read, for tests. */
        Builder decoder(BiFunction<byte[], String, DigitisedRecord> value) {
            this.decoder = value;
            return this;
        }

        /**
         * Makes the planner.
         *
         * @return a planner
         * @throws NullPointerException without archive, index or catalogue
         */
        public Planner build() {
            return new Planner(
                    this,
                    Objects.requireNonNull(index, "a planner needs an index"),
                    Objects.requireNonNull(archive, "a planner needs an archive"),
                    Objects.requireNonNull(catalogue, "a planner needs a catalogue"));
        }
    }
}
