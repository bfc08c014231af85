package vn.hoso.examples;

import java.time.Duration;
import java.util.Locale;
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
    /** How progress is shown. */
    enum Style {
        /** A bar where a person watches, else lines. */
        AUTO,
        /** A line now and then. */
        LINES,
        /** A line for each file that is finished. */
        FILES,
        /** JSON, an object a line, for programs. */
        JSON,
        /** Failures only. */
        NONE,
        /** Nothing. */
        SILENT;

        /** The style beside a log that says of each file what became of it: what was not asked for is left out. */
        Style unlessLogged() {
            return this == AUTO || this == FILES ? SILENT : this;
        }

        /** The style for a run without an end, which has no share that is done. */
        Style steady() {
            return this == AUTO || this == LINES ? FILES : this;
        }
    }

    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);
    private static final Duration BETWEEN_OBJECTS = Duration.ofSeconds(1);

    private final Context context;
    private final Style style;
    private final @Nullable ProgressBar bar;
    private volatile @Nullable Progress last;
    private Duration lineAt = Duration.ZERO;

    private boolean closed;

    ConvertProgress(Context context, Style style) {
        this.context = context;
        boolean drawn = style == Style.AUTO && context.terminal().errShown();
        this.style = style == Style.AUTO ? Style.LINES : style;
        this.bar = drawn ? bar() : null;
        begin();
    }

    /** The engines take their time before the first page is read: what goes on is said at once. */
    private void begin() {
        if (style == Style.JSON) {
            object(json -> json.writeStringField("event", "started"));
        } else if (style == Style.LINES && bar == null) {
            context.say("convert.starting");
        }
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
        Duration since = progress.elapsed().minus(lineAt);
        if (bar != null) {
            return;
        }
        if (style == Style.LINES && (since.isNegative() || since.compareTo(BETWEEN_LINES) >= 0)) {
            lineAt = progress.elapsed();
            context.terminal().err().println("hoso: " + words(progress, progress.elapsed()));
        } else if (style == Style.JSON && (since.isNegative() || since.compareTo(BETWEEN_OBJECTS) >= 0)) {
            lineAt = progress.elapsed();
            object(json -> {
                json.writeStringField("event", "progress");
                json.writeNumberField("files", progress.files());
                json.writeNumberField("done", progress.done());
                json.writeNumberField("failed", progress.failed());
                json.writeNumberField("pagesRead", progress.pagesRead());
                json.writeNumberField("pagesExpected", progress.pagesExpected());
                Json.seconds(json, "elapsed", progress.elapsed());
                if (progress.remaining().isPresent()) {
                    Json.seconds(json, "left", progress.remaining().get());
                }
            });
        }
    }

    @Override
    public void finished(FileReport report) {
        if (style == Style.JSON) {
            object(json -> {
                json.writeStringField("event", "file");
                ConvertSummary.write(json, report, context);
            });
        } else if (report.failure() != null && style != Style.SILENT) {
            String line = Failures.oneLine(report.failure().exception().message(context.locale()));
            String clear = bar == null ? "" : "\r\u001b[K";
            context.terminal().err().println(clear + "hoso: " + line);
        } else if (style == Style.FILES && report.outcome() != FileReport.Outcome.NOT_DONE) {
            String outcome = report.outcome().name().toLowerCase(Locale.ROOT);
            context.say(
                    "convert.watch.file",
                    report.file(),
                    report.pages(),
                    context.texts().get("outcome." + outcome));
        }
    }

    private void object(Json.Members members) {
        context.terminal().err().println(Json.line(members));
        context.terminal().err().flush();
    }

    /** The line that is drawn: share, bar, papers, pages, rate, time left; never longer than the terminal is wide. */
    private String line(ProgressState state, int room) {
        Progress progress = last;
        if (progress == null || progress.pagesRead() + progress.done() == 0) {
            String doing = context.texts().get(progress == null ? "convert.starting" : "convert.firstPages");
            return Table.cut(
                    doing + " " + Times.span(state.getTotalElapsed()),
                    context.terminal().width() - 1);
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
        if (bar != null && !closed) {
            closed = true;
            bar.close();
            context.terminal().err().print("\r\u001b[K");
            context.terminal().err().flush();
        }
    }
}
