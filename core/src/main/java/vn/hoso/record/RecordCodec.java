package vn.hoso.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;

/**
 * Writes and reads {@code record.json}.
 *
 * <p>Every record that is written or read is validated against the published schema {@code
 * vn/hoso/record/record.schema.json} (JSON Schema draft 2020-12). The bytes are canonical (RFC 8785): the same record
 * always gives the same bytes. Confidences are kept to four decimals.
 *
 * <p>A record of an older schema is brought up to the present one in memory; the archived bytes, which the seal covers,
 * stay as they are. Safe for use by several threads.
 */
public final class RecordCodec {
    /** The name of the published schema among the resources. */
    public static final String SCHEMA_RESOURCE = "vn/hoso/record/record.schema.json";

    private static final int MOST_BYTES = 16 << 20;

    private static final ObjectReader READER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxDocumentLength(MOST_BYTES)
                            .maxNestingDepth(20)
                            .maxNumberLength(40)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build()
            .reader();

    /** What brings a record from schema {@code i + 1} to schema {@code i + 2}. */
    private static final List<UnaryOperator<ObjectNode>> UPGRADES = List.of();

    static {
        if (UPGRADES.size() != DigitisedRecord.SCHEMA - 1) {
            throw new IllegalStateException("each schema but the first needs an upgrade from the one before");
        }
    }

    /** A codec. */
    public RecordCodec() {}

    /**
     * Writes a record.
     *
     * @param record the record
     * @return its bytes in canonical JSON, UTF-8
     * @throws HosoException with {@code RECORD_INVALID} if it does not follow the schema
     */
    public byte[] encode(DigitisedRecord record) {
        byte[] json = CanonicalJson.bytes(RecordTree.of(record));
        String subject = "record.json of " + record.id();
        validate(parse(json, subject), subject);
        return json;
    }

    /**
     * Reads a record.
     *
     * @param json its bytes
     * @param subject what they are, for the message of a failure
     * @return the record
     * @throws HosoException with {@code RECORD_INVALID}, or with {@code STORE_NEWER} for a schema that is newer than this
     *     version understands
     */
    public DigitisedRecord decode(byte[] json, String subject) {
        ObjectNode tree = upgrade(parse(json, subject), subject);
        validate(tree, subject);
        try {
            return RecordTree.record(tree);
        } catch (IllegalArgumentException | java.time.DateTimeException e) {
            throw new HosoException(Problem.RECORD_INVALID, e, subject, "a value that its type refuses");
        }
    }

    private static ObjectNode parse(byte[] json, String subject) {
        if (json.length > MOST_BYTES) {
            throw new HosoException(Problem.RECORD_INVALID, subject, "more than " + MOST_BYTES + " bytes");
        }
        try {
            JsonNode tree = READER.readTree(json);
            if (tree instanceof ObjectNode object) {
                return object;
            }
            throw new HosoException(Problem.RECORD_INVALID, subject, "not a JSON object");
        } catch (IOException | NumberFormatException e) {
            // A number with more digits in its exponent than any program reads: the parser does not wrap this one.
            throw new HosoException(Problem.RECORD_INVALID, e, subject, "not JSON");
        }
    }

    private static ObjectNode upgrade(ObjectNode tree, String subject) {
        int found = tree.path("schema").asInt(0);
        if (found > DigitisedRecord.SCHEMA) {
            throw new HosoException(Problem.STORE_NEWER, subject, found, DigitisedRecord.SCHEMA);
        }
        if (found < 1) {
            throw new HosoException(Problem.RECORD_INVALID, subject, "no version of the schema");
        }
        ObjectNode upgraded = tree;
        for (int schema = found; schema < DigitisedRecord.SCHEMA; schema++) {
            upgraded = UPGRADES.get(schema - 1).apply(upgraded);
        }
        return upgraded;
    }

    /** Says where and what, never the value: a record holds personal data. */
    private static void validate(JsonNode tree, String subject) {
        List<Error> errors = Published.SCHEMA.validate(tree);
        if (!errors.isEmpty()) {
            Error first = errors.get(0);
            throw new HosoException(
                    Problem.RECORD_INVALID, subject, first.getInstanceLocation() + ": " + first.getKeyword());
        }
    }

    /** Loaded when the first record is validated. */
    private static final class Published {
        static final Schema SCHEMA = load();

        private static Schema load() {
            try (InputStream in = RecordCodec.class.getResourceAsStream("/" + SCHEMA_RESOURCE)) {
                Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(Objects.requireNonNull(in, SCHEMA_RESOURCE));
                schema.initializeValidators();
                return schema;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
