package vn.hoso.reuse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.hoso.archive.Archive;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.paper.Field;
import vn.hoso.paper.Level;
import vn.hoso.paper.Method;
import vn.hoso.paper.Owner;
import vn.hoso.paper.PaperId;
import vn.hoso.paper.Validity;
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
 */
public final class ScenarioRunner {
    private static final long MOST_BYTES = 256L << 20;

    private static final JsonMapper JSON = JsonMapper.builder(com.fasterxml.jackson.core.JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(100).build())
                    .build())
            .build();

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
        if (Files.size(file) > MOST_BYTES) {
            throw new HosoException(Problem.TOO_MANY_BYTES, file.toString(), Files.size(file), MOST_BYTES);
        }
        try {
            return run(JSON.readTree(Files.readAllBytes(file)), lines);
        } catch (JsonProcessingException | DateTimeException | IllegalArgumentException e) {
            throw new HosoException(
                    Problem.BAD_CONFIGURATION,
                    e,
                    file.toString(),
                    "a scenario",
                    "people, records, catalogue, questions");
        }
    }

    private int run(JsonNode scenario, Consumer<String> lines) throws IOException {
        Map<PaperId, String> names = load(scenario);
        Planner planner = planner(scenario);
        int answered = 0;
        for (JsonNode question : scenario.path("questions")) {
            lines.accept(answer(planner, question, names));
            answered++;
        }
        return answered;
    }

    private Planner planner(JsonNode scenario) {
        Planner.Builder builder = Planner.builder()
                .archive(archive)
                .index(index)
                .catalogue(Catalogue.of(Catalogue.procedures(scenario.path("catalogue"))))
                .policy(ReusePolicy.VERIFIED)
                .decoder(decoder);
        if (registry != null) {
            builder.ledger(registry);
        }
        return builder.build();
    }

    // taking over

    /** Takes people and records over; the answer gives each paper its name in the scenario. */
    private Map<PaperId, String> load(JsonNode scenario) throws IOException {
        List<ReadyRecord> ready = new ArrayList<>();
        for (JsonNode person : scenario.path("people")) {
            ready.add(person(person));
        }
        for (JsonNode record : scenario.path("records")) {
            ready.add(record(record));
        }
        Instant start = Instant.now();
        int[] taken = {0};
        InstantSource clock = () -> start.plusMillis(taken[0]++); // papers of one day keep the order of the file
        String set = scenario.path("set").asText("scenario");
        RecordImport door = new RecordImport(archive, index, registry, "scenario:" + set, "scenario", clock, encoder);
        Map<PaperId, String> names = new HashMap<>();
        door.take(ready).forEach((name, id) -> names.put(id, name));
        index.commit(registry == null ? 0 : registry.lastSequence());
        index.refresh(Duration.ofSeconds(30));
        return names;
    }

    private static ReadyRecord person(JsonNode node) {
        String number = text(node, "id_number");
        List<Field> fields = new ArrayList<>();
        add(fields, People.NUMBER, number);
        add(fields, People.OLD_NUMBER, text(node, "old_cmnd"));
        for (String key : List.of("full_name", "dob", "sex")) {
            add(fields, key, text(node, key));
        }
        return new ReadyRecord(
                "person:" + number,
                node.toString(),
                RecordImport.PERSON,
                null,
                Level.VERIFIED,
                new Owner(number, text(node, "full_name"), text(node, "dob")),
                List.of(),
                new Validity(null, null, true, "permanent"),
                fields,
                DigitisedRecord.State.ACTIVE,
                null,
                null);
    }

    private static ReadyRecord record(JsonNode node) {
        boolean bare = node.path("typed_without_diacritics").asBoolean(false);
        List<Field> fields = new ArrayList<>();
        node.path("fields").properties().forEach(field -> {
            if (!field.getValue().isNull()) {
                fields.add(field(field.getKey(), field.getValue().asText(), bare));
            }
        });
        String number = text(node, "document_number");
        if (number != null) {
            fields.add(field("paper_number", number, false));
        }
        LocalDate issued = date(node, "issue_date");
        LocalDate until = date(node, "expiry");
        List<Owner> coOwners = new ArrayList<>();
        node.path("co_owner_ids").forEach(id -> coOwners.add(new Owner(id.asText(), null, null)));
        JsonNode revoked = node.path("revoked");
        String successor = text(node, "superseded_by");
        return new ReadyRecord(
                node.path("record_id").asText(),
                node.toString(),
                node.path("type").asText("unknown"),
                text(node, "result_code"),
                node.path("verified").asText("").equals("officer") ? Level.VERIFIED : Level.RECOGNISED,
                new Owner(text(node, "owner_id"), text(node, "owner_name"), null),
                coOwners,
                new Validity(issued, until, until == null, until == null ? "permanent" : "stated"),
                fields,
                state(revoked, successor),
                revoked.isObject()
                        ? new DigitisedRecord.Ending(date(revoked, "date"), null, text(revoked, "reason"))
                        : null,
                successor);
    }

    private static DigitisedRecord.State state(JsonNode revoked, @Nullable String successor) {
        if (revoked.isObject()) {
            return DigitisedRecord.State.REVOKED;
        }
        return successor == null ? DigitisedRecord.State.ACTIVE : DigitisedRecord.State.SUPERSEDED;
    }

    private static void add(List<Field> fields, String key, @Nullable String value) {
        if (value != null) {
            fields.add(field(key, value, false));
        }
    }

    private static Field field(String key, String value, boolean bare) {
        List<String> doubts = bare ? List.of(Prefill.WITHOUT_DIACRITICS) : List.of();
        return new Field(key, value, value, 1, 0, null, Method.IMPORT, true, List.of(), doubts);
    }

    private static @Nullable String text(JsonNode node, String key) {
        JsonNode value = node.get(key);
        return value == null || value.isNull() || value.asText("").isBlank()
                ? null
                : value.asText().strip();
    }

    private static @Nullable LocalDate date(JsonNode node, String key) {
        String text = text(node, key);
        return text == null ? null : LocalDate.parse(text);
    }

    // answering

    private static String answer(Planner planner, JsonNode question, Map<PaperId, String> names) {
        Map<String, String> presented = new HashMap<>();
        question.path("presented")
                .forEach(paper -> presented.put(
                        paper.path("component").asText(),
                        paper.path("document_number").asText()));
        PlanRequest request = PlanRequest.of(
                        question.path("procedure").asText(),
                        question.path("owner_id").asText(),
                        LocalDate.parse(question.path("on_date").asText()))
                .presenting(presented)
                .by("scenario", "scenario", question.path("question_id").asText(), null);
        Plan plan = planner.plan(request);
        ObjectNode line = JSON.createObjectNode();
        line.put("question_id", question.path("question_id").asText());
        line.put("resolved_owner_id", plan.owner());
        ArrayNode components = line.putArray("components");
        for (Plan.ComponentAnswer component : plan.components()) {
            PaperId record = component.answer().record();
            components
                    .addObject()
                    .put("component", component.component().code())
                    .put("answer", spelt(component.answer(), names))
                    .put("record", record == null ? null : names.get(record));
        }
        ObjectNode prefill = line.putObject("prefill");
        plan.form().forEach((key, filled) -> {
            ObjectNode value = prefill.putObject(key);
            if (filled.numeric()) {
                value.put("value", new BigDecimal(filled.value()));
            } else {
                value.put("value", filled.value());
            }
            value.put("source", names.get(filled.record()));
        });
        return line.toString();
    }

    private static String spelt(Answer answer, Map<PaperId, String> names) {
        if (answer instanceof Answer.Reusable reusable) {
            return "REUSABLE(" + names.get(reusable.record()) + ")";
        }
        if (answer instanceof Answer.Superseded superseded) {
            PaperId by = superseded.by();
            return "SUPERSEDED_BY(" + (by == null ? "" : names.get(by)) + ")";
        }
        return answer instanceof Answer.Ask ? "MISSING" : answer.name();
    }
}
