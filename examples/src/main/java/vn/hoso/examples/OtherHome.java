package vn.hoso.examples;

import java.nio.file.Path;
import java.util.List;
import vn.hoso.digitize.Home;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.reuse.Catalogue;
import vn.hoso.reuse.FederatedLookup;
import vn.hoso.reuse.PlanRequest;
import vn.hoso.search.LuceneRecordIndex;

/** The home of another agency on a drive of this machine; it is opened when it is asked, and writes its own ledger. */
final class OtherHome implements FederatedLookup.Source {
    private final Context context;
    private final String name;
    private final Path folder;
    private final Catalogue catalogue;

    OtherHome(Context context, String name, Path folder, Catalogue catalogue) {
        this.context = context;
        this.name = name;
        this.folder = folder;
        this.catalogue = catalogue;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<FederatedLookup.Offer> offers(PlanRequest request) {
        Home.openReadOnly(folder).close(); // none is made where there is none
        try (Home home = Home.open(folder);
                LuceneRecordIndex index = LuceneRecordIndex.openReadOnly(home.indexFolder())) {
            return FederatedLookup.home(name, PlanOptions.planner(context, home, index, catalogue), home.archive())
                    .offers(request);
        } catch (HosoException e) {
            if (e.problem() == Problem.NOT_FOUND) {
                return List.of(); // a procedure that is unknown there
            }
            throw e;
        }
    }
}
