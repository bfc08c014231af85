/**
 * Asking only once: which papers that a procedure requires are already here, verified and valid, and which fields of its
 * form follow from them.
 *
 * <p>Start at {@link vn.hoso.reuse.Planner}. The {@link vn.hoso.reuse.Catalogue} says what procedures require; a
 * {@link vn.hoso.reuse.Plan} gives one {@link vn.hoso.reuse.Answer} for each required component, and the form.
 *
 * <p>An answer follows from rules over sealed records, never from a search score. A rule that lacks what it needs to know
 * never gives a yes. Persons are told apart by their numbers alone; names and birth dates only ever give candidates.
 *
 * <p>Nothing here accepts or returns {@code null} unless it is annotated {@code @Nullable}.
 */
@NullMarked
package vn.hoso.reuse;

import org.jspecify.annotations.NullMarked;
