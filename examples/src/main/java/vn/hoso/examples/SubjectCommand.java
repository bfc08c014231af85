package vn.hoso.examples;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vn.hoso.digitize.Home;
import vn.hoso.paper.PaperId;
import vn.hoso.record.DigitisedRecord;
import vn.hoso.registry.LedgerEvent;
import vn.hoso.reuse.SubjectDesk;
import vn.hoso.reuse.SubjectReport;
import vn.hoso.search.LuceneRecordIndex;

/** Says what is held about a person and what was done with it. */
@picocli.CommandLine.Command(name = "subject")
final class SubjectCommand extends Command {
    @Parameters(index = "0", paramLabel = "NUMBER", descriptionKey = "subject.number")
    private String number = "";

    @Option(names = "--purpose", required = true, paramLabel = "TEXT", descriptionKey = "subject.purpose")
    private String purpose = "";

    @Nullable
    @Option(names = "--out", paramLabel = "FILE", descriptionKey = "subject.out")
    private Path target;

    @Option(names = "--json", descriptionKey = "json")
    private boolean json;

    SubjectCommand(Context context) {
        super(context);
    }

    @Override
    int run() throws IOException {
        Homes.reading(context()).close();
        SubjectReport report;
        try (Home home = Homes.writing(context());
                LuceneRecordIndex index = LuceneRecordIndex.openReadOnly(home.indexFolder())) {
            report = new SubjectDesk(home.archive(), home.registry(), index, InstantSource.system())
                    .report(number, Homes.actor(context(), Optional.empty()), purpose);
        }
        if (target != null) {
            Files.writeString(target, report.json() + "\n", StandardCharsets.UTF_8);
        }
        if (json) {
            out().println(report.json());
        } else {
            show(report);
        }
        return report.unreadable().isEmpty() ? OK : FAILED;
    }

    private void show(SubjectReport report) {
        print("subject.head", report.papers().size(), report.events().size());
        if (report.ambiguous()) {
            print("subject.ambiguous");
        }
        Table papers = new Table(terminal().width(), "  ");
        for (SubjectReport.Held held : report.papers()) {
            DigitisedRecord record = held.record();
            papers.row(
                    record.id(),
                    record.type(),
                    record.level(),
                    texts().get("subject.fields", record.fields().size()),
                    record.rendition().agency());
        }
        papers.print(out());
        report.mentions().forEach(id -> print("subject.mention", id));
        report.erased()
                .forEach(one -> print(
                        "subject.erased",
                        one.paper(),
                        Times.MINUTE.format(one.at()),
                        one.ground(),
                        one.basis(),
                        one.reference()));
        report.unreadable().forEach(id -> print("subject.unreadable", id));
        Table events = new Table(terminal().width(), "  ");
        for (LedgerEvent event : report.events()) {
            PaperId paper = event.paper();
            events.row(
                    Times.MINUTE.format(event.at()),
                    event.action(),
                    event.actor(),
                    event.facts().getOrDefault("agency", event.facts().getOrDefault("recipient", "")),
                    event.facts()
                            .getOrDefault(
                                    "dossier",
                                    event.facts().getOrDefault("purpose", paper == null ? "" : paper.value())));
        }
        events.print(out());
        if (target != null) {
            print("subject.written", target);
        }
    }
}
