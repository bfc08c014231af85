package vn.hoso.archive;

import java.time.Instant;
import vn.hoso.paper.PaperId;

/**
 * A version of a paper in the archive.
 *
 * @param id the paper
 * @param version the number of the version, from 1
 * @param at when it was stored
 * @param message why it was stored, such as {@code convert} or {@code correct}
 */
public record ArchivedPaper(PaperId id, int version, Instant at, String message) {}
