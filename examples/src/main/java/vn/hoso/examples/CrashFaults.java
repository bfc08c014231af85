package vn.hoso.examples;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** What {@link BenchCrash} does to a home besides killing: it fills the disk, and holds the registry. */
final class CrashFaults {
    /** Larger disks are not filled. */
    static final long LARGEST_DISK = 2L << 30;

    private static final int MOST_FREE = 400_000;
    private static final int PIECE = 1 << 16;

    private final Path folder;
    private final Path home;
    private final boolean full;
    private final boolean busy;
    private final Random random;
    private int times;

    CrashFaults(Path folder, Path home, boolean full, boolean busy, long seed) {
        this.folder = folder;
        this.home = home;
        this.full = full;
        this.busy = busy;
        this.random = new Random(~seed);
    }

    /** How often the disk was full or the registry held. */
    int times() {
        return times;
    }

    /** Every other time the disk is full to a few bytes; the registry is held for up to two seconds. */
    void strike() throws IOException {
        relieve();
        if (full && random.nextBoolean()) {
            fill();
            times++;
        }
        if (busy && random.nextBoolean()) {
            hold(random.nextInt(2_000));
            times++;
        }
    }

    /** There is room again. */
    void relieve() throws IOException {
        Files.deleteIfExists(ballast());
    }

    private Path ballast() {
        return folder.resolve("ballast");
    }

    private void fill() throws IOException {
        FileStore store = Files.getFileStore(folder);
        byte[] piece = new byte[PIECE];
        int leave = random.nextInt(MOST_FREE);
        try (OutputStream out = Files.newOutputStream(ballast())) {
            while (store.getUsableSpace() > leave + PIECE) {
                out.write(piece);
            }
        } catch (IOException e) {
            // others were writing too: all the better
            times++;
        }
    }

    private void hold(int millis) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("registry.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 30000");
            statement.execute("BEGIN IMMEDIATE");
            LockSupport.parkNanos(millis * 1_000_000L);
            statement.execute("ROLLBACK");
        } catch (SQLException e) {
            times--; // the registry could not be had
        }
    }
}
