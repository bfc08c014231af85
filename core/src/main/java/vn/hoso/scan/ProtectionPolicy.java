package vn.hoso.scan;

/**
 * What to do with a PDF that opens without a password but forbids some uses unless its owner's password is given.
 *
 * <p>An agency that digitises a paper handed in to it does no more than read it; what the author had forbidden is kept on
 * record all the same, see {@link Scan#repairs}.
 */
public enum ProtectionPolicy {
    /** Opened, and the permission bits (ISO 32000-1, table 22) kept on record. */
    OPEN,
    /** Refused as {@code ENCRYPTED}. */
    REFUSE
}
