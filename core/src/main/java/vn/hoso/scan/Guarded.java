package vn.hoso.scan;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;

/** Runs what reads hostile files in a thread with a stack of its own and a time limit. */
final class Guarded {
    /** The name of its threads. */
    static final String THREAD = "hoso-scan-open";

    private static final long STACK = 16L << 20;

    private Guarded() {}

    /** Some work that reads. */
    interface Work<T> {
        T run() throws IOException;
    }

    /**
     * Does the work.
     *
     * <p>A thread whose time is over can't be killed; it is a daemon and ends when its file is at an end. What it makes
     * after that is nobody's, and is discarded by that thread.
     */
    static <T> T run(String file, Duration patience, Work<T> work, Consumer<T> discard) {
        AtomicBoolean settled = new AtomicBoolean();
        FutureTask<T> task = new FutureTask<>(() -> {
            T made = work.run();
            if (!settled.compareAndSet(false, true)) {
                discard.accept(made);
            }
            return made;
        });
        Thread thread = new Thread(null, task, THREAD, STACK);
        thread.setDaemon(true);
        thread.start();
        try {
            try {
                return task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (!settled.compareAndSet(false, true)) {
                    return task.get();
                }
                thread.interrupt();
                throw new HosoException(Problem.TOO_SLOW, e, file, patience.toSeconds());
            }
        } catch (InterruptedException e) {
            if (!settled.compareAndSet(false, true)) {
                discardFinished(task, discard);
            }
            thread.interrupt();
            Thread.currentThread().interrupt();
            throw new HosoException(Problem.UNREADABLE, e, file);
        } catch (ExecutionException e) {
            throw named(file, e.getCause() == null ? e : e.getCause());
        }
    }

    /** The work is done, its task is about to say so. */
    private static <T> void discardFinished(FutureTask<T> task, Consumer<T> discard) {
        while (!task.isDone()) {
            Thread.onSpinWait();
        }
        try {
            discard.accept(task.get());
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("settled work has a result", e);
        }
    }

    private static RuntimeException named(String file, Throwable cause) {
        if (cause instanceof HosoException named) {
            return named;
        }
        if (cause instanceof StackOverflowError) {
            return new HosoException(Problem.TOO_DEEP, cause, file, ScanLimits.DEFAULT.depth());
        }
        if (cause instanceof OutOfMemoryError) {
            return new HosoException(
                    Problem.TOO_MUCH_UNPACKED, cause, file, Runtime.getRuntime().maxMemory());
        }
        if (cause instanceof AccessDeniedException) {
            return new HosoException(Problem.NO_PERMISSION, cause, "work folder");
        }
        if (cause instanceof IOException && String.valueOf(cause.getMessage()).contains("No space left")) {
            return new HosoException(Problem.DISK_FULL, cause, "work folder");
        }
        if (cause instanceof IOException) {
            return new HosoException(Problem.UNREADABLE, cause, file);
        }
        if (cause instanceof RuntimeException) {
            return new HosoException(Problem.DAMAGED, cause, file, "its objects can't be read");
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return new IllegalStateException(cause);
    }
}
