package vn.hoso.examples;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets Ctrl-C end a run in order: what is under way is finished or given up, the result is printed, and only then does the
 * process end. A run that does not end in time is cut off; nothing that was finished is lost by that.
 */
final class Interruption implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final Context context;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook = new Thread(this::interrupted, "hoso-stop");
    private volatile @Nullable Runnable stop;

    /**
     * Listens for Ctrl-C and for the end of the session, until it is closed.
     *
     * @param context where to say that it was heard
     */
    Interruption(Context context) {
        this.context = context;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Says how the run that begins now is asked to end. */
    void stopsBy(Runnable run) {
        stop = run;
    }

    private void interrupted() {
        Runnable run = stop;
        if (run == null) {
            return;
        }
        context.terminal().err().println();
        context.say("convert.stopping");
        run.run();
        try {
            closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the process is ending already
        }
    }
}
