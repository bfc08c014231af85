package vn.hoso.examples;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import vn.hoso.digitize.Home;
import vn.hoso.reuse.IndicatorReport;
import vn.hoso.reuse.Indicators;
import vn.hoso.reuse.Period;

/** Counts digitisation and re-use in a period, with the dossiers behind each figure. */
@picocli.CommandLine.Command(name = "indicators")
final class IndicatorsCommand extends Command {
    @Option(names = "--period", required = true, paramLabel = "PERIOD", descriptionKey = "indicators.period")
    private String period = "";

    @Nullable
    @Option(names = "--dossiers", paramLabel = "FILE", descriptionKey = "indicators.dossiers")
    private Path dossiers;

    @Nullable
    @Option(names = "--definitions", paramLabel = "FILE", descriptionKey = "indicators.definitions")
    private Path definitions;

    @Nullable
    @Option(names = "--csv", paramLabel = "FILE", descriptionKey = "indicators.csv")
    private Path csv;

    @Nullable
    @Option(names = "--html", paramLabel = "FILE", descriptionKey = "indicators.html")
    private Path html;

    @Option(names = "--json", descriptionKey = "json")
    private boolean json;

    IndicatorsCommand(Context context) {
        super(context);
    }

    @Override
    int run() throws IOException {
        Period counted;
        try {
            counted = Period.parse(period);
        } catch (IllegalArgumentException e) {
            throw new UsageException(texts().get("indicators.badPeriod", Failures.oneLine(period)));
        }
        Indicators indicators = definitions == null ? Indicators.bundled() : Indicators.read(definitions);
        IndicatorReport report;
        try (Home home = Homes.reading(context())) {
            report = indicators.count(home.registry(), dossiers, counted);
        }
        if (csv != null) {
            Files.writeString(csv, report.csv(), StandardCharsets.UTF_8);
        }
        if (html != null) {
            Files.writeString(html, report.html(), StandardCharsets.UTF_8);
        }
        if (json) {
            out().println(report.json());
        } else {
            show(report);
        }
        return OK;
    }

    private void show(IndicatorReport report) {
        print("indicators.head", report.period().from(), report.period().to());
        Table table = new Table(terminal().width(), "  ");
        for (IndicatorReport.Figure figure : report.figures()) {
            table.row(
                    percent(figure.rate()),
                    figure.numerator() + "/" + figure.denominator(),
                    figure.target() == null ? "" : texts().get("indicators.target", percent(figure.target())),
                    figure.name(texts().locale().getLanguage()));
        }
        table.print(out());
    }

    private static String percent(@Nullable Double share) {
        return share == null ? "-" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
