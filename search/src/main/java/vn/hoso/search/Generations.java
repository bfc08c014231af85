package vn.hoso.search;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;

/**
 * The folders of an index: {@code g-000001}, {@code g-000002}, ..., and the file {@code current} that names the one in
 * use. A rebuilt index is a new folder; putting its name into {@code current} is one atomic step, so that a reader or a
 * crash sees the old index or the new one, never half of one.
 */
final class Generations {
    private static final String CURRENT = "current";
    private static final String LOCK = "writer.lock";
    private static final Pattern NAME = Pattern.compile("g-[0-9]{6}");

    private final Path root;

    Generations(Path root) {
        this.root = root;
    }

    /** The folder in use, empty where nothing has been indexed yet. */
    Optional<Path> current() throws IOException {
        try {
            String name = Files.readString(root.resolve(CURRENT)).strip();
            if (!NAME.matcher(name).matches()) {
                throw new HosoException(Problem.STORE_DAMAGED, root.toString(), "the file current names no folder");
            }
            return Optional.of(root.resolve(name));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** A new folder that is not in use yet. */
    Path next() throws IOException {
        int last = 0;
        if (Files.isDirectory(root)) {
            try (DirectoryStream<Path> folders = Files.newDirectoryStream(root, "g-*")) {
                for (Path folder : folders) {
                    String name = folder.getFileName().toString();
                    if (NAME.matcher(name).matches()) {
                        last = Math.max(last, Integer.parseInt(name.substring(2)));
                    }
                }
            }
        }
        return Files.createDirectories(root.resolve(String.format(Locale.ROOT, "g-%06d", last + 1)));
    }

    /** Puts a folder in use. */
    void use(Path folder) throws IOException {
        Path draft = root.resolve(CURRENT + ".new");
        try (FileChannel channel = FileChannel.open(
                draft, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            channel.write(java.nio.charset.StandardCharsets.UTF_8.encode(folder.getFileName() + "\n"));
            channel.force(true);
        }
        Files.move(draft, root.resolve(CURRENT), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Deletes the folders that are not in use; what can't be deleted now is left for the next time. */
    void tidy() throws IOException {
        Optional<Path> current = current();
        if (current.isEmpty()) {
            return;
        }
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(root, "g-*")) {
            for (Path folder : folders) {
                if (!folder.equals(current.get())
                        && NAME.matcher(folder.getFileName().toString()).matches()) {
                    delete(folder);
                }
            }
        }
    }

    /**
     * Keeps other writers out, of this process and of others.
     *
     * @throws HosoException {@code HOME_LOCKED} where there is one
     */
    Lock lock() throws IOException {
        Files.createDirectories(root);
        FileChannel channel = FileChannel.open(root.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return new Lock(channel);
            }
        } catch (OverlappingFileLockException e) {
            // another index of this process; said below
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        throw new HosoException(Problem.HOME_LOCKED, root.toString());
    }

    private static void delete(Path folder) {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(
                        Path visited, @org.jspecify.annotations.Nullable IOException failure) throws IOException {
                    Files.delete(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            // a reader on a system that forbids deleting open files: the next writer tries again
        }
    }

    /** Held by the one writer. */
    static final class Lock implements AutoCloseable {
        private final FileChannel channel;

        private Lock(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public void close() throws IOException {
            channel.close(); // gives the lock back
        }
    }
}
