package vn.hoso.examples;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.hoso.digitize.ProgressListener;
import vn.hoso.metrics.RunMetrics;

/**
 * A file with the figures of a run in the text format of Prometheus, such as the textfile collector of its node exporter
 * takes up: made anew every few seconds beside its place and put there whole, so that it is never read half written. It
 * stays when the run is over.
 */
final class MetricsFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MetricsFile.class);
    private static final long SECONDS = 10;

    private final Path file;
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final RunMetrics metrics = new RunMetrics(registry);
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "hoso-metrics");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Writes the file for the first time, so that a place that can't be written to is known before the run.
     *
     * @throws IOException if it can't be written
     */
    MetricsFile(Path file) throws IOException {
        this.file = file.toAbsolutePath();
        write();
        ScheduledFuture<?> unused = timer.scheduleWithFixedDelay(this::writeOrWarn, SECONDS, SECONDS, TimeUnit.SECONDS);
    }

    /** What is to hear of the run. */
    ProgressListener listener() {
        return metrics;
    }

    private void write() throws IOException {
        Path beside = file.resolveSibling("." + file.getFileName() + ".new");
        Files.writeString(beside, registry.scrape(), StandardCharsets.UTF_8);
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** A file that can't be written any more, as on a full disk, is no reason to end the run. */
    private void writeOrWarn() {
        try {
            write();
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("the metrics could not be written; trying again", e);
        }
    }

    /** Writes the last figures. */
    @Override
    public void close() {
        timer.shutdown();
        try {
            timer.awaitTermination(SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        writeOrWarn();
        registry.close();
    }
}
