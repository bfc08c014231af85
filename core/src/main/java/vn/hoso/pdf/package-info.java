/**
 * The two-layer PDF/A: the page image untouched, invisible text over it.
 *
 * <p>Start at {@code PdfComposer}; {@code PdfACheck} validates what was written.
 */
@NullMarked
package vn.hoso.pdf;

import org.jspecify.annotations.NullMarked;
