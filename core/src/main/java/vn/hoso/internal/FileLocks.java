package vn.hoso.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Locks that hold between processes and between threads alike, and that the system gives back when a process dies.
 *
 * <p>A file lock of the JDK belongs to the whole process, and closing any channel of a file drops all its locks. So there
 * is one channel a file here, and what this process holds is kept count of.
 */
public final class FileLocks {
    private static final Map<Path, Open> OPEN = new HashMap<>();
    private static final long POLL_MILLIS = 10;

    private FileLocks() {}

    /**
     * Takes a lock if nobody holds it.
     *
     * @param file the lock file; made if it is missing
     * @param position which lock in that file
     * @param shared whether others may share it
     * @return the lock, or empty where somebody holds it, in this process or another
     * @throws IOException if the lock file can't be written
     */
    public static Optional<Held> tryLock(Path file, long position, boolean shared) throws IOException {
        Path key = file.toAbsolutePath().normalize();
        synchronized (OPEN) {
            Open open = OPEN.get(key);
            if (open == null) {
                open = new Open(FileChannel.open(
                        key, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
                OPEN.put(key, open);
            }
            try {
                return open.take(position, shared) ? Optional.of(new Held(key, position)) : Optional.empty();
            } finally {
                if (open.ranges.isEmpty()) {
                    OPEN.remove(key);
                    open.channel.close();
                }
            }
        }
    }

    /**
     * Takes a lock, waiting for it.
     *
     * @param file the lock file; made if it is missing
     * @param position which lock in that file
     * @param patience how long to wait at most
     * @return the lock, or empty where somebody held it all the time
     * @throws IOException if the lock file can't be written
     * @throws InterruptedException if the thread was interrupted meanwhile
     */
    public static Optional<Held> lock(Path file, long position, Duration patience)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            Optional<Held> held = tryLock(file, position, false);
            if (held.isPresent() || System.nanoTime() > end) {
                return held;
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    /**
     * Whether somebody holds a lock of a file.
     *
     * @param file the lock file
     * @return false also where there is no such file
     * @throws IOException if the lock file can't be opened
     */
    public static boolean isHeld(Path file) throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        Optional<Held> held = tryLock(file, 0, false);
        held.ifPresent(Held::close);
        return held.isEmpty();
    }

    private static void release(Path key, long position) {
        synchronized (OPEN) {
            Open open = OPEN.get(key);
            if (open != null && open.giveBack(position)) {
                OPEN.remove(key);
            }
        }
    }

    /** A lock that is held until it is closed; it may be closed twice. */
    public static final class Held implements AutoCloseable {
        private final Path key;
        private final long position;
        private boolean closed;

        private Held(Path key, long position) {
            this.key = key;
            this.position = position;
        }

        @Override
        public synchronized void close() {
            if (!closed) {
                closed = true;
                release(key, position);
            }
        }
    }

    /** The channel of a lock file and what this process holds of it. */
    private static final class Open {
        private final FileChannel channel;
        private final Map<Long, Range> ranges = new HashMap<>();

        Open(FileChannel channel) {
            this.channel = channel;
        }

        boolean take(long position, boolean shared) throws IOException {
            Range range = ranges.get(position);
            if (range != null) {
                if (!shared || !range.lock.isShared()) {
                    return false;
                }
                range.holders++;
                return true;
            }
            FileLock lock = tryLock(position, shared);
            if (lock == null) {
                return false;
            }
            ranges.put(position, new Range(lock));
            return true;
        }

        private @Nullable FileLock tryLock(long position, boolean shared) throws IOException {
            try {
                return channel.tryLock(position, 1, shared);
            } catch (OverlappingFileLockException e) {
                return null; // held through another class loader of this process
            }
        }

        /** Whether nothing is held any more; the channel is closed then. */
        boolean giveBack(long position) {
            Range range = ranges.get(position);
            if (range != null && --range.holders == 0) {
                ranges.remove(position);
                try {
                    range.lock.release();
                    if (ranges.isEmpty()) {
                        channel.close();
                    }
                } catch (IOException e) {
                    // the system drops the lock with the process at the latest
                    return ranges.isEmpty();
                }
            }
            return ranges.isEmpty();
        }
    }

    private static final class Range {
        private final FileLock lock;
        private int holders = 1;

        Range(FileLock lock) {
            this.lock = lock;
        }
    }
}
