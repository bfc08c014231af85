package vn.hoso.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vn.hoso.digitize.BatchReport;
import vn.hoso.digitize.FileReport.Outcome;
import vn.hoso.digitize.Home;
import vn.hoso.digitize.ProgressListener;

/** A process that {@link BenchCrash} starts and kills: it converts numbered pages. */
@picocli.CommandLine.Command(name = "worker", hidden = true)
final class BenchWorker extends Command {
    @Parameters(index = "0", paramLabel = "DIR", descriptionKey = "inputs")
    private Path sources = Path.of("");

    @Option(names = "--papers", paramLabel = "N", descriptionKey = "bench.crash.papers")
    private int papers = 1;

    @Option(names = "--reading", paramLabel = "MS", descriptionKey = "bench.reading")
    private int reading = 20;

    @Option(names = "--jobs", paramLabel = "N", descriptionKey = "jobs")
    private int jobs = 2;

    BenchWorker(Context context) {
        super(context);
    }

    @Override
    int run() throws IOException {
        try (Home home = Homes.writing(context())) {
            BatchReport report = NumberedRun.convert(
                    context(),
                    home,
                    NumberedPages.write(sources, papers),
                    NumberedPages.digitizer(Duration.ofMillis(reading)),
                    jobs,
                    new ProgressListener() {});
            report.with(Outcome.FAILED).forEach(file -> out().println(file));
            return report.count(Outcome.FAILED) == 0 && report.indexed() ? OK : FAILED;
        }
    }
}
