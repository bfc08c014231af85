package vn.hoso.digitize;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.hoso.archive.Archive;
import vn.hoso.digitize.ArchiveReport.Finding;
import vn.hoso.digitize.ArchiveReport.Kind;
import vn.hoso.failure.HosoException;
import vn.hoso.paper.PaperId;
import vn.hoso.record.RecordIndex;
import vn.hoso.registry.Registry;
import vn.hoso.seal.SealVerifier;

/**
 * Checks everything that a home keeps: every file against its digest, every record against its schema and the files
 * beside it, every seal and signature, the chain of the ledger, and whether registry and index agree with the archive.
 *
 * <p>Changes nothing but the note of what was found sound when, {@code checks.log} in the home. A finding never stops the
 * check. For one thread; {@link #stop} may be called by any.
 */
public final class ArchiveVerifier {
    /** By how much the clocks of machines that work on one home may differ. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

    private final Archive archive;
    private final Registry registry;
    private final IndexFeeder reader;
    private final @Nullable SealVerifier verifier;
    private final @Nullable RecordIndex index;
    private final Listener listener;
    private final Home home;
    private final @Nullable Duration within;
    private final long bytesPerSecond;
    private volatile boolean stopped;

    private ArchiveVerifier(Builder builder) {
        this.home = Objects.requireNonNull(builder.home, "a verifier needs a home");
        this.archive = home.archive();
        this.registry = home.registry();
        this.reader = new IndexFeeder(archive, registry);
        this.verifier = builder.seals;
        this.index = builder.index;
        this.listener = builder.listener;
        this.within = builder.within;
        this.bytesPerSecond = builder.bytesPerSecond;
    }

    /**
     * Settings for a verifier.
     *
     * @return a builder that needs a home
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Checks fixity, records, seals, signatures, ledger, and whether registry and index agree with the archive.
     *
     * @return what was found
     */
    public ArchiveReport verify() {
        Run run = new Run();
        List<PaperId> papers;
        try (Stream<PaperId> all = archive.papers()) {
            papers = all.sorted().toList();
        }
        try (CheckLog log = CheckLog.open(home.checksFile())) {
            for (PaperId paper : papers) {
                if (stopped) {
                    break;
                }
                run.paper(paper, log);
                listener.checked(run.papers + run.skipped, papers.size());
            }
        }
        boolean complete = run.papers + run.skipped == papers.size();
        run.ledger();
        if (complete) {
            run.otherStores();
        }
        return new ArchiveReport(
                run.papers, run.skipped, run.files, run.seals, registry.lastSequence(), complete, run.findings);
    }

    /** Asks a running {@link #verify} to end after the paper that is being checked. May be called by any thread. */
    public void stop() {
        stopped = true;
    }

    /** One check of everything. */
    private final class Run {
        private final Map<PaperId, Integer> versions = new HashMap<>();
        private final List<Finding> findings = new ArrayList<>();
        private final long start = System.nanoTime();
        private long papers;
        private long skipped;
        private long files;
        private long seals;
        private long bytes;

        void paper(PaperId paper, CheckLog log) {
            Optional<Integer> version = version(paper);
            if (version.isPresent() && isKnownSound(paper, version.get(), log)) {
                skipped++;
                return;
            }
            papers++;
            if (version.isPresent()) {
                PaperCheck check = new PaperCheck(archive, reader, verifier, paper, version.get()).run();
                files += check.files();
                seals += check.seals();
                bytes += check.bytes();
                findings.addAll(check.findings());
                if (check.findings().isEmpty()) {
                    log.sound(paper, version.get(), home.clock().instant());
                } else {
                    log.unsound(paper, version.get(), home.clock().instant());
                }
            }
            slowDown();
        }

        private Optional<Integer> version(PaperId paper) {
            try {
                int version = archive.head(paper).orElseThrow().version();
                versions.put(paper, version);
                return Optional.of(version);
            } catch (HosoException e) {
                findings.add(new Finding(Kind.RECORD, paper, e.message(Locale.ENGLISH)));
            } catch (RuntimeException e) {
                findings.add(new Finding(
                        Kind.FIXITY, paper, "can't be read: " + e.getClass().getSimpleName()));
            }
            return Optional.empty();
        }

        private boolean isKnownSound(PaperId paper, int version, CheckLog log) {
            Duration recent = within;
            if (recent == null) {
                return false;
            }
            Instant now = home.clock().instant();
            // A check that lies in the future was made by a clock that was wrong.
            return log.soundAt(paper, version)
                    .filter(at -> at.isAfter(now.minus(recent)) && !at.isAfter(now))
                    .isPresent();
        }

        /** Leaves the disk to others: waits where more was read than the rate allows. */
        private void slowDown() {
            if (bytesPerSecond <= 0) {
                return;
            }
            long due = start + (long) (bytes * 1e9 / bytesPerSecond);
            while (!stopped && System.nanoTime() < due) {
                LockSupport.parkNanos(Math.min(due - System.nanoTime(), 100_000_000L));
            }
        }

        void ledger() {
            registry.checkLedger()
                    .ifPresent(broken -> findings.add(
                            new Finding(Kind.LEDGER, null, "row " + broken.sequence() + ": " + broken.reason())));
            clock();
            registry.checkStorage().forEach(words -> findings.add(new Finding(Kind.REGISTRY, null, words)));
        }

        /** Rows in the future: the clock was wrong then, or is now; what is written meanwhile seems to come before them. */
        private void clock() {
            long last = registry.lastSequence();
            Instant now = home.clock().instant();
            registry.events(Math.max(0, last - 1), 1).stream()
                    .filter(event -> event.at().isAfter(now.plus(CLOCKS_DIFFER)))
                    .forEach(event -> findings.add(new Finding(
                            Kind.LEDGER,
                            null,
                            "row " + event.sequence() + " is of " + event.at() + ", the clock of this machine says "
                                    + now.truncatedTo(ChronoUnit.SECONDS) + ": one of them is wrong; set the clock")));
        }

        void otherStores() {
            StoreComparison archived = new StoreComparison(versions);
            findings.addAll(archived.with(registry));
            if (index != null) {
                findings.addAll(archived.with(index));
            }
        }
    }

    /** Settings for a verifier. */
    public static final class Builder {
        private @Nullable Home home;
        private @Nullable SealVerifier seals;
        private @Nullable RecordIndex index;
        private Listener listener = (done, total) -> {};
        private @Nullable Duration within;
        private long bytesPerSecond;

        private Builder() {}

        /**
         * What to check.
         *
         * @param value an open home; it is not closed with the verifier
         * @return this
         */
        public Builder home(Home value) {
            this.home = Objects.requireNonNull(value);
            return this;
        }

        /**
         * What validates signatures; without it they are not looked at.
         *
         * @param value the verifier
         * @return this
         */
        public Builder seals(SealVerifier value) {
            this.seals = Objects.requireNonNull(value);
            return this;
        }

        /**
         * The index to compare with the archive; without it that is left out.
         *
         * @param value the index
         * @return this
         */
        public Builder index(RecordIndex value) {
            this.index = Objects.requireNonNull(value);
            return this;
        }

        /**
         * Leaves out papers that were found sound not long ago and have not changed since; without it all are checked.
         *
         * @param value how long ago at most
         * @return this
         */
        public Builder skipSoundWithin(Duration value) {
            this.within = Objects.requireNonNull(value);
            return this;
        }

        /**
         * Limits how much is read.
         *
         * @param value bytes a second; 0, the default, for no limit
         * @return this
         */
        public Builder bytesPerSecond(long value) {
            if (value < 0) {
                throw new IllegalArgumentException("a rate is 0 or more, got " + value);
            }
            this.bytesPerSecond = value;
            return this;
        }

        /**
         * Who hears how it goes on.
         *
         * @param value the listener
         * @return this
         */
        public Builder listener(Listener value) {
            this.listener = Objects.requireNonNull(value);
            return this;
        }

        /**
         * Makes the verifier.
         *
         * @return a verifier
         * @throws NullPointerException if there is no home
         */
        public ArchiveVerifier build() {
            return new ArchiveVerifier(this);
        }
    }

    /** Hears how a check goes on. */
    @FunctionalInterface
    public interface Listener {
        /**
         * A paper was checked.
         *
         * @param done how many papers have been checked
         * @param total how many there are
         */
        void checked(long done, long total);
    }
}
