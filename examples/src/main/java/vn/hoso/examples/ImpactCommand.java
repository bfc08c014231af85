package vn.hoso.examples;

import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vn.hoso.digitize.Home;
import vn.hoso.paper.PaperId;
import vn.hoso.registry.Registry;
import vn.hoso.reuse.Reuse;
import vn.hoso.reuse.ReuseDesk;

/** Names the dossiers that used a paper: who must hear of it when the paper turns out to be wrong. */
@picocli.CommandLine.Command(name = "impact")
final class ImpactCommand extends Command {
    @Parameters(index = "0", paramLabel = "ID", descriptionKey = "paper.id")
    private String id = "";

    @Option(names = "--json", descriptionKey = "json")
    private boolean json;

    ImpactCommand(Context context) {
        super(context);
    }

    @Override
    int run() {
        try (Home home = Homes.reading(context())) {
            PaperId paper = Papers.find(home.registry(), id, texts());
            List<Reuse> uses = ReuseDesk.usesOf(home.registry(), paper);
            if (json) {
                uses.forEach(use -> out().println(use.json()));
            } else if (uses.isEmpty()) {
                print("impact.none", paper);
            } else {
                show(this, uses);
            }
            return OK;
        }
    }

    /** Tells who used a paper that has just been changed. */
    static void warn(Command command, Registry registry, PaperId paper) {
        List<Reuse> uses = ReuseDesk.usesOf(registry, paper);
        if (!uses.isEmpty()) {
            command.print("impact.warn", paper, uses.size());
            show(command, uses);
        }
    }

    private static void show(Command command, List<Reuse> uses) {
        Table table = new Table(command.terminal().width(), "  ");
        for (Reuse use : uses) {
            table.row(use.dossier(), use.procedure(), Times.MINUTE.format(use.at()), use.agency(), use.actor());
        }
        table.print(command.out());
    }
}
