/**
 * What the signing engine loads by name; not for callers.
 */
@NullMarked
package vn.hoso.signing.internal;

import org.jspecify.annotations.NullMarked;
