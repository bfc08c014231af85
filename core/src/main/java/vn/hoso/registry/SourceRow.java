package vn.hoso.registry;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of the table of files; {@code papers} is 0 before it is known. */
record SourceRow(
        String name, int papers, int attempts, @Nullable String worker, Instant leaseUntil) {
    boolean isHeld(Instant now) {
        return worker != null && leaseUntil.isAfter(now);
    }
}
