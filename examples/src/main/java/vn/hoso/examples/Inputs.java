package vn.hoso.examples;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;

/** The files that a user names: files as they are, folders with what they hold, in the order of their names. */
final class Inputs {
    private Inputs() {}

    /** What there is to convert, and what lies beside it and is {@linkplain NotPapers no paper}. */
    record Found(List<Path> files, List<Path> passedOver) {}

    /** Finds the files as {@link #files} does; what is no paper is passed over, unless it is named itself. */
    static Found papers(List<Path> named, boolean recursive, Path without) throws IOException {
        List<Path> files = new ArrayList<>();
        List<Path> passedOver = new ArrayList<>();
        for (Path file : files(named, recursive, without)) {
            (!named.contains(file) && NotPapers.has(file) ? passedOver : files).add(file);
        }
        return new Found(files, passedOver);
    }

    /**
     * Finds the files.
     *
     * <p>A file that is named is always taken, also when it is missing: that is reported with the other failures. Hidden
     * files in folders are left out; links to folders are not followed.
     *
     * @param named files and folders
     * @param recursive whether to go into folders of folders
     * @param without a folder to leave out, such as the home
     * @return the files
     * @throws IOException if a folder can't be read
     */
    static List<Path> files(List<Path> named, boolean recursive, Path without) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path path : named) {
            if (!Files.isDirectory(path)) {
                files.add(path);
            } else if (recursive) {
                files.addAll(tree(path, without));
            } else {
                try (Stream<Path> children = Files.list(path)) {
                    children.filter(child -> Files.isRegularFile(child) && !hidden(child))
                            .sorted()
                            .forEach(files::add);
                }
            }
        }
        return files;
    }

    private static List<Path> tree(Path folder, Path without) throws IOException {
        Path forbidden = without.toAbsolutePath().normalize();
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(folder, EnumSet.noneOf(FileVisitOption.class), 100, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path child, BasicFileAttributes attributes) {
                boolean leaveOut = child.toAbsolutePath().normalize().equals(forbidden)
                        || (!child.equals(folder) && hidden(child));
                return leaveOut ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path child, BasicFileAttributes attributes) {
                if (Files.isRegularFile(child) && !hidden(child)) {
                    files.add(child);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path child, IOException e) {
                files.add(child);
                return FileVisitResult.CONTINUE;
            }
        });
        files.sort(null);
        return files;
    }

    private static boolean hidden(Path path) {
        Path name = path.getFileName();
        return name != null && name.toString().startsWith(".");
    }
}
