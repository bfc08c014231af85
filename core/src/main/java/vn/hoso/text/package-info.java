/**
 * The text of a page: words with boxes and confidence, codes, and the interface of what reads them.
 *
 * <p>Start at {@link vn.hoso.text.PageText}. Pages count from 1. Boxes are in pixels of the upright page image, origin
 * top left. Confidence is 0 to 100. Text is Unicode NFC.
 */
@NullMarked
package vn.hoso.text;

import org.jspecify.annotations.NullMarked;
