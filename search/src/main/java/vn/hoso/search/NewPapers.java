package vn.hoso.search;

import java.util.concurrent.atomic.AtomicLongArray;
import vn.hoso.paper.PaperId;

/**
 * Knows of most papers that they were never written to an index that began empty: those need not be looked for in it
 * before they are added. Safe for several threads.
 */
final class NewPapers {
    private static final int LOG = 25; // 4 MB; a million papers set one bit in 34

    private final AtomicLongArray seen = new AtomicLongArray((1 << LOG) / Long.SIZE);

    /** Whether a paper is new for sure; from now on it is not. */
    boolean surelyNew(PaperId id) {
        int hash = id.hashCode() * 0x9E3779B9; // spreads what differs in the last digits only
        int at = hash >>> (Integer.SIZE - LOG);
        long bit = 1L << at;
        return (seen.getAndAccumulate(at / Long.SIZE, bit, (before, mark) -> before | mark) & bit) == 0;
    }
}
