package vn.hoso.examples;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.signing.SigningKey;
import vn.hoso.signing.TestAuthority;

/**
 * A key of a home for trying things out, with the test authority that the home then trusts. It is made when a user asks
 * for it and used when a user names it; everything signed with it says TEST.
 */
final class TestKey {
    /** What {@code --key} says to mean this key. */
    static final String NAME = "test";

    private static final String OFFICER = "Nguyễn Văn Thử";

    private final Path folder;

    /**
     * The test key of a home.
     *
     * @param home the home; the key need not be there
     */
    TestKey(Path home) {
        this.folder = home.resolve("keys").resolve(NAME);
    }

    Path file() {
        return folder.resolve("officer.p12");
    }

    Path passwordFile() {
        return folder.resolve("password");
    }

    /** Where the home keeps the certificates that it trusts. */
    static Path trust(Path home) {
        return home.resolve("keys").resolve("trust");
    }

    Path root(Path home) {
        return trust(home).resolve("test-root.crt");
    }

    boolean exists() {
        return Files.exists(file()) && Files.exists(passwordFile());
    }

    /**
     * Makes the key, unless it is there.
     *
     * @param home the home
     * @return whether it was made now
     * @throws IOException if it can't be written
     */
    boolean make(Path home) throws IOException {
        if (exists()) {
            return false;
        }
        Files.createDirectories(folder);
        Files.createDirectories(trust(home));
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        String password = HexFormat.of().formatHex(random);
        writePrivately(passwordFile(), password + "\n");
        TestAuthority authority = TestAuthority.create();
        authority.writePkcs12(OFFICER, file(), password.toCharArray());
        authority.writeRoot(root(home));
        return true;
    }

    /** Opens the key, which must have been made. */
    SigningKey open() {
        try {
            return SigningKey.pkcs12(
                    file(), Files.readString(passwordFile()).strip().toCharArray());
        } catch (IOException e) {
            throw new HosoException(Problem.UNREADABLE, e, passwordFile().toString());
        }
    }

    private static void writePrivately(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (UnsupportedOperationException | FileAlreadyExistsException e) {
            // a file system that knows no owners
        }
        Files.writeString(file, text, StandardCharsets.UTF_8);
    }
}
