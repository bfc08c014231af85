package vn.hoso.digitize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;

class WorkplaceTest {
    @TempDir
    Path home;

    @Test
    void leavesNothingBehindWhenItIsGivenUp() throws IOException {
        try (Workplace place = new Workplace(home)) {
            place.take(true);
            Files.writeString(place.folder().resolve("draft"), "x");
        }
        try (var left = Files.list(home.resolve("work"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void removesWhatTheDeadLeftAndNothingOfTheLiving() throws IOException {
        Path work = Files.createDirectories(home.resolve("work"));
        Files.createDirectories(work.resolve("1-dead"));
        Files.writeString(work.resolve("1-dead").resolve("draft"), "x");
        Files.writeString(work.resolve("1-dead.lock"), "");
        try (Workplace first = new Workplace(home);
                Workplace second = new Workplace(home)) {
            first.take(true);
            assertThat(first.swept()).containsExactly("1-dead");
            assertThat(work.resolve("1-dead")).doesNotExist();
            second.take(true);
            assertThat(second.swept()).isEmpty();
            assertThat(first.folder()).exists();
            assertThat(second.isAlive(first.worker())).isTrue();
            assertThat(second.isAlive(first.worker() + "+desk-7")).isTrue();
            assertThat(second.isAlive("1-dead+desk-7")).isFalse();
        }
    }

    @Test
    void isNotTakenAloneWhileAnotherIsThere() throws IOException {
        try (Workplace alone = new Workplace(home)) {
            try (Workplace other = new Workplace(home)) {
                other.take(true);
                assertThatThrownBy(() -> alone.take(false))
                        .isInstanceOfSatisfying(
                                HosoException.class,
                                e -> assertThat(e.problem()).isEqualTo(Problem.HOME_LOCKED));
            }
            alone.take(false);
            assertThat(alone.folder()).exists();
        }
    }
}
