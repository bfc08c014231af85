package vn.hoso.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.paper.Level;
import vn.hoso.paper.Owner;
import vn.hoso.paper.Validity;

class RecordCodecTest {
    private final RecordCodec codec = new RecordCodec();

    @Test
    void readsBackWhatItWrote() {
        DigitisedRecord recognised = Records.recognised();
        DigitisedRecord sealed = Records.sealed(new Random(1));

        assertThat(codec.decode(codec.encode(recognised), "x")).isEqualTo(recognised);
        assertThat(codec.decode(codec.encode(sealed), "x")).isEqualTo(sealed);
    }

    @Test
    void givesTheSameBytesForTheSameRecord() {
        byte[] bytes = codec.encode(Records.sealed(new Random(2)));

        assertThat(codec.encode(codec.decode(bytes, "x"))).isEqualTo(bytes);
        assertThat(new String(bytes, StandardCharsets.UTF_8))
                .startsWith("{\"coOwners\":[{\"name\":\"Trần Thị B\"}],\"ending\":{")
                .contains("\"confidence\":0.8123")
                .contains("\"typeConfidence\":0.9912");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, 0.1, 1 / 3.0, 0.00004, 0.99999, 2e-3, 0.30000000000000004})
    void keepsConfidencesToFourDecimals(double confidence) {
        DigitisedRecord record = Records.record(Level.RECOGNISED, null, List.of(Records.field("a", "b", confidence)));

        double read = codec.decode(codec.encode(record), "x").fields().get(0).confidence();

        assertThat(read).isCloseTo(confidence, org.assertj.core.data.Offset.offset(0.00005));
    }

    @Test
    void takesDataFromAnotherSystemWithoutScan() {
        DigitisedRecord imported = new DigitisedRecord(
                Records.ID,
                "unknown",
                1,
                Level.VERIFIED,
                DigitisedRecord.State.ACTIVE,
                null,
                Owner.UNKNOWN,
                Validity.UNKNOWN,
                List.of(),
                new DigitisedRecord.Source("other system", "", 0, "IMPORT", 0, 0, List.of()),
                DigitisedRecord.Rendition.none("other system", "Sở", Instant.EPOCH),
                List.of());

        assertThat(codec.decode(codec.encode(imported), "x")).isEqualTo(imported);
    }

    @Test
    void refusesWhatTheSchemaRefusesAndShowsNoValue() {
        assertRefused(tree -> tree.put("level", "CERTAIN"), "/level: enum");
        assertRefused(tree -> tree.remove("owner"), ": required");
        assertRefused(tree -> tree.put("surprise", "Nguyễn Văn A"), ": additionalProperties");
        assertRefused(tree -> ((ObjectNode) tree.path("fields").get(0)).put("confidence", 1.5), "maximum");
        assertRefused(tree -> ((ObjectNode) tree.path("source")).put("sha256", "../../x"), "/source/sha256: pattern");
        assertRefused(tree -> tree.put("id", "../../../etc/passwd"), "/id: pattern");
        assertRefused(tree -> ((ArrayNode) tree.path("fields").get(0).path("box")).add(1), "maxItems");
    }

    @Test
    void refusesASealedRecordWithoutProofs() {
        DigitisedRecord record =
                Records.record(Level.SEALED, "x.01", Records.recognised().fields());

        assertThatThrownBy(() -> codec.encode(record))
                .isInstanceOfSatisfying(
                        HosoException.class, e -> assertThat(e.problem()).isEqualTo(Problem.RECORD_INVALID));
    }

    @Test
    void refusesAChangedFieldOfASealedRecord() {
        String json = new String(codec.encode(Records.sealed(new Random(3))), StandardCharsets.UTF_8);

        assertThatThrownBy(() -> codec.decode(
                        json.replace("\"value\":\"2026-03-02\"", "\"value\":\"2026-03-03\"")
                                .getBytes(StandardCharsets.UTF_8),
                        "x"))
                .isInstanceOf(HosoException.class);
    }

    @Test
    void refusesARecordOfANewerVersion() throws Exception {
        byte[] newer = changed(tree -> tree.put("schema", 2).put("surprise", 1));

        assertThatThrownBy(() -> codec.decode(newer, "record.json")).isInstanceOfSatisfying(HosoException.class, e -> {
            assertThat(e.problem()).isEqualTo(Problem.STORE_NEWER);
            assertThat(e.facts()).containsExactly("2", "1");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{} {}",
                "{\"schema\":1,\"schema\":1}",
                "{\"schema\":\"1\"}",
                "{\"schema\":0}",
                "{\"schema\":1e999999999}",
                "{\"schema\":1,\"type\":NaN}"
            })
    void refusesWhatIsNoRecord(String json) {
        assertThatThrownBy(() -> codec.decode(json.getBytes(StandardCharsets.UTF_8), "x"))
                .isInstanceOfSatisfying(
                        HosoException.class, e -> assertThat(e.problem()).isEqualTo(Problem.RECORD_INVALID));
    }

    @Test
    void refusesDeepNesting() {
        String json = "{\"schema\":1,\"fields\":" + "[".repeat(100_000);

        assertThatThrownBy(() -> codec.decode(json.getBytes(StandardCharsets.UTF_8), "x"))
                .isInstanceOf(HosoException.class);
    }

    @Test
    void survivesAnyChangedByte() {
        byte[] good = codec.encode(Records.sealed(new Random(4)));
        Random random = new Random(5);
        for (int i = 0; i < 800; i++) {
            byte[] bytes = good.clone();
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            try {
                codec.decode(bytes, "x");
            } catch (HosoException e) {
                assertThat(e.problem()).isIn(Problem.RECORD_INVALID, Problem.STORE_NEWER);
            }
        }
    }

    private void assertRefused(Consumer<ObjectNode> change, String violation) {
        assertThatThrownBy(() -> codec.decode(changed(change), "x")).isInstanceOfSatisfying(HosoException.class, e -> {
            assertThat(e.problem()).isEqualTo(Problem.RECORD_INVALID);
            assertThat(e.getMessage()).contains(violation).doesNotContain("Nguyễn");
        });
    }

    private byte[] changed(Consumer<ObjectNode> change) throws java.io.IOException {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode tree = (ObjectNode) mapper.readTree(codec.encode(Records.recognised()));
        change.accept(tree);
        return mapper.writeValueAsBytes(tree);
    }
}
