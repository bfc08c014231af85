package vn.hoso.digitize;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.internal.Durable;
import vn.hoso.internal.FileLocks;

/**
 * The place of this process among those that work on a home: a name, a folder under {@code work/}, and a lock beside it
 * that is held for as long as the process lives. What dead processes left there is removed.
 */
final class Workplace implements AutoCloseable {
    private static final String LOCK = ".lock";

    private final Path home;
    private final Path places;
    private final String worker;
    private final List<String> swept = new ArrayList<>();
    private FileLocks.@Nullable Held alive;
    private FileLocks.@Nullable Held shared;

    /** A place that nobody has taken yet. */
    Workplace(Path home) {
        this.home = home;
        this.places = home.resolve("work");
        this.worker = ProcessHandle.current().pid() + "-"
                + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    }

    /** The name of this process. */
    String worker() {
        return worker;
    }

    /** The folder of this process alone. */
    Path folder() {
        return places.resolve(worker);
    }

    /** The dead processes whose work was removed. */
    List<String> swept() {
        return List.copyOf(swept);
    }

    /** Takes the place, beside others or alone, and removes what dead processes left. */
    void take(boolean share) throws IOException {
        Files.createDirectories(places);
        takeLocks(share);
        Files.createDirectories(folder());
        removeDead();
    }

    private void takeLocks(boolean share) throws IOException {
        shared = FileLocks.tryLock(home.resolve("home.lock"), 0, share)
                .orElseThrow(() -> new HosoException(Problem.HOME_LOCKED, home.toString()));
        try {
            do {
                if (alive != null) {
                    alive.close(); // taken in the moment in which another process removed it as that of a dead one
                }
                // Who looks whether we are alive holds this lock for a moment.
                alive = FileLocks.lock(lockOf(worker), 0, Duration.ofSeconds(5))
                        .orElseThrow(() -> new HosoException(Problem.HOME_LOCKED, home.toString()));
            } while (!Files.exists(lockOf(worker)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HosoException(Problem.HOME_LOCKED, e, home.toString());
        }
    }

    private Path lockOf(String name) {
        return places.resolve(name + LOCK);
    }

    private void removeDead() throws IOException {
        List<Path> locks;
        try (Stream<Path> all = Files.list(places)) {
            locks = all.filter(file -> file.getFileName().toString().endsWith(LOCK))
                    .toList();
        }
        for (Path lock : locks) {
            String name = lock.getFileName().toString();
            String owner = name.substring(0, name.length() - LOCK.length());
            // The lock is held meanwhile: who is just starting must not take a file that is going away.
            Optional<FileLocks.Held> held = owner.equals(worker) ? Optional.empty() : FileLocks.tryLock(lock, 0, false);
            if (held.isPresent()) {
                try {
                    Durable.delete(places.resolve(owner));
                    Files.deleteIfExists(lock);
                    swept.add(owner);
                } finally {
                    held.get().close();
                }
            }
        }
    }

    /** Whether the process still runs that a worker belongs to; {@code PROCESS+NAME} is a worker of its own in it. */
    boolean isAlive(String owner) {
        String process = owner.replaceFirst("\\+.*", "");
        try {
            return process.equals(worker) || FileLocks.isHeld(lockOf(process));
        } catch (IOException e) {
            return true;
        }
    }

    /** Gives the place up, with its folder; it may be given up twice. */
    @Override
    public void close() {
        if (alive != null) {
            removeOwn();
            alive.close();
            alive = null;
        }
        if (shared != null) {
            shared.close();
            shared = null;
        }
    }

    private void removeOwn() {
        try {
            Durable.delete(folder());
            Files.deleteIfExists(lockOf(worker));
        } catch (IOException e) {
            LoggerFactory.getLogger(Home.class).warn("a work folder could not be removed", e);
        }
    }
}
