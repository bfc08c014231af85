package vn.hoso.signing;

/** How long a signature can be proven: the baseline levels of ETSI EN 319 142-1 and EN 319 122-1. */
public enum SignatureLevel {
    /** Signed, with the certificate named in the signed attributes. Provable while the certificate is valid. */
    B,
    /** With a time-stamp: proves that the signature existed at that time. */
    T,
    /** With certificates and revocation data: can be validated without network. */
    LT,
    /** With a time-stamp over all of it: provable until the newest time-stamp expires, and renewable. */
    LTA;

    boolean needsTimeStamps() {
        return this != B;
    }

    boolean needsRevocationData() {
        return this == LT || this == LTA;
    }
}
