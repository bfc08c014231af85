package vn.hoso.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;

class EligibilityTest {
    private static final LocalDate DAY = LocalDate.of(2026, 1, 5);

    private final Eligibility rules = Eligibility.bundled();

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "original, true",
        "register-copy, true",
        "electronic-certified-copy, true",
        "compared-copy, true",
        "photocopy, false",
        "paper-certified-copy, false",
        "shown-only, false",
        "shared-data, false"
    })
    void followsTheCircular(String kind, boolean digitised) {
        Eligibility.Ruling ruling = rules.ruling(kind, DAY);

        assertThat(ruling.digitise()).isEqualTo(digitised);
        assertThat(ruling.basis()).isEqualTo("Thông tư 01/2023/TT-VPCP");
        assertThat(ruling.english().isEmpty()).isEqualTo(digitised);
        assertThat(ruling.vietnamese().isEmpty()).isEqualTo(digitised);
        assertThat(rules.name(kind, Locale.forLanguageTag("vi"))).isNotEqualTo(kind);
        // before the circular was in force nothing was ruled
        assertThat(rules.ruling(kind, LocalDate.of(2023, 5, 24)).digitise()).isTrue();
        assertThat(rules.kinds()).hasSize(8).contains(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Chứng thực bản sao đúng với bản chính",
                "CHỨNG THỰC BẢN SAO\nĐÚNG VỚI BẢN CHÍNH",
                "số 12 - CHUNG THUC BAN SAO DUNG VOI BAN CHINH, quyển số 1"
            })
    void readsTheMarkOfACertifiedCopy(String print) {
        assertThat(rules.evidence("birth_certificate", List.of("UBND XÃ", print), false, DAY))
                .contains("paper-certified-copy");
        assertThat(rules.evidence("birth_certificate", List.of(print), true, DAY))
                .contains("electronic-certified-copy");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Giấy khai sinh (Bản sao)",
                "cung cấp bản sao trích lục (nếu có)",
                "Hồ sơ gồm bản sao có chứng thực và bản chính để đối chiếu"
            })
    void leavesOtherWordsAlone(String print) {
        assertThat(rules.evidence("birth_certificate", List.of(print), false, DAY))
                .isEmpty();
    }

    @Test
    void takesTheRulesOfAnAgencyWithTheirDates() throws IOException {
        Path file = Files.writeString(folder.resolve("rules.yaml"), """
                kinds:
                  photocopy:
                    rulings:
                      - {since: 2026-02-01, digitise: true, basis: new}
                      - {since: 2025-01-01, digitise: false, basis: old, reason: {vi: không, en: no}}
                  shared-data:
                    rulings: [{since: 2020-01-01, digitise: false, basis: x, reason: {vi: có rồi, en: here}}]
                marks: [{phrase: bản chụp, scanned: photocopy, signed: photocopy}]
                shared: {identity_card: 2026-01-01}
                """);
        Eligibility own = Eligibility.load(file);

        assertThat(own.ruling("photocopy", DAY).basis()).isEqualTo("old");
        assertThat(own.ruling("photocopy", LocalDate.of(2026, 2, 1)).digitise()).isTrue();
        assertThat(own.evidence("identity_card", List.of(""), false, DAY)).contains("shared-data");
        assertThat(own.evidence("identity_card", List.of(""), false, LocalDate.of(2025, 12, 31)))
                .isEmpty();
        assertThat(own.evidence("notice", List.of("(bản  CHỤP)"), false, DAY)).contains("photocopy");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kinds: {a: {rulings: [{since: today, digitise: true}]}}",
                "kinds: {a: {rulings: [{since: 2020-01-01, digitise: perhaps}]}}",
                "marks: [{phrase: x, scanned: nowhere, signed: nowhere}]",
                "shared: {notice: 2020-01-01}",
                "{"
            })
    void refusesRulesThatCannotBeRead(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("rules.yaml"), yaml);

        assertThatThrownBy(() -> Eligibility.load(file))
                .isInstanceOfSatisfying(
                        HosoException.class, e -> assertThat(e.problem()).isEqualTo(Problem.BAD_CONFIGURATION));
    }
}
