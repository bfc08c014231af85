package vn.hoso.digitize;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.hoso.archive.Archive;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.paper.PaperId;
import vn.hoso.registry.PaperEntry;
import vn.hoso.seal.EvidenceRenewer;
import vn.hoso.seal.EvidenceRenewer.Evidence;

/**
 * Keeps evidence records ({@link Archive#EVIDENCE}) with archived papers: those that have none, or one that must soon be
 * renewed, get one as a new version of their object, many of them by one time-stamp. Papers that can't be renewed are
 * named, and the run goes on; without a time-stamp it ends.
 *
 * <p>Safe to stop and to run again: what was renewed is no longer due. For one thread.
 */
public final class EvidenceRenewal {
    private final Home home;
    private final Archive archive;
    private final EvidenceRenewer renewer;
    private final @Nullable IndexOpener index;
    private final String actor;

    /**
     * A renewal.
     *
     * @param home an open home; it is not closed here
     * @param renewer what makes and renews records
     * @param index opens the index, or null to leave it to the next who opens it
     * @param actor on whose behalf
     */
    public EvidenceRenewal(Home home, EvidenceRenewer renewer, @Nullable IndexOpener index, String actor) {
        this.home = home;
        this.archive = home.archive();
        this.renewer = renewer;
        this.index = index;
        this.actor = actor;
    }

    /** A paper whose record is due, as it was when that was found. */
    private record Due(PaperId id, int version, Evidence evidence) {}

    /**
     * The files of a version that its evidence record is of.
     *
     * @param stored the files of the version by their names
     * @return those of the signed PDF, the record and its seal that there are
     */
    static List<Path> proven(Map<String, Path> stored) {
        return Stream.of(Archive.PDF, Archive.RECORD, Archive.SEAL)
                .filter(stored::containsKey)
                .map(stored::get)
                .toList();
    }

    /**
     * Renews what is due.
     *
     * @param listener hears how it goes on
     * @return what was done
     * @throws HosoException with {@code SIGNING_FAILED} if there is no time-stamp
     */
    public RenewalReport renew(ArchiveVerifier.Listener listener) {
        RenewalRun run = new RenewalRun(home, index, actor);
        List<Due> due = new ArrayList<>();
        return run.through(
                entry -> {
                    try {
                        due(entry).ifPresent(due::add);
                    } catch (IOException e) {
                        run.failed(entry.id(), new HosoException(Problem.UNREADABLE, e, Archive.EVIDENCE));
                    }
                    if (due.size() == renewer.most()) {
                        store(due, run);
                    }
                },
                () -> store(due, run),
                listener);
    }

    private Optional<Due> due(PaperEntry entry) throws IOException {
        Map<String, Path> stored = archive.files(entry.id(), entry.version());
        Path record = stored.get(Archive.EVIDENCE);
        Evidence evidence = new Evidence(record == null ? null : Files.readAllBytes(record), proven(stored));
        return evidence.files().isEmpty() || !renewer.isDue(evidence)
                ? Optional.empty()
                : Optional.of(new Due(entry.id(), entry.version(), evidence));
    }

    private void store(List<Due> due, RenewalRun run) {
        List<byte[]> records;
        try {
            records = renewer.renew(due.stream().map(Due::evidence).toList());
        } catch (IOException e) {
            throw new HosoException(Problem.UNREADABLE, e, Archive.EVIDENCE);
        }
        for (int i = 0; i < records.size(); i++) {
            Due one = due.get(i);
            byte[] record = records.get(i);
            // Somebody else may have changed the paper; its new files are for the next run.
            run.add(
                    one.id(),
                    (entry, work) -> entry.version() == one.version()
                            ? Map.of(Archive.EVIDENCE, Files.write(work.resolve(Archive.EVIDENCE), record))
                            : Map.of());
        }
        due.clear();
    }
}
