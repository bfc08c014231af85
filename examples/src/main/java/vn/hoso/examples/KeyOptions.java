package vn.hoso.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.signing.CscCredential;
import vn.hoso.signing.Pkcs11Token;
import vn.hoso.signing.SigningKey;

/**
 * The key that signs: {@code --key}, then the configuration. Never a test key unless the user names it.
 *
 * <p>A key is a file, a token that is named by a PKCS#11 URI, or one that a remote service keeps. Its password or PIN comes
 * from {@code HOSO_KEY_PASSWORD}, a file, or the person at the terminal, the access token of a service from
 * {@code HOSO_KEY_TOKEN} or a file; on the command line they would stand in the list of processes.
 */
final class KeyOptions {
    @Nullable
    @Option(names = "--key", paramLabel = "KEY", descriptionKey = "key")
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
        SigningKey opened = open(context, named);
        return Optional.of(context.settings()
                .keyRate()
                .map(rate -> opened.atMost(rate, Duration.ofMinutes(1)))
                .orElse(opened));
    }

    private SigningKey open(Context context, String named) {
        if (Pkcs11Token.isNamedBy(named)) {
            Pkcs11Token token = parsed(context, () -> Pkcs11Token.parse(named));
            String label = token.label();
            return withPassword(
                    context,
                    label == null ? String.valueOf(token.library().getFileName()) : label,
                    pin -> SigningKey.pkcs11(token, pin));
        }
        if (CscCredential.isNamedBy(named)) {
            String host =
                    parsed(context, () -> CscCredential.parse(named)).service().getHost();
            return SigningKey.csc(parsed(
                    context,
                    () -> CscCredential.parse(named)
                            .withToken(accessToken(context, host))
                            .withPin(() -> password(context, host))));
        }
        Path file = key != null
                ? Path.of(key)
                : context.settings().path(Settings.Key.KEY).orElseThrow();
        boolean java = file.toString().toLowerCase(Locale.ROOT).endsWith(".jks");
        return withPassword(
                context,
                file.toString(),
                password -> java ? SigningKey.jks(file, password) : SigningKey.pkcs12(file, password));
    }

    private SigningKey withPassword(Context context, String name, Function<char[], SigningKey> open) {
        char[] password = password(context, name);
        try {
            return open.apply(password);
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    private static <T> T parsed(Context context, Supplier<T> named) {
        try {
            return named.get();
        } catch (IllegalArgumentException e) {
            throw new UsageException(context.texts().get("key.badName", String.valueOf(e.getMessage())));
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

    private char[] password(Context context, String name) {
        Optional<Path> file =
                Optional.ofNullable(passwordFile).or(() -> context.settings().path(Settings.Key.KEY_PASSWORD_FILE));
        if (file.isPresent()) {
            return read(file.get());
        }
        String shown = name.substring(name.lastIndexOf('/') + 1);
        return context.terminal()
                .variable("HOSO_KEY_PASSWORD")
                .map(String::toCharArray)
                .or(() -> context.terminal().askPassword(context.texts().get("key.ask", shown)))
                .orElseThrow(() -> new UsageException(context.texts().get("key.noPassword", name)));
    }

    private static String accessToken(Context context, String host) {
        return context.settings()
                .path(Settings.Key.KEY_TOKEN_FILE)
                .map(file -> new String(read(file)))
                .or(() -> context.terminal().variable("HOSO_KEY_TOKEN"))
                .or(() -> context.terminal()
                        .askPassword(context.texts().get("key.askToken", host))
                        .map(String::new))
                .orElseThrow(() -> new UsageException(context.texts().get("key.noToken", host)));
    }

    private static char[] read(Path file) {
        try {
            return Files.readString(file).strip().toCharArray();
        } catch (IOException e) {
            throw new HosoException(Problem.UNREADABLE, e, file.toString());
        }
    }
}
