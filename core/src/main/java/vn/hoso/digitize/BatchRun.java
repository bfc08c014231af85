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
            Problem.STORE_DAMAGED,
            Problem.STORE_NEWER);

    private final ConverterSettings settings;
    private final Registry registry;
    private final String worker;
    private final List<Path> files;
    private final int jobs;
    private final BooleanSupplier asked;
    private final RunProgress progress;
    private final IndexKeeper index;
    private final AtomicReferenceArray<@Nullable FileReport> reports;
    private final Map<String, Path> seen = new ConcurrentHashMap<>();
    private final AtomicLong folders = new AtomicLong();
    private final Queue<Integer> waiting = new ArrayDeque<>();
    private volatile boolean broken;

    BatchRun(
            ConverterSettings settings,
            List<Path> files,
            int jobs,
            ProgressListener listener,
            IndexKeeper index,
            BooleanSupplier asked) {
        this.settings = settings;
        this.registry = settings.home().registry();
        this.worker = settings.home().worker();
        this.files = files;
        this.jobs = jobs;
        this.asked = asked;
        this.progress = new RunProgress(listener, files.size());
        this.index = index;
        this.reports = new AtomicReferenceArray<>(files.size());
        IntStream.range(0, files.size()).forEach(waiting::add);
    }

    BatchReport run() {
        Instant started = settings.home().clock().instant();
        releaseTheDead();
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

    /** What is archived is not lost when the index can't be written: it is caught up from the ledger later. */
    private boolean indexed() {
        try {
            return index.finish();
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

    /** What a process that was killed had in work is free at once, not only when its lease runs out. */
    private void releaseTheDead() {
        registry.leases().stream()
                .map(lease -> lease.worker())
                .distinct()
                .filter(owner -> !owner.startsWith("desk-") && !settings.home().isAlive(owner))
                .forEach(registry::releaseAll);
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

    private void work() {
        for (Integer next = take(); next != null && !stopped(); next = take()) {
            FileReport report = null;
            Attempt attempt = new Attempt(files.get(next));
            try {
                report = attempt.make();
            } catch (Throwable e) {
                // Whatever happens to a file costs that file alone; even running out of stack or memory.
                report = attempt.failed(e);
            }
            if (report == null) {
                later(next);
            } else {
                reports.set(next, report);
                progress.finished(report, attempt.opened());
            }
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
        private final Path file;
        private @Nullable String sha256;
        private long bytes;
        private boolean taken;
        private @Nullable FileConversion conversion;

        Attempt(Path file) {
            this.file = file;
        }

        boolean opened() {
            return conversion != null && conversion.pages() > 0;
        }

        /** The report, or null where somebody else has the file in work. */
        @Nullable
        FileReport make() throws IOException {
            String digest = digest();
            sha256 = digest;
            Path first = seen.putIfAbsent(digest, file);
            if (first != null && !first.equals(file)) {
                return report(Outcome.DUPLICATE, List.of(), name(first), List.of(), null);
            }
            Reception reception = registry.receive(new IncomingFile(digest, name(file), bytes), worker, LEASE);
            if (reception instanceof Reception.Done done) {
                return report(Outcome.SKIPPED, done.papers(), done.name(), List.of(), null);
            }
            if (reception instanceof Reception.Busy) {
                return null;
            }
            taken = true;
            return convert(digest, ((Reception.Taken) reception).papers());
        }

        private FileReport convert(String digest, List<PaperEntry> papers) throws IOException {
            Path work = settings.home().workFolder().resolve("f" + folders.incrementAndGet());
            Files.createDirectories(work);
            FileConversion road = new FileConversion(settings, progress, BatchRun.this::stopped);
            conversion = road;
            try {
                FileConversion.Made made = road.convert(file, digest, papers, work);
                return report(Outcome.CONVERTED, made.papers(), null, made.warnings(), null);
            } finally {
                registry.release(digest, worker);
                deleteQuietly(work);
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

        FileReport failed(Throwable thrown) {
            if (thrown instanceof CancellationException && stopped()) {
                return notDone(file, sha256);
            }
            if (thrown instanceof LeaseLostException) {
                return report(Outcome.SKIPPED, List.of(), name(file), List.of("taken over by another process"), null);
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
            try {
                for (PaperEntry paper : registry.papersOf(sha256)) {
                    if (!paper.state().stored() && paper.state() != PaperState.FAILED) {
                        Reception again = registry.receive(new IncomingFile(sha256, name(file), bytes), worker, LEASE);
                        if (again instanceof Reception.Taken) {
                            registry.apply(Transition.of(
                                            paper.id(),
                                            PaperState.FAILED,
                                            "fail",
                                            worker,
                                            settings.signer().signatory().name())
                                    .failure(failure)
                                    .fact("problem", failure.problem()));
                        }
                    }
                }
            } catch (RuntimeException e) {
                LOG.warn("a failure could not be recorded", e);
            } finally {
                releaseQuietly(sha256);
            }
        }

        private void releaseQuietly(String digest) {
            try {
                registry.release(digest, worker);
            } catch (RuntimeException e) {
                LOG.warn("a lease could not be given back; it runs out by itself", e);
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

    private static void deleteQuietly(Path folder) {
        try {
            Durable.delete(folder);
        } catch (IOException e) {
            LOG.warn("a work folder could not be removed; the next start does", e);
        }
    }
}
