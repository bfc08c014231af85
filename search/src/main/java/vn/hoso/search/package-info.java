/**
 * Finding papers and fields in the index.
 *
 * <p>Nothing here accepts or returns {@code null} unless it is annotated {@code @Nullable}.
 */
@NullMarked
package vn.hoso.search;

import org.jspecify.annotations.NullMarked;
