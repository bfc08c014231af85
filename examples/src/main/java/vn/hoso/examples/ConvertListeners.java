package vn.hoso.examples;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import vn.hoso.digitize.ProgressListener;

/** All who hear how a conversion goes on: a person who watches, a program that reads the log, a file of metrics. */
final class ConvertListeners implements AutoCloseable {
    private final ConvertProgress shown;
    private final @Nullable JsonLog log;
    private final @Nullable MetricsFile metrics;

    /**
     * Opens what was asked for.
     *
     * @param style how progress is shown; a log of JSON takes the place of what is shown unasked
     * @param metrics where the metrics go, or null
     * @throws IOException if the metrics can't be written
     */
    ConvertListeners(Context context, ConvertProgress.Style style, LogStyle log, @Nullable Path metrics)
            throws IOException {
        this.metrics = metrics == null ? null : new MetricsFile(metrics);
        this.log = log == LogStyle.JSON ? JsonLog.on(context.terminal()) : null;
        this.shown = new ConvertProgress(context, this.log == null ? style : style.unlessLogged());
    }

    ProgressListener all() {
        ProgressListener all = shown;
        if (log != null) {
            all = all.and(log);
        }
        return metrics == null ? all : all.and(metrics.listener());
    }

    @Override
    public void close() {
        shown.close();
        if (log != null) {
            log.close();
        }
        if (metrics != null) {
            metrics.close();
        }
    }
}
