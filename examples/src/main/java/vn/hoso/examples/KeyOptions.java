package vn.hoso.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.signing.SigningKey;

/**
 * The key that signs: {@code --key}, then the configuration. Never a test key unless the user names it.
 *
 * <p>Its password comes from {@code HOSO_KEY_PASSWORD}, a file, or the person at the terminal; a password on the command
 * line would stand in the list of processes.
 */
final class KeyOptions {
    @Nullable
    @Option(names = "--key", paramLabel = "FILE", descriptionKey = "key")
    private String key;

    @Nullable
    @Option(names = "--key-password-file", paramLabel = "FILE", descriptionKey = "keyPasswordFile")
    private Path passwordFile;

    /**
     * The key that was named.
     *
     * @param context where it was named
     * @return the key, or empty where none was
     */
    Optional<SigningKey> open(Context context) {
        String named =
                key != null ? key : context.settings().text(Settings.Key.KEY).orElse(null);
        if (named == null) {
            return Optional.empty();
        }
        if (named.equals(TestKey.NAME)) {
            return Optional.of(openTest(context));
        }
        Path file = key != null
                ? Path.of(key)
                : context.settings().path(Settings.Key.KEY).orElseThrow();
        char[] password = password(context, file);
        try {
            boolean java = file.toString().toLowerCase(Locale.ROOT).endsWith(".jks");
            return Optional.of(java ? SigningKey.jks(file, password) : SigningKey.pkcs12(file, password));
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    /**
     * The key that was named; without one the user is told how to name one.
     *
     * @param context where it was named
     * @return the key
     */
    SigningKey require(Context context) {
        return open(context)
                .orElseThrow(() -> new UsageException(context.texts().get("key.none", context.home())));
    }

    private static SigningKey openTest(Context context) {
        TestKey test = new TestKey(context.home());
        if (!test.exists()) {
            throw new UsageException(context.texts().get("key.noTest", context.home()));
        }
        context.say("key.test");
        return test.open();
    }

    private char[] password(Context context, Path file) {
        Optional<Path> named =
                Optional.ofNullable(passwordFile).or(() -> context.settings().path(Settings.Key.KEY_PASSWORD_FILE));
        if (named.isPresent()) {
            return read(named.get());
        }
        return context.terminal()
                .variable("HOSO_KEY_PASSWORD")
                .map(String::toCharArray)
                .or(() -> context.terminal().askPassword(context.texts().get("key.ask", file.getFileName())))
                .orElseThrow(() -> new UsageException(context.texts().get("key.noPassword", file)));
    }

    private static char[] read(Path file) {
        try {
            return Files.readString(file).strip().toCharArray();
        } catch (IOException e) {
            throw new HosoException(Problem.UNREADABLE, e, file.toString());
        }
    }
}
