package vn.hoso.scan;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;

/** A file as it was given, with what shows that it is still the same. */
final class SourceFile {
    private final Path path;
    private final BasicFileAttributes seen;
    private String sha256 = "";

    private SourceFile(Path path, BasicFileAttributes seen) {
        this.path = path;
        this.seen = seen;
    }

    /** Looks at the file without reading it; size is checked here. */
    static SourceFile of(Path path, ScanLimits limits) {
        BasicFileAttributes seen;
        try {
            seen = Files.readAttributes(path, BasicFileAttributes.class);
        } catch (IOException e) {
            throw new HosoException(Problem.UNREADABLE, e, nameOf(path));
        }
        if (!seen.isRegularFile() || !Files.isReadable(path)) {
            throw new HosoException(Problem.UNREADABLE, nameOf(path));
        }
        if (seen.size() > limits.bytes()) {
            throw new HosoException(Problem.TOO_MANY_BYTES, nameOf(path), seen.size(), limits.bytes());
        }
        if (seen.size() == 0) {
            throw new HosoException(Problem.DAMAGED, nameOf(path), "the file is empty");
        }
        return new SourceFile(path, seen);
    }

    Path path() {
        return path;
    }

    String name() {
        return nameOf(path);
    }

    long bytes() {
        return seen.size();
    }

    String sha256() {
        return sha256;
    }

    /** Reads the file once for its digest. */
    void digest() {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
        long count = 0;
        byte[] block = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(path)) {
            for (int n = in.read(block); n >= 0; n = in.read(block)) {
                digest.update(block, 0, n);
                count += n;
                if (count > seen.size()) {
                    throw new HosoException(Problem.CHANGED, name());
                }
            }
        } catch (IOException e) {
            throw new HosoException(Problem.UNREADABLE, e, name());
        }
        if (count != seen.size()) {
            throw new HosoException(Problem.CHANGED, name());
        }
        sha256 = HexFormat.of().formatHex(digest.digest());
    }

    /** Refuses a file whose size, time or identity is not what it was. */
    void checkUnchanged() {
        BasicFileAttributes now;
        try {
            now = Files.readAttributes(path, BasicFileAttributes.class);
        } catch (IOException e) {
            throw new HosoException(Problem.CHANGED, e, name());
        }
        if (now.size() != seen.size()
                || !now.lastModifiedTime().equals(seen.lastModifiedTime())
                || !Objects.equals(now.fileKey(), seen.fileKey())) {
            throw new HosoException(Problem.CHANGED, name());
        }
    }

    private static String nameOf(Path path) {
        Path name = path.getFileName();
        return (name == null ? path : name).toString();
    }
}
