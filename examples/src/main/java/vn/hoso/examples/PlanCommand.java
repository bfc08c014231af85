package vn.hoso.examples;

import java.io.IOException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vn.hoso.digitize.Home;
import vn.hoso.reuse.Plan;
import vn.hoso.search.LuceneRecordIndex;

/** Says which of the papers that a procedure requires are here already, and what the form would hold. */
@picocli.CommandLine.Command(name = "plan")
final class PlanCommand extends Command {
    @Mixin
    private final PlanOptions options = new PlanOptions();

    @Option(names = "--json", descriptionKey = "json")
    private boolean json;

    PlanCommand(Context context) {
        super(context);
    }

    @Override
    int run() throws IOException {
        Homes.reading(context()).close();
        try (Home home = Homes.writing(context());
                LuceneRecordIndex index = LuceneRecordIndex.openReadOnly(home.indexFolder())) {
            Plan plan = options.planner(context(), home, index).plan(options.request(context(), ""));
            if (json) {
                out().println(plan.json());
            } else {
                new PlanView(context(), "").print(plan);
            }
        }
        return OK;
    }
}
