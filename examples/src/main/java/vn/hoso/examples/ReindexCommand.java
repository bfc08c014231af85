package vn.hoso.examples;

import vn.hoso.digitize.Home;
import vn.hoso.failure.HosoException;
import vn.hoso.search.Reindexer;

/** Builds the index anew from the archive alone. */
@picocli.CommandLine.Command(name = "reindex")
final class ReindexCommand extends Command {
    ReindexCommand(Context context) {
        super(context);
    }

    @Override
    int run() {
        Homes.reading(context()).close();
        try (Home home = Home.openAlone(context().home())) {
            return reindex(this, home);
        }
    }

    /** Builds the index and says what came of it. */
    static int reindex(Command command, Home home) {
        Reindexer.Report report;
        try (StatusLine line = new StatusLine(command.terminal())) {
            report = Reindexer.of(home.archive())
                    .rebuild(
                            home.indexFolder(),
                            home.registry().lastSequence(),
                            (papers, failures) -> line.show(command.texts().get("reindex.progress", papers)));
        }
        command.print("reindex.done", report.papers(), Times.span(report.took()));
        for (Reindexer.Failure failure : report.failures()) {
            HosoException named =
                    new HosoException(failure.problem(), failure.id().value(), "record.json");
            command.out()
                    .println("  "
                            + Failures.oneLine(named.message(command.context().locale())));
        }
        return report.failures().isEmpty() ? OK : FAILED;
    }
}
