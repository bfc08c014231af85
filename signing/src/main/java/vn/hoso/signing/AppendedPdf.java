package vn.hoso.signing;

import eu.europa.esig.dss.model.DSSDocument;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;

/** A signed file, or one whose signatures were extended: it begins with the file that it was made of, byte for byte. */
final class AppendedPdf {
    private AppendedPdf() {}

    /**
     * Puts a file in its place, whole or not at all.
     *
     * @param made what the engine made
     * @param before the file that it was made of
     * @param target where it comes to stand; replaced
     * @throws IOException if it can't be written, or the engine rewrote something
     */
    static void save(DSSDocument made, Path before, Path target) throws IOException {
        Path partial = target.resolveSibling(target.getFileName() + ".partial");
        try {
            made.save(partial.toString());
            check(before, partial);
            move(partial, target);
        } finally {
            deleteQuietly(partial);
        }
    }

    private static void check(Path pdf, Path signed) throws IOException {
        try (InputStream before = Files.newInputStream(pdf);
                InputStream after = Files.newInputStream(signed)) {
            byte[] expected;
            do {
                expected = before.readNBytes(1 << 16);
                if (!Arrays.equals(expected, after.readNBytes(expected.length))) {
                    throw new IOException("the file was rewritten");
                }
            } while (expected.length > 0);
            if (after.read() < 0) {
                throw new IOException("nothing was appended");
            }
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // A left-over partial file is replaced by the next attempt.
            file.toFile().deleteOnExit();
        }
    }
}
