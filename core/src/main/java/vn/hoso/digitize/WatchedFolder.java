package vn.hoso.digitize;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * A folder into which scanners write: gives each file once, when it is complete.
 *
 * <p>A file is complete when its size and its time have not changed for a while. Links, hidden files, and names that
 * programs use while they write are left out. A file that changes later is given again. What is remembered is bounded by
 * what the folder holds; time is measured by a clock that never goes backwards.
 *
 * <p>For one thread.
 */
public final class WatchedFolder {
    private static final int DEEPEST = 100;
    private static final Set<String> UNFINISHED =
            Set.of(".tmp", ".temp", ".part", ".partial", ".crdownload", ".download", ".swp", ".filepart");

    private final Path folder;
    private final boolean recursive;
    private final long quietNanos;
    private final LongSupplier nanos;
    private Map<Path, Seen> known = new HashMap<>();

    private record Seen(long size, FileTime modified, long since, boolean given) {
        boolean same(BasicFileAttributes now) {
            return size == now.size() && modified.equals(now.lastModifiedTime());
        }
    }

    /**
     * Watches a folder. Nothing is read yet.
     *
     * @param folder the folder
     * @param recursive whether folders in it are looked into
     * @param quiet how long a file must stay as it is before it is taken as complete
     */
    public WatchedFolder(Path folder, boolean recursive, Duration quiet) {
        this(folder, recursive, quiet, System::nanoTime);
    }

    WatchedFolder(Path folder, boolean recursive, Duration quiet, LongSupplier nanos) {
        this.folder = folder;
        this.recursive = recursive;
        this.quietNanos = quiet.toNanos();
        this.nanos = nanos;
    }

    /**
     * Looks what is there now.
     *
     * @return the files that became complete since the last call, in the order of their names
     * @throws IOException if the folder itself can't be read; a folder within that can't be read is left out
     */
    public List<Path> poll() throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new NotDirectoryException(folder.toString());
        }
        long now = nanos.getAsLong();
        Map<Path, Seen> present = new HashMap<>();
        List<Path> complete = new ArrayList<>();
        Files.walkFileTree(
                folder, EnumSet.noneOf(FileVisitOption.class), recursive ? DEEPEST : 1, new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path child, BasicFileAttributes attributes) {
                        return !child.equals(folder) && leftOut(child)
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path child, BasicFileAttributes attributes) {
                        if (attributes.isRegularFile() && attributes.size() > 0 && !leftOut(child)) {
                            present.put(child, look(child, attributes, now, complete));
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path child, IOException e) throws IOException {
                        if (child.equals(folder)) {
                            throw e;
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
        known = present;
        complete.sort(null);
        return complete;
    }

    private Seen look(Path file, BasicFileAttributes attributes, long now, List<Path> complete) {
        Seen before = known.get(file);
        if (before == null || !before.same(attributes)) {
            return new Seen(attributes.size(), attributes.lastModifiedTime(), now, false);
        }
        if (before.given() || now - before.since() < quietNanos) {
            return before;
        }
        complete.add(file);
        return new Seen(before.size(), before.modified(), before.since(), true);
    }

    /**
     * Asks for a file once more, for what could not be done now and may be possible later.
     *
     * @param file a file that was given
     */
    public void giveAgain(Path file) {
        Seen seen = known.get(file);
        if (seen != null && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            known.put(file, new Seen(seen.size(), seen.modified(), nanos.getAsLong(), false));
        }
    }

    private static boolean leftOut(Path path) {
        String name = String.valueOf(path.getFileName());
        int dot = name.lastIndexOf('.');
        String ending = dot < 0 ? "" : name.substring(dot).toLowerCase(Locale.ROOT);
        return name.startsWith(".") || name.startsWith("~") || name.endsWith("~") || UNFINISHED.contains(ending);
    }
}
