/**
 * The two-layer PDF/A: the page image untouched, invisible text over it.
 *
 * <p>Start at {@link vn.hoso.pdf.PdfComposer}; {@link vn.hoso.pdf.PdfACheck} validates what was written.
 */
@NullMarked
package vn.hoso.pdf;

import org.jspecify.annotations.NullMarked;
