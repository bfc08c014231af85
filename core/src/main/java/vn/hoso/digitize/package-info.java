/**
 * One paper or many through the whole road: scan, recognise, compose, sign, extract, verify, seal, archive, index.
 *
 * <p>{@link vn.hoso.digitize.Home} is the folder that everything is kept in. {@link vn.hoso.digitize.Digitizer} reads one
 * file and stores nothing, {@link vn.hoso.digitize.BatchConverter} converts many, {@link vn.hoso.digitize.ReviewDesk} is
 * where officers decide, {@link vn.hoso.digitize.ArchiveVerifier} checks what is kept.
 */
@NullMarked
package vn.hoso.digitize;

import org.jspecify.annotations.NullMarked;
