package vn.hoso.examples;

import java.io.IOException;
import vn.hoso.digitize.ArchiveReport;
import vn.hoso.digitize.ArchiveReport.Finding;
import vn.hoso.digitize.ArchiveVerifier;
import vn.hoso.digitize.Home;
import vn.hoso.search.LuceneRecordIndex;

/** Checks everything that a home keeps and says what was found. */
final class ArchiveCheck {
    private ArchiveCheck() {}

    /**
     * Checks.
     *
     * @param command where to print
     * @param json whether for programs
     * @return the exit code
     * @throws IOException if the result can't be written
     */
    static int run(Command command, boolean json) throws IOException {
        Context context = command.context();
        ArchiveReport report;
        try (Home home = Homes.reading(context)) {
            report = check(context, home);
        }
        if (json) {
            Json.pretty(context.terminal().out(), object -> {
                object.writeNumberField("papers", report.papers());
                object.writeNumberField("files", report.files());
                object.writeNumberField("seals", report.seals());
                object.writeNumberField("events", report.events());
                object.writeBooleanField("clean", report.clean());
                object.writeArrayFieldStart("findings");
                for (Finding finding : report.findings()) {
                    object.writeStartObject();
                    object.writeStringField("kind", finding.kind().name());
                    Json.optional(object, "paper", finding.paper());
                    object.writeStringField("words", finding.words());
                    object.writeEndObject();
                }
                object.writeEndArray();
            });
        } else {
            print(command, report);
        }
        return report.clean() ? Command.OK : Command.FAILED;
    }

    /** Checks with a line that counts; a missing index is a finding like any other. */
    static ArchiveReport check(Context context, Home home) {
        try (StatusLine line = new StatusLine(context.terminal());
                LuceneRecordIndex index = LuceneRecordIndex.openReadOnly(home.indexFolder())) {
            return ArchiveVerifier.builder()
                    .home(home)
                    .seals(Homes.seals(context))
                    .index(index)
                    .listener((done, total) -> line.show(context.texts().get("verify.progress", done, total)))
                    .build()
                    .verify();
        }
    }

    static void print(Command command, ArchiveReport report) {
        command.print("verify.checked", report.papers(), report.files(), report.seals(), report.events());
        for (Finding finding : report.findings()) {
            command.out()
                    .println("  " + finding.kind() + "  " + (finding.paper() == null ? "" : finding.paper() + "  ")
                            + Failures.oneLine(finding.words()));
        }
        if (report.clean()) {
            command.print("verify.clean");
        } else {
            command.print("verify.unclean", report.findings().size());
        }
    }
}
