package vn.hoso.digitize;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.EnumMap;

/** What each step of a file took, summed up. For one thread. */
final class Stopwatch {
    private final EnumMap<Step, Duration> times = new EnumMap<>(Step.class);

    EnumMap<Step, Duration> times() {
        return times;
    }

    <T> T time(Step step, Work<T> work) {
        long start = System.nanoTime();
        try {
            return work.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            times.merge(step, Duration.ofNanos(System.nanoTime() - start), Duration::plus);
        }
    }

    /** A step that may fail to write. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }
}
