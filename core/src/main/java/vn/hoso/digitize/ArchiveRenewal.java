package vn.hoso.digitize;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.hoso.archive.Archive;
import vn.hoso.registry.PaperEntry;
import vn.hoso.seal.SignatureRenewer;

/**
 * Renews the signatures and seals of archived papers before they can no longer be checked, each as a new version of its
 * object. Papers that can't be renewed are named, and the run goes on.
 *
 * <p>Safe to stop and to run again: what was renewed is no longer due. For one thread.
 */
public final class ArchiveRenewal {
    private final Home home;
    private final Archive archive;
    private final SignatureRenewer renewer;
    private final @Nullable IndexOpener index;
    private final String actor;

    /**
     * A renewal.
     *
     * @param home an open home; it is not closed here
     * @param renewer what renews signatures
     * @param index opens the index, or null to leave it to the next who opens it
     * @param actor on whose behalf
     */
    public ArchiveRenewal(Home home, SignatureRenewer renewer, @Nullable IndexOpener index, String actor) {
        this.home = home;
        this.archive = home.archive();
        this.renewer = renewer;
        this.index = index;
        this.actor = actor;
    }

    /**
     * Renews what is due.
     *
     * @param listener hears how it goes on
     * @return what was done
     */
    public RenewalReport renew(ArchiveVerifier.Listener listener) {
        RenewalRun run = new RenewalRun(home, index, actor);
        return run.through(entry -> run.add(entry.id(), this::files), () -> {}, listener);
    }

    private Map<String, Path> files(PaperEntry entry, Path work) throws IOException {
        Map<String, Path> stored = archive.files(entry.id(), entry.version());
        Map<String, Path> files = new LinkedHashMap<>();
        Path pdf = stored.get(Archive.PDF);
        Path renewed = work.resolve(Archive.PDF);
        if (pdf != null && renewer.renewPdf(pdf, renewed)) {
            files.put(Archive.PDF, renewed);
        }
        renew(Archive.RECORD, Archive.SEAL, stored, files, work);
        renew(Archive.ROOT, Archive.ROOT_SEAL, stored, files, work);
        return files;
    }

    private void renew(String sealed, String name, Map<String, Path> stored, Map<String, Path> files, Path work)
            throws IOException {
        Path seal = stored.get(name);
        if (seal != null) {
            Path content = Objects.requireNonNull(stored.get(sealed), sealed);
            var fresh = renewer.renewSeal(Files.readAllBytes(content), Files.readAllBytes(seal));
            if (fresh.isPresent()) {
                files.put(name, Files.write(work.resolve(name), fresh.get()));
            }
        }
    }
}
