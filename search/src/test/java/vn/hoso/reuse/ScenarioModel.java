package vn.hoso.reuse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The rules of scenario files, sentence by sentence, over the file itself. Knows nothing of planner, index or records. */
final class ScenarioModel {
    private static final JsonMapper JSON = new JsonMapper();

    private final JsonNode scenario;
    private final Set<String> kinds = new TreeSet<>();

    ScenarioModel(JsonNode scenario) {
        this.scenario = scenario;
    }

    /** The kinds of answers that were given. */
    Set<String> kinds() {
        return kinds;
    }

    JsonNode answer(JsonNode question) {
        ObjectNode line = JSON.createObjectNode().set("question_id", question.get("question_id"));
        JsonNode procedure = procedure(question.get("procedure").asText());
        if (procedure == null) {
            line.putNull("resolved_owner_id");
            line.putArray("components");
            line.putObject("prefill");
            return line.put("error", "NOT_FOUND");
        }
        JsonNode person = person(question.get("owner_id").asText());
        LocalDate on = day(question.get("on_date"));
        line.set("resolved_owner_id", person == null ? JSON.nullNode() : person.get("id_number"));
        ArrayNode components = line.putArray("components");
        List<JsonNode> reusable = new ArrayList<>();
        JsonNode first = either(procedure, "THANHPHANHOSO", "executionCases").get(0);
        for (JsonNode component : either(first, "GIAYTO", "profileComponents")) {
            String code = either(component, "MAGIAYTO", "code").asText();
            List<JsonNode> candidates = candidates(component, code, person, on, question);
            JsonNode chosen = candidates.stream()
                    .filter(record -> status(record, component, on).startsWith("REUSABLE"))
                    .findFirst()
                    .orElse(candidates.isEmpty() ? null : candidates.get(0));
            String answer = chosen == null ? "MISSING" : status(chosen, component, on);
            kinds.add(answer.replaceAll("\\(.*", ""));
            components.addObject().put("component", code).put("answer", answer).set("record", name(chosen));
            if (answer.startsWith("REUSABLE")) {
                reusable.add(chosen);
            }
        }
        prefill(line.putObject("prefill"), either(procedure, "BIEUMAU", "form"), card(person, on), reusable);
        return line;
    }

    private static JsonNode name(JsonNode record) {
        return record == null ? JSON.nullNode() : record.get("record_id");
    }

    private JsonNode procedure(String code) {
        for (JsonNode procedure : scenario.get("catalogue")) {
            if (either(procedure, "MaTTHC", "code").asText().equals(code)) {
                return procedure;
            }
        }
        return null;
    }

    private static JsonNode either(JsonNode node, String key, String other) {
        return node.has(key) ? node.get(key) : node.get(other);
    }

    private JsonNode person(String number) {
        for (JsonNode person : scenario.get("people")) {
            if (person.get(number.length() == 9 ? "old_cmnd" : "id_number")
                    .asText()
                    .equals(number)) {
                return person;
            }
        }
        return null;
    }

    private static boolean belongs(JsonNode record, JsonNode person) {
        List<String> owners = new ArrayList<>(List.of(record.get("owner_id").asText()));
        record.get("co_owner_ids").forEach(other -> owners.add(other.asText()));
        owners.removeIf(String::isEmpty);
        return owners.contains(person.get("id_number").asText())
                || owners.contains(person.get("old_cmnd").asText());
    }

    private List<JsonNode> candidates(
            JsonNode component, String code, JsonNode person, LocalDate on, JsonNode question) {
        List<String> accepted =
                Arrays.asList(component.get("MA_KQ_THAYTHE").asText().split(";"));
        List<JsonNode> candidates = new ArrayList<>();
        for (JsonNode record : scenario.get("records")) {
            if (person != null
                    && belongs(record, person)
                    && !day(record.get("issue_date")).isAfter(on)
                    && accepted.contains(record.get("result_code").asText())
                    && isPresented(record, code, question)) {
                candidates.add(record);
            }
        }
        candidates.sort(newestFirst());
        return candidates;
    }

    private static boolean isPresented(JsonNode record, String code, JsonNode question) {
        for (JsonNode presented : question.path("presented")) {
            if (presented.get("component").asText().equals(code)) {
                return presented.get("document_number").equals(record.get("document_number"));
            }
        }
        return true;
    }

    private static Comparator<JsonNode> newestFirst() {
        return Comparator.comparing((JsonNode record) -> day(record.get("issue_date")))
                .reversed()
                .thenComparing(record ->
                        Integer.valueOf(record.get("record_id").asText().substring(1)));
    }

    private String status(JsonNode record, JsonNode component, LocalDate on) {
        JsonNode revoked = record.get("revoked");
        if (!revoked.isNull() && !day(revoked.get("date")).isAfter(on)) {
            return "REVOKED";
        }
        String successor = record.get("superseded_by").asText();
        for (JsonNode other : scenario.get("records")) {
            if (other.get("record_id").asText().equals(successor)
                    && !day(other.get("issue_date")).isAfter(on)) {
                return "SUPERSEDED_BY(" + successor + ")";
            }
        }
        JsonNode expiry = record.get("expiry");
        int months = component.path("TUOI_TOI_DA_THANG").asInt(0);
        if ((!expiry.isNull() && on.isAfter(day(expiry)))
                || (months > 0 && on.isAfter(later(day(record.get("issue_date")), months)))) {
            return "EXPIRED";
        }
        return record.get("verified").asText().equals("officer")
                ? "REUSABLE(" + name(record).asText() + ")"
                : "UNVERIFIED";
    }

    /** The same day some months later, or the last day of that month. */
    private static LocalDate later(LocalDate day, int months) {
        int month = day.getYear() * 12 + day.getMonthValue() - 1 + months;
        LocalDate begin = LocalDate.of(month / 12, month % 12 + 1, 1);
        return begin.withDayOfMonth(Math.min(day.getDayOfMonth(), begin.lengthOfMonth()));
    }

    private JsonNode card(JsonNode person, LocalDate on) {
        List<JsonNode> cards = new ArrayList<>();
        for (JsonNode record : scenario.get("records")) {
            if (person != null
                    && record.get("type").asText().equals("identity_card")
                    && belongs(record, person)
                    && !day(record.get("issue_date")).isAfter(on)
                    && status(record, JSON.createObjectNode(), on).startsWith("REUSABLE")) {
                cards.add(record);
            }
        }
        cards.sort(newestFirst());
        return cards.isEmpty() ? null : cards.get(0);
    }

    private static void prefill(ObjectNode prefill, JsonNode form, JsonNode card, List<JsonNode> reusable) {
        form.properties().forEach(field -> {
            for (JsonNode source : field.getValue()) {
                String type = source.asText().substring(0, source.asText().indexOf('.'));
                String key = source.asText().substring(source.asText().indexOf('.') + 1);
                JsonNode found = null;
                if (type.equals("identity_card")) {
                    found = card != null && has(card, key) ? card : null;
                } else {
                    found = reusable.stream()
                            .filter(record -> type.equals("any")
                                    ? !record.path("typed_without_diacritics").asBoolean()
                                    : record.get("type").asText().equals(type))
                            .filter(record -> has(record, key))
                            .findFirst()
                            .orElse(null);
                }
                if (found != null) {
                    ObjectNode value = prefill.putObject(field.getKey());
                    value.set("value", found.get("fields").get(key));
                    value.set("source", name(found));
                    return;
                }
            }
        });
    }

    private static boolean has(JsonNode record, String key) {
        return !record.get("fields").path(key).asText("").isBlank();
    }

    private static LocalDate day(JsonNode text) {
        return LocalDate.parse(text.asText());
    }
}
