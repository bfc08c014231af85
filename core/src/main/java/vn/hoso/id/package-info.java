/**
 * Identifiers and codes that validate themselves.
 *
 * <p>Each is a value that can't be made from a wrong text: the constructor refuses it, {@code parse} gives an empty
 * result instead. Where a code has parts, they are read from it by name.
 */
@NullMarked
package vn.hoso.id;

import org.jspecify.annotations.NullMarked;
