package vn.hoso.digitize;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import vn.hoso.archive.Archive;
import vn.hoso.archive.ArchivedPaper;
import vn.hoso.internal.Durable;
import vn.hoso.paper.PaperId;
import vn.hoso.registry.PaperEntry;
import vn.hoso.registry.PaperState;
import vn.hoso.registry.Registry;
import vn.hoso.registry.Transition;

/**
 * Adds versions to archived papers that leave what is known of them as it is: renewed signatures, evidence records. Safe
 * to stop at any moment; {@link Recovery} settles what stops in between.
 */
final class RenewedVersions {
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
    private final String actor;
    private final String worker;

    RenewedVersions(Home home, String actor) {
        this.home = home;
        this.registry = home.registry();
        this.archive = home.archive();
        this.recovery = new Recovery(home);
        this.actor = actor;
        this.worker = home.worker() + "+renew-" + HexFormat.of().toHexDigits(new SecureRandom().nextInt());
    }

    /** Makes the files of a new version; none where the paper needs none. */
    @FunctionalInterface
    interface Maker {
        Map<String, Path> files(PaperEntry entry, Path work) throws IOException;
    }

    /** Begins a run. */
    void begin() {
        recovery.releaseTheDead();
    }

    /** How many papers there are to be looked at. */
    long total() {
        return RENEWABLE.stream()
                .mapToLong(state -> registry.counts().getOrDefault(state, 0L))
                .sum();
    }

    /** Goes through the papers, a page at a time. */
    void forEachPage(Consumer<List<PaperEntry>> work) {
        PaperId after = null;
        List<PaperEntry> page;
        do {
            page = registry.papers(RENEWABLE, after, PAGE);
            if (!page.isEmpty()) {
                after = page.get(page.size() - 1).id();
                work.accept(List.copyOf(page));
            }
        } while (page.size() == PAGE);
    }

    /** Adds a version to a paper, where the maker has files for it. */
    boolean add(PaperId id, Maker maker) {
        PaperEntry claimed = registry.claim(id, worker, LEASE);
        Path work = null;
        try {
            PaperEntry entry = recovery.settle(claimed, worker);
            if (!RENEWABLE.contains(entry.state())) {
                return false;
            }
            work = Files.createTempDirectory(home.workFolder(), "renew-");
            Map<String, Path> files = maker.files(entry, work);
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
            delete(work);
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

    private static void delete(@Nullable Path work) {
        if (work != null) {
            try {
                Durable.delete(work);
            } catch (IOException e) {
                LoggerFactory.getLogger(RenewedVersions.class).warn("a work folder could not be removed", e);
            }
        }
    }
}
