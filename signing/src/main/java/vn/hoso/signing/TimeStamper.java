package vn.hoso.signing;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/**
 * A time-stamping authority (RFC 3161). Safe for use by several threads.
 */
public interface TimeStamper {
    /**
     * An authority that is asked over HTTP.
     *
     * @param address where it listens
     * @param timeout for connecting, and for the answer
     * @return the authority; it is not asked yet
     */
    static TimeStamper http(URI address, Duration timeout) {
        return new HttpTimeStamper(address, timeout);
    }

    /**
     * What messages call it.
     *
     * @return such as the host name
     */
    String name();

    /**
     * Has a digest stamped.
     *
     * @param digestName of the digest, such as {@code SHA-256}
     * @param digest the digest
     * @return the time-stamp token, DER-encoded
     * @throws IOException if the authority can't be reached in time, or refuses
     */
    byte[] stamp(String digestName, byte[] digest) throws IOException;
}
