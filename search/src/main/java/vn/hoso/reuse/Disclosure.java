package vn.hoso.reuse;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.record.CanonicalJson;
import vn.hoso.record.FieldProof;
import vn.hoso.record.FieldRoot;
import vn.hoso.seal.SealVerdict;
import vn.hoso.seal.SealVerifier;

/**
 * One field of a sealed record, handed over so that it can be checked without the rest of the record: the field with its
 * salt and its way through the Merkle tree, the root, and the seal over the root.
 *
 * <pre>{@code
 * Disclosure handedOver = Disclosure.read(Files.readAllBytes(file));
 * if (handedOver.check(verifier).holds()) {
 *     use(handedOver.field().value());
 * }
 * }</pre>
 *
 * <p>It proves what the record said when it was sealed. Whether the paper has been revoked since only its home knows.
 */
public final class Disclosure {
    /** How the names of such files end. */
    public static final String SUFFIX = ".disclosure.json";

    private static final String FORM = "hoso-disclosure-1";
    private static final int MOST_BYTES = 1 << 20;
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxDocumentLength(MOST_BYTES)
                            .maxNestingDepth(10)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final byte[] rootJson;
    private final byte[] seal;
    private final FieldRoot root;
    private final FieldProof field;

    Disclosure(byte[] rootJson, byte[] seal, FieldProof field) {
        this.rootJson = rootJson.clone();
        this.seal = seal.clone();
        this.root = FieldRoot.decode(rootJson, "root");
        this.field = field;
    }

    /**
     * What a check found.
     *
     * @param seal what the seal over the root is worth
     * @param belongs whether the field is one of the sealed record
     */
    public record Checked(SealVerdict seal, boolean belongs) {
        /**
         * Whether the field may be relied on.
         *
         * @return whether the seal holds and the field belongs to what it covers
         */
        public boolean holds() {
            return belongs && seal.holds();
        }
    }

    /**
     * Checks the field against the seal; trusts nothing that the sender says.
     *
     * @param verifier knows whose seals are trusted
     * @return what was found
     */
    public Checked check(SealVerifier verifier) {
        return new Checked(verifier.verifyRecord(rootJson, seal), field.verify(root.root()));
    }

    /**
     * The field and its proof.
     *
     * @return the field
     */
    public FieldProof field() {
        return field;
    }

    /**
     * What the record is that the field belongs to.
     *
     * @return the sealed root
     */
    public FieldRoot root() {
        return root;
    }

    /**
     * The file that is handed over.
     *
     * @return canonical JSON, UTF-8
     */
    public byte[] json() {
        Map<String, Object> proof = new LinkedHashMap<>();
        proof.put("key", field.key());
        proof.put("value", field.value());
        proof.put("salt", field.salt());
        proof.put("index", field.index());
        proof.put("size", field.size());
        proof.put("path", field.path());
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("form", FORM);
        all.put("field", proof);
        all.put("root", new String(rootJson, StandardCharsets.UTF_8));
        all.put("seal", Base64.getEncoder().encodeToString(seal));
        return CanonicalJson.bytes(all);
    }

    /**
     * Reads a file that was handed over. Nothing in it is checked but its form: see {@link #check}.
     *
     * @param json the bytes
     * @return what it says
     * @throws HosoException {@code RECORD_INVALID} where it is no such file
     */
    public static Disclosure read(byte[] json) {
        String subject = "disclosure";
        if (json.length > MOST_BYTES) {
            throw new HosoException(Problem.RECORD_INVALID, subject, "more than " + MOST_BYTES + " bytes");
        }
        try {
            JsonNode tree = JSON.readTree(json);
            JsonNode proof = tree.path("field");
            List<String> path = new ArrayList<>();
            proof.path("path").forEach(digest -> path.add(digest.asText("")));
            if (!tree.path("form").asText("").equals(FORM)
                    || !proof.path("value").isTextual()) {
                throw new HosoException(Problem.RECORD_INVALID, subject, "not of the form " + FORM);
            }
            return new Disclosure(
                    tree.path("root").asText("").getBytes(StandardCharsets.UTF_8),
                    Base64.getDecoder().decode(tree.path("seal").asText("")),
                    new FieldProof(
                            proof.path("key").asText(""),
                            proof.path("value").textValue(),
                            proof.path("salt").asText(""),
                            proof.path("index").asInt(-1),
                            proof.path("size").asInt(0),
                            path));
        } catch (IOException | IllegalArgumentException e) {
            throw new HosoException(Problem.RECORD_INVALID, e, subject, "not of the form " + FORM);
        }
    }

    /** Never shows the value. */
    @Override
    public String toString() {
        return "Disclosure[" + root.id() + ", " + field.key() + "]";
    }
}
