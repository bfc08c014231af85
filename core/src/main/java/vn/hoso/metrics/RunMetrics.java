package vn.hoso.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import vn.hoso.digitize.FileReport;
import vn.hoso.digitize.FileReport.Outcome;
import vn.hoso.digitize.Progress;
import vn.hoso.digitize.ProgressListener;
import vn.hoso.digitize.Step;
import vn.hoso.failure.Problem;

/**
 * Counts what a run does in a registry of Micrometer.
 *
 * <pre>{@code
 * BatchConverter.builder().listener(new RunMetrics(registry))...
 * }</pre>
 *
 * <table>
 * <caption>Meters</caption>
 * <tr><th>name</th><th>tags</th><th>what</th></tr>
 * <tr><td>{@code hoso.pages}</td><td></td><td>counter of pages whose text has been read</td></tr>
 * <tr><td>{@code hoso.files}</td><td>{@code outcome}</td><td>counter of files that need nothing more</td></tr>
 * <tr><td>{@code hoso.papers}</td><td></td><td>counter of papers brought into the archive</td></tr>
 * <tr><td>{@code hoso.failures}</td><td>{@code problem}</td><td>counter of files that failed, by reason</td></tr>
 * <tr><td>{@code hoso.step}</td><td>{@code step}</td><td>timer of each step, a sample a file</td></tr>
 * <tr><td>{@code hoso.bytes}</td><td>{@code of}: source, rendition</td><td>counter of bytes converted and made</td></tr>
 * <tr><td>{@code hoso.queue}</td><td></td><td>gauge of files that are waiting or in work</td></tr>
 * </table>
 *
 * <p>All meters are there from the beginning, at zero, but those of problems, which appear with the first. They hold no
 * names of files and nothing out of them. One listener may be used for one run after another; the counters go on.
 */
public final class RunMetrics implements ProgressListener {
    private final MeterRegistry registry;
    private final Counter pages;
    private final Counter papers;
    private final AtomicLong queue = new AtomicLong();
    private long pagesOfRun;

    /**
     * Registers the meters.
     *
     * @param registry where to count; it stays the caller's to close
     */
    public RunMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.pages = Counter.builder("hoso.pages")
                .description("pages whose text has been read")
                .register(registry);
        this.papers = Counter.builder("hoso.papers")
                .description("papers brought into the archive")
                .register(registry);
        Gauge.builder("hoso.queue", queue, AtomicLong::get)
                .description("files that are waiting or in work")
                .register(registry);
        for (Outcome outcome : Outcome.values()) {
            if (outcome != Outcome.NOT_DONE) {
                count(files(outcome), 0);
            }
        }
        for (Step step : Step.values()) {
            timer(step);
        }
        count(bytes("source"), 0);
        count(bytes("rendition"), 0);
    }

    @Override
    public void progress(Progress progress) {
        // Each run counts its pages from zero.
        long more = progress.pagesRead() - pagesOfRun;
        count(pages, more < 0 ? progress.pagesRead() : more);
        pagesOfRun = progress.pagesRead();
        queue.set(Math.max(0, progress.files() - progress.done()));
    }

    @Override
    public void finished(FileReport report) {
        if (report.outcome() == Outcome.NOT_DONE) {
            return;
        }
        count(files(report.outcome()), 1);
        if (report.failure() != null) {
            count(failures(report.failure().exception().problem()), 1);
        }
        report.times().forEach((step, time) -> timer(step).record(time));
        if (report.outcome() == Outcome.CONVERTED) {
            count(papers, report.papers().size());
            count(bytes("source"), report.sourceBytes());
            count(bytes("rendition"), report.renditionBytes());
        }
    }

    private static void count(Counter counter, long by) {
        if (by > 0) {
            counter.increment((double) by);
        }
    }

    private Counter files(Outcome outcome) {
        return Counter.builder("hoso.files")
                .description("files that need nothing more")
                .tags(List.of(tag("outcome", outcome)))
                .register(registry);
    }

    private Counter failures(Problem problem) {
        return Counter.builder("hoso.failures")
                .description("files that failed")
                .tags(List.of(tag("problem", problem)))
                .register(registry);
    }

    private Counter bytes(String of) {
        return Counter.builder("hoso.bytes")
                .description("bytes of the files converted, and of the signed files made of them")
                .tag("of", of)
                .register(registry);
    }

    private Timer timer(Step step) {
        return Timer.builder("hoso.step")
                .description("what each step of a file took")
                .tags(List.of(tag("step", step)))
                .register(registry);
    }

    private static Tag tag(String key, Enum<?> value) {
        return Tag.of(key, value.name().toLowerCase(Locale.ROOT));
    }
}
