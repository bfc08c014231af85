/**
 * Signing papers and records (PAdES, CAdES), and validating their signatures.
 *
 * <p>Start at {@link vn.hoso.signing.PadesSigner} to sign a PDF, at {@link vn.hoso.signing.CadesSealer} to seal a record,
 * and at {@link vn.hoso.signing.SignatureValidator} to find out what a signature is worth. Keys come from
 * {@link vn.hoso.signing.SigningKey}; {@link vn.hoso.signing.TestAuthority} makes some for trying out.
 *
 * <p>The engine is EU DSS on Bouncy Castle. It is loaded when the first file is signed or validated, and no security
 * provider is installed. Times are instants; what is shown is shown in Vietnam time. Nothing here accepts or returns
 * {@code null} unless it is annotated {@code @Nullable}.
 */
@NullMarked
package vn.hoso.signing;

import org.jspecify.annotations.NullMarked;
