package vn.hoso.registry;

/**
 * A file that is handed in for conversion.
 *
 * @param sha256 the digest of its content, 64 lower-case hexadecimal digits
 * @param name its name without folders
 * @param bytes its size
 */
public record IncomingFile(String sha256, String name, long bytes) {
    public IncomingFile {
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("a SHA-256 has 64 lower-case hexadecimal digits, got " + sha256);
        }
        if (bytes < 0) {
            throw new IllegalArgumentException("a file has 0 bytes or more, got " + bytes);
        }
    }
}
