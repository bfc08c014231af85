/**
 * From text to typed fields: paper types declared as data, the classifier and the extractor.
 *
 * <p>Start at {@link vn.hoso.extract.Extractor}.
 */
@NullMarked
package vn.hoso.extract;

import org.jspecify.annotations.NullMarked;
