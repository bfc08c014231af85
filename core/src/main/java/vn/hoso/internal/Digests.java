package vn.hoso.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Digests of files, for the packages of the core. */
public final class Digests {
    private Digests() {}

    /**
     * The digest of a file, read once in pieces.
     *
     * @param file the file
     * @return SHA-256, 64 lower-case hexadecimal digits
     * @throws IOException if it can't be read
     */
    public static String sha256(Path file) throws IOException {
        return sha256(file, Long.MAX_VALUE);
    }

    /**
     * The digest of the beginning of a file, read once in pieces.
     *
     * @param file the file
     * @param bytes how many bytes of it; all where it has fewer
     * @return SHA-256, 64 lower-case hexadecimal digits
     * @throws IOException if it can't be read
     */
    public static String sha256(Path file, long bytes) throws IOException {
        MessageDigest digest = sha256();
        byte[] piece = new byte[1 << 16];
        long left = bytes;
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = 0; read >= 0 && left > 0; read = in.read(piece, 0, (int) Math.min(piece.length, left))) {
                digest.update(piece, 0, read);
                left -= read;
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * A digest to be fed.
     *
     * @return SHA-256
     */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
