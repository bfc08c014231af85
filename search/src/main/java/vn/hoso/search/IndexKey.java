package vn.hoso.search;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;

/** The secret behind the hashes of identifying numbers: 32 random bytes in a file of the keys folder. */
final class IndexKey {
    private static final String NAME = "index.key";
    private static final int BYTES = 32;

    private IndexKey() {}

    /**
     * Reads the key, makes it where there is none and it may be made.
     *
     * @throws HosoException {@code STORE_DAMAGED} where it is missing and may not be made, or of the wrong size
     */
    static IdentifierGuard load(Path folder, boolean make) throws IOException {
        Path file = folder.resolve(NAME);
        if (!Files.exists(file)) {
            if (!make) {
                throw new HosoException(Problem.STORE_DAMAGED, file.toString(), "the key of the index is missing");
            }
            make(folder, file);
        }
        byte[] secret = Files.readAllBytes(file);
        if (secret.length != BYTES) {
            throw new HosoException(Problem.STORE_DAMAGED, file.toString(), secret.length + " bytes, not " + BYTES);
        }
        return new IdentifierGuard(secret);
    }

    private static void make(Path folder, Path file) throws IOException {
        Files.createDirectories(folder);
        byte[] secret = new byte[BYTES];
        new SecureRandom().nextBytes(secret);
        Path draft = Files.createTempFile(folder, NAME, ".new"); // readable by its owner only
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(secret));
            channel.force(true);
        }
        if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-------"));
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
