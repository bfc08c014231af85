package vn.hoso.signing;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which key of which remote signing service (Cloud Signature Consortium API, version 2), and what opens it.
 *
 * <pre>{@code
 * CscCredential credential = CscCredential.parse("csc:https://sign.example.vn/csc/v2#officer-17")
 *         .withToken(accessToken)
 *         .withPin(() -> askForPin());
 * }</pre>
 *
 * <p>Unchangeable; never shows its secrets.
 */
public final class CscCredential {
    private static final String SCHEME = "csc:";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final URI service;
    private final @Nullable String id;
    private final @Nullable String token;
    private final @Nullable Supplier<char[]> pin;
    private final Duration timeout;

    private CscCredential(
            URI service,
            @Nullable String id,
            @Nullable String token,
            @Nullable Supplier<char[]> pin,
            Duration timeout) {
        this.service = service;
        this.id = id;
        this.token = token;
        this.pin = pin;
        this.timeout = timeout;
    }

    /**
     * Whether a text names a remote key.
     *
     * @param text any text
     * @return whether it begins with {@code csc:}
     */
    public static boolean isNamedBy(String text) {
        return text.startsWith(SCHEME);
    }

    /**
     * Reads {@code csc:URL#credential}.
     *
     * @param text the base address of the service, to which {@code /credentials/info} and the like are appended, and the
     *     identifier of the credential; without one the service must have exactly one for the user
     * @return the credential, without secrets, with 30 seconds of patience
     * @throws IllegalArgumentException if it is no such text, or the address is not https (http is for a service on this
     *     machine alone)
     */
    public static CscCredential parse(String text) {
        if (!isNamedBy(text)) {
            throw new IllegalArgumentException("a remote key is named csc:https://service/path#credential");
        }
        URI address = URI.create(text.substring(SCHEME.length()));
        if (address.getHost() == null || address.getUserInfo() != null || address.getQuery() != null) {
            throw new IllegalArgumentException("a remote key is named csc:https://service/path#credential");
        }
        boolean secure = "https".equals(String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT));
        if (!secure && !isHere(address)) {
            throw new IllegalArgumentException("a remote key is reached by https alone");
        }
        String whole = address.toString();
        int fragment = whole.indexOf('#');
        String base = (fragment < 0 ? whole : whole.substring(0, fragment)).replaceAll("/+$", "");
        String id = address.getFragment();
        return new CscCredential(URI.create(base), id == null || id.isEmpty() ? null : id, null, null, PATIENCE);
    }

    private static boolean isHere(URI address) {
        String host = address.getHost();
        if (!"http".equals(address.getScheme()) || !host.matches("localhost|127\\.[0-9.]+|\\[::1]")) {
            return false;
        }
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /**
     * With the access token that opens the service (OAuth 2.0, bearer).
     *
     * @param value the token
     * @return a copy
     * @throws IllegalArgumentException if it is empty or can't stand in a header
     */
    public CscCredential withToken(String value) {
        if (!value.matches("[\\x21-\\x7e]+")) {
            throw new IllegalArgumentException("an access token consists of visible ASCII letters");
        }
        return new CscCredential(service, id, value, pin, timeout);
    }

    /**
     * With the PIN that allows a signature, where the service asks for one.
     *
     * @param value asked at most once, and only when the first signature needs it
     * @return a copy
     */
    public CscCredential withPin(Supplier<char[]> value) {
        return new CscCredential(service, id, token, value, timeout);
    }

    /**
     * With other patience.
     *
     * @param value for connecting, and for each answer
     * @return a copy
     */
    public CscCredential withTimeout(Duration value) {
        return new CscCredential(service, id, token, pin, value);
    }

    /**
     * Where the service is.
     *
     * @return its base address, without a slash at the end
     */
    public URI service() {
        return service;
    }

    @Nullable
    String id() {
        return id;
    }

    @Nullable
    String token() {
        return token;
    }

    @Nullable
    Supplier<char[]> pin() {
        return pin;
    }

    Duration timeout() {
        return timeout;
    }

    /** What messages call it. */
    String name() {
        return id == null ? String.valueOf(service.getHost()) : id;
    }

    @Override
    public String toString() {
        return SCHEME + service + (id == null ? "" : "#" + id);
    }
}
