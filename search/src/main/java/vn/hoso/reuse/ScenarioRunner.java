package vn.hoso.reuse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.hoso.archive.Archive;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.paper.Level;
import vn.hoso.paper.PaperId;
import vn.hoso.record.DigitisedRecord;
import vn.hoso.record.RecordCodec;
import vn.hoso.registry.Registry;
import vn.hoso.search.LuceneRecordIndex;

/**
 * Plays a scenario file: takes its people and ready records over into an empty home, then answers its questions with the
 * same planner that desks use.
 *
 * <pre>{@code
 * ScenarioRunner.into(archive, index, registry).run(Path.of("scenario.json"), System.out::println);
 * }</pre>
 *
 * <p>Each answer is one line of JSON: {@code question_id}, {@code resolved_owner_id}, {@code components} with
 * {@code component}, {@code answer} and {@code record}, and {@code prefill} with {@code value} and {@code source} by key.
 * What a person would have to look at ({@code ASK}) is {@code MISSING} here: the vocabulary of scenarios has no other word
 * for a paper that nothing proves to be the person's.
 *
 * <p>A question that can't be answered, such as one for a procedure that the catalogue does not have, gets a line without
 * components and with the reason as {@code error}. The answers don't depend on the order of the records in the file:
 * of papers issued on one day that with the smaller {@code record_id} comes first.
 */
public final class ScenarioRunner {
    private static final JsonMapper JSON = new JsonMapper();

    /** R9 before R10. */
    private static final Comparator<String> BY_NUMBER =
            Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

    /** How far a record may be used says its {@code verified}; nobody states a legal basis here. */
    private static final ReusePolicy POLICY = new ReusePolicy(Level.VERIFIED, false, Set.of(), Set.of());

    private final Archive archive;
    private final LuceneRecordIndex index;
    private final @Nullable Registry registry;
    private final Function<DigitisedRecord, byte[]> encoder;
    private final BiFunction<byte[], String, DigitisedRecord> decoder;

    ScenarioRunner(
            Archive archive,
            LuceneRecordIndex index,
            @Nullable Registry registry,
            Function<DigitisedRecord, byte[]> encoder,
            BiFunction<byte[], String, DigitisedRecord> decoder) {
        this.archive = archive;
        this.index = index;
        this.registry = registry;
        this.encoder = encoder;
        this.decoder = decoder;
    }

    /**
     * A runner that keeps the records of the scenario in a home.
     *
     * @param archive its archive, best an empty one
     * @param index its index, open for writing
     * @param registry its registry
     * @return the runner; it closes nothing
     */
    public static ScenarioRunner into(Archive archive, LuceneRecordIndex index, Registry registry) {
        RecordCodec codec = new RecordCodec();
        return new ScenarioRunner(archive, index, Objects.requireNonNull(registry), codec::encode, codec::decode);
    }

    /**
     * Plays a scenario.
     *
     * @param file the scenario file
     * @param lines takes the answers, one line of JSON each, in the order of the questions
     * @return how many questions were answered
     * @throws IOException if the file can't be read
     * @throws HosoException {@code BAD_CONFIGURATION} where it is no scenario
     */
    public int run(Path file, Consumer<String> lines) throws IOException {
        JsonNode scenario = JsonFiles.read(file, "a scenario", "people, records, catalogue, questions");
        try {
            return run(scenario, lines);
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new HosoException(
                    Problem.BAD_CONFIGURATION,
                    e,
                    file.toString(),
                    "a scenario",
                    "people, records, catalogue, questions");
        }
    }

    private int run(JsonNode scenario, Consumer<String> lines) throws IOException {
        Map<PaperId, JsonNode> given = load(scenario);
        Planner planner = planner(scenario);
        int answered = 0;
        for (JsonNode question : scenario.path("questions")) {
            lines.accept(line(planner, question, given).toString());
            answered++;
        }
        return answered;
    }

    private Planner planner(JsonNode scenario) {
        Planner.Builder builder = Planner.builder()
                .archive(archive)
                .index(index)
                .catalogue(Catalogue.of(Catalogue.procedures(scenario.path("catalogue"))))
                .policy(POLICY)
                .decoder(decoder);
        if (registry != null) {
            builder.ledger(registry);
        }
        return builder.build();
    }

    // taking over

    /** Takes people and records over; the answer gives what the file says of each record. */
    private Map<PaperId, JsonNode> load(JsonNode scenario) throws IOException {
        Map<String, JsonNode> records = new TreeMap<>(BY_NUMBER); // whatever their order in the file
        for (JsonNode record : scenario.path("records")) {
            records.put(ReadyRecords.name(record), record);
        }
        List<ReadyRecord> ready = new ArrayList<>();
        for (JsonNode person : scenario.path("people")) {
            if (ReadyRecords.isPerson(person)) {
                ready.add(ReadyRecords.person(person));
            }
        }
        records.values().forEach(record -> ready.add(ReadyRecords.record(record)));
        Instant start = Instant.now();
        int[] taken = {0};
        InstantSource clock = () -> start.plusMillis(taken[0]++);
        String set = scenario.path("set").asText("scenario");
        RecordImport door = new RecordImport(archive, index, registry, "scenario:" + set, "scenario", clock, encoder);
        Map<PaperId, JsonNode> given = new HashMap<>();
        door.take(ready).forEach((name, id) -> {
            JsonNode record = records.get(name);
            if (record != null) {
                given.put(id, record);
            }
        });
        index.commit(registry == null ? 0 : registry.lastSequence());
        index.refresh(Duration.ofSeconds(30));
        return given;
    }

    // answering

    private static ObjectNode line(Planner planner, JsonNode question, Map<PaperId, JsonNode> given) {
        ObjectNode line = JSON.createObjectNode();
        line.put("question_id", question.path("question_id").asText());
        try {
            answer(line, planner.plan(request(question)), given);
        } catch (HosoException | DateTimeException e) {
            line.putNull("resolved_owner_id");
            line.putArray("components");
            line.putObject("prefill");
            line.put("error", e instanceof HosoException named ? named.problem().name() : "BAD_DATE");
        }
        return line;
    }

    private static PlanRequest request(JsonNode question) {
        Map<String, String> presented = new HashMap<>();
        question.path("presented")
                .forEach(paper -> presented.put(
                        paper.path("component").asText(),
                        paper.path("document_number").asText()));
        return PlanRequest.of(
                        question.path("procedure").asText(),
                        question.path("owner_id").asText(),
                        LocalDate.parse(question.path("on_date").asText()))
                .presenting(presented)
                .by("scenario", "scenario", question.path("question_id").asText(), null);
    }

    private static void answer(ObjectNode line, Plan plan, Map<PaperId, JsonNode> given) {
        line.put("resolved_owner_id", plan.owner());
        ArrayNode components = line.putArray("components");
        for (Plan.ComponentAnswer component : plan.components()) {
            PaperId record = component.answer().record();
            components
                    .addObject()
                    .put("component", component.component().code())
                    .put("answer", spelt(component.answer(), given))
                    .put("record", record == null ? null : name(given, record));
        }
        ObjectNode prefill = line.putObject("prefill");
        plan.form().forEach((key, filled) -> {
            JsonNode record = given.getOrDefault(filled.record(), MissingNode.getInstance());
            JsonNode value = record.path("fields").path(filled.field()); // a number stays a number
            ObjectNode node = prefill.putObject(key);
            node.set("value", value.isMissingNode() ? node.textNode(filled.value()) : value);
            node.put("source", ReadyRecords.name(record));
        });
    }

    private static String spelt(Answer answer, Map<PaperId, JsonNode> given) {
        if (answer instanceof Answer.Reusable reusable) {
            return "REUSABLE(" + name(given, reusable.record()) + ")";
        }
        if (answer instanceof Answer.Superseded superseded) {
            PaperId by = superseded.by();
            String stated = given.getOrDefault(superseded.record(), MissingNode.getInstance())
                    .path("superseded_by")
                    .asText("");
            return "SUPERSEDED_BY(" + (by == null ? stated : name(given, by)) + ")";
        }
        return answer instanceof Answer.Ask ? "MISSING" : answer.name();
    }

    private static String name(Map<PaperId, JsonNode> given, PaperId record) {
        return ReadyRecords.name(given.getOrDefault(record, MissingNode.getInstance()));
    }
}
