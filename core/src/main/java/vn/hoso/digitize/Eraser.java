package vn.hoso.digitize;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.hoso.archive.Archive;
import vn.hoso.archive.ArchivedPaper;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.paper.Level;
import vn.hoso.paper.PaperId;
import vn.hoso.paper.Retention;
import vn.hoso.record.DigitisedRecord;
import vn.hoso.registry.LedgerEvent;
import vn.hoso.registry.PaperEntry;
import vn.hoso.registry.PaperState;
import vn.hoso.registry.Registry;
import vn.hoso.registry.Transition;

/**
 * Erases papers where the law allows it (xóa dữ liệu cá nhân): the whole object with all its versions goes out of the
 * archive, what officers decided out of the registry, and what was found by it out of the index.
 *
 * <p>The object is purged and not encrypted away: its files stand in the archive in clear, since an archive must be
 * readable without Hoso, so there is no key whose loss would hide them. What is left is the row of the paper without
 * anything of a person, and the ledger, whose rows hold digests and pseudonyms; the digests of what was decided can no
 * longer be tried out, their salts are gone. The digest of the file is kept, so that a copy of it that still lies in a
 * folder of scans is not digitised anew unseen.
 *
 * <p>A paper that an officer has confirmed is erased only when its {@linkplain Retention retention period} has ended, or on
 * a ground that is stronger. Erasing survives a crash at any moment: it is finished by whoever works on the paper next, and
 * by {@link ReviewDesk#recover}. To erase again does nothing. Safe for use by several threads.
 */
public final class Eraser {
    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final int PAGE = 1000;

    private final Home home;
    private final Registry registry;
    private final Archive archive;
    private final Recovery recovery;
    private final Retention retention;
    private final @Nullable IndexOpener index;
    private final String worker;

    /**
     * An eraser.
     *
     * @param home an open home; it is not closed here
     * @param retention until when papers are kept
     * @param index opens the index, or null to leave it to the next who opens it
     */
    public Eraser(Home home, Retention retention, @Nullable IndexOpener index) {
        this.home = home;
        this.registry = home.registry();
        this.archive = home.archive();
        this.recovery = new Recovery(home);
        this.retention = retention;
        this.index = index;
        this.worker = home.worker() + "+erase-" + HexFormat.of().toHexDigits(new SecureRandom().nextInt());
    }

    /**
     * On whose behalf and why papers are erased.
     *
     * @param ground one of {@link Retention#grounds}
     * @param reference the number of the request or of the decision
     * @param actor the officer
     */
    public record Order(String ground, String reference, String actor) {
        public Order {
            if (reference.isBlank() || actor.isBlank()) {
                throw new IllegalArgumentException("a paper is erased by somebody for a request or a decision");
            }
        }
    }

    /**
     * What became of a paper.
     *
     * @param paper the paper
     * @param refusal why it was not erased, with {@code RETAINED}, {@code WRONG_STATE} or {@code NOT_FOUND}; null where it
     *     was
     * @param files how many files were taken out of the archive; 0 where it had been erased before
     * @param bytes how many bytes they had
     * @param versions how many versions the object had
     * @param sharing papers that stay and that keep the file from which this one came too
     * @param dossiers the dossiers that had used it: what they took over stays with them
     */
    public record Outcome(
            PaperId paper,
            @Nullable HosoException refusal,
            int files,
            long bytes,
            int versions,
            List<PaperId> sharing,
            List<String> dossiers) {
        public Outcome {
            sharing = List.copyOf(sharing);
            dossiers = List.copyOf(dossiers);
        }

        static Outcome refused(PaperId paper, HosoException refusal) {
            return new Outcome(paper, refusal, 0, 0, 0, List.of(), List.of());
        }
    }

    /**
     * Says what {@link #erase} would do; nothing is changed.
     *
     * @param papers the papers
     * @param order why
     * @return what would become of each, in the order given
     * @throws HosoException with {@code BAD_CONFIGURATION} for an unknown ground
     */
    public List<Outcome> preview(List<PaperId> papers, Order order) {
        Retention.Ground ground = ground(order);
        return each(papers, id -> survey(entry(id), ground));
    }

    /**
     * Erases papers, one after the other. A refused one stops none of the others.
     *
     * @param papers the papers
     * @param order why
     * @return what became of each, in the order given
     * @throws HosoException with {@code BAD_CONFIGURATION} for an unknown ground; {@code NO_PERMISSION} or {@code
     *     DISK_FULL} where files can't be taken out: to erase again finishes what was begun
     */
    public List<Outcome> erase(List<PaperId> papers, Order order) {
        Retention.Ground ground = ground(order);
        recovery.releaseTheDead();
        try {
            return each(papers, id -> erase(id, ground, order));
        } finally {
            IndexKeeper.follow(index, home, true);
        }
    }

    /** What is done with one paper. */
    private interface Step {
        Outcome take(PaperId id);
    }

    private static List<Outcome> each(List<PaperId> papers, Step step) {
        List<Outcome> outcomes = new ArrayList<>();
        for (PaperId id : papers) {
            try {
                outcomes.add(step.take(id));
            } catch (HosoException e) {
                switch (e.problem()) {
                    case RETAINED, WRONG_STATE, NOT_FOUND -> outcomes.add(Outcome.refused(id, e));
                    default -> throw e;
                }
            }
        }
        return outcomes;
    }

    private Outcome erase(PaperId id, Retention.Ground ground, Order order) {
        PaperEntry claimed = registry.claim(id, worker, LEASE);
        try {
            PaperEntry entry = recovery.settle(claimed, worker);
            Outcome outcome = survey(entry, ground);
            if (entry.state() != PaperState.ERASED) {
                // Said first: from here on it is finished, whoever dies.
                registry.apply(Transition.of(id, PaperState.ERASED, LedgerEvent.ERASE, worker, order.actor())
                        .fact("ground", ground.key())
                        .fact("basis", ground.basis())
                        .fact("reference", order.reference())
                        .fact("versions", outcome.versions())
                        .intent(new Intent(LedgerEvent.ERASE, PaperState.ERASED, order.actor(), List.of(), null)
                                .json()));
                recovery.erase(entry, order.actor(), worker);
            }
            return outcome;
        } finally {
            registry.release(claimed.sha256(), worker);
        }
    }

    private Retention.Ground ground(Order order) {
        return retention.ground(order.ground(), today());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(home.clock().instant(), VIETNAM);
    }

    private PaperEntry entry(PaperId id) {
        return registry.paper(id).orElseThrow(() -> new HosoException(Problem.NOT_FOUND, id.value(), "paper"));
    }

    /** What goes and what stays; refuses what must be kept. */
    private Outcome survey(PaperEntry entry, Retention.Ground ground) {
        List<LedgerEvent> uses = uses(entry.id());
        List<String> dossiers = uses.stream()
                .map(use -> use.facts().getOrDefault("dossier", ""))
                .filter(dossier -> !dossier.isEmpty())
                .distinct()
                .toList();
        if (entry.state() == PaperState.ERASED) {
            return new Outcome(entry.id(), null, 0, 0, 0, List.of(), dossiers);
        }
        if (!entry.state().allows(PaperState.ERASED)) {
            throw DeskSettings.wrongState(entry, PaperState.ARCHIVED);
        }
        if (!ground.lifts()) {
            duty(entry, uses).ifPresent(duty -> {
                throw duty.refusal(entry.id().value());
            });
        }
        Map<Path, Long> files = new LinkedHashMap<>();
        List<ArchivedPaper> versions = archive.versions(entry.id());
        for (ArchivedPaper version : versions) {
            archive.files(entry.id(), version.version()).values().forEach(file -> files.put(file, size(file)));
        }
        return new Outcome(
                entry.id(),
                null,
                files.size(),
                files.values().stream().mapToLong(Long::longValue).sum(),
                versions.size(),
                sharing(entry),
                dossiers);
    }

    /** What nobody has confirmed and no dossier has used is no record of an agency's work yet. */
    private Optional<Retention.Duty> duty(PaperEntry entry, List<LedgerEvent> uses) {
        DigitisedRecord record = new IndexFeeder(archive, registry).record(entry.id(), entry.version());
        if (record.level().compareTo(Level.VERIFIED) < 0 && uses.isEmpty()) {
            return Optional.empty();
        }
        Instant ended = Stream.concat(
                        record.history().stream().map(DigitisedRecord.Event::at),
                        uses.stream().map(LedgerEvent::at))
                .max(Instant::compareTo)
                .orElse(entry.since());
        return retention.duty(record.kind(), record.type(), LocalDate.ofInstant(ended, VIETNAM), today());
    }

    /** The rows of the ledger that say for which dossiers a paper was used. */
    private List<LedgerEvent> uses(PaperId id) {
        List<LedgerEvent> uses = new ArrayList<>();
        long after = 0;
        List<LedgerEvent> page;
        do {
            page = registry.eventsAbout(id.value(), after, PAGE);
            for (LedgerEvent event : page) {
                after = event.sequence();
                if (event.action().equals(LedgerEvent.REUSE)) {
                    uses.add(event);
                }
            }
        } while (page.size() == PAGE);
        return uses;
    }

    /** Other papers of the same file that keep all of it. */
    private List<PaperId> sharing(PaperEntry entry) {
        return registry.papersOf(entry.sha256()).stream()
                .filter(other -> !other.id().equals(entry.id()) && other.state().stored())
                .filter(other -> archive.files(other.id(), other.version()).keySet().stream()
                        .anyMatch(name -> name.startsWith(Archive.SOURCE)))
                .map(PaperEntry::id)
                .toList();
    }

    private static long size(Path file) {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
