package vn.hoso.examples;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
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
     * @param pace how fast, and what may be left out
     * @return the exit code
     * @throws IOException if the result can't be written
     */
    static int run(Command command, boolean json, Pace pace) throws IOException {
        Context context = command.context();
        ArchiveReport report;
        try (Interruption interruption = new Interruption(context);
                Home home = Homes.reading(context)) {
            report = check(context, home, pace, interruption);
        }
        if (json) {
            Json.pretty(context.terminal().out(), object -> {
                object.writeNumberField("papers", report.papers());
                object.writeNumberField("files", report.files());
                object.writeNumberField("seals", report.seals());
                object.writeNumberField("events", report.events());
                object.writeNumberField("skipped", report.skipped());
                object.writeBooleanField("complete", report.complete());
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
        return report.clean() && report.complete() ? Command.OK : Command.FAILED;
    }

    /**
     * How fast to check, and what may be left out.
     *
     * @param withinDays leave out what was found sound within so many days; null for a check of everything
     * @param megabytes the most megabytes to read a second; null for no limit
     */
    record Pace(@Nullable Integer withinDays, @Nullable Integer megabytes) {
        /** Everything, as fast as it goes. */
        static final Pace FULL = new Pace(null, null);
    }

    /** Checks everything, with a line that counts; a missing index is a finding like any other. */
    static ArchiveReport check(Context context, Home home) {
        try (Interruption interruption = new Interruption(context)) {
            return check(context, home, Pace.FULL, interruption);
        }
    }

    private static ArchiveReport check(Context context, Home home, Pace pace, Interruption interruption) {
        try (StatusLine line = new StatusLine(context.terminal());
                LuceneRecordIndex index = LuceneRecordIndex.openReadOnly(home.indexFolder())) {
            ArchiveVerifier.Builder verifier = ArchiveVerifier.builder()
                    .home(home)
                    .seals(Homes.seals(context))
                    .index(index)
                    .listener((done, total) -> line.show(context.texts().get("verify.progress", done, total)));
            if (pace.withinDays() != null) {
                verifier.skipSoundWithin(Duration.ofDays(pace.withinDays()));
            }
            if (pace.megabytes() != null) {
                verifier.bytesPerSecond(pace.megabytes() * 1_000_000L);
            }
            ArchiveVerifier made = verifier.build();
            interruption.stopsBy(made::stop);
            return made.verify();
        }
    }

    static void print(Command command, ArchiveReport report) {
        command.print("verify.checked", report.papers(), report.files(), report.seals(), report.events());
        if (report.skipped() > 0) {
            command.print("verify.skipped", report.skipped());
        }
        for (Finding finding : report.findings()) {
            command.out()
                    .println("  " + finding.kind() + "  " + (finding.paper() == null ? "" : finding.paper() + "  ")
                            + Failures.oneLine(finding.words()));
        }
        if (!report.complete()) {
            command.print("verify.stopped");
        } else if (report.clean()) {
            command.print("verify.clean");
        } else {
            command.print("verify.unclean", report.findings().size());
        }
    }
}
