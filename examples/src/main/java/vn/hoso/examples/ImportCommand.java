package vn.hoso.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vn.hoso.digitize.Home;
import vn.hoso.record.RecordIndex;
import vn.hoso.reuse.ReadyRecord;
import vn.hoso.reuse.ReadyRecords;
import vn.hoso.reuse.RecordImport;

/** Takes over ready records of another system, with its name as their origin. */
@picocli.CommandLine.Command(name = "import")
final class ImportCommand extends Command {
    @Parameters(index = "0", paramLabel = "FILE", descriptionKey = "import.file")
    private Path file = Path.of("");

    @Option(names = "--from", required = true, paramLabel = "SYSTEM", descriptionKey = "import.from")
    private String system = "";

    @Nullable
    @Option(names = "--agency", paramLabel = "NAME", descriptionKey = "import.agency")
    private String agency;

    @Option(names = "--dry-run", descriptionKey = "import.dryRun")
    private boolean dryRun;

    ImportCommand(Context context) {
        super(context);
    }

    @Override
    int run() throws IOException {
        if (system.isBlank()) {
            throw new UsageException(texts().get("import.noSystem"));
        }
        String taker = Optional.ofNullable(agency)
                .or(() -> settings().text(Settings.Key.AGENCY))
                .orElseThrow(() -> new UsageException(texts().get("import.noAgency")));
        ReadyRecords.Contents contents = ReadyRecords.read(file);
        contents.refused().forEach(refused -> print("import.refused", Failures.oneLine(refused)));
        if (dryRun) {
            Map<String, Long> levels = contents.records().stream()
                    .collect(Collectors.groupingBy(
                            record -> record.type() + " " + record.level(), Collectors.counting()));
            Table table = new Table(terminal().width(), "  ");
            levels.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(entry -> table.row(entry.getValue(), entry.getKey()));
            table.print(out());
        } else {
            take(contents.records(), taker);
        }
        return contents.refused().isEmpty() ? OK : FAILED;
    }

    private void take(List<ReadyRecord> records, String taker) throws IOException {
        try (Home home = Homes.writing(context());
                RecordIndex index = Homes.indexing(home).open()) {
            long before = home.registry().lastSequence();
            RecordImport door =
                    RecordImport.into(home.archive(), index, home.registry(), system.strip(), taker, Clock.systemUTC());
            try (StatusLine line = new StatusLine(terminal())) {
                door.take(records, done -> line.show(texts().get("import.progress", done, records.size())));
            }
            long after = home.registry().lastSequence();
            index.commit(after);
            print("import.done", records.size(), after - before, system.strip());
            if (after > before) {
                print("import.next");
            }
        }
    }
}
