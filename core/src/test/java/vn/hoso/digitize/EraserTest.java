package vn.hoso.digitize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.paper.PaperId;
import vn.hoso.paper.Retention;
import vn.hoso.registry.LedgerEvent;
import vn.hoso.registry.PaperState;
import vn.hoso.registry.Transition;

class EraserTest extends HomeFixture {
    private static final String OFFICER = "Trần C";
    private static final String SECRET = "Nguyễn Bí Mật";
    private static final Eraser.Order ASKED = new Eraser.Order("subject-request", "YC-12/2026", OFFICER);
    private static final Eraser.Order UNLAWFUL = new Eraser.Order("unlawful-holding", "QĐ-7/2026", OFFICER);

    private Path scan;

    private PaperId corrected() throws IOException {
        scan = Papers.tiff(scans, "don-cua-nguyen-bi-mat.tif", 40, 1);
        convert(scan);
        PaperId id = TestRoad.papers(home).get(0);
        desk().correct(id, Map.of("signer_name", SECRET), OFFICER);
        return id;
    }

    private PaperId sealed() throws IOException {
        PaperId id = corrected();
        desk().confirm(id, OFFICER);
        return id;
    }

    private ReviewDesk desk() {
        return TestRoad.desk(home).build();
    }

    private Eraser eraser() {
        return new Eraser(home, Retention.bundled(), () -> FileIndex.open(home.indexFolder()));
    }

    private Eraser.Outcome erase(PaperId id, Eraser.Order order) {
        return eraser().erase(List.of(id), order).get(0);
    }

    @Test
    void takesAPaperThatNobodyHasConfirmedOutOfEverything() throws IOException {
        PaperId id = corrected();
        Eraser.Outcome foreseen = eraser().preview(List.of(id), ASKED).get(0);
        assertThat(state(id)).isEqualTo(PaperState.ARCHIVED);

        Eraser.Outcome erased = erase(id, ASKED);

        assertThat(erased).isEqualTo(foreseen);
        assertThat(erased.refusal()).isNull();
        assertThat(erased.files()).isGreaterThan(2);
        assertThat(erased.versions()).isEqualTo(1);
        assertThat(state(id)).isEqualTo(PaperState.ERASED);
        assertThat(home.archive().head(id)).isEmpty();
        assertThat(home.registry().decisions(id)).isEmpty();
        assertThat(actions(id)).endsWith(LedgerEvent.ERASE, LedgerEvent.ERASE);
        TestRoad.assertSound(home, 0);
        home.close();
        assertThat(leftovers(SECRET)).isEmpty();
        assertThat(leftovers("nguyen-bi-mat")).isEmpty();
    }

    /** The files of the home that hold some words. */
    private List<Path> leftovers(String words) throws IOException {
        byte[] wanted = words.getBytes(StandardCharsets.UTF_8);
        try (Stream<Path> all = Files.walk(temporary.resolve("home"))) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> {
                        try {
                            String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
                            return bytes.contains(new String(wanted, StandardCharsets.ISO_8859_1));
                        } catch (IOException e) {
                            throw new java.io.UncheckedIOException(e);
                        }
                    })
                    .toList();
        }
    }

    @Test
    void neitherErasesTwiceNorDigitisesTheSameFileAnew() throws IOException {
        PaperId id = corrected();
        erase(id, ASKED);
        long rows = home.registry().lastSequence();

        Eraser.Outcome again = erase(id, ASKED);
        convert(scan);

        assertThat(again.refusal()).isNull();
        assertThat(again.files()).isZero();
        assertThat(home.registry().lastSequence()).isEqualTo(rows);
        assertThat(state(id)).isEqualTo(PaperState.ERASED);
        TestRoad.assertSound(home, 0);
    }

    @Test
    void keepsWhatTheLawKeeps() throws IOException {
        PaperId id = sealed();

        Eraser.Outcome refused = erase(id, ASKED);

        HosoException why = refused.refusal();
        assertThat(why).isNotNull();
        assertThat(why.problem()).isEqualTo(Problem.RETAINED);
        assertThat(why.facts()).contains("Thông tư 10/2022/TT-BNV");
        assertThat(state(id)).isEqualTo(PaperState.SEALED);
        TestRoad.assertSound(home, 1);

        assertThat(erase(id, UNLAWFUL).refusal()).isNull();
        assertThat(home.registry().paper(id).orElseThrow().resultCode()).isNull();
        TestRoad.assertSound(home, 0);
    }

    @Test
    void erasesWhenTheStatedPeriodHasEnded() throws IOException {
        PaperId id = sealed();
        int year = LocalDate.now(java.time.ZoneId.of("Asia/Ho_Chi_Minh")).getYear();
        Path rules = Files.writeString(temporary.resolve("retention.yaml"), """
                grounds:
                  period-ended: {since: 2020-01-01, basis: "decision 1"}
                periods:
                  - {papers: "*", since: 2020-01-01, years: 5, basis: "list 2"}
                """);
        Retention retention = Retention.load(rules);

        assertThat(retention.duty(null, "x", LocalDate.of(year, 3, 1), LocalDate.of(year + 5, 12, 31)))
                .hasValueSatisfying(duty -> assertThat(duty.english()).contains((year + 5) + "-12-31"));
        assertThat(retention.duty(null, "x", LocalDate.of(year, 3, 1), LocalDate.of(year + 6, 1, 1)))
                .isEmpty();
        Eraser.Outcome refused = new Eraser(home, retention, null)
                .erase(List.of(id), new Eraser.Order("period-ended", "QĐ-9", OFFICER))
                .get(0);
        assertThat(refused.refusal()).isNotNull();
    }

    @Test
    void refusesGroundsThatNobodyNamed() throws IOException {
        PaperId id = corrected();

        assertThatThrownBy(() -> erase(id, new Eraser.Order("because", "1", OFFICER)))
                .isInstanceOfSatisfying(
                        HosoException.class, e -> assertThat(e.problem()).isEqualTo(Problem.BAD_CONFIGURATION));
        assertThatThrownBy(() -> Retention.bundled().ground("subject-request", LocalDate.of(2025, 12, 31)))
                .isInstanceOf(HosoException.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void finishesWhatWasBegun(boolean purged) throws IOException {
        PaperId id = sealed();
        String worker = home.worker() + "+dead";
        home.registry().claim(id, worker, Duration.ofMinutes(1));
        home.registry()
                .apply(Transition.of(id, PaperState.ERASED, LedgerEvent.ERASE, worker, OFFICER)
                        .intent(new Intent(LedgerEvent.ERASE, PaperState.ERASED, OFFICER, List.of(), null).json()));
        if (purged) {
            home.archive().purge(id);
        }
        home.registry().release(entry(id).sha256(), worker);

        reopen();
        desk().recover();

        assertThat(state(id)).isEqualTo(PaperState.ERASED);
        TestRoad.assertSound(home, 0);
    }

    @Test
    void findsDecisionsThatVanishWithoutAnErasure() throws Exception {
        PaperId id = corrected();
        home.close();
        try (var database = java.sql.DriverManager.getConnection(
                        "jdbc:sqlite:" + temporary.resolve("home").resolve("registry.db"));
                var statement = database.createStatement()) {
            statement.executeUpdate("DELETE FROM decision");
        }
        home = Home.open(temporary.resolve("home"));

        assertThat(home.registry().checkLedger()).isPresent();
        assertThat(state(id)).isEqualTo(PaperState.ARCHIVED);
    }
}
