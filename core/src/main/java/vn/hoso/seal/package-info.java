/**
 * What the road asks of a signing engine: to sign a PDF, to seal a record, to validate both.
 *
 * <p>The module {@code hoso-signing} implements these interfaces.
 */
@NullMarked
package vn.hoso.seal;

import org.jspecify.annotations.NullMarked;
