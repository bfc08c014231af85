package vn.hoso.scan;

import java.time.Duration;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;

/** A time after which work on a page stops. */
final class Deadline {
    private final long end;
    private final long seconds;

    Deadline(Duration patience) {
        end = System.nanoTime() + patience.toNanos();
        seconds = Math.max(1, patience.toSeconds());
    }

    /** Fails with {@code TOO_SLOW} once the time is over. */
    void check(String file) {
        if (System.nanoTime() - end > 0) {
            throw new HosoException(Problem.TOO_SLOW, file, seconds);
        }
    }
}
