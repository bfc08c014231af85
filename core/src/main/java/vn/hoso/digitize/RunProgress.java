package vn.hoso.digitize;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what a run has done and tells the listener, one call at a time. */
final class RunProgress {
    private static final Logger LOG = LoggerFactory.getLogger(RunProgress.class);

    private final ProgressListener listener;
    private final int files;
    private final long started = System.nanoTime();
    private int converted;
    private int duplicates;
    private int skipped;
    private int failed;
    private int opened;
    private long pagesKnown;
    private long pagesRead;

    RunProgress(ProgressListener listener, int files) {
        this.listener = listener;
        this.files = files;
    }

    synchronized void opened(int pages) {
        opened++;
        pagesKnown += pages;
        tell();
    }

    synchronized void pageRead() {
        pagesRead++;
        tell();
    }

    /** A file is finished; {@code wasOpened} says whether its pages were counted before. */
    synchronized void finished(FileReport report, boolean wasOpened) {
        switch (report.outcome()) {
            case CONVERTED -> converted++;
            case DUPLICATE -> duplicates++;
            case SKIPPED -> skipped++;
            case FAILED -> failed++;
            case NOT_DONE -> {}
        }
        if (!wasOpened) {
            opened++;
        }
        guarded(() -> listener.finished(report));
        tell();
    }

    private void tell() {
        Progress now = new Progress(
                files,
                converted,
                duplicates,
                skipped,
                failed,
                pagesRead,
                pagesKnown,
                Math.min(opened, files),
                Duration.ofNanos(System.nanoTime() - started));
        guarded(() -> listener.progress(now));
    }

    private static void guarded(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            LOG.warn("a progress listener failed", e);
        }
    }
}
