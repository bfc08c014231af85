package vn.hoso.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;

class PaperTypesTest {
    static java.util.List<String> bundled() {
        return PaperTypeReader.bundledNames();
    }

    @ParameterizedTest
    @MethodSource("bundled")
    void bundledTypesFollowTheSchema(String name) throws IOException {
        try (var in = PaperTypes.class.getResourceAsStream("types/" + name)) {
            String yaml = new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            PaperType type = PaperTypeReader.readChecked(yaml, name);
            assertThat(name).isEqualTo(type.key() + ".yaml");
            assertThat(type.fields()).extracting(FieldType::key).doesNotHaveDuplicates();
            for (FieldType field : type.fields()) {
                assertThat(field.labels().size() + field.places().size())
                        .as(field.key())
                        .isPositive();
                assertThat(field.labels()).allMatch(label -> label.chars().anyMatch(Character::isLetter));
                if (field.section() != null) {
                    assertThat(type.sections())
                            .extracting(PaperType.Section::key)
                            .contains(field.section());
                }
            }
            for (String key :
                    new String[] {type.ownerId(), type.ownerName(), type.ownerBirthDate(), type.validFrom()}) {
                assertThat(key == null || type.field(key).isPresent())
                        .as("%s", key)
                        .isTrue();
            }
        }
    }

    @Test
    void knowsTheTypesOfOneStopDesksAndOfDecree30() {
        assertThat(PaperTypes.bundled().all())
                .extracting(PaperType::key)
                .contains(
                        "birth_certificate",
                        "marriage_certificate",
                        "marital_status_certificate",
                        "administrative_decision",
                        "official_letter",
                        "business_registration",
                        "land_use_certificate",
                        "construction_permit",
                        "identity_card",
                        "criminal_record_certificate_1",
                        "diploma",
                        "application_form",
                        "notice",
                        "invitation",
                        "report",
                        "plan",
                        "programme",
                        "invitation_letter",
                        "decree");
    }

    @Test
    void folderOfAnAgencyAddsAndReplacesTypes(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("fishing.yaml"), """
                type: fishing_licence
                names: {vi: Giấy phép khai thác thủy sản}
                titles: [GIẤY PHÉP KHAI THÁC THỦY SẢN]
                fields:
                  - {key: vessel, kind: text, labels: Số đăng ký tàu cá}
                """);
        Files.writeString(folder.resolve("notice.yaml"), """
                type: notice
                names: {vi: Thông báo của sở}
                titles: [THÔNG BÁO]
                fields:
                  - {key: abstract, at: subject}
                """);
        Files.writeString(folder.resolve("README.txt"), "left alone");
        PaperTypes types = PaperTypes.load(folder);
        assertThat(types.find("fishing_licence")
                        .orElseThrow()
                        .field("vessel")
                        .orElseThrow()
                        .labels())
                .containsExactly("Số đăng ký tàu cá");
        assertThat(types.find("notice").orElseThrow().name("vi")).isEqualTo("Thông báo của sở");
        assertThat(types.find("birth_certificate")).isPresent();
        assertThat(PaperTypes.bundled().find("fishing_licence")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "type: x\nnames: {vi: X}\ntitles: [X]\nfields: []",
                "type: xy\nnames: {vi: X}\ntitles: [X]\nfields: [{key: aa, kind: nothing}]",
                "type: xy\nnames: {vi: X}\ntitles: [X]\nfields: [{key: aa}]\nvalidity: sometimes",
                "type: xy\nnames: {vi: X}\ntitles: [X]\nfields: [{key: aa}]\ncolour: red",
                "type: [unclosed",
            })
    void refusesFileThatDoesNotFollowTheSchema(String yaml, @TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("wrong.yaml"), yaml);
        assertThatThrownBy(() -> PaperTypes.load(folder)).isInstanceOfSatisfying(HosoException.class, failure -> {
            assertThat(failure.problem()).isEqualTo(Problem.BAD_CONFIGURATION);
            assertThat(failure.subject()).isEqualTo("wrong.yaml");
        });
    }
}
