package vn.hoso.ocr;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Kills a process that is not done in time; closed when it is done. */
final class Deadline implements AutoCloseable {
    private final ScheduledFuture<?> alarm;
    private volatile boolean missed;

    private Deadline(Process process, Duration limit, ScheduledExecutorService watch) {
        this.alarm = watch.schedule(
                () -> {
                    missed = true;
                    process.destroyForcibly();
                },
                limit.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    static Deadline of(Process process, Duration limit, ScheduledExecutorService watch) {
        return new Deadline(process, limit, watch);
    }

    /** Whether the process was killed for it. */
    boolean missed() {
        return missed;
    }

    @Override
    public void close() {
        alarm.cancel(false);
    }
}
