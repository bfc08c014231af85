package vn.hoso.reuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;

class CatalogueTest {
    private static final LocalDate DAY = LocalDate.parse("2025-06-15");

    @TempDir
    Path folder;

    @Test
    void readsTheOlderShape() throws IOException {
        Procedure procedure = read("""
                [{"MaTTHC": "1.000894", "TENTTHC": "Đăng ký kết hôn", "THANHPHANHOSO": [{"TRUONGHOP": "Chung", "GIAYTO": [
                {"MAGIAYTO": "A", "TENGIAYTO": "Giấy", "MA_KQ_THAYTHE": "KQ.G15.000036; KQ.G15.000032", "TUOI_TOI_DA_THANG": 6},
                {"MAGIAYTO": "B", "TENGIAYTO": "Tờ khai", "MA_KQ_THAYTHE": ""}]}],
                "KETQUATHUCHIEN": [{"MAKETQUA": "KQ.G15.000032"}], "BIEUMAU": {"name": ["identity_card.full_name"]}}]""").procedure("1.000894", DAY).orElseThrow();
        assertThat(procedure.cases().get(0).components())
                .containsExactly(
                        new Procedure.Component("A", "Giấy", Set.of("KQ.G15.000036", "KQ.G15.000032"), 6),
                        new Procedure.Component("B", "Tờ khai", Set.of(), null));
        assertThat(procedure.results()).containsExactly("KQ.G15.000032");
        assertThat(procedure.form())
                .containsExactly(
                        new Procedure.FormField("name", List.of(new Procedure.Source("identity_card", "full_name"))));
    }

    @Test
    void readsTheShapeOfThePortalAndTheMappingOfTheAgency() throws IOException {
        Catalogue catalogue = read("""
                {"code": "1.004222", "id": "0b1", "name": "Đăng ký thường trú", "resultsDetails": [{"code": "KQ.G01.000011"}],
                "executionCases": [{"name": "Trường hợp 1", "profileComponents": [
                {"name": "Giấy khai sinh", "originalQty": 1, "copyQty": 0, "code": "G15-KQ004389", "has_electronic_form": false}]},
                {"name": "Trường hợp 2", "profileComponents": []}], "updatedAt": 1767225600000}""");
        Procedure procedure = catalogue.procedure("1.004222", DAY).orElseThrow();
        assertThat(procedure.cases()).hasSize(2);
        assertThat(procedure.cases().get(0).components().get(0).accepted()).isEmpty();
        Procedure mapped = catalogue
                .with(Map.of("G15-KQ004389", Set.of("KQ.G15.000031")))
                .procedure("1.004222", DAY)
                .orElseThrow();
        assertThat(mapped.cases().get(0).components().get(0).accepted()).containsExactly("KQ.G15.000031");
    }

    @Test
    void givesTheVersionInForce() throws IOException {
        Catalogue catalogue = read("""
                [{"code": "1.1", "name": "new", "effectiveDate": "2025-07-01"}, {"code": "1.1", "name": "old"}]""");
        assertThat(catalogue
                        .procedure("1.1", LocalDate.parse("2025-06-30"))
                        .orElseThrow()
                        .name())
                .isEqualTo("old");
        assertThat(catalogue
                        .procedure("1.1", LocalDate.parse("2025-07-01"))
                        .orElseThrow()
                        .name())
                .isEqualTo("new");
    }

    @Test
    void understandsACodeWithoutItsAgencyWhereOnlyOneFits() throws IOException {
        Catalogue catalogue = read("[{\"code\": \"1.013225.000.00.00.H56\"}, {\"code\": \"1.0132\"}]");
        assertThat(catalogue.procedure("1.013225", DAY)).isPresent();
        assertThat(catalogue.procedure("1.01", DAY)).isEmpty();
    }

    @Test
    void refusesWhatIsNoFeed() {
        for (String bad : List.of("no json", "[{\"name\": \"x\"}]", "[{\"code\": \"1\", \"effectiveDate\": \"x\"}]")) {
            assertThatExceptionOfType(HosoException.class)
                    .isThrownBy(() -> read(bad))
                    .satisfies(e -> assertThat(e.problem()).isEqualTo(Problem.BAD_CONFIGURATION));
        }
    }

    private Catalogue read(String json) throws IOException {
        return Catalogue.read(Files.writeString(folder.resolve("catalogue.json"), json));
    }
}
