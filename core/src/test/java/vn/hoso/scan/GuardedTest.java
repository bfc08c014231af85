package vn.hoso.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;

/** What a thread makes after its time is over belongs to nobody, and does not stay. */
class GuardedTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @Test
    void handsOverWhatIsMadeInTime() {
        AtomicReference<String> discarded = new AtomicReference<>();
        assertThat(Guarded.run("a.pdf", LONG, () -> "made", discarded::set)).isEqualTo("made");
        assertThat(discarded).hasValue(null);
    }

    @Test
    void discardsWhatIsMadeTooLate() throws InterruptedException {
        CountDownLatch givenUp = new CountDownLatch(1);
        CountDownLatch gone = new CountDownLatch(1);
        AtomicReference<String> discarded = new AtomicReference<>();
        assertThatThrownBy(() -> Guarded.run(
                        "a.pdf",
                        Duration.ofMillis(1),
                        () -> {
                            awaitWhateverHappens(givenUp);
                            return "late";
                        },
                        late -> {
                            discarded.set(late);
                            gone.countDown();
                        }))
                .isInstanceOfSatisfying(
                        HosoException.class, e -> assertThat(e.problem()).isEqualTo(Problem.TOO_SLOW));
        givenUp.countDown();
        assertThat(gone.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(discarded).hasValue("late");
    }

    /** A reader of files does not look at interruptions either. */
    private static void awaitWhateverHappens(CountDownLatch latch) {
        boolean open = true;
        while (open) {
            try {
                latch.await();
                open = false;
            } catch (InterruptedException e) {
                // As a reader of files: it goes on.
            }
        }
    }
}
