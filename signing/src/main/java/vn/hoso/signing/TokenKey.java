package vn.hoso.signing;

import java.io.IOException;
import java.nio.file.Files;
import java.security.AuthProvider;
import java.security.GeneralSecurityException;
import java.security.InvalidParameterException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.util.Locale;
import javax.security.auth.login.LoginException;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;

/** Opens keys of tokens. They never leave the token; it is asked for each signature. */
final class TokenKey {
    private static final int MOST_SLOTS = 16;

    private TokenKey() {}

    static SigningKey open(Pkcs11Token token, char[] pin) {
        AuthProvider provider = provider(token);
        return asking(token, () -> {
            KeyStore store = load(provider, pin);
            return KeyStoreKey.choose(store, null, token.name(), token.label(), provider);
        });
    }

    /** Puts a key into a token, under the label that the token names. */
    static void store(KeyStoreKey key, Pkcs11Token token, char[] pin) {
        AuthProvider provider = provider(token);
        asking(token, () -> {
            load(provider, pin)
                    .setKeyEntry(
                            token.name(), key.privateKey(), null, key.chain().toArray(new X509Certificate[0]));
            return token;
        });
        close(provider);
    }

    private static KeyStore load(AuthProvider provider, char[] pin) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS11", provider);
        store.load(null, pin);
        return store;
    }

    /** What is asked of a token. */
    @FunctionalInterface
    private interface Question<T> {
        T ask() throws IOException, GeneralSecurityException;
    }

    private static <T> T asking(Pkcs11Token token, Question<T> question) {
        try {
            return question.ask();
        } catch (IOException e) {
            throw refused(token, e);
        } catch (GeneralSecurityException | ProviderException e) {
            throw new HosoException(Problem.NO_KEY, e, token.name(), innermost(e));
        }
    }

    /** The platform's view of the slot. */
    private static AuthProvider provider(Pkcs11Token token) {
        if (!Files.isReadable(token.library()) || token.library().toString().contains("\"")) {
            throw new HosoException(
                    Problem.UNREADABLE, String.valueOf(token.library().getFileName()));
        }
        if (token.slot() != null) {
            AuthProvider provider = provider(token, "slot = " + token.slot());
            if (provider != null) {
                return provider;
            }
            throw new HosoException(Problem.NO_KEY, token.name(), "no token in slot " + token.slot());
        }
        for (int i = 0; i < MOST_SLOTS; i++) {
            AuthProvider provider = provider(token, "slotListIndex = " + i);
            if (provider != null) {
                return provider;
            }
        }
        throw new HosoException(Problem.NO_KEY, token.name(), "no token in any slot");
    }

    private static @Nullable AuthProvider provider(Pkcs11Token token, String slot) {
        Provider platform = Security.getProvider("SunPKCS11");
        if (platform == null) {
            throw new HosoException(Problem.NO_KEY, token.name(), "this Java platform knows no PKCS#11");
        }
        String library = token.library().toAbsolutePath().toString().replace("\\", "\\\\");
        String configuration = "--name = hoso\nlibrary = \"" + library + "\"\n" + slot + "\n";
        try {
            return platform.configure(configuration) instanceof AuthProvider provider
                            && provider.getService("KeyStore", "PKCS11") != null
                    ? provider
                    : null;
        } catch (InvalidParameterException | ProviderException e) {
            // A slot that isn't there; what is wrong with a library shows in every slot.
            String why = innermost(e);
            if (why.contains("SLOT") || why.contains("slotListIndex") || why.contains("slot")) {
                return null;
            }
            throw new HosoException(Problem.NO_KEY, e, token.name(), why);
        }
    }

    /** Tells a wrong PIN from a locked one: who goes on trying locks his token. */
    private static HosoException refused(Pkcs11Token token, IOException failure) {
        String why = innermost(failure);
        return why.contains("PIN_INCORRECT") || why.contains("PIN_INVALID") || why.contains("PIN_LEN_RANGE")
                ? new HosoException(Problem.WRONG_KEY_PASSWORD, failure, token.name())
                : new HosoException(Problem.NO_KEY, failure, token.name(), why);
    }

    private static String innermost(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return message == null || message.isBlank()
                ? cause.getClass().getSimpleName().toLowerCase(Locale.ROOT)
                : message.lines().findFirst().orElse("");
    }

    static void close(Provider provider) {
        if (provider instanceof AuthProvider session) {
            try {
                session.logout();
            } catch (LoginException | ProviderException e) {
                // The token is gone, and with it the session.
                LoggerFactory.getLogger(TokenKey.class).debug("a token could not be logged out", e);
            }
        }
    }
}
