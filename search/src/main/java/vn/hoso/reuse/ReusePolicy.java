package vn.hoso.reuse;

import java.util.Set;
import vn.hoso.paper.Level;

/**
 * What an agency demands before a record may be re-used.
 *
 * @param level the least level of verification; {@link Level#VERIFIED} or {@link Level#SEALED}
 * @param sealNeeded whether a record without a seal is refused. Where it is not, a seal that is there must hold
 *     nevertheless
 * @param needLegalBasis the paper types that are given out on a stated legal basis only
 * @param agencies the agencies whose records may be used; empty for all
 */
public record ReusePolicy(Level level, boolean sealNeeded, Set<String> needLegalBasis, Set<String> agencies) {
    /** Only sealed records; criminal records no. 2 on a stated legal basis only. */
    public static final ReusePolicy SEALED =
            new ReusePolicy(Level.SEALED, true, Set.of("criminal_record_certificate_2"), Set.of());

    /** Records that an officer has confirmed, also those that were taken over from another system without a seal. */
    public static final ReusePolicy VERIFIED =
            new ReusePolicy(Level.VERIFIED, false, Set.of("criminal_record_certificate_2"), Set.of());

    public ReusePolicy {
        needLegalBasis = Set.copyOf(needLegalBasis);
        agencies = Set.copyOf(agencies);
        if (level.compareTo(Level.VERIFIED) < 0) {
            throw new IllegalArgumentException("a record that no officer confirmed is never re-used, got " + level);
        }
    }
}
