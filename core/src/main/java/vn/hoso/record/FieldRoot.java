package vn.hoso.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.paper.Level;
import vn.hoso.paper.PaperId;

/**
 * What is sealed beside a record so that one of its fields can be proven to somebody who must not see the others: what
 * the record is, and the root of its fields. No name, number or other value of the paper stands in it; not the code of the
 * digitised result either, which can begin with the number of a person.
 *
 * @param id the paper
 * @param type the paper type
 * @param kind the code of the kind of result, or null
 * @param level how far the data were verified
 * @param state whether the paper counted when this was sealed
 * @param from the first day on which it counts, or null
 * @param until the last day, or null
 * @param root the root over all fields, as {@link FieldDigests} has it
 * @param recordSha256 the digest of {@code record.json}
 */
public record FieldRoot(
        PaperId id,
        String type,
        @Nullable String kind,
        Level level,
        DigitisedRecord.State state,
        @Nullable LocalDate from,
        @Nullable LocalDate until,
        String root,
        String recordSha256) {
    private static final int SCHEMA = 1;
    private static final int MOST_BYTES = 64 << 10;
    private static final ObjectReader READER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxDocumentLength(MOST_BYTES)
                            .maxNestingDepth(5)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    public FieldRoot {
        if (!root.matches("[0-9a-f]{64}") || !recordSha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("a digest has 64 hexadecimal digits");
        }
    }

    /**
     * The root of a record.
     *
     * @param record a record whose fields can be proven
     * @param json its bytes, as {@link RecordCodec#encode} gives them
     * @return the root
     * @throws IllegalArgumentException if the record has no root
     */
    public static FieldRoot of(DigitisedRecord record, byte[] json) {
        return new FieldRoot(
                record.id(),
                record.type(),
                record.kind(),
                record.level(),
                record.state(),
                record.validity().from(),
                record.validity().until(),
                record.digests().root(),
                sha256(json));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /**
     * The bytes that are sealed.
     *
     * @return canonical JSON, UTF-8
     */
    public byte[] encode() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("schema", SCHEMA);
        members.put("id", id.value());
        members.put("type", type);
        put(members, "kind", kind);
        members.put("level", level.name());
        members.put("state", state.name());
        put(members, "from", from);
        put(members, "until", until);
        members.put("root", root);
        members.put("record", recordSha256);
        return CanonicalJson.bytes(members);
    }

    private static void put(Map<String, Object> members, String name, @Nullable Object value) {
        if (value != null) {
            members.put(name, value.toString());
        }
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @param json the bytes
     * @param subject what they are, for the message of a failure
     * @return the root
     * @throws HosoException {@code RECORD_INVALID}, or {@code STORE_NEWER} for a form newer than this version understands
     */
    public static FieldRoot decode(byte[] json, String subject) {
        if (json.length > MOST_BYTES) {
            throw new HosoException(Problem.RECORD_INVALID, subject, "more than " + MOST_BYTES + " bytes");
        }
        try {
            JsonNode tree = READER.readTree(json);
            if (tree.path("schema").asInt(0) > SCHEMA) {
                throw new HosoException(
                        Problem.STORE_NEWER, subject, tree.path("schema").asInt(0), SCHEMA);
            }
            String from = tree.path("from").textValue();
            String until = tree.path("until").textValue();
            return new FieldRoot(
                    new PaperId(tree.path("id").asText("")),
                    tree.path("type").asText(""),
                    tree.path("kind").textValue(),
                    Level.valueOf(tree.path("level").asText("")),
                    DigitisedRecord.State.valueOf(tree.path("state").asText("")),
                    from == null ? null : LocalDate.parse(from),
                    until == null ? null : LocalDate.parse(until),
                    tree.path("root").asText(""),
                    tree.path("record").asText(""));
        } catch (IOException | IllegalArgumentException | java.time.DateTimeException e) {
            throw new HosoException(Problem.RECORD_INVALID, e, subject, "not the root of a record");
        }
    }
}
