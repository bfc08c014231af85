package vn.hoso.digitize;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.hoso.archive.Archive;
import vn.hoso.archive.ArchivedPaper;
import vn.hoso.failure.HosoException;
import vn.hoso.internal.Durable;
import vn.hoso.paper.PaperId;
import vn.hoso.registry.PaperEntry;
import vn.hoso.registry.PaperState;
import vn.hoso.registry.Registry;
import vn.hoso.registry.Transition;
import vn.hoso.seal.SignatureRenewer;

/**
 * Renews the signatures and seals of archived papers before they can no longer be checked, each as a new version of its
 * object. Papers that can't be renewed are named, and the run goes on.
 *
 * <p>Safe to stop and to run again: what was renewed is no longer due. For one thread.
 */
public final class ArchiveRenewal {
    private static final int PAGE = 500;
    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final String ACTION = "renew";

    /** Papers that still count, or may still be asked for. */
    private static final Set<PaperState> RENEWABLE = Stream.of(PaperState.values())
            .filter(state -> state.stored() && state.allows(state))
            .collect(Collectors.toUnmodifiableSet());

    private final Home home;
    private final Registry registry;
    private final Archive archive;
    private final Recovery recovery;
    private final SignatureRenewer renewer;
    private final @Nullable IndexOpener index;
    private final String actor;
    private final String worker;

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
        this.registry = home.registry();
        this.archive = home.archive();
        this.recovery = new Recovery(home);
        this.renewer = renewer;
        this.index = index;
        this.actor = actor;
        this.worker = home.worker() + "+renew-" + HexFormat.of().toHexDigits(new SecureRandom().nextInt());
    }

    /**
     * What a renewal did.
     *
     * @param papers how many papers were looked at
     * @param renewed those that have a new version now
     * @param failures those that could not be renewed
     */
    public record Report(long papers, List<PaperId> renewed, List<Failure> failures) {
        /** Copies the lists. */
        public Report {
            renewed = List.copyOf(renewed);
            failures = List.copyOf(failures);
        }
    }

    /**
     * A paper that could not be renewed.
     *
     * @param paper the paper
     * @param cause why
     */
    public record Failure(PaperId paper, HosoException cause) {}

    /**
     * Renews what is due.
     *
     * @param listener hears how it goes on
     * @return what was done
     */
    public Report renew(ArchiveVerifier.Listener listener) {
        recovery.releaseTheDead();
        List<PaperId> renewed = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        long total = RENEWABLE.stream()
                .mapToLong(state -> registry.counts().getOrDefault(state, 0L))
                .sum();
        long done = 0;
        PaperId after = null;
        List<PaperEntry> page;
        do {
            page = registry.papers(RENEWABLE, after, PAGE);
            for (PaperEntry entry : page) {
                after = entry.id();
                try {
                    if (renew(entry.id())) {
                        renewed.add(entry.id());
                    }
                } catch (HosoException e) {
                    failures.add(new Failure(entry.id(), e));
                }
                done++;
                listener.checked(done, Math.max(done, total));
            }
        } while (page.size() == PAGE);
        if (index != null && !renewed.isEmpty()) {
            try (IndexKeeper keeper = new IndexKeeper(index, home)) {
                keeper.finish();
            }
        }
        return new Report(done, renewed, failures);
    }

    private boolean renew(PaperId id) {
        PaperEntry claimed = registry.claim(id, worker, LEASE);
        Path work = null;
        try {
            PaperEntry entry = recovery.settle(claimed, worker);
            if (!RENEWABLE.contains(entry.state())) {
                return false;
            }
            work = Files.createTempDirectory(home.workFolder(), "renew-");
            Map<String, Path> files = files(entry, work);
            if (files.isEmpty()) {
                return false;
            }
            store(entry, files);
            return true;
        } catch (IOException e) {
            throw vn.hoso.internal.Writing.failed(
                    e, String.valueOf(home.workFolder().getFileName()));
        } finally {
            registry.release(claimed.sha256(), worker);
            Durable.deleteQuietly(work);
        }
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

    /** Announces, stores, acknowledges; {@link Recovery} settles what stops in between. */
    private void store(PaperEntry entry, Map<String, Path> files) {
        registry.apply(step(entry, ACTION + "-begun")
                .intent(new Intent(ACTION, entry.state(), actor, List.of(), null).json()));
        ArchivedPaper stored;
        try {
            stored = archive.put(entry.id(), files, entry.version(), actor, ACTION);
        } catch (RuntimeException e) {
            recovery.settle(registry.paper(entry.id()).orElseThrow(), worker);
            throw e;
        }
        registry.apply(step(entry, ACTION)
                .version(stored.version())
                .fact("version", stored.version())
                .fact("files", String.join(" ", files.keySet()).toLowerCase(Locale.ROOT)));
    }

    private Transition step(PaperEntry entry, String action) {
        return Transition.of(entry.id(), entry.state(), action, worker, actor);
    }
}
