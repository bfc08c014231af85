package vn.hoso.digitize;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vn.hoso.archive.Archive;
import vn.hoso.archive.OcflArchive;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.internal.Durable;
import vn.hoso.internal.Writing;
import vn.hoso.registry.Registry;
import vn.hoso.registry.SqliteRegistry;

/**
 * The folder that everything is kept in: {@code archive/} (OCFL), {@code registry.db} (SQLite), {@code index/} (Lucene,
 * derived), {@code keys/}, {@code work/} (of running processes), and {@code hoso-home}, which holds the format version.
 *
 * <p>Any number of processes may have a home open, for reading and for writing. Each has a folder of its own under {@code
 * work/}; those of dead processes are removed when a home is opened for writing. Safe for use by several threads; may be
 * closed twice.
 */
public final class Home implements AutoCloseable {
    /** The version of the layout that is written. */
    public static final int FORMAT = 1;

    private static final String PAUSE = "paused";

    private final Path folder;
    private final Clock clock;
    private final boolean readOnly;
    private final Workplace workplace;
    private @Nullable Archive archive;
    private @Nullable Registry registry;
    private boolean closed;

    private Home(Path folder, Clock clock, boolean readOnly) {
        this.folder = folder.toAbsolutePath().normalize();
        this.clock = clock;
        this.readOnly = readOnly;
        this.workplace = new Workplace(this.folder);
    }

    /**
     * Opens a home for reading and writing; what is missing is made.
     *
     * @param folder the folder
     * @return the home
     * @throws HosoException with {@code STORE_NEWER}, {@code HOME_LOCKED}, {@code NO_PERMISSION} or {@code DISK_FULL}
     */
    public static Home open(Path folder) {
        return open(folder, Clock.systemUTC());
    }

    /**
     * Opens a home for reading and writing, with a clock of the caller's.
     *
     * @param folder the folder
     * @param clock tells the time of all that is written
     * @return the home
     * @throws HosoException with {@code STORE_NEWER}, {@code HOME_LOCKED}, {@code NO_PERMISSION} or {@code DISK_FULL}
     */
    public static Home open(Path folder, Clock clock) {
        return open(folder, clock, true);
    }

    /**
     * Opens a home for writing, alone: nobody else can open it for writing until it is closed. For repairs.
     *
     * @param folder the folder
     * @return the home
     * @throws HosoException as {@link #open(Path)}; with {@code HOME_LOCKED} where anybody else writes
     */
    public static Home openAlone(Path folder) {
        return open(folder, Clock.systemUTC(), false);
    }

    private static Home open(Path folder, Clock clock, boolean share) {
        Home home = new Home(folder, clock, false);
        try {
            new HomeMark(home.folder).make();
            Files.createDirectories(home.keysFolder());
            home.workplace.take(share);
        } catch (IOException e) {
            home.close();
            throw Writing.failed(e, String.valueOf(folder));
        } catch (RuntimeException e) {
            home.close();
            throw e;
        }
        return home;
    }

    /**
     * Opens a home for reading only; nothing is made or changed.
     *
     * @param folder the folder
     * @return the home
     * @throws HosoException with {@code STORE_NEWER}, or {@code NOT_FOUND} where there is no home
     */
    public static Home openReadOnly(Path folder) {
        Home home = new Home(folder, Clock.systemUTC(), true);
        HomeMark mark = new HomeMark(home.folder);
        if (!mark.isThere()) {
            throw new HosoException(Problem.NOT_FOUND, String.valueOf(folder), "home");
        }
        mark.check();
        return home;
    }

    /** The dead processes whose work was removed when this home was opened. */
    List<String> sweptWork() {
        return workplace.swept();
    }

    /** Whether the process still runs that a worker belongs to. */
    boolean isAlive(String owner) {
        return workplace.isAlive(owner);
    }

    /** The name of this process among those that work on this home. */
    String worker() {
        return workplace.worker();
    }

    Clock clock() {
        return clock;
    }

    /**
     * The folder itself.
     *
     * @return its path
     */
    public Path folder() {
        return folder;
    }

    /**
     * The folder of the search index.
     *
     * @return its path
     */
    public Path indexFolder() {
        return folder.resolve("index");
    }

    /**
     * The folder of keys.
     *
     * @return its path
     */
    public Path keysFolder() {
        return folder.resolve("keys");
    }

    /** The note of what was found sound when. */
    Path checksFile() {
        return folder.resolve("checks.log");
    }

    /**
     * The configuration file.
     *
     * @return its path; the file may be missing
     */
    public Path configFile() {
        return folder.resolve("hoso.yaml");
    }

    /**
     * Whether conversions into this home are to wait.
     *
     * @return true from {@link #pause} to {@link #resume}, for all processes
     */
    public boolean isPaused() {
        return Files.exists(folder.resolve(PAUSE));
    }

    /**
     * Lets conversions into this home wait: each process finishes the page that it is at, keeps what it has in work, and goes
     * on after {@link #resume}. It outlives this process. Nothing happens where they wait already.
     *
     * @throws HosoException with {@code NO_PERMISSION} or {@code DISK_FULL}
     */
    public void pause() {
        try {
            if (!isPaused()) {
                Files.createFile(folder.resolve(PAUSE));
            }
        } catch (FileAlreadyExistsException e) {
            return; // another process was quicker
        } catch (IOException e) {
            throw Writing.failed(e, PAUSE);
        }
    }

    /**
     * Lets conversions into this home go on.
     *
     * @throws HosoException with {@code NO_PERMISSION}
     */
    public void resume() {
        try {
            Files.deleteIfExists(folder.resolve(PAUSE));
        } catch (IOException e) {
            throw Writing.failed(e, PAUSE);
        }
    }

    /**
     * The folder for files in work, of this process alone; it vanishes when the home is closed.
     *
     * @return its path
     */
    public Path workFolder() {
        return workplace.folder();
    }

    /**
     * The archive, opened when first asked for.
     *
     * @return the archive; closed with the home
     */
    public synchronized Archive archive() {
        checkOpen();
        if (archive == null) {
            Path place = folder.resolve("archive");
            archive = readOnly
                    ? OcflArchive.openReadOnly(place)
                    : OcflArchive.open(place, workFolder().resolve("archive"), clock);
        }
        return archive;
    }

    /**
     * The registry, opened when first asked for.
     *
     * @return the registry; closed with the home
     */
    public synchronized Registry registry() {
        checkOpen();
        if (registry == null) {
            Path file = folder.resolve("registry.db");
            registry = readOnly ? SqliteRegistry.openReadOnly(file) : SqliteRegistry.open(file, clock);
        }
        return registry;
    }

    /**
     * Sets a damaged registry aside, beside the new one that is made when it is next asked for. What only the damaged one
     * knew is not in the new one: the ledger so far, decisions that wait, files that failed. Papers and codes come back from
     * the archive.
     *
     * @return where the damaged registry is kept
     * @throws HosoException with {@code NO_PERMISSION} or {@code DISK_FULL}
     * @throws IllegalStateException if the registry is open already
     */
    public synchronized Path setRegistryAside() {
        checkOpen();
        if (readOnly || registry != null) {
            throw new IllegalStateException("only a home open for writing can set aside a registry that is not open");
        }
        String ending = ".damaged-"
                + DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss", Locale.ROOT)
                        .withZone(ZoneOffset.UTC)
                        .format(clock.instant());
        Path aside = folder.resolve("registry.db" + ending);
        try {
            for (String part : List.of("-wal", "-shm", "")) {
                Path file = folder.resolve("registry.db" + part);
                if (Files.exists(file)) {
                    Files.move(file, folder.resolve("registry.db" + ending + part));
                }
            }
            Durable.syncFolder(folder);
            return aside;
        } catch (IOException e) {
            throw Writing.failed(e, "registry.db");
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the home is closed");
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (archive != null) {
            archive.close();
            archive = null;
        }
        if (registry != null) {
            registry.close();
            registry = null;
        }
        workplace.close();
    }
}
