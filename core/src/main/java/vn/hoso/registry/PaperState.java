package vn.hoso.registry;

import java.util.EnumSet;
import java.util.Set;

/**
 * Where a paper stands on the road (trạng thái xử lý giấy tờ).
 *
 * <p>The order of the steps is that of Thông tư 01/2023/TT-VPCP, article 7: the scan is signed before its data are
 * extracted, and a code is issued only for data that an officer has verified. A transition that {@link #allows} does not
 * know is refused by the registry.
 */
public enum PaperState {
    /** The file is known; nothing has been made of it yet, or what was made got lost with its process. */
    RECEIVED,
    /** Its pages have been read. */
    SCANNED,
    /** The rendition exists and carries the scanning officer's signature. */
    SIGNED,
    /** The fields have been extracted. */
    EXTRACTED,
    /** It is in the archive and waits for an officer's review. */
    ARCHIVED,
    /** An officer has confirmed its data; a second one must, since it carries fields that two are to look at. */
    CONFIRMED_ONCE,
    /** An officer has confirmed its data, or two where two are needed. */
    VERIFIED,
    /** It has its code of the digitised result. */
    CODED,
    /** Its record is sealed and archived. */
    SEALED,
    /** An officer rejected the digitisation. */
    REJECTED,
    /** Revoked by its issuer or an officer. */
    REVOKED,
    /** Replaced by another paper. */
    SUPERSEDED,
    /** Erased from the archive on a legal ground; what is left is this row and the ledger. */
    ERASED,
    /** It could not be digitised; the problem is on record and it may be tried again. */
    FAILED;

    /**
     * Whether a paper may go from this state to another.
     *
     * <p>A step to the same state, where it is allowed, is a correction.
     *
     * @param next the state wanted
     * @return true where the road leads there directly
     */
    public boolean allows(PaperState next) {
        return successors().contains(next);
    }

    private Set<PaperState> successors() {
        return switch (this) {
            case RECEIVED -> EnumSet.of(SCANNED, FAILED);
            case SCANNED -> EnumSet.of(SIGNED, RECEIVED, FAILED);
            case SIGNED -> EnumSet.of(EXTRACTED, RECEIVED, FAILED);
            case EXTRACTED -> EnumSet.of(ARCHIVED, RECEIVED, FAILED);
            case ARCHIVED -> EnumSet.of(ARCHIVED, CONFIRMED_ONCE, VERIFIED, REJECTED, REVOKED, SUPERSEDED, ERASED);
            case CONFIRMED_ONCE ->
                EnumSet.of(CONFIRMED_ONCE, ARCHIVED, VERIFIED, REJECTED, REVOKED, SUPERSEDED, ERASED);
            case VERIFIED -> EnumSet.of(CODED);
            case CODED -> EnumSet.of(SEALED);
            case SEALED -> EnumSet.of(SEALED, REVOKED, SUPERSEDED, ERASED);
            case SUPERSEDED -> EnumSet.of(SUPERSEDED, REVOKED, ERASED);
            case FAILED -> EnumSet.of(RECEIVED);
            case REJECTED, REVOKED, ERASED -> EnumSet.of(ERASED);
        };
    }

    /**
     * Whether the archive holds a paper in this state.
     *
     * @return false before {@link #ARCHIVED}, for {@link #FAILED} and {@link #ERASED}
     */
    public boolean stored() {
        return switch (this) {
            case RECEIVED, SCANNED, SIGNED, EXTRACTED, FAILED, ERASED -> false;
            case ARCHIVED, CONFIRMED_ONCE, VERIFIED, CODED, SEALED, REJECTED, REVOKED, SUPERSEDED -> true;
        };
    }
}
