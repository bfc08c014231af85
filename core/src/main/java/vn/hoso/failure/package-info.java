/**
 * Failures with a name, in English and Vietnamese.
 *
 * <p>Start at {@link vn.hoso.failure.HosoException}; {@link vn.hoso.failure.Problem} lists what can go wrong.
 */
@NullMarked
package vn.hoso.failure;

import org.jspecify.annotations.NullMarked;
