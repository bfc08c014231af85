/**
 * Recognising Vietnamese text, QR codes and machine-readable zones on page images.
 *
 * <p>Nothing here accepts or returns {@code null} unless it is annotated {@code @Nullable}.
 */
@NullMarked
package vn.hoso.ocr;

import org.jspecify.annotations.NullMarked;
