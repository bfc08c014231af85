package vn.hoso.registry;

import java.time.Instant;

/**
 * A file in work.
 *
 * @param sha256 the digest of the file
 * @param name its name
 * @param worker who works on it
 * @param until when the lease runs out unless it is renewed
 */
public record Lease(String sha256, String name, String worker, Instant until) {}
