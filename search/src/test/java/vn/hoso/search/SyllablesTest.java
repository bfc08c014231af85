package vn.hoso.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.hoso.text.Vietnamese;

class SyllablesTest {
    private static final IdentifierGuard GUARD = new IdentifierGuard(new byte[32]);

    @ParameterizedTest
    @CsvSource({
        "Nguyễn Văn Đặng, nguyen van dang",
        "HOÀ BÌNH, hoa binh",
        "kỹ thuật, ki thuat",
        "kĩ thuật, ki thuat",
        "Quý, qui",
        "thuý thúy, thuy thuy",
        "12/05/2024, 12 12/05/2024 05 2024",
        "15/QĐ-UBND, 15 15/qd-ubnd qd ubnd",
        "tỉnh......Bắc Ninh, tinh bac ninh",
        "Số:15, so so:15 15",
        "'', ''"
    })
    void cutsAndFolds(String text, String folded) {
        assertThat(String.join(" ", folded(text))).isEqualTo(folded);
    }

    @Test
    void bringsBothPlacesOfTheToneTogether() {
        assertThat(exact("hoà khoẻ thuý quý hoàn")).containsExactly("hòa", "khỏe", "thúy", "quý", "hoàn");
        assertThat(exact("hòa khỏe thúy")).containsExactly("hòa", "khỏe", "thúy");
    }

    @Test
    void hidesNumbersOfPersonsAndNothingElse() {
        List<String> terms = folded("CCCD 030089822188, CMND 036769287, 0977270377 và 120.000 đồng");
        assertThat(terms).doesNotContain("030089822188", "036769287").contains("0977270377", "120.000");
        assertThat(terms.stream().filter(term -> term.startsWith("#"))).hasSize(2);
        assertThat(folded("030 089 822 188")).isEqualTo(folded("030089822188"));
        assertThat(String.join(" ", folded("001093012345.KQ.G15.000034.01"))).doesNotContain("001093012345");
        assertThat(IdentifierGuard.mask("số 030089822188 và 030 089 822 188"))
                .isEqualTo("số •••••••••188 và ••• ••• ••• 188");
    }

    @Test
    void hashesDependOnTheKey() {
        byte[] other = new byte[32];
        other[0] = 1;
        assertThat(new IdentifierGuard(other).term("030089822188")).isNotEqualTo(GUARD.term("030089822188"));
        assertThat(new IdentifierGuard(new byte[32]).term("030089822188")).isEqualTo(GUARD.term("030089822188"));
    }

    @Test
    void agreesWithTheTextFunctionsOfCore() {
        Random random = new Random(7);
        String letters = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđqnghtkHOAUYQ";
        for (int round = 0; round < 5000; round++) {
            StringBuilder word = new StringBuilder();
            for (int i = random.nextInt(7) + 1; i > 0; i--) {
                word.append(letters.charAt(random.nextInt(letters.length())));
            }
            String text = word.toString();
            assertThat(Syllables.fold(Syllables.exact(text))).as(text).isEqualTo(Vietnamese.fold(text));
            assertThat(Syllables.exact(text))
                    .as(text)
                    .isEqualTo(Vietnamese.normaliseTonePlacement(text).toLowerCase(Locale.ROOT));
        }
    }

    @Test
    void offsetsPointToTheText() {
        Random random = new Random(11);
        String signs = "aĐ ễ1/-.9,:\n(•😀\u0301%";
        for (int round = 0; round < 3000; round++) {
            StringBuilder draft = new StringBuilder();
            for (int i = random.nextInt(40); i > 0; i--) {
                draft.append(signs.charAt(random.nextInt(signs.length())));
            }
            String text = Normalizer.normalize(draft, Normalizer.Form.NFC);
            int last = 0;
            for (Syllables.Token token : Syllables.of(text, GUARD)) {
                assertThat(token.start()).isBetween(0, text.length() - 1);
                assertThat(token.end()).isBetween(token.start() + 1, text.length());
                if (!token.whole()) {
                    assertThat(token.start()).isGreaterThanOrEqualTo(last);
                    last = token.end();
                }
            }
        }
    }

    private static List<String> folded(String text) {
        return Syllables.of(text, GUARD).stream().map(Syllables.Token::folded).toList();
    }

    private static List<String> exact(String text) {
        return Syllables.of(text, GUARD).stream().map(Syllables.Token::exact).toList();
    }
}
