package vn.hoso.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultCodePatternTest {
    private final ResultCodePattern pattern = ResultCodePattern.DEFAULT;

    @Test
    void putsTogetherTheCodesOfTheCircular() {
        assertThat(code("001093012345", "KQ.G15.000034", "123/2024", 1))
                .isEqualTo("001093012345.KQ.G15.000034.123/2024.01");
        assertThat(code("", "KQ.G15.000034", "123/2024", 1)).isEqualTo(".KQ.G15.000034.123/2024.01");
        assertThat(code("001093012345", "1.001193.000.00.00.H56.000.00.00.G15-KQ004389", "", 1))
                .isEqualTo("001093012345.1.001193.000.00.00.H56.000.00.00.G15-KQ004389.01");
    }

    private String code(String owner, String type, String number, int counter) {
        return ResultCodePattern.code(pattern.prefix(owner, type, number), counter, pattern.digits());
    }

    @Test
    void countsBeyondItsDigits() {
        assertThat(ResultCodePattern.code("a.", 99, 2)).isEqualTo("a.99");
        assertThat(ResultCodePattern.code("a.", 100, 2)).isEqualTo("a.100");
        assertThat(new ResultCodePattern("X-[number]-NNNN").digits()).isEqualTo(4);
        assertThat(ResultCodePattern.code(new ResultCodePattern("X-[number]-NNNN").prefix("", "", "7"), 3, 4))
                .isEqualTo("X-7-0003");
    }

    @Test
    void keepsBlanksAndControlCharactersOut() {
        assertThat(pattern.prefix("001 093\n012345", "KQ ", "1\u00a02/QĐ$1\\")).isEqualTo("001093012345.KQ.12/QĐ$1\\.");
    }

    @Test
    void takesACodeApart() {
        assertThat(ResultCodePattern.split("a.b.07")).isEqualTo(List.of("a.b.", "07"));
        assertThat(ResultCodePattern.split("a.b.")).isEqualTo(List.of("a.b."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[ownerId].[typeCode]", "[name].NN", "[ownerId.NN", "ownerId].NN", "[].NN", "[[number]].NN"})
    void refusesOtherForms(String text) {
        assertThatThrownBy(() -> new ResultCodePattern(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
