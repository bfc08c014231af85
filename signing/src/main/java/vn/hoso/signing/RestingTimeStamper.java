package vn.hoso.signing;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import vn.hoso.signing.TimeStampException.Code;

/** An authority that is left in peace for a while after it has failed several times in a row. */
final class RestingTimeStamper implements TimeStamper {
    private final TimeStamper authority;
    private final int failures;
    private final Duration rest;
    private final Supplier<Instant> clock;

    private int failed;
    private Instant until = Instant.MIN;

    RestingTimeStamper(TimeStamper authority, int failures, Duration rest, Supplier<Instant> clock) {
        this.authority = authority;
        this.failures = failures;
        this.rest = rest;
        this.clock = clock;
    }

    @Override
    public String name() {
        return authority.name();
    }

    /** Asked by several threads at once; the lock is not held while the authority answers. */
    @Override
    public byte[] stamp(String digestName, byte[] digest) throws IOException {
        refuseWhileResting();
        byte[] token;
        try {
            token = authority.stamp(digestName, digest);
        } catch (IOException e) {
            failed();
            throw e;
        }
        succeeded();
        return token;
    }

    private synchronized void refuseWhileResting() throws TimeStampException {
        if (clock.get().isBefore(until)) {
            throw new TimeStampException(Code.RESTING, name(), failed + " failures in a row");
        }
    }

    private synchronized void failed() {
        failed++;
        if (failed >= failures) {
            until = clock.get().plus(rest);
        }
    }

    private synchronized void succeeded() {
        failed = 0;
    }
}
