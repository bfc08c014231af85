package vn.hoso.seal;

/** Makes the detached CAdES signature (ETSI EN 319 122-1) over a record. Safe for use by several threads. */
public interface RecordSealer {
    /**
     * Seals the bytes of a record.
     *
     * @param record the bytes of {@code record.json}
     * @return the signature, DER-encoded CMS
     * @throws vn.hoso.failure.HosoException with {@code CERTIFICATE_EXPIRED}, {@code NO_TIME_STAMP} or
     *     {@code SIGNING_FAILED}
     */
    byte[] seal(byte[] record);

    /**
     * Whose key seals.
     *
     * @return the holder of the certificate
     */
    Signatory signatory();
}
