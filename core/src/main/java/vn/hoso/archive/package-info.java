/**
 * The archive: one OCFL object a paper (Oxford Common File Layout 1.1), every change a new version.
 *
 * <p>Start at {@link vn.hoso.archive.Archive}; that of a home is {@link vn.hoso.digitize.Home#archive}.
 */
@NullMarked
package vn.hoso.archive;

import org.jspecify.annotations.NullMarked;
