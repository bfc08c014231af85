package vn.hoso.reuse;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import vn.hoso.internal.BoundedHttp;

/**
 * A home of another agency that is asked over the network, through its {@link LookupService}.
 *
 * <p>What is asked goes in the body of the request: no number of a person stands in an address or in a log. Nothing but TLS
 * leaves this machine. What comes back is believed by its seal only, as {@link FederatedLookup} does with every source.
 *
 * <p>Safe for use by several threads.
 */
public final class RemoteSource implements FederatedLookup.Source {
    private final String name;
    private final URI address;
    private final String token;
    private final BoundedHttp http;

    private RemoteSource(String name, URI address, String token, BoundedHttp http) {
        this.name = name;
        this.address = address;
        this.token = token;
        this.http = http;
    }

    /**
     * A service of another agency.
     *
     * @param name what it is called in answers and in the ledger
     * @param service its address, such as {@code https://hoso.xa-b.gov.vn}; {@code http} only to this machine itself
     * @param token what that agency knows this one by
     * @param deadline how long it may take to connect, and then until all of the answer is there
     * @param trust decides which certificates of services are trusted, or null for those that Java trusts
     * @return the source
     * @throws IllegalArgumentException for an address that can't be asked or that would be asked in clear
     */
    public static RemoteSource of(
            String name, URI service, String token, Duration deadline, @Nullable SSLContext trust) {
        if (service.getHost() == null
                || service.getUserInfo() != null
                || service.getQuery() != null
                || !(isSecure(service) || isHere(service))) {
            throw new IllegalArgumentException(
                    "a service is asked at https://HOST[:PORT], or at http:// on this machine");
        }
        String base = service.toString().replaceAll("/+$", "");
        return new RemoteSource(
                name,
                URI.create(base + LookupWire.PATH),
                token,
                new BoundedHttp(deadline, LookupWire.MOST_ANSWER_BYTES, trust));
    }

    private static boolean isSecure(URI service) {
        return "https".equalsIgnoreCase(service.getScheme());
    }

    private static boolean isHere(URI service) {
        try {
            return "http".equalsIgnoreCase(service.getScheme())
                    && InetAddress.getByName(service.getHost()).isLoopbackAddress();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<FederatedLookup.Offer> offers(PlanRequest request) {
        try {
            HttpRequest.Builder question = HttpRequest.newBuilder(address)
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", LookupWire.TYPE)
                    .POST(HttpRequest.BodyPublishers.ofByteArray(LookupWire.write(request)));
            BoundedHttp.Answer answer = http.send(question);
            return switch (answer.status()) {
                case 200 -> LookupWire.offers(answer.body());
                case 404 -> List.of(); // a procedure that is unknown there
                case 401, 403 -> throw new SilentSource(FederatedLookup.Silence.REFUSED, "does not answer this agency");
                default -> throw new SilentSource(FederatedLookup.Silence.FAILED, "status " + answer.status());
            };
        } catch (IllegalArgumentException e) {
            throw new SilentSource(FederatedLookup.Silence.UNREADABLE, "sends no offers");
        } catch (HttpTimeoutException e) {
            throw new SilentSource(FederatedLookup.Silence.TOO_LATE, "did not answer in time");
        } catch (InterruptedIOException e) {
            throw new SilentSource(FederatedLookup.Silence.TOO_LATE, "was not waited for");
        } catch (BoundedHttp.TooLongException e) {
            throw new SilentSource(FederatedLookup.Silence.TOO_MUCH, "sends more than anybody needs");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Never shows the token. */
    @Override
    public String toString() {
        return "RemoteSource[" + name + "]";
    }
}
