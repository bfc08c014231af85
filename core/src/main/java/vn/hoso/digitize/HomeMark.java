package vn.hoso.digitize;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;

/** The file {@code hoso-home} that makes a folder a home and holds the version of its layout. */
final class HomeMark {
    private static final String NAME = "hoso-home";

    private final Path folder;
    private final Path file;

    /** The mark of a folder, whether it is there or not. */
    HomeMark(Path folder) {
        this.folder = folder;
        this.file = folder.resolve(NAME);
    }

    /** Makes the folder a home, or finds that it is one that can be written. */
    void make() throws IOException {
        makePrivate();
        if (Files.exists(file)) {
            check();
        } else {
            Path draft = Files.createTempFile(folder, NAME, ".tmp");
            Files.writeString(draft, "format " + Home.FORMAT + "\n", StandardCharsets.UTF_8);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** What is kept here is personal: a new home is its owner's alone. */
    private void makePrivate() throws IOException {
        if (!Files.exists(folder)
                && folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createDirectories(Objects.requireNonNull(folder.getParent()));
            try {
                Files.createDirectory(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } catch (FileAlreadyExistsException e) {
                return; // another process was quicker
            }
        }
        Files.createDirectories(folder);
    }

    /** Whether the folder is a home. */
    boolean isThere() {
        return Files.isRegularFile(file);
    }

    /** Refuses a home whose mark can't be understood, and one that a newer version wrote. */
    void check() {
        String found;
        try {
            found = Files.readString(file, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new HosoException(Problem.STORE_DAMAGED, e, folder.toString(), NAME + " can't be read");
        }
        if (!found.matches("format [1-9][0-9]{0,5}")) {
            throw new HosoException(Problem.STORE_DAMAGED, folder.toString(), NAME + " is not a format");
        }
        int format = Integer.parseInt(found.substring(7));
        if (format > Home.FORMAT) {
            throw new HosoException(Problem.STORE_NEWER, folder.toString(), format, Home.FORMAT);
        }
    }
}
