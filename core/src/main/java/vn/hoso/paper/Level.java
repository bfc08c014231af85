package vn.hoso.paper;

/** How far the data of a paper have been verified, lowest first. */
public enum Level {
    /** Read by the machine only. */
    RECOGNISED,
    /** Confirmed by independent evidence, such as a QR code or check digits, without a person. */
    CROSS_CHECKED,
    /** Confirmed by an officer (cán bộ xác minh). */
    VERIFIED,
    /** Verified, given a result code and sealed by a signature over the record. */
    SEALED
}
