package vn.hoso.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import vn.hoso.digitize.BatchReport;
import vn.hoso.digitize.FileReport;
import vn.hoso.digitize.FileReport.Outcome;
import vn.hoso.digitize.WatchedFolder;

/**
 * Converts what arrives in a folder until it is stopped. A file that fails stays where it is and is tried again when it
 * changes; after what befalls every file, such as a full disk, it waits and goes on.
 */
final class WatchLoop {
    /** How long a file must not change before it counts as complete. */
    private static final Duration QUIET = Duration.ofSeconds(2);

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(30);

    private final Context context;
    private final WatchedFolder folder;
    private final @Nullable Path done;
    private final CountDownLatch stopped = new CountDownLatch(1);

    WatchLoop(Context context, WatchedFolder folder, @Nullable Path done) {
        this.context = context;
        this.folder = folder;
        this.done = done;
    }

    /** A loop over a folder that scanners write into. */
    static WatchLoop over(Context context, Path folder, boolean recursive, @Nullable Path done) {
        return new WatchLoop(context, new WatchedFolder(folder, recursive, QUIET), done);
    }

    /** Ends the loop. */
    void stop() {
        stopped.countDown();
    }

    /** Works until {@link #stop}. */
    void run(ConvertSession session) throws IOException {
        boolean ended = false;
        while (!ended) {
            List<Path> files = folder.poll();
            Duration pause = POLL;
            if (!files.isEmpty()) {
                BatchReport report = session.convert(files);
                report.files().forEach(this::settle);
                if (report.stopped() && stopped.getCount() > 0) {
                    context.say("convert.watch.trouble", AFTER_TROUBLE.toSeconds());
                    pause = AFTER_TROUBLE;
                }
            }
            ended = pauseFor(pause);
        }
    }

    private boolean pauseFor(Duration pause) {
        try {
            return stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void settle(FileReport report) {
        if (report.outcome() == Outcome.NOT_DONE || isTrouble(report)) {
            folder.giveAgain(report.file());
        } else if (report.outcome() != Outcome.FAILED && done != null) {
            move(report.file(), done);
        }
    }

    private static boolean isTrouble(FileReport report) {
        return report.failure() != null
                && switch (report.failure().exception().problem()) {
                    case DISK_FULL, NO_PERMISSION, HOME_LOCKED -> true;
                    default -> false;
                };
    }

    /** Never over a file that is there: two papers may have been given the same name. */
    private void move(Path file, Path to) {
        try {
            Files.createDirectories(to);
            String name = String.valueOf(file.getFileName());
            Path target = to.resolve(name);
            for (int i = 2; Files.exists(target); i++) {
                target = to.resolve(i + "-" + name);
            }
            Files.move(file, target);
        } catch (IOException e) {
            context.say(
                    "convert.watch.notMoved",
                    file,
                    Failures.line(e, String.valueOf(file.getFileName()), context.locale()));
        }
    }
}
