package vn.hoso.failure;

/**
 * What can go wrong with an input, a store or a key, as a stable code.
 *
 * <p>The name of a constant is part of the contract: it stands in reports and in the JSON of the command line. Each has
 * a sentence with a remedy in English and in Vietnamese in the resource bundle {@code vn.hoso.failure.Problems}.
 */
public enum Problem {
    /** The content is of no kind that can be read; arguments: what was found. */
    UNKNOWN_KIND,
    /** The file is damaged or cut off; arguments: what was found. */
    DAMAGED,
    /** The file can be opened with a password only. */
    ENCRYPTED,
    /** An office file, and there is nothing that could make pages of it; arguments: its kind. */
    NO_LAYOUT,
    /** The file has no pages. */
    NO_PAGES,
    /** The file has more bytes than allowed; arguments: found, allowed. */
    TOO_MANY_BYTES,
    /** The file has more pages than allowed; arguments: found, allowed. */
    TOO_MANY_PAGES,
    /** An image has more pixels than allowed; arguments: found, allowed. */
    TOO_MANY_PIXELS,
    /** Objects are nested deeper than allowed; arguments: allowed. */
    TOO_DEEP,
    /** Packed data would unpack to more bytes than allowed; arguments: allowed. */
    TOO_MUCH_UNPACKED,
    /** Work on the file took longer than allowed; arguments: seconds allowed. */
    TOO_SLOW,
    /** The file can't be read. */
    UNREADABLE,
    /** The file changed or vanished while it was read. */
    CHANGED,
    /** The target can't be written: no permission. */
    NO_PERMISSION,
    /** The disk is full. */
    DISK_FULL,
    /** Fewer or more pages came out of a step than went in; arguments: step, in, out. */
    PAGES_LOST,
    /** The engine failed on a page; arguments: page, reason. */
    RECOGNITION_FAILED,
    /** The engine did not finish a page in time; arguments: page, seconds allowed. */
    RECOGNITION_TIMEOUT,
    /** The file that was written is not valid PDF/A; arguments: flavour, number of violations, the first one. */
    NOT_PDFA,
    /** The key store can't be opened with this password. */
    WRONG_KEY_PASSWORD,
    /** The key store holds no usable key; arguments: what was found. */
    NO_KEY,
    /** The certificate of the key is not valid today; arguments: from, until. */
    CERTIFICATE_EXPIRED,
    /** Signing failed; arguments: reason. */
    SIGNING_FAILED,
    /** The time-stamping authority has failed several times in a row and is not asked any more. */
    NO_TIME_STAMP,
    /** A signature that must be valid is not; arguments: indication. */
    SIGNATURE_INVALID,
    /** The paper carries a mark of secrecy and must not go through the normal flow; arguments: the mark. */
    SECRET,
    /** Papers of this kind are not digitised; arguments: why in English, why in Vietnamese, the rule, the kind. */
    NOT_ELIGIBLE,
    /** The law orders that the paper is kept; arguments: why in English, why in Vietnamese, the rule. */
    RETAINED,
    /** A record does not follow its schema; arguments: first violation. */
    RECORD_INVALID,
    /** Another process works on the home folder. */
    HOME_LOCKED,
    /** A store was written by a newer version; arguments: found, understood. */
    STORE_NEWER,
    /** A derived store was written by an older version and must be made again; arguments: found, needed. */
    STORE_OLDER,
    /** A store is damaged; arguments: what was found. */
    STORE_DAMAGED,
    /** Nothing is known under this name; arguments: kind of thing. */
    NOT_FOUND,
    /** What was asked for does not fit the present state; arguments: state, wanted. */
    WRONG_STATE,
    /** The record of the paper is confirmed and sealed: its type and its pages are fixed. */
    SEALED,
    /** The officer has confirmed the paper already, and another one must. */
    FOUR_EYES,
    /** A configuration value can't be used; arguments: key, allowed. */
    BAD_CONFIGURATION,
    /** A failure that has no name of its own; arguments: kind of exception. */
    INTERNAL
}
