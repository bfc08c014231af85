package vn.hoso.reuse;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.hoso.archive.Archive;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.paper.PaperId;
import vn.hoso.record.DigitisedRecord;
import vn.hoso.record.RecordCodec;
import vn.hoso.registry.Notice;
import vn.hoso.registry.Registry;
import vn.hoso.seal.SealVerifier;

/**
 * Asks several homes or services at once which papers of a person they hold (tra cứu liên thông), with a deadline.
 *
 * <pre>{@code
 * FederatedLookup lookup = new FederatedLookup(catalogue, seals, ReusePolicy.SEALED, Duration.ofSeconds(5), registry);
 * FederatedLookup.Result result = lookup.ask(request, List.of(
 *         FederatedLookup.home("UBND xã B", plannerOfB, homeOfB.archive())));
 * }</pre>
 *
 * <p>Who sends a record is not believed: its seal, its kind, its owner, its dates and its state are checked here, by this
 * agency's catalogue and policy, as if the record lay here. Who is silent or fails is named, and costs nobody else's
 * answer. What was asked stands in the ledger; whoever holds the papers writes a row of their own.
 *
 * <p>Safe for use by several threads. It closes nothing that it was given.
 */
public final class FederatedLookup {
    /** The action of such a look-up in the ledger. */
    public static final String ACTION = "federated-lookup";

    /** The most places that can be asked at once. */
    public static final int MOST_SOURCES = 64;

    private static final JsonMapper JSON = new JsonMapper();
    private static final Logger LOG = LoggerFactory.getLogger(FederatedLookup.class);
    private static final int MOST_OFFERS = 100;
    private static final int MOST_BYTES = 16 << 20;

    private final Catalogue catalogue;
    private final Duration deadline;
    private final @Nullable Registry ledger;
    private final Records records;
    private final Rules rules;

    /**
     * A look-up.
     *
     * @param catalogue what procedures require here
     * @param seals validates seals, trusting whom this agency trusts
     * @param policy what this agency demands of a record; its agencies are not looked at
     * @param deadline how long all places together may take
     * @param ledger where look-ups are written down, or null
     */
    public FederatedLookup(
            Catalogue catalogue, SealVerifier seals, ReusePolicy policy, Duration deadline, @Nullable Registry ledger) {
        if (deadline.isNegative() || deadline.isZero()) {
            throw new IllegalArgumentException("the deadline must be more than nothing, got " + deadline);
        }
        this.catalogue = catalogue;
        this.deadline = deadline;
        this.ledger = ledger;
        this.records = new Records(null, new RecordCodec()::decode);
        this.rules = new Rules(records, new SealCheck(records, seals, policy), policy);
    }

    /** A place that may hold papers. */
    public interface Source {
        /**
         * What it is called in answers and in the ledger.
         *
         * @return such as the name of the agency
         */
        String name();

        /**
         * The records that it offers. Called in a thread of its own, which is interrupted at the deadline.
         *
         * @param request what is asked
         * @return the records, each for a component
         */
        List<Offer> offers(PlanRequest request);
    }

    /**
     * A record that is offered.
     *
     * @param component the code of the component that it may stand for
     * @param record the bytes of its {@code record.json}; not to be changed any more
     * @param seal the seal over them, DER-encoded CMS, empty where it has none; not to be changed any more
     */
    @SuppressWarnings("ArrayRecordComponent") // bytes on their way, compared by nobody
    public record Offer(String component, byte[] record, byte[] seal) {
        /** Never shows what is in it. */
        @Override
        public String toString() {
            return "Offer[" + component + ", " + record.length + " bytes]";
        }
    }

    /**
     * An offer that was looked at.
     *
     * @param component the component
     * @param source who offered it
     * @param answer what it is worth here
     */
    public record Found(Procedure.Component component, String source, Answer answer) {}

    /** Why a place gave nothing to look at. */
    public enum Silence {
        /** It did not answer in time. */
        TOO_LATE,
        /** It failed. */
        FAILED,
        /** It does not answer this agency, or not for this procedure. */
        REFUSED,
        /** It sent more than anybody needs. */
        TOO_MUCH,
        /** Some of what it sent is no record that can be read. */
        UNREADABLE
    }

    /**
     * What came of it.
     *
     * @param found the offers that were looked at, in the order of the components and then of the sources
     * @param silent who gave nothing or not everything, and why
     */
    public record Result(List<Found> found, Map<String, Silence> silent) {
        public Result {
            found = List.copyOf(found);
            silent = Map.copyOf(silent);
        }

        /**
         * The result for other programs.
         *
         * @return one line of JSON
         */
        public String json() {
            ObjectNode root = JSON.createObjectNode();
            ArrayNode elsewhere = root.putArray("elsewhere");
            for (Found one : found) {
                PaperId record = one.answer().record();
                ObjectNode node = elsewhere
                        .addObject()
                        .put("component", one.component().code())
                        .put("source", one.source())
                        .put("answer", one.answer().name())
                        .put("record", record == null ? null : record.value());
                if (one.answer() instanceof Answer.Reusable reusable) {
                    node.put("record_sha256", reusable.proof().recordSha256())
                            .put("seal_sha256", reusable.proof().sealSha256())
                            .put("signer", reusable.proof().signer());
                }
                ArrayNode reasons = node.putArray("reasons");
                one.answer().reasons().forEach(reason -> reasons.add(reason.name()));
            }
            ObjectNode quiet = root.putObject("silent");
            new TreeMap<>(silent).forEach((source, why) -> quiet.put(source, why.name()));
            return root.toString();
        }

        /**
         * The best answer for a component: the newest that is re-usable.
         *
         * @param component the code of the component
         * @return the offer, or empty where none is re-usable
         */
        public Optional<Found> reusable(String component) {
            Found best = null;
            LocalDate newest = null;
            for (Found one : found) {
                if (one.component().code().equals(component)
                        && one.answer() instanceof Answer.Reusable reusable
                        && (newest == null || reusable.issued().isAfter(newest))) {
                    best = one;
                    newest = reusable.issued();
                }
            }
            return Optional.ofNullable(best);
        }
    }

    /**
     * A home of another agency, asked through its own planner: its scope and its ledger apply.
     *
     * @param name what it is called
     * @param planner its planner
     * @param archive its archive
     * @return the source
     */
    public static Source home(String name, Planner planner, Archive archive) {
        return new Source() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public List<Offer> offers(PlanRequest request) {
                List<Offer> offers = new ArrayList<>();
                for (Plan.ComponentAnswer one : planner.plan(request).components()) {
                    if (one.answer() instanceof Answer.Reusable reusable) {
                        byte[] record = bytes(archive, reusable.record(), reusable.version(), Archive.RECORD);
                        byte[] seal = bytes(archive, reusable.record(), reusable.version(), Archive.SEAL);
                        offers.add(new Offer(one.component().code(), record, seal));
                    }
                }
                return offers;
            }
        };
    }

    private static byte[] bytes(Archive archive, PaperId paper, int version, String name) {
        try (InputStream file = archive.open(paper, version, name).orElse(InputStream.nullInputStream())) {
            return file.readNBytes(MOST_BYTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Asks.
     *
     * @param request what is asked
     * @param sources who is asked, at most {@value #MOST_SOURCES}, each with a name of its own
     * @return what was found within the deadline
     * @throws HosoException {@code NOT_FOUND} where the catalogue has no such procedure or case on that day
     */
    public Result ask(PlanRequest request, List<Source> sources) {
        if (sources.size() > MOST_SOURCES) {
            throw new IllegalArgumentException("sources are at most " + MOST_SOURCES + ", got " + sources.size());
        }
        List<Procedure.Component> components = components(request);
        List<Found> found = new ArrayList<>();
        Map<String, Silence> silent = new LinkedHashMap<>();
        Map<String, List<Offer>> offered = offered(request, sources, silent);
        for (Procedure.Component component : components) {
            offered.forEach((source, offers) -> offers.stream()
                    .filter(offer -> offer.component().equals(component.code()))
                    .forEach(offer -> records.handedOver(offer.record(), offer.seal().length == 0 ? null : offer.seal())
                            .ifPresentOrElse(
                                    loaded ->
                                            found.add(new Found(component, source, answer(loaded, component, request))),
                                    () -> silent.put(source, Silence.UNREADABLE))));
        }
        Result result = new Result(found, silent);
        note(request, sources, result);
        return result;
    }

    private List<Procedure.Component> components(PlanRequest request) {
        return catalogue
                .procedure(request.procedure(), request.on())
                .flatMap(procedure -> procedure.cases().stream()
                        .filter(one -> request.caseName() == null || one.name().equals(request.caseName()))
                        .findFirst())
                .orElseThrow(() -> new HosoException(Problem.NOT_FOUND, request.procedure(), "procedure or case"))
                .components();
    }

    private Map<String, List<Offer>> offered(PlanRequest request, List<Source> sources, Map<String, Silence> silent) {
        Map<String, List<Offer>> offered = new LinkedHashMap<>();
        if (sources.isEmpty()) {
            return offered;
        }
        // A place that hangs keeps its thread; it must not keep the program.
        ExecutorService threads = Executors.newFixedThreadPool(sources.size(), task -> {
            Thread thread = new Thread(task, "hoso-lookup");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Callable<List<Offer>>> tasks = new ArrayList<>();
            sources.forEach(source -> tasks.add(() -> source.offers(request)));
            List<Future<List<Offer>>> answers = threads.invokeAll(tasks, deadline.toMillis(), TimeUnit.MILLISECONDS);
            for (int i = 0; i < answers.size(); i++) {
                String source = sources.get(i).name();
                try {
                    List<Offer> offers = answers.get(i).get();
                    boolean tooMuch = offers.size() > MOST_OFFERS
                            || offers.stream()
                                    .anyMatch(o -> o.record().length >= MOST_BYTES || o.seal().length >= MOST_BYTES);
                    if (tooMuch) {
                        silent.put(source, Silence.TOO_MUCH);
                    } else {
                        offered.put(source, offers);
                    }
                } catch (CancellationException e) {
                    silent.put(source, Silence.TOO_LATE);
                } catch (ExecutionException e) {
                    if (e.getCause() instanceof SilentSource known) {
                        silent.put(source, known.why());
                    } else {
                        LOG.warn("{} could not be asked", source, e.getCause());
                        silent.put(source, Silence.FAILED);
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            sources.forEach(source -> silent.put(source.name(), Silence.TOO_LATE));
        } finally {
            threads.shutdownNow();
        }
        return offered;
    }

    /** What a record is worth here: it must be of a kind that is accepted, and the person's under the number asked. */
    private Answer answer(Records.Loaded loaded, Procedure.Component component, PlanRequest request) {
        DigitisedRecord record = loaded.record();
        String kind = record.kind();
        LocalDate issued = Records.issued(record);
        if (kind == null
                || !component.accepted().contains(kind)
                || record.state() == DigitisedRecord.State.REJECTED
                || (issued != null && issued.isAfter(request.on()))) {
            return new Answer.Missing(Answer.Reason.NONE_FOUND);
        }
        if (loaded.seal() == null) {
            return new Answer.Unverified(record.id(), List.of(Answer.Reason.NOT_SEALED)); // whatever the policy says
        }
        if (!Records.owns(record, Set.of(request.owner().replaceAll("[\\s.]", "")))) {
            // Nothing here proves what links the numbers there.
            return new Answer.Ask(List.of(record.id()), Answer.Reason.OLD_NUMBER_NOT_LINKED);
        }
        return issued == null
                ? new Answer.CannotTell(record.id(), List.of(Answer.Reason.ISSUE_DATE_UNKNOWN))
                : rules.answer(loaded, issued, component.maxAgeMonths(), request);
    }

    private void note(PlanRequest request, List<Source> sources, Result result) {
        if (ledger == null) {
            return;
        }
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("procedure", request.procedure());
        facts.put("on", request.on().toString());
        facts.put("agency", request.agency());
        facts.put("purpose", request.purpose());
        facts.put("legalBasis", request.legalBasis() == null ? "" : request.legalBasis());
        for (int i = 0; i < sources.size(); i++) {
            facts.put("source." + (i + 1), sources.get(i).name());
        }
        for (int i = 0; i < result.found().size(); i++) {
            Found found = result.found().get(i);
            PaperId record = found.answer().record();
            facts.put(
                    "found." + (i + 1),
                    found.component().code() + " " + found.answer().name() + (record == null ? "" : " " + record));
        }
        result.silent().forEach((source, why) -> facts.put("silent " + source, why.name()));
        String who = request.requester().isBlank() ? "unknown" : request.requester();
        ledger.append(Notice.of(who, ACTION, facts));
    }
}
