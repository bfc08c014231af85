/**
 * Signing papers and records (PAdES, CAdES), and validating their signatures.
 *
 * <p>Nothing here accepts or returns {@code null} unless it is annotated {@code @Nullable}.
 */
@NullMarked
package vn.hoso.signing;

import org.jspecify.annotations.NullMarked;
