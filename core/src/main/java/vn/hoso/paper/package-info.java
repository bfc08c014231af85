/**
 * A paper of a dossier (giấy tờ trong hồ sơ) and what is known of it.
 *
 * <p>These are plain values: {@link vn.hoso.paper.Field} is what was read or typed, {@link vn.hoso.paper.Owner} whose
 * paper it is, {@link vn.hoso.paper.Validity} how long it counts.
 */
@NullMarked
package vn.hoso.paper;

import org.jspecify.annotations.NullMarked;
