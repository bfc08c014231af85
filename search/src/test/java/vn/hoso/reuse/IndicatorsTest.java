package vn.hoso.reuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.hoso.failure.HosoException;
import vn.hoso.paper.PaperId;
import vn.hoso.registry.Notice;
import vn.hoso.registry.SqliteRegistry;

class IndicatorsTest {
    private static final PaperId PAPER = new PaperId("0".repeat(32));

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "2026, 2026-01-01, 2026-12-31",
        "2024-02, 2024-02-01, 2024-02-29",
        "2026-Q1, 2026-01-01, 2026-03-31",
        "2026-q4, 2026-10-01, 2026-12-31",
        "2026-6M, 2026-01-01, 2026-06-30",
        "2026-9M, 2026-01-01, 2026-09-30"
    })
    void readsPeriods(String text, LocalDate from, LocalDate to) {
        Period period = Period.parse(text);
        assertThat(period.from()).isEqualTo(from);
        assertThat(period.to()).isEqualTo(to);
        assertThat(period.contains(from) && period.contains(to)).isTrue();
        assertThat(period.contains(from.minusDays(1)) || period.contains(to.plusDays(1)))
                .isFalse();
    }

    @Test
    void refusesWhatIsNoPeriod() {
        for (String text : List.of("", "2026-13", "2026-Q5", "2026-7M", "2026-Q1x")) {
            assertThatIllegalArgumentException().isThrownBy(() -> Period.parse(text));
        }
    }

    @Test
    void countsReusesOfThePeriodByTheDayInVietnam() throws IOException {
        try (SqliteRegistry before = registry("2026-03-31T17:00:00Z")) { // the second quarter has begun in Vietnam
            before.append(reuse("D-0", 1, 2));
        }
        try (SqliteRegistry registry = registry("2026-03-31T16:59:59Z")) {
            registry.append(reuse("D-1", 1, 3));
            registry.append(reuse("D-2", 0, 0));
            IndicatorReport report = Indicators.bundled().count(registry, null, Period.parse("2026-Q1"));
            assertThat(figure(report, "reused").numerator()).isEqualTo(1);
            assertThat(figure(report, "reused").denominator()).isEqualTo(2);
            assertThat(figure(report, "reused").counted())
                    .extracting(IndicatorReport.Counted::id)
                    .containsExactly("D-1", "D-2");
            assertThat(figure(report, "fields").rate()).isEqualTo(3 / 20.0);
            assertThat(figure(report, "digitised").rate()).isNull();
        }
    }

    @Test
    void countsTheDossiersOfTheOneStopSystem() throws IOException {
        Path dossiers = Files.writeString(folder.resolve("sync.json"), """
                [{"MaHoSo": "D-1", "MaTTHC": "1.1", "NgayTiepNhan": "20260105080000", "TrangThaiHoSo": "10", "DonViXuLy": "Xã <A>",
                  "TaiLieuNop": [{"DuocSoHoa": "1", "DuocTaiSuDung": "0"}], "DanhSachGiayToKetQua": [{"TenGiayTo": "x"}]},
                 {"MaHoSo": "D-2", "MaTTHC": "1.1", "NgayTiepNhan": "20260331235959", "TrangThaiHoSo": "9", "DonViXuLy": "=Xã, B",
                  "TaiLieuNop": [{"DuocSoHoa": "0", "DuocTaiSuDung": "2"}], "DanhSachGiayToKetQua": []},
                 {"MaHoSo": "D-3", "MaTTHC": "1.2", "NgayTiepNhan": "20260401000000", "TrangThaiHoSo": "4"},
                 {"MaHoSo": "D-4", "MaTTHC": "1.2", "NgayTiepNhan": "20260201000000", "TrangThaiHoSo": "3"},
                 {"MaHoSo": "D-5", "NgayTiepNhan": "yesterday"}]
                """);
        try (SqliteRegistry registry = registry("2026-02-01T00:00:00Z")) {
            registry.append(reuse("D-1", 1, 2));
            IndicatorReport report = Indicators.bundled().count(registry, dossiers, Period.parse("2026-Q1"));
            assertThat(rate(report, "digitised")).isEqualTo("1/2");
            assertThat(rate(report, "results")).isEqualTo("1/2");
            assertThat(rate(report, "reused")).isEqualTo("2/2");
            assertThat(report.csv().lines())
                    .contains(
                            "2026-Q1,digitised,,,1,2,0.5000,0.8",
                            "2026-Q1,digitised,Xã <A>,1.1,1,1,1.0000,0.8",
                            "2026-Q1,digitised,\"'=Xã, B\",1.1,0,1,0.0000,0.8");
            assertThat(report.html())
                    .contains("Xã &lt;A&gt;")
                    .contains("chỉ tiêu 80,0 %")
                    .doesNotContain("<A>");
            assertThat(report.json()).contains("\"id\":\"D-2\"").contains("\"target\":0.8");
        }
    }

    @Test
    void takesTheDefinitionInForceAtTheEndOfThePeriod() throws IOException {
        Path definitions = Files.writeString(folder.resolve("own.json"), """
                [{"id": "a", "from": "2025-01-01", "of": "dossier", "denominator": {}, "numerator": {"reused": ">=1"}, "target": 0.5},
                 {"id": "a", "from": "2026-04-01", "of": "dossier", "denominator": {}, "numerator": {"reused": ">=2"}, "target": 0.6}]
                """);
        try (SqliteRegistry registry = registry("2026-03-01T00:00:00Z")) {
            registry.append(reuse("D-1", 1, 2));
            Indicators own = Indicators.read(definitions);
            assertThat(own.count(registry, null, Period.parse("2024")).figures())
                    .isEmpty();
            assertThat(rate(own.count(registry, null, Period.parse("2026-Q1")), "a"))
                    .isEqualTo("1/1");
            assertThat(rate(own.count(registry, null, Period.parse("2026")), "a"))
                    .isEqualTo("0/1");
        }
        Path broken = Files.writeString(folder.resolve("broken.json"), "[{\"id\": \"a\", \"from\": \"once\"}]");
        assertThatExceptionOfType(HosoException.class).isThrownBy(() -> Indicators.read(broken));
    }

    private SqliteRegistry registry(String now) {
        return SqliteRegistry.open(folder.resolve("registry.db"), Clock.fixed(Instant.parse(now), ZoneOffset.UTC));
    }

    private static IndicatorReport.Figure figure(IndicatorReport report, String id) {
        return report.figures().stream()
                .filter(figure -> figure.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static String rate(IndicatorReport report, String id) {
        IndicatorReport.Figure figure = figure(report, id);
        return figure.numerator() + "/" + figure.denominator();
    }

    private static Notice reuse(String dossier, int reused, int fields) {
        List<Reuse.Use> uses = reused == 0
                ? List.of()
                : List.of(new Reuse.Use(
                        PAPER,
                        1,
                        "",
                        List.of("f").stream()
                                .flatMap(field -> java.util.Collections.nCopies(fields, field).stream())
                                .toList()));
        Reuse reuse = new Reuse(
                dossier,
                dossier,
                "1.1",
                LocalDate.parse("2026-01-01"),
                "p",
                "officer",
                "UBND",
                null,
                List.of(
                        new Reuse.Component("C1", reused > 0 ? "REUSABLE" : "MISSING", "K", reused > 0 ? PAPER : null),
                        new Reuse.Component("C2", "MISSING", "", null)),
                uses,
                10,
                Instant.EPOCH,
                0,
                "");
        assertThat(Map.copyOf(reuse.facts())).isNotEmpty();
        return Notice.of("officer", Reuse.ACTION, reuse.facts());
    }
}
