package vn.hoso.digitize;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vn.hoso.digitize.RenewalReport.Failure;
import vn.hoso.failure.HosoException;
import vn.hoso.paper.PaperId;
import vn.hoso.registry.PaperEntry;

/**
 * One way through the papers of an archive: writes down what was renewed and what failed, tells the listener, and lets the
 * index follow, however it ends.
 */
final class RenewalRun {
    private final Home home;
    private final RenewedVersions versions;
    private final @Nullable IndexOpener index;
    private final List<PaperId> renewed = new ArrayList<>();
    private final List<Failure> failures = new ArrayList<>();
    private long done;

    RenewalRun(Home home, @Nullable IndexOpener index, String actor) {
        this.home = home;
        this.versions = new RenewedVersions(home, actor);
        this.index = index;
    }

    /**
     * Goes through the papers.
     *
     * @param step for each
     * @param end after the last
     * @param listener hears how it goes on
     */
    RenewalReport through(Consumer<PaperEntry> step, Runnable end, ArchiveVerifier.Listener listener) {
        versions.begin();
        long total = versions.total();
        try {
            versions.forEachPage(page -> page.forEach(entry -> {
                step.accept(entry);
                done++;
                listener.checked(done, Math.max(done, total));
            }));
            end.run();
        } finally {
            IndexKeeper.follow(index, home, !renewed.isEmpty());
        }
        return new RenewalReport(done, renewed, failures);
    }

    /** Adds a version to a paper where the maker has files for it, and writes down how that went. */
    void add(PaperId id, RenewedVersions.Maker maker) {
        try {
            if (versions.add(id, maker)) {
                renewed.add(id);
            }
        } catch (HosoException e) {
            failed(id, e);
        }
    }

    void failed(PaperId id, HosoException cause) {
        failures.add(new Failure(id, cause));
    }
}
