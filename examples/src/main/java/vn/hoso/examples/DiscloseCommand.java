package vn.hoso.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vn.hoso.digitize.Home;
import vn.hoso.paper.PaperId;
import vn.hoso.reuse.Disclosure;
import vn.hoso.reuse.DisclosureDesk;
import vn.hoso.reuse.ReusePolicy;
import vn.hoso.search.LuceneRecordIndex;

/** Hands one field of a sealed record over as a small file that proves it without the rest. */
@picocli.CommandLine.Command(name = "disclose")
final class DiscloseCommand extends Command {
    @Parameters(index = "0", paramLabel = "ID", descriptionKey = "paper.id")
    private String id = "";

    @Parameters(index = "1", paramLabel = "FIELD", descriptionKey = "disclose.field")
    private String field = "";

    @Option(names = "--to", required = true, paramLabel = "AGENCY", descriptionKey = "disclose.to")
    private String recipient = "";

    @Option(names = "--purpose", required = true, paramLabel = "TEXT", descriptionKey = "disclose.purpose")
    private String purpose = "";

    @Nullable
    @Option(names = "--legal-basis", paramLabel = "TEXT", descriptionKey = "disclose.basis")
    private String basis;

    @Nullable
    @Option(names = "--out", paramLabel = "FILE", descriptionKey = "disclose.out")
    private Path target;

    DiscloseCommand(Context context) {
        super(context);
    }

    @Override
    int run() throws IOException {
        Homes.reading(context()).close();
        try (Home home = Homes.writing(context());
                LuceneRecordIndex index = LuceneRecordIndex.openReadOnly(home.indexFolder())) {
            PaperId paper = Papers.find(home.registry(), id, texts());
            DisclosureDesk desk = new DisclosureDesk(home.archive(), home.registry(), index, ReusePolicy.SEALED);
            Disclosure disclosure = desk.disclose(
                    paper,
                    field,
                    new DisclosureDesk.Reason(Homes.actor(context(), Optional.empty()), recipient, purpose, basis));
            Path file = target == null ? Path.of(paper + "-" + field + Disclosure.SUFFIX) : target;
            Files.write(file, disclosure.json());
            print("disclose.done", field, paper, file, recipient);
            if (!file.toString().endsWith(Disclosure.SUFFIX)) {
                say("disclose.name", Disclosure.SUFFIX);
            }
        }
        return OK;
    }
}
