/**
 * The registry: states of papers in work, code counters, and the hash-chained ledger.
 *
 * <p>Start at {@link vn.hoso.digitize.Home#registry}, or {@link vn.hoso.registry.SqliteRegistry} for one by itself; {@link vn.hoso.registry.Registry} says what it does. Times are
 * {@link java.time.Instant}s, stored as ISO 8601 in UTC.
 */
@NullMarked
package vn.hoso.registry;

import org.jspecify.annotations.NullMarked;
