package vn.hoso.seal;

import java.nio.file.Path;
import java.time.Instant;

/** Puts a PAdES signature (ETSI EN 319 142-1) on a PDF. Safe for use by several threads. */
public interface PdfSigner {
    /**
     * Signs a file. The signature is appended: the bytes of {@code pdf} are the beginning of {@code target}.
     *
     * @param pdf the file to sign; it is not changed
     * @param target where the signed file is written; an existing file is replaced
     * @param role the role, which decides place and text of the appearance
     * @param scannedAt when the paper was scanned; shown in the officer's appearance
     * @throws vn.hoso.failure.HosoException with {@code CERTIFICATE_EXPIRED}, {@code NO_TIME_STAMP} or
     *     {@code SIGNING_FAILED}; {@code target} does not exist then
     */
    void sign(Path pdf, Path target, SigningRole role, Instant scannedAt);

    /**
     * Whose key signs.
     *
     * @return the holder of the certificate
     */
    Signatory signatory();
}
