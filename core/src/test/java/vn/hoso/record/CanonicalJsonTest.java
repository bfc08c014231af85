package vn.hoso.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class CanonicalJsonTest {
    @Test
    void sortsKeysAndEscapesAsTheRfcSays() {
        String json = CanonicalJson.text(Map.of(
                "\u20ac", "Euro Sign",
                "\r", "Carriage Return",
                "1", "One",
                "\ud83d\ude00", "Emoji",
                "\u0080", "Control",
                "\u00f6", "Latin Small Letter O With Diaeresis"));

        assertThat(json)
                .isEqualTo("{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
                        + "\"\u00f6\":\"Latin Small Letter O With Diaeresis\",\"\u20ac\":\"Euro Sign\","
                        + "\"\ud83d\ude00\":\"Emoji\"}");
        assertThat(CanonicalJson.text(Map.of("a", "\u0000\u001f\b\t\n\f\r\"\\/\u007fĐ")))
                .isEqualTo("{\"a\":\"\\u0000\\u001f\\b\\t\\n\\f\\r\\\"\\\\/\u007fĐ\"}");
    }

    @Test
    void writesNumbersInTheirShortestForm() {
        assertThat(CanonicalJson.text(Map.of(
                        "a",
                        List.of(
                                0,
                                -1,
                                Long.MAX_VALUE,
                                new BigDecimal("0.5000"),
                                new BigDecimal("1E+3"),
                                new BigDecimal("0.0"),
                                new BigDecimal("0.000001"),
                                true))))
                .isEqualTo("{\"a\":[0,-1,9223372036854775807,0.5,1000,0,0.000001,true]}");
        assertThatThrownBy(() -> CanonicalJson.text(Map.of("a", new BigDecimal("1e-7"))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CanonicalJson.text(Map.of("a", 0.5))).isInstanceOf(IllegalArgumentException.class);
    }

    @RepeatedTest(value = 50, name = "seed {currentRepetition}")
    void isReadBackByAnyParser(RepetitionInfo info) throws Exception {
        Random random = new Random(info.getCurrentRepetition());
        StringBuilder text = new StringBuilder();
        random.ints(200, 0, 0x11000)
                .map(c -> c >= 0xd800 && c < 0xe000 ? 'x' : c)
                .forEach(text::appendCodePoint);
        Map<String, Object> object = Map.of("t", text.toString(), text.toString(), List.of(Map.of("x", "y")));

        assertThat(new ObjectMapper().readValue(CanonicalJson.bytes(object), Object.class))
                .isEqualTo(object);
    }

    @Test
    void replacesHalvesOfSurrogatePairs() {
        assertThat(CanonicalJson.text(Map.of("a", "x\ud800y\udc00"))).isEqualTo("{\"a\":\"x\ufffdy\ufffd\"}");
    }
}
