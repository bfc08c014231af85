package vn.hoso.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vn.hoso.digitize.Home;
import vn.hoso.reuse.ScenarioRunner;
import vn.hoso.search.LuceneRecordIndex;

/** Answers the intake questions of a scenario file in a home that is made for it and taken away afterwards. */
@picocli.CommandLine.Command(name = "scenario")
final class ScenarioCommand extends Command {
    @Parameters(index = "0", paramLabel = "FILE", descriptionKey = "scenario.file")
    private Path file = Path.of("");

    /** There is no other form; the option says so on the command line. */
    @SuppressWarnings("UnusedVariable")
    @Option(names = "--json", descriptionKey = "scenario.json")
    private boolean json;

    ScenarioCommand(Context context) {
        super(context);
    }

    @Override
    int run() throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new UsageException(texts().get("scenario.none", file));
        }
        Path scratch = Files.createTempDirectory("hoso-scenario");
        try (Home home = Home.open(scratch);
                LuceneRecordIndex index = LuceneRecordIndex.open(home.indexFolder(), home.keysFolder())) {
            ScenarioRunner.into(home.archive(), index, home.registry()).run(file, out()::println);
        } finally {
            out().flush();
            Folders.delete(scratch);
        }
        return OK;
    }
}
