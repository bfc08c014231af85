package vn.hoso.examples;

import java.time.Duration;
import java.util.function.Consumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressState;
import org.jspecify.annotations.Nullable;
import vn.hoso.digitize.FileReport;
import vn.hoso.digitize.Progress;
import vn.hoso.digitize.ProgressListener;

/**
 * Shows how a conversion goes on: a bar for a person who watches, a line now and then for a log. Failures appear when they
 * happen.
 */
final class ConvertProgress implements ProgressListener, AutoCloseable {
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);

    private final Context context;
    private final @Nullable ProgressBar bar;
    private volatile @Nullable Progress last;
    private Duration lineAt = Duration.ZERO;

    ConvertProgress(Context context) {
        this.context = context;
        this.bar = context.terminal().errShown() ? bar() : null;
    }

    private ProgressBar bar() {
        Consumer<String> draw = line -> {
            context.terminal().err().print("\r" + line + "\u001b[K");
            context.terminal().err().flush();
        };
        return ProgressBar.builder()
                .setInitialMax(1)
                .setUpdateIntervalMillis(500)
                .continuousUpdate()
                .setRenderer(this::line)
                .setConsumer(new DelegatingProgressBarConsumer(draw, 200))
                .build();
    }

    @Override
    public void progress(Progress progress) {
        last = progress;
        if (bar == null && progress.elapsed().minus(lineAt).compareTo(BETWEEN_LINES) >= 0) {
            lineAt = progress.elapsed();
            context.terminal().err().println("hoso: " + words(progress, progress.elapsed()));
        }
    }

    @Override
    public void finished(FileReport report) {
        if (report.failure() == null) {
            return;
        }
        String line = Failures.oneLine(report.failure().exception().message(context.locale()));
        String clear = bar == null ? "" : "\r\u001b[K";
        context.terminal().err().println(clear + "hoso: " + line);
    }

    /** The line that is drawn: share, bar, papers, pages, rate, time left; never longer than the terminal is wide. */
    private String line(ProgressState state, int room) {
        Progress progress = last;
        if (progress == null) {
            return context.texts().get("convert.starting");
        }
        String words = words(progress, state.getTotalElapsed());
        double done = done(progress);
        String percent = Math.round(done * 100) + "%";
        int width = context.terminal().width() - 1;
        int cells = Math.min(30, width - words.length() - 8);
        String drawn = cells < 5
                ? ""
                : "[" + "#".repeat((int) (done * cells)) + " ".repeat(cells - (int) (done * cells)) + "] ";
        return Table.cut(" ".repeat(4 - percent.length()) + percent + " " + drawn + words, width);
    }

    private static double done(Progress progress) {
        double byPages = progress.pagesExpected() == 0 ? 0 : (double) progress.pagesRead() / progress.pagesExpected();
        double byFiles = progress.files() == 0 ? 1 : (double) progress.done() / progress.files();
        return Math.min(
                1,
                progress.done() == progress.files() ? 1 : Math.max(0, Math.min(byPages, 0.99)) * 0.9 + byFiles * 0.1);
    }

    private String words(Progress progress, Duration elapsed) {
        String left = progress.remaining()
                .map(time -> time.minus(elapsed.minus(progress.elapsed())))
                .map(Times::span)
                .orElse("?");
        return context.texts()
                .get(
                        "convert.progress",
                        progress.done(),
                        progress.files(),
                        progress.pagesRead(),
                        Math.round(progress.pagesPerMinute()),
                        Times.span(elapsed),
                        left);
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            context.terminal().err().print("\r\u001b[K");
            context.terminal().err().flush();
        }
    }
}
