package vn.hoso.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.hoso.paper.Field;
import vn.hoso.paper.Level;
import vn.hoso.paper.Method;
import vn.hoso.paper.Owner;
import vn.hoso.paper.PaperId;
import vn.hoso.paper.Validity;
import vn.hoso.record.DigitisedRecord.Ending;
import vn.hoso.record.DigitisedRecord.Event;
import vn.hoso.record.DigitisedRecord.Rendition;
import vn.hoso.record.DigitisedRecord.Source;
import vn.hoso.record.DigitisedRecord.State;
import vn.hoso.text.Box;

/** A record as a tree of JSON values, and back. What is null or an empty list is left out. */
final class RecordTree {
    private static final int DECIMALS = 4;

    private final Map<String, Object> members = new LinkedHashMap<>();

    private RecordTree() {}

    static Map<String, Object> of(DigitisedRecord record) {
        return new RecordTree()
                .put("schema", DigitisedRecord.SCHEMA)
                .put("id", record.id().value())
                .put("type", record.type())
                .put("typeConfidence", decimal(record.typeConfidence()))
                .put("level", record.level().name())
                .put("state", record.state().name())
                .put("resultCode", record.resultCode())
                .put("kind", record.kind())
                .put("owner", owner(record.owner()))
                .list("coOwners", record.coOwners(), RecordTree::owner)
                .put("validity", validity(record.validity()))
                .put("ending", ending(record.ending()))
                .put("fields", fields(record))
                .put(
                        "root",
                        record.digests().root().isEmpty()
                                ? null
                                : record.digests().root())
                .put("source", source(record.source()))
                .put("rendition", rendition(record.rendition()))
                .list("history", record.history(), RecordTree::event)
                .members;
    }

    static DigitisedRecord record(JsonNode tree) {
        List<Field> fields = items(tree, "fields", RecordTree::field);
        Map<String, String> salts = new LinkedHashMap<>();
        for (JsonNode field : tree.path("fields")) {
            if (field.has("salt")) {
                salts.put(text(field, "key"), text(field, "salt"));
            }
        }
        return new DigitisedRecord(
                new PaperId(text(tree, "id")),
                text(tree, "type"),
                decimal(tree.path("typeConfidence").doubleValue()).doubleValue(),
                Level.valueOf(text(tree, "level")),
                State.valueOf(text(tree, "state")),
                optional(tree, "resultCode"),
                owner(tree.path("owner")),
                validity(tree.path("validity")),
                fields,
                source(tree.path("source")),
                rendition(tree.path("rendition")),
                items(tree, "history", RecordTree::event),
                optional(tree, "kind"),
                items(tree, "coOwners", RecordTree::owner),
                tree.has("ending") ? ending(tree.path("ending")) : null,
                salts.isEmpty() && !tree.has("root")
                        ? FieldDigests.NONE
                        : new FieldDigests(salts, tree.path("root").asText("")));
    }

    private static Map<String, Object> owner(Owner owner) {
        return new RecordTree()
                .put("id", owner.id())
                .put("name", owner.name())
                .put("birthDate", owner.birthDate())
                .members;
    }

    private static Owner owner(JsonNode tree) {
        return new Owner(optional(tree, "id"), optional(tree, "name"), optional(tree, "birthDate"));
    }

    private static Map<String, Object> validity(Validity validity) {
        return new RecordTree()
                .put("from", validity.from())
                .put("until", validity.until())
                .put("permanent", validity.permanent())
                .put("rule", validity.rule())
                .members;
    }

    private static Validity validity(JsonNode tree) {
        return new Validity(
                date(tree, "from"), date(tree, "until"), tree.path("permanent").booleanValue(), text(tree, "rule"));
    }

    private static @Nullable Map<String, Object> ending(@Nullable Ending ending) {
        if (ending == null) {
            return null;
        }
        return new RecordTree()
                .put("from", ending.from())
                .put("by", ending.by())
                .put("reason", ending.reason())
                .members;
    }

    private static Ending ending(JsonNode tree) {
        String by = optional(tree, "by");
        return new Ending(date(tree, "from"), by == null ? null : new PaperId(by), optional(tree, "reason"));
    }

    private static List<Map<String, Object>> fields(DigitisedRecord record) {
        return record.fields().stream()
                .map(field -> field(field, record.digests().salts().get(field.key())))
                .toList();
    }

    private static Map<String, Object> field(Field field, @Nullable String salt) {
        return new RecordTree()
                .put("key", field.key())
                .put("value", field.value())
                .put("printed", field.printed())
                .put("confidence", decimal(field.confidence()))
                .put("page", field.page())
                .put("box", box(field.box()))
                .put("method", field.method().name())
                .put("accepted", field.accepted())
                .list("alternatives", field.alternatives(), Function.identity())
                .list("doubts", field.doubts(), Function.identity())
                .put("salt", salt)
                .members;
    }

    private static Field field(JsonNode tree) {
        return new Field(
                text(tree, "key"),
                text(tree, "value"),
                text(tree, "printed"),
                decimal(tree.path("confidence").doubleValue()).doubleValue(),
                count(tree.path("page")),
                tree.has("box") ? box(tree.path("box")) : null,
                Method.valueOf(text(tree, "method")),
                tree.path("accepted").booleanValue(),
                items(tree, "alternatives", JsonNode::textValue),
                items(tree, "doubts", JsonNode::textValue));
    }

    private static @Nullable List<Integer> box(@Nullable Box box) {
        return box == null ? null : List.of(box.left(), box.top(), box.right(), box.bottom());
    }

    private static Box box(JsonNode tree) {
        return new Box(count(tree.path(0)), count(tree.path(1)), count(tree.path(2)), count(tree.path(3)));
    }

    private static Map<String, Object> source(Source source) {
        return new RecordTree()
                .put("name", source.name())
                .put("sha256", source.sha256())
                .put("bytes", source.bytes())
                .put("kind", source.kind())
                .put("firstPage", source.firstPage())
                .put("lastPage", source.lastPage())
                .list("repairs", source.repairs(), Function.identity())
                .members;
    }

    private static Source source(JsonNode tree) {
        return new Source(
                text(tree, "name"),
                text(tree, "sha256"),
                size(tree.path("bytes")),
                text(tree, "kind"),
                count(tree.path("firstPage")),
                count(tree.path("lastPage")),
                items(tree, "repairs", JsonNode::textValue));
    }

    private static Map<String, Object> rendition(Rendition rendition) {
        return new RecordTree()
                .put("sha256", rendition.sha256())
                .put("bytes", rendition.bytes())
                .put("pages", rendition.pages())
                .put("flavour", rendition.flavour())
                .put("engine", rendition.engine())
                .put("officer", rendition.officer())
                .put("agency", rendition.agency())
                .put("convertedAt", rendition.convertedAt())
                .members;
    }

    private static Rendition rendition(JsonNode tree) {
        return new Rendition(
                text(tree, "sha256"),
                size(tree.path("bytes")),
                count(tree.path("pages")),
                text(tree, "flavour"),
                text(tree, "engine"),
                text(tree, "officer"),
                text(tree, "agency"),
                Instant.parse(text(tree, "convertedAt")));
    }

    private static Map<String, Object> event(Event event) {
        return new RecordTree()
                .put("at", event.at())
                .put("actor", event.actor())
                .put("action", event.action())
                .put("key", event.key())
                .put("oldValue", event.oldValue())
                .put("newValue", event.newValue())
                .put("reason", event.reason())
                .members;
    }

    private static Event event(JsonNode tree) {
        return new Event(
                Instant.parse(text(tree, "at")),
                text(tree, "actor"),
                text(tree, "action"),
                optional(tree, "key"),
                optional(tree, "oldValue"),
                optional(tree, "newValue"),
                optional(tree, "reason"));
    }

    private RecordTree put(String name, @Nullable Object value) {
        if (value instanceof LocalDate || value instanceof Instant || value instanceof PaperId) {
            members.put(name, value.toString());
        } else if (value != null) {
            members.put(name, value);
        }
        return this;
    }

    private <T> RecordTree list(String name, List<T> items, Function<? super T, ?> toJson) {
        if (!items.isEmpty()) {
            members.put(name, items.stream().map(toJson).toList());
        }
        return this;
    }

    /** Not {@code Double.toString}: its digits differ between Java 17 and later ones. */
    private static BigDecimal decimal(double value) {
        return new BigDecimal(value).setScale(DECIMALS, RoundingMode.HALF_EVEN);
    }

    private static String text(JsonNode tree, String name) {
        return tree.path(name).asText();
    }

    private static @Nullable String optional(JsonNode tree, String name) {
        return tree.has(name) ? tree.path(name).asText() : null;
    }

    private static @Nullable LocalDate date(JsonNode tree, String name) {
        return tree.has(name) ? LocalDate.parse(text(tree, name)) : null;
    }

    private static <T> List<T> items(JsonNode tree, String name, Function<JsonNode, T> read) {
        List<T> items = new ArrayList<>();
        tree.path(name).forEach(item -> items.add(read.apply(item)));
        return items;
    }

    /** What does not fit would turn into another number without a word. */
    private static int count(JsonNode number) {
        if (!number.isMissingNode() && !number.canConvertToInt()) {
            throw new IllegalArgumentException("a number that is too large");
        }
        return number.intValue();
    }

    private static long size(JsonNode number) {
        if (!number.isMissingNode() && !number.canConvertToLong()) {
            throw new IllegalArgumentException("a number that is too large");
        }
        return number.longValue();
    }
}
