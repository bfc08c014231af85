package vn.hoso.examples;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vn.hoso.digitize.Home;
import vn.hoso.reuse.PlanRequest;
import vn.hoso.reuse.Reuse;
import vn.hoso.reuse.ReuseDesk;
import vn.hoso.search.LuceneRecordIndex;

/** Uses the papers that are here for a dossier, and writes that into the ledger. */
@picocli.CommandLine.Command(name = "reuse")
final class ReuseCommand extends Command {
    @Mixin
    private final PlanOptions options = new PlanOptions();

    @Option(names = "--dossier", required = true, paramLabel = "CODE", descriptionKey = "reuse.dossier")
    private String dossier = "";

    @Nullable
    @Option(names = "--request", paramLabel = "ID", descriptionKey = "reuse.request")
    private String request;

    @Option(names = "--json", descriptionKey = "json")
    private boolean json;

    ReuseCommand(Context context) {
        super(context);
    }

    @Override
    int run() throws IOException {
        Homes.reading(context()).close();
        PlanRequest asked = options.request(context(), dossier.strip());
        if (asked.agency().isBlank() || asked.purpose().isBlank()) {
            throw new UsageException(texts().get("reuse.noAgency"));
        }
        try (Home home = Homes.writing(context());
                LuceneRecordIndex index = LuceneRecordIndex.openReadOnly(home.indexFolder())) {
            ReuseDesk desk = new ReuseDesk(options.planner(context(), home, index), home.registry());
            String id = request == null ? asked.purpose() + "/" + asked.procedure() : request;
            ReuseDesk.Outcome outcome = desk.reuse(id, asked);
            Reuse receipt = outcome.receipt();
            if (json) {
                out().println("{\"repeated\":" + outcome.repeated() + ",\"receipt\":" + receipt.json() + ",\"plan\":"
                        + outcome.plan().json() + "}");
                return OK;
            }
            new PlanView(context(), "").print(outcome.plan());
            out().println();
            print(
                    outcome.repeated() ? "reuse.repeated" : "reuse.recorded",
                    receipt.dossier(),
                    receipt.uses().size(),
                    receipt.filledFields(),
                    receipt.sequence(),
                    Times.MINUTE.format(receipt.at()));
            print("reuse.receipt", receipt.request(), receipt.hash());
        }
        return OK;
    }
}
