/**
 * Figures of a run for those who watch over it, by Micrometer.
 *
 * <p>{@link vn.hoso.metrics.RunMetrics} is all. Micrometer is an optional dependency: whoever uses this package adds
 * {@code io.micrometer:micrometer-core} and the registry of the monitoring system at hand.
 */
@NullMarked
package vn.hoso.metrics;

import org.jspecify.annotations.NullMarked;
