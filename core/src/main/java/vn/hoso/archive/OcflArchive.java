package vn.hoso.archive;

import io.ocfl.api.OcflOption;
import io.ocfl.api.OcflRepository;
import io.ocfl.api.exception.AlreadyExistsException;
import io.ocfl.api.exception.NotFoundException;
import io.ocfl.api.exception.ObjectOutOfSyncException;
import io.ocfl.api.exception.OcflJavaException;
import io.ocfl.api.model.DigestAlgorithm;
import io.ocfl.api.model.ObjectVersionId;
import io.ocfl.api.model.OcflVersion;
import io.ocfl.api.model.VersionDetails;
import io.ocfl.api.model.VersionInfo;
import io.ocfl.core.OcflRepositoryBuilder;
import io.ocfl.core.cache.NoOpCache;
import io.ocfl.core.extension.storage.layout.config.HashedNTupleLayoutConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.internal.Durable;
import vn.hoso.internal.FileLocks;
import vn.hoso.internal.Writing;
import vn.hoso.paper.PaperId;

/**
 * An archive on a local file system, in the Oxford Common File Layout 1.1: readable without Hoso, and without a database.
 *
 * <p>Objects lie in 4,096 folders by the SHA-256 of their id (hashed n-tuple layout); digests are SHA-256. A new object
 * is put together beside the archive, made durable, and appears by one atomic rename. A further version of an object is
 * several steps, of which a crash may leave some undone; {@link #heal} then completes the version, or takes it away where
 * it is not whole. When {@link #put} returns, what it stored survives a power cut.
 */
public final class OcflArchive implements Archive {
    private static final Duration LOCK_PATIENCE = Duration.ofMinutes(2);
    private static final int LOCKS = 1 << 16;

    private final Path folder;
    private final Path work;
    private final Path lockFile;
    private final Clock clock;
    private final boolean readOnly;
    private final OcflRepository repository;
    private @Nullable OcflRepository staging;
    private @Nullable Path stagingFolder;
    private boolean closed;

    private OcflArchive(Path folder, Path work, Clock clock, boolean readOnly) {
        this.folder = folder.toAbsolutePath().normalize();
        this.work = work.toAbsolutePath().normalize();
        this.lockFile = this.folder.resolveSibling(this.folder.getFileName() + ".lock");
        this.clock = clock;
        this.readOnly = readOnly;
        this.repository = repository(this.folder, this.work);
    }

    /**
     * Opens an archive for reading and writing; it is made if it is missing.
     *
     * @param folder the folder of the archive; work goes on in a folder beside it with {@code .work} at its end
     * @return the archive
     * @throws HosoException with {@code NO_PERMISSION}, {@code DISK_FULL} or {@code STORE_DAMAGED}
     */
    public static OcflArchive open(Path folder) {
        return open(folder, folder.toAbsolutePath().resolveSibling(folder.getFileName() + ".work"), Clock.systemUTC());
    }

    /**
     * Opens an archive for reading and writing; it is made if it is missing.
     *
     * @param folder the folder of the archive
     * @param work a folder on the same file system in which new versions are put together; of this process alone
     * @param clock gives the time of a version
     * @return the archive
     * @throws HosoException with {@code NO_PERMISSION}, {@code DISK_FULL} or {@code STORE_DAMAGED}
     */
    public static OcflArchive open(Path folder, Path work, Clock clock) {
        String name = String.valueOf(folder.getFileName());
        try {
            Files.createDirectories(folder);
            Files.createDirectories(work);
            // two processes must not both make the root of the archive
            Path lock = folder.toAbsolutePath().resolveSibling(name + ".lock");
            try (FileLocks.Held held = FileLocks.lock(lock, LOCKS, LOCK_PATIENCE)
                    .orElseThrow(() -> new HosoException(Problem.HOME_LOCKED, name))) {
                Objects.requireNonNull(held);
                return new OcflArchive(folder, work, clock, false);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HosoException(Problem.HOME_LOCKED, e, name);
        } catch (IOException e) {
            throw Writing.failed(e, name);
        } catch (OcflJavaException e) {
            throw damagedOr(e, name);
        }
    }

    /**
     * Opens an archive for reading; nothing is made or changed.
     *
     * @param folder the folder of the archive
     * @return the archive
     * @throws HosoException with {@code NOT_FOUND} where there is none, or {@code STORE_DAMAGED}
     */
    public static OcflArchive openReadOnly(Path folder) {
        String name = String.valueOf(folder.getFileName());
        if (!Files.exists(folder.resolve("0=ocfl_1.1")) && !Files.exists(folder.resolve("0=ocfl_1.0"))) {
            throw new HosoException(Problem.NOT_FOUND, name, "archive");
        }
        try {
            return new OcflArchive(folder, Path.of(System.getProperty("java.io.tmpdir", ".")), Clock.systemUTC(), true);
        } catch (OcflJavaException e) {
            throw damagedOr(e, name);
        }
    }

    private static OcflRepository repository(Path folder, Path work) {
        return new OcflRepositoryBuilder()
                .defaultLayoutConfig(new HashedNTupleLayoutConfig()
                        .setDigestAlgorithm(DigestAlgorithm.fromOcflName("sha256"))
                        .setTupleSize(ObjectRoot.TUPLE)
                        .setNumberOfTuples(1))
                .ocflConfig(config -> config.setOcflVersion(OcflVersion.OCFL_1_1)
                        .setDefaultDigestAlgorithm(DigestAlgorithm.fromOcflName("sha256")))
                // another process may store a version at any time
                .inventoryCache(new NoOpCache<>())
                .storage(storage -> storage.fileSystem(folder))
                .workDir(work)
                .build();
    }

    @Override
    public ArchivedPaper put(PaperId id, Map<String, Path> files, int expectedVersion, String actor, String message) {
        if (readOnly || closed) {
            throw new IllegalStateException(readOnly ? "the archive was opened for reading" : "the archive is closed");
        }
        if (files.isEmpty() || expectedVersion < 0) {
            throw new IllegalArgumentException("a version needs files and an expected version of 0 or more");
        }
        try (FileLocks.Held held = lock(id)) {
            Objects.requireNonNull(held);
            int present = head(id).map(ArchivedPaper::version).orElse(0);
            if (present != expectedVersion) {
                throw wrongVersion(id, present, expectedVersion);
            }
            VersionInfo info = new VersionInfo()
                    .setUser(actor, null)
                    .setMessage(message)
                    .setCreated(
                            OffsetDateTime.ofInstant(clock.instant().truncatedTo(ChronoUnit.MILLIS), ZoneOffset.UTC));
            if (expectedVersion == 0) {
                create(id, files, info);
            } else {
                update(id, files, expectedVersion, info);
            }
            return head(id).orElseThrow(() -> new HosoException(Problem.STORE_DAMAGED, id.value(), "vanished"));
        } catch (ObjectOutOfSyncException | AlreadyExistsException e) {
            throw wrongVersion(id, head(id).map(ArchivedPaper::version).orElse(0), expectedVersion);
        } catch (OcflJavaException | IOException e) {
            throw Writing.failed(e, "archive");
        }
    }

    /** Put together aside, durable, then there at once. */
    private void create(PaperId id, Map<String, Path> files, VersionInfo info) throws IOException {
        Path aside = stagingFolder();
        OcflRepository stage = staging(aside);
        Path root = ObjectRoot.of(aside, id);
        try {
            stage.updateObject(ObjectVersionId.head(id.value()), info, object -> add(object, files));
            Durable.sync(root);
            Path target = ObjectRoot.of(folder, id);
            repository.importObject(root, OcflOption.MOVE_SOURCE, OcflOption.NO_VALIDATION);
            Durable.syncFolder(parent(target));
            Durable.syncFolder(folder);
        } finally {
            Durable.delete(root);
        }
    }

    private void update(PaperId id, Map<String, Path> files, int version, VersionInfo info) throws IOException {
        repository.updateObject(ObjectVersionId.version(id.value(), version), info, object -> add(object, files));
        Durable.sync(ObjectRoot.of(folder, id).resolve("v" + (version + 1)));
        ObjectRoot.syncInventory(ObjectRoot.of(folder, id));
    }

    private static void add(io.ocfl.api.OcflObjectUpdater object, Map<String, Path> files) {
        files.forEach((name, file) -> object.addPath(file, name, OcflOption.OVERWRITE));
    }

    private synchronized OcflRepository staging(Path aside) throws IOException {
        OcflRepository stage = staging;
        if (stage == null) {
            Path temporary = Files.createDirectories(aside.resolveSibling(aside.getFileName() + ".tmp"));
            stage = repository(aside, temporary);
            staging = stage;
        }
        return stage;
    }

    private synchronized Path stagingFolder() throws IOException {
        Path aside = stagingFolder;
        if (aside == null) {
            aside = Files.createDirectories(work.resolve("staging-" + UUID.randomUUID()));
            stagingFolder = aside;
        }
        return aside;
    }

    private FileLocks.Held lock(PaperId id) throws IOException {
        try {
            return FileLocks.lock(lockFile, Math.floorMod(id.value().hashCode(), LOCKS), LOCK_PATIENCE)
                    .orElseThrow(() -> new HosoException(Problem.HOME_LOCKED, id.value()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HosoException(Problem.HOME_LOCKED, e, id.value());
        }
    }

    @Override
    public List<String> heal(PaperId id) {
        if (readOnly) {
            throw new IllegalStateException("the archive was opened for reading");
        }
        try (FileLocks.Held held = lock(id)) {
            Objects.requireNonNull(held);
            return ObjectRoot.heal(ObjectRoot.of(folder, id));
        } catch (IOException e) {
            throw Writing.failed(e, "archive");
        }
    }

    /** Gone at once, then deleted: what a process that dies leaves in its work folder goes with that. */
    @Override
    public void purge(PaperId id) {
        if (readOnly || closed) {
            throw new IllegalStateException(readOnly ? "the archive was opened for reading" : "the archive is closed");
        }
        Path root = ObjectRoot.of(folder, id);
        try (FileLocks.Held held = lock(id)) {
            Objects.requireNonNull(held);
            if (!Files.exists(root)) {
                return;
            }
            Path aside = work.resolve("purged-" + UUID.randomUUID());
            Files.move(root, aside, StandardCopyOption.ATOMIC_MOVE);
            Durable.syncFolder(parent(root));
            ObjectRoot.tidy(parent(root));
            Durable.delete(aside);
        } catch (IOException e) {
            throw Writing.failed(e, "archive");
        }
    }

    @Override
    public Optional<ArchivedPaper> head(PaperId id) {
        return details(id, ObjectVersionId.head(id.value())).map(details -> archived(id, details));
    }

    @Override
    public List<ArchivedPaper> versions(PaperId id) {
        try {
            return repository.describeObject(id.value()).getVersionMap().values().stream()
                    .map(details -> archived(id, details))
                    .sorted(java.util.Comparator.comparingInt(ArchivedPaper::version))
                    .toList();
        } catch (NotFoundException e) {
            return List.of();
        } catch (OcflJavaException e) {
            throw damagedOr(e, id.value());
        }
    }

    @Override
    public Optional<InputStream> open(PaperId id, int version, String name) {
        Path file = files(id, version).get(name);
        if (file == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.newInputStream(file));
        } catch (IOException e) {
            throw new HosoException(Problem.STORE_DAMAGED, e, id.value(), name + " can't be read");
        }
    }

    @Override
    public Map<String, Path> files(PaperId id, int version) {
        Map<String, Path> files = new LinkedHashMap<>();
        details(id, ObjectVersionId.version(id.value(), version))
                .ifPresent(details -> details.getFiles().stream()
                        .sorted(java.util.Comparator.comparing(io.ocfl.api.model.FileDetails::getPath))
                        .forEach(file -> files.put(file.getPath(), inside(id, file.getStorageRelativePath()))));
        return files;
    }

    /** An inventory is only a file: it must not lead out of the archive. */
    private Path inside(PaperId id, String relative) {
        Path path = folder.resolve(relative).normalize();
        if (!path.startsWith(folder)) {
            throw new HosoException(Problem.STORE_DAMAGED, id.value(), "a path leads out of the archive");
        }
        return path;
    }

    private Optional<VersionDetails> details(PaperId id, ObjectVersionId version) {
        try {
            return Optional.of(repository.describeVersion(version));
        } catch (NotFoundException e) {
            return Optional.empty();
        } catch (OcflJavaException e) {
            throw damagedOr(e, id.value());
        }
    }

    @Override
    public Stream<PaperId> papers() {
        return repository.listObjectIds().map(PaperId::new);
    }

    @Override
    public List<String> fixity(PaperId id) {
        try {
            return repository.validateObject(id.value(), true).getErrors().stream()
                    .map(issue -> issue.getCode() + " " + issue.getMessage())
                    .toList();
        } catch (NotFoundException e) {
            return List.of("not in the archive");
        } catch (OcflJavaException | UncheckedIOException e) {
            return List.of("can't be read: " + e.getClass().getSimpleName());
        }
    }

    /** Closes the archive; it may be closed twice. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        repository.close();
        if (staging != null) {
            staging.close();
        }
        if (stagingFolder != null) {
            try {
                Durable.delete(stagingFolder);
                Durable.delete(stagingFolder.resolveSibling(stagingFolder.getFileName() + ".tmp"));
            } catch (IOException e) {
                // whoever cleans the work folder takes it away
                stagingFolder = null;
            }
        }
    }

    private static ArchivedPaper archived(PaperId id, VersionDetails details) {
        String message = details.getVersionInfo().getMessage();
        return new ArchivedPaper(
                id,
                Math.toIntExact(details.getVersionNum().getVersionNum()),
                details.getCreated().toInstant(),
                message == null ? "" : message);
    }

    private static Path parent(Path path) {
        return Objects.requireNonNull(path.getParent());
    }

    private static HosoException wrongVersion(PaperId id, int present, int expected) {
        return new HosoException(Problem.WRONG_STATE, id.value(), "version " + present, "version " + expected);
    }

    private static HosoException damagedOr(OcflJavaException e, String subject) {
        HosoException named = Writing.failed(e, subject);
        return named.problem() == Problem.INTERNAL
                ? new HosoException(
                        Problem.STORE_DAMAGED, e, subject, e.getClass().getSimpleName())
                : named;
    }
}
