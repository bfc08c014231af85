/**
 * From a file to page images, page by page, within limits.
 *
 * <p>Start at {@link vn.hoso.scan.ScanReader}, which opens a {@link vn.hoso.scan.Scan}.
 */
@NullMarked
package vn.hoso.scan;

import org.jspecify.annotations.NullMarked;
