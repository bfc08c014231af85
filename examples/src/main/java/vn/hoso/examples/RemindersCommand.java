package vn.hoso.examples;

import java.io.IOException;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vn.hoso.digitize.Home;
import vn.hoso.reuse.Period;
import vn.hoso.reuse.ReminderReport;
import vn.hoso.reuse.Reminders;
import vn.hoso.reuse.Reuse;
import vn.hoso.search.LuceneRecordIndex;

/** Names what an agency should see to: papers that end soon, papers that ended, components that nobody re-uses. */
@picocli.CommandLine.Command(name = "reminders")
final class RemindersCommand extends Command {
    @Mixin
    private final CatalogueOption catalogue = new CatalogueOption();

    @Nullable
    @Option(names = "--on", paramLabel = "DATE", descriptionKey = "reminders.on")
    private String on;

    @Option(names = "--days", paramLabel = "N", defaultValue = "30", descriptionKey = "reminders.days")
    private int days;

    @Nullable
    @Option(names = "--period", paramLabel = "PERIOD", descriptionKey = "reminders.period")
    private String period;

    @Option(names = "--json", descriptionKey = "json")
    private boolean json;

    RemindersCommand(Context context) {
        super(context);
    }

    @Override
    int run() throws IOException {
        LocalDate day = on == null ? LocalDate.now(Times.VIETNAM) : PlanOptions.day(context(), "--on", on);
        if (days < 0 || days > Reminders.MOST_DAYS) {
            throw new UsageException(texts().get("reminders.badDays", Reminders.MOST_DAYS, days));
        }
        String wanted = period == null ? String.valueOf(day.getYear()) : period;
        Period counted;
        try {
            counted = Period.parse(wanted);
        } catch (IllegalArgumentException e) {
            throw new UsageException(texts().get("indicators.badPeriod", Failures.oneLine(wanted)));
        }
        ReminderReport report;
        try (Home home = Homes.reading(context());
                LuceneRecordIndex index = LuceneRecordIndex.openReadOnly(home.indexFolder())) {
            report = new Reminders(home.archive(), index, home.registry(), catalogue.read(context()))
                    .report(day, days, counted);
        }
        if (json) {
            out().println(report.json());
        } else {
            show(report);
        }
        return OK;
    }

    private void show(ReminderReport report) {
        print("reminders.expiring", report.expiring().size(), report.on().plusDays(days));
        Table soon = new Table(terminal().width(), "  ");
        report.expiring().forEach(one -> soon.row(one.until(), one.paper(), one.type(), one.agency()));
        soon.print(out());
        print("reminders.ended", report.ended().size());
        Table over = new Table(terminal().width(), "  ");
        for (ReminderReport.Ended one : report.ended()) {
            over.row(
                    Times.MINUTE.format(one.at()),
                    one.paper(),
                    one.state(),
                    one.uses().isEmpty()
                            ? texts().get("reminders.noUse")
                            : one.uses().stream().map(Reuse::dossier).distinct().collect(Collectors.joining(", ")));
        }
        over.print(out());
        print("reminders.unused", report.unused().size());
        Table never = new Table(terminal().width(), "  ");
        for (ReminderReport.Unused one : report.unused()) {
            never.row(
                    one.procedure(),
                    one.component(),
                    texts().get("reminders." + one.why()),
                    answers(one.answers()),
                    one.name());
        }
        never.print(out());
    }

    private static String answers(Map<String, Long> answers) {
        return new TreeMap<>(answers)
                .entrySet().stream()
                        .map(entry -> entry.getValue() + " x " + entry.getKey())
                        .collect(Collectors.joining(", "));
    }
}
