/**
 * The {@code hoso} command line, sample papers, a demo and benchmarks.
 *
 * <p>Nothing here accepts or returns {@code null} unless it is annotated {@code @Nullable}.
 */
@NullMarked
package vn.hoso.examples;

import org.jspecify.annotations.NullMarked;
