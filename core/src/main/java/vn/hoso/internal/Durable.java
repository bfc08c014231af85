package vn.hoso.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Files that survive a power cut, and files that go away. */
public final class Durable {
    private static final boolean WINDOWS = java.io.File.separatorChar == '\\';

    private Durable() {}

    /**
     * Makes files and folders durable.
     *
     * @param tree a file, or a folder with all that is in it
     * @throws IOException if that fails
     */
    public static void sync(Path tree) throws IOException {
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                force(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
                syncFolder(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /**
     * Makes the entries of a folder durable, not what is in them.
     *
     * @param folder the folder
     * @throws IOException if that fails
     */
    public static void syncFolder(Path folder) throws IOException {
        if (!WINDOWS) { // where a folder can't be opened, and needs not be
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static void force(Path file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, WINDOWS ? StandardOpenOption.WRITE : StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /**
     * Deletes a folder with all that is in it. Links are deleted, not followed. Nothing happens where it does not exist.
     *
     * @param tree the folder
     * @throws IOException if something can't be deleted
     */
    public static void delete(Path tree) throws IOException {
        if (!Files.exists(tree, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE; // somebody else was quicker
                }
                throw failure;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
                Files.deleteIfExists(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /**
     * Deletes a folder of work as {@link #delete} does; what can't be deleted is left to whoever cleans up next.
     *
     * @param tree the folder, or null: nothing happens
     */
    public static void deleteQuietly(@Nullable Path tree) {
        if (tree == null) {
            return;
        }
        try {
            delete(tree);
        } catch (IOException e) {
            LoggerFactory.getLogger(Durable.class).warn("a work folder could not be removed; the next start does", e);
        }
    }
}
