/**
 * Finding papers: the Lucene index of a home folder, Vietnamese analysis, queries.
 *
 * <p>Start at {@link vn.hoso.search.LuceneRecordIndex}; {@link vn.hoso.search.PaperQuery} says what can be asked,
 * {@link vn.hoso.search.Reindexer} makes a lost or damaged index again from the archive.
 *
 * <p>Text is compared in NFC and lower case, with and without accents; pages count from 1. Nothing here accepts or
 * returns {@code null} unless it is annotated {@code @Nullable}.
 */
@NullMarked
package vn.hoso.search;

import org.jspecify.annotations.NullMarked;
