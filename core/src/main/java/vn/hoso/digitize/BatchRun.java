package vn.hoso.digitize;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.hoso.digitize.FileReport.Outcome;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.internal.Digests;
import vn.hoso.internal.Durable;
import vn.hoso.internal.Writing;
import vn.hoso.paper.PaperId;
import vn.hoso.registry.IncomingFile;
import vn.hoso.registry.LeaseLostException;
import vn.hoso.registry.PaperEntry;
import vn.hoso.registry.PaperState;
import vn.hoso.registry.Reception;
import vn.hoso.registry.Registry;
import vn.hoso.registry.Transition;

/** One run over many files: who works on what, what is done already, what to do when something fails. */
final class BatchRun {
    private static final Logger LOG = LoggerFactory.getLogger(BatchRun.class);
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final Duration BUSY_POLL = Duration.ofMillis(250);

    /** What would befall every further file as well. */
    private static final Set<Problem> FATAL = EnumSet.of(
            Problem.DISK_FULL,
            Problem.NO_PERMISSION,
            Problem.NO_KEY,
            Problem.CERTIFICATE_EXPIRED,
            Problem.NO_TIME_STAMP,
            Problem.STORE_NEWER);

    private final ConverterSettings settings;
    private final Registry registry;
    private final String worker;
    private final List<Path> files;
    private final Map<Path, Stated> stated;
    private final int jobs;
    private final BooleanSupplier asked;
    private final RunProgress progress;
    private final IndexKeeper index;
    private final AtomicReferenceArray<@Nullable FileReport> reports;
    private final Map<String, Integer> seen = new ConcurrentHashMap<>();
    private final AtomicLong folders = new AtomicLong();
    private final Queue<Integer> waiting = new ArrayDeque<>();
    private volatile boolean broken;

    BatchRun(
            ConverterSettings settings,
            List<Path> files,
            Map<Path, Stated> stated,
            int jobs,
            ProgressListener listener,
            IndexKeeper index,
            BooleanSupplier asked) {
        this.settings = settings;
        this.registry = settings.home().registry();
        this.worker = settings.home().worker();
        this.files = files;
        this.stated = stated;
        this.jobs = jobs;
        this.asked = asked;
        this.progress = new RunProgress(listener, files.size());
        this.index = index;
        this.reports = new AtomicReferenceArray<>(files.size());
        IntStream.range(0, files.size()).forEach(waiting::add);
    }

    BatchReport run() {
        Instant started = settings.home().clock().instant();
        recover();
        ScheduledExecutorService leases = Executors.newSingleThreadScheduledExecutor(BatchRun::daemon);
        long quarter = LEASE.toMillis() / 4;
        ScheduledFuture<?> unused = leases.scheduleAtFixedRate(this::renew, quarter, quarter, TimeUnit.MILLISECONDS);
        ExecutorService workers = Executors.newFixedThreadPool(jobs, BatchRun::daemon);
        try {
            for (int i = 0; i < jobs; i++) {
                workers.execute(this::work);
            }
            workers.shutdown();
            while (!workers.awaitTermination(1, TimeUnit.SECONDS)) {
                try {
                    index.touch();
                } catch (HosoException e) {
                    LOG.warn("the index could not be brought up to date; trying again", e);
                }
            }
        } catch (InterruptedException e) {
            broken = true;
            workers.shutdownNow();
            Thread.currentThread().interrupt();
        } finally {
            leases.shutdownNow();
            registry.releaseAll(worker);
        }
        boolean indexed = indexed();
        List<FileReport> all = IntStream.range(0, files.size())
                .mapToObj(i -> {
                    FileReport report = reports.get(i);
                    return report == null ? notDone(files.get(i), null) : report;
                })
                .toList();
        return new BatchReport(all, started, settings.home().clock().instant(), stopped(), indexed);
    }

    private void recover() {
        Recovery recovery = new Recovery(settings.home());
        recovery.releaseTheDead();
        int papers = recovery.takeOverAll();
        if (papers > 0) {
            LOG.info("{} papers of the archive were taken over", papers);
        }
    }

    /** What is archived is not lost when the index can't be written: it is caught up from the ledger later. */
    private boolean indexed() {
        try {
            return index.finishPatiently();
        } catch (HosoException e) {
            LOG.warn("the index could not be brought up to date", e);
            return false;
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "hoso-convert");
        thread.setDaemon(true);
        return thread;
    }

    private void renew() {
        try {
            registry.renew(worker, LEASE);
        } catch (RuntimeException e) {
            LOG.warn("leases could not be renewed; trying again", e);
        }
    }

    private boolean stopped() {
        return broken || asked.getAsBoolean();
    }

    /** Waits while the home is paused; leases are renewed meanwhile. */
    private void pause() {
        while (settings.home().isPaused() && !stopped()) {
            try {
                Thread.sleep(BUSY_POLL.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                broken = true;
            }
        }
    }

    private boolean stoppedAfterPause() {
        pause();
        return stopped();
    }

    private void work() {
        pause();
        for (Integer next = take(); next != null && !stopped(); next = take()) {
            Attempt attempt = new Attempt(next);
            FileReport report = attempt.run();
            if (report == null) {
                later(next);
            } else {
                reports.set(next, report);
                progress.finished(report, attempt.opened());
            }
            pause();
        }
    }

    private @Nullable Integer take() {
        synchronized (waiting) {
            return waiting.poll();
        }
    }

    /** Another process has the file in work: its turn comes again after all others. */
    private void later(int file) {
        boolean alone;
        synchronized (waiting) {
            alone = waiting.isEmpty();
            waiting.add(file);
        }
        if (alone) {
            try {
                Thread.sleep(BUSY_POLL.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                broken = true;
            }
        }
    }

    private static FileReport notDone(Path file, @Nullable String sha256) {
        return new FileReport(file, Outcome.NOT_DONE, sha256, List.of(), null, 0, 0, 0, Map.of(), List.of(), null);
    }

    /** One try at one file. */
    private final class Attempt {
        private final int place;
        private final Path file;
        private @Nullable String sha256;
        private long bytes;
        private boolean taken;
        private @Nullable FileConversion conversion;

        Attempt(int place) {
            this.place = place;
            this.file = files.get(place);
        }

        boolean opened() {
            return conversion != null && conversion.pages() > 0;
        }

        /** The report, or null where somebody else has the file in work. */
        @Nullable
        FileReport run() {
            try {
                return make();
            } catch (LeaseLostException e) {
                LOG.warn("a lease ran out and another process took the file over", e);
                return null;
            } catch (Throwable e) {
                // Whatever happens to a file costs that file alone; even running out of stack or memory.
                return failed(e);
            } finally {
                release();
            }
        }

        private @Nullable FileReport make() throws IOException {
            String digest = digest();
            sha256 = digest;
            Integer first = seen.putIfAbsent(digest, place);
            if (first != null && first != place) {
                return report(Outcome.DUPLICATE, papers(digest), name(files.get(first)), List.of(), null);
            }
            Reception reception = registry.receive(new IncomingFile(digest, name(file), bytes), worker, LEASE);
            if (reception instanceof Reception.Done done) {
                return report(Outcome.SKIPPED, done.papers(), done.name(), List.of(), null);
            }
            if (reception instanceof Reception.Busy busy) {
                releaseIfDead(busy.worker());
                return null;
            }
            taken = true;
            return convert(digest, ((Reception.Taken) reception).papers());
        }

        /** A process that dies while this run goes on must not hold the run up until its lease runs out. */
        private void releaseIfDead(String owner) {
            if (!settings.home().isAlive(owner)) {
                registry.releaseAll(owner);
            }
        }

        private List<PaperId> papers(String digest) {
            return registry.papersOf(digest).stream().map(PaperEntry::id).toList();
        }

        private FileReport convert(String digest, List<PaperEntry> papers) throws IOException {
            Path work = settings.home().workFolder().resolve("f" + folders.incrementAndGet());
            Files.createDirectories(work);
            FileConversion road = new FileConversion(
                    settings, stated.getOrDefault(file, Stated.NOTHING), progress, BatchRun.this::stoppedAfterPause);
            conversion = road;
            try {
                FileConversion.Made made = road.convert(file, digest, papers, work);
                return report(Outcome.CONVERTED, made.papers(), null, made.warnings(), null);
            } finally {
                Durable.deleteQuietly(work);
            }
        }

        private String digest() {
            try {
                bytes = Files.size(file);
                return Digests.sha256(file);
            } catch (IOException e) {
                throw new HosoException(Problem.UNREADABLE, e, name(file));
            }
        }

        private FileReport failed(Throwable thrown) {
            if (thrown instanceof CancellationException && stopped()) {
                return notDone(file, sha256);
            }
            HosoException failure = named(thrown);
            PaperEntry.Failure onRecord = PaperEntry.Failure.of(failure);
            record(onRecord);
            if (FATAL.contains(failure.problem())) {
                broken = true;
            }
            return report(Outcome.FAILED, List.of(), null, List.of(), onRecord);
        }

        private HosoException named(Throwable thrown) {
            Throwable cause = thrown instanceof UncheckedIOException io ? io.getCause() : thrown;
            if (cause instanceof HosoException named) {
                return named;
            }
            if (cause instanceof IOException) {
                return Writing.failed(cause, name(file));
            }
            LOG.warn("a file failed unexpectedly", thrown);
            return new HosoException(
                    Problem.INTERNAL, thrown, name(file), thrown.getClass().getSimpleName());
        }

        /** The failure stands in the registry, so that status and a later run know of it. */
        private void record(PaperEntry.Failure failure) {
            if (!taken || sha256 == null) {
                return;
            }
            String officer = settings.signer().signatory().name();
            try {
                for (PaperEntry paper : registry.papersOf(sha256)) {
                    if (paper.state().allows(PaperState.FAILED)) {
                        registry.apply(Transition.of(paper.id(), PaperState.FAILED, "fail", worker, officer)
                                .failure(failure)
                                .fact("problem", failure.problem()));
                    }
                }
            } catch (RuntimeException e) {
                LOG.warn("a failure could not be recorded", e);
            }
        }

        private void release() {
            if (taken && sha256 != null) {
                try {
                    registry.release(sha256, worker);
                } catch (RuntimeException e) {
                    LOG.warn("a lease could not be given back; it runs out by itself", e);
                }
            }
        }

        private FileReport report(
                Outcome outcome,
                List<PaperId> papers,
                @Nullable String sameAs,
                List<String> warnings,
                PaperEntry.@Nullable Failure failure) {
            FileConversion road = conversion;
            return new FileReport(
                    file,
                    outcome,
                    sha256,
                    papers,
                    sameAs,
                    road == null ? 0 : road.pages(),
                    bytes,
                    road == null ? 0 : road.renditionBytes(),
                    road == null ? Map.of() : road.times(),
                    warnings,
                    failure);
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
