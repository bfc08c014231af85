package vn.hoso.examples;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Ends a run at a time of the day, as the wall clock of Việt Nam shows it. */
final class EndTime implements AutoCloseable {
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "hoso-until");
        thread.setDaemon(true);
        return thread;
    });

    private final @Nullable Duration left;

    private EndTime(@Nullable Duration left) {
        this.left = left;
    }

    /**
     * An end that is not armed yet.
     *
     * @param time such as 06:00, or null for a run without an end
     */
    static EndTime of(@Nullable String time, Clock clock, Texts texts) {
        return new EndTime(time == null ? null : left(time, clock, texts));
    }

    /** Says what to do at that time. */
    void ends(Runnable run) {
        if (left != null) {
            ScheduledFuture<?> unused = timer.schedule(run, left.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** How long until the clock shows the time for the next time. */
    static Duration left(String time, Clock clock, Texts texts) {
        ZonedDateTime now = ZonedDateTime.ofInstant(clock.instant(), Times.VIETNAM);
        try {
            ZonedDateTime then = now.with(LocalTime.parse(time));
            return Duration.between(now, then.isAfter(now) ? then : then.plusDays(1));
        } catch (DateTimeParseException e) {
            throw new UsageException(texts.get("usage.time", "--until", time));
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
