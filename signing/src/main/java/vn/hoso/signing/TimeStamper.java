package vn.hoso.signing;

import java.io.IOException;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A time-stamping authority (RFC 3161). Safe for use by several threads.
 *
 * <pre>{@code
 * TimeStamper stamper = TimeStamper.firstOf(List.of(
 *                 TimeStamper.http(URI.create("http://tsa.example.vn"), Duration.ofSeconds(10)),
 *                 TimeStamper.http(URI.create("http://tsa.example.com"), Duration.ofSeconds(10))))
 *         .checked(anchors, Set.of());
 * }</pre>
 */
public interface TimeStamper {
    /**
     * An authority that is asked over HTTP. What it answers is checked: it must be what was asked for, stamped by a
     * certificate for time-stamping.
     *
     * @param address where it listens
     * @param timeout for connecting, and for the answer
     * @return the authority; it is not asked yet
     */
    static TimeStamper http(URI address, Duration timeout) {
        return new HttpTimeStamper(address, timeout);
    }

    /**
     * Several authorities; where one gives no time-stamp, the next one is asked.
     *
     * @param authorities in the order in which they are asked
     * @return all of them as one; fails with {@link TimeStampException.Code#NONE_LEFT} where none of several is left
     * @throws IllegalArgumentException if there are none
     */
    static TimeStamper firstOf(List<TimeStamper> authorities) {
        if (authorities.isEmpty()) {
            throw new IllegalArgumentException("at least one time-stamping authority is needed");
        }
        return authorities.size() == 1 ? authorities.get(0) : new TimeStamperRow(authorities);
    }

    /**
     * This authority, trusted no more than it must be.
     *
     * @param anchors to one of them the certificate of each time-stamp must lead
     * @param policies the object identifiers of the policies that are accepted, such as {@code 1.2.704.1}; empty for all
     * @return the same authority; its time-stamps are checked before they are used
     */
    default TimeStamper checked(Collection<X509Certificate> anchors, Set<String> policies) {
        TimeStamper authority = this;
        TimeStampCheck check = new TimeStampCheck(List.copyOf(anchors), Set.copyOf(policies));
        return new TimeStamper() {
            @Override
            public String name() {
                return authority.name();
            }

            @Override
            public byte[] stamp(String digestName, byte[] digest) throws IOException {
                byte[] token = authority.stamp(digestName, digest);
                check.check(name(), token, digestName, digest);
                return token;
            }
        };
    }

    /**
     * This authority, left in peace while it does not work: a run over many papers must not wait for it at each one.
     *
     * @param failures after so many failures in a row, at least 1, it is not asked any more
     * @param rest for so long; then it is asked once more
     * @param clock tells the time, such as {@code Instant::now}
     * @return the same authority; while it rests it fails at once with {@link TimeStampException.Code#RESTING}
     */
    default TimeStamper resting(int failures, Duration rest, Supplier<Instant> clock) {
        return new RestingTimeStamper(this, failures, rest, clock);
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
     * @throws TimeStampException if the authority can't be reached in time, refuses, or gives what must not be used
     * @throws IOException if another implementation has other reasons
     */
    byte[] stamp(String digestName, byte[] digest) throws IOException;
}
