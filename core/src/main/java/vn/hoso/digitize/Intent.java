package vn.hoso.digitize;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.hoso.record.CanonicalJson;
import vn.hoso.registry.Decision;
import vn.hoso.registry.PaperState;

/**
 * A change of an archived paper that is about to be made: enough to acknowledge it in full when the process that makes it
 * dies in between.
 *
 * @param action the action in the ledger
 * @param to the state that the paper takes
 * @param actor the officer
 * @param decisions what the officer decided
 * @param rearranging how pages are being arranged anew, or null: only this paper changes
 */
record Intent(
        String action,
        PaperState to,
        String actor,
        List<Decision> decisions,
        @Nullable Rearranging rearranging) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    String json() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("action", action);
        members.put("to", to.name());
        members.put("actor", actor);
        members.put("decisions", decisions.stream().map(Intent::members).toList());
        if (rearranging != null) {
            members.put("rearranging", rearranging.members());
        }
        return CanonicalJson.text(members);
    }

    static @Nullable Intent parse(@Nullable String json) {
        if (json == null) {
            return null;
        }
        try {
            JsonNode tree = MAPPER.readTree(json);
            List<Decision> decisions = new ArrayList<>();
            tree.path("decisions").forEach(decision -> decisions.add(decision(decision)));
            return new Intent(
                    tree.path("action").asText(),
                    PaperState.valueOf(tree.path("to").asText()),
                    tree.path("actor").asText(),
                    decisions,
                    tree.has("rearranging") ? Rearranging.of(tree.path("rearranging")) : null);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an intent that can't be read", e);
        }
    }

    private static Map<String, String> members(Decision decision) {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("at", decision.at().toString());
        members.put("actor", decision.actor());
        members.put("action", decision.action());
        put(members, "key", decision.key());
        put(members, "old", decision.oldValue());
        put(members, "new", decision.newValue());
        put(members, "reason", decision.reason());
        return members;
    }

    private static void put(Map<String, String> members, String name, @Nullable String value) {
        if (value != null) {
            members.put(name, value);
        }
    }

    private static Decision decision(JsonNode tree) {
        return new Decision(
                Instant.parse(tree.path("at").asText()),
                tree.path("actor").asText(),
                tree.path("action").asText(),
                text(tree, "key"),
                text(tree, "old"),
                text(tree, "new"),
                text(tree, "reason"));
    }

    private static @Nullable String text(JsonNode tree, String name) {
        return tree.has(name) ? tree.path(name).asText() : null;
    }
}
