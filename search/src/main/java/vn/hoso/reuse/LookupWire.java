package vn.hoso.reuse;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What agencies send each other: a request, and the records that are offered for it, both as JSON. The agency that asks is
 * not in it: who asks is known by the token.
 */
final class LookupWire {
    /** Where a service answers. */
    static final String PATH = "/v1/lookup";

    static final String TYPE = "application/json";

    /** More than any request needs. */
    static final int MOST_REQUEST_BYTES = 64 << 10;

    /** Room for some hundred records with their seals. */
    static final int MOST_ANSWER_BYTES = 64 << 20;

    private static final int LONGEST_TEXT = 500;
    private static final int MOST_PRESENTED = 100;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(20)
                            .maxStringLength(MOST_ANSWER_BYTES)
                            .build())
                    .build())
            .build();

    private LookupWire() {}

    static byte[] write(PlanRequest request) throws IOException {
        ObjectNode root = JSON.createObjectNode()
                .put("procedure", request.procedure())
                .put("case", request.caseName())
                .put("owner", request.owner())
                .put("on", request.on().toString())
                .put("requester", request.requester())
                .put("purpose", request.purpose())
                .put("legal_basis", request.legalBasis());
        LocalDate decision = request.decision();
        root.put("decision", decision == null ? null : decision.toString());
        ObjectNode presented = root.putObject("presented");
        request.presented().forEach(presented::put);
        return JSON.writeValueAsBytes(root);
    }

    /**
     * Reads a request.
     *
     * @param agency who asks
     * @throws IllegalArgumentException where it is none; the message names the member and never its value
     */
    static PlanRequest request(byte[] json, String agency) {
        JsonNode root = tree(json);
        Map<String, String> presented = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> one : root.path("presented").properties()) {
            presented.put(one.getKey(), text(one.getValue(), "presented"));
        }
        if (presented.size() > MOST_PRESENTED) {
            throw new IllegalArgumentException("presented");
        }
        String decision = optional(root, "decision");
        return new PlanRequest(
                required(root, "procedure"),
                optional(root, "case"),
                required(root, "owner"),
                day(required(root, "on"), "on"),
                decision == null ? null : day(decision, "decision"),
                presented,
                required(root, "requester"),
                agency,
                text(root.path("purpose"), "purpose"),
                optional(root, "legal_basis"));
    }

    static byte[] write(List<FederatedLookup.Offer> offers) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        ArrayNode all = root.putArray("offers");
        for (FederatedLookup.Offer offer : offers) {
            all.addObject()
                    .put("component", offer.component())
                    .put("record", offer.record())
                    .put("seal", offer.seal());
        }
        return JSON.writeValueAsBytes(root);
    }

    /**
     * Reads offers.
     *
     * @throws IllegalArgumentException where there are none
     */
    static List<FederatedLookup.Offer> offers(byte[] json) {
        JsonNode all = tree(json).path("offers");
        if (!all.isArray()) {
            throw new IllegalArgumentException("offers");
        }
        List<FederatedLookup.Offer> offers = new ArrayList<>();
        for (JsonNode one : all) {
            offers.add(new FederatedLookup.Offer(
                    text(one.path("component"), "component"), bytes(one, "record"), bytes(one, "seal")));
        }
        return offers;
    }

    private static JsonNode tree(byte[] json) {
        try {
            JsonNode root = JSON.readTree(json);
            if (root == null || !root.isObject()) {
                throw new IllegalArgumentException("no JSON object");
            }
            return root;
        } catch (IOException e) {
            throw new IllegalArgumentException("no JSON"); // without the cause, which quotes what was sent
        }
    }

    private static byte[] bytes(JsonNode node, String name) {
        try {
            byte[] bytes = node.path(name).binaryValue();
            return bytes == null ? new byte[0] : bytes;
        } catch (IOException e) {
            throw new IllegalArgumentException(name);
        }
    }

    private static String required(JsonNode root, String name) {
        String text = optional(root, name);
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException(name);
        }
        return text;
    }

    private static @Nullable String optional(JsonNode root, String name) {
        JsonNode node = root.path(name);
        return node.isMissingNode() || node.isNull() ? null : text(node, name);
    }

    private static String text(JsonNode node, String name) {
        String text = node.asText();
        if (node.isContainerNode() || text.length() > LONGEST_TEXT) {
            throw new IllegalArgumentException(name);
        }
        return text;
    }

    private static LocalDate day(String text, String name) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(name);
        }
    }
}
