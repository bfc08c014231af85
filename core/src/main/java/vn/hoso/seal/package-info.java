/**
 * What the road asks of a signing engine: to sign a PDF, to seal a record, to validate both.
 *
 * <p>The module {@code hoso-signing} implements these interfaces: PDFs are signed by its {@code PadesSigner}, records sealed by
 * its {@code CadesSealer}, both validated by its {@code SignatureValidator}.
 */
@NullMarked
package vn.hoso.seal;

import org.jspecify.annotations.NullMarked;
