package vn.hoso.seal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Keeps stored signatures provable: adds what is needed to check them later, and a fresh time-stamp before the last one
 * can no longer be checked. What was signed stays as it is.
 */
public interface SignatureRenewer {
    /**
     * Renews the signatures of a PDF, where that is due.
     *
     * @param pdf the signed file; not changed
     * @param target the file to write: the bytes of {@code pdf} and more behind them
     * @return whether it was due; if not, nothing is written
     * @throws IOException if a file can't be read or written
     * @throws vn.hoso.failure.HosoException with {@code SIGNING_FAILED} if it can't be renewed, such as when revocation
     *     data are missing
     */
    boolean renewPdf(Path pdf, Path target) throws IOException;

    /**
     * Renews the seal of a record, where that is due.
     *
     * @param record the bytes of the record
     * @param seal its seal
     * @return the new seal over the same bytes, or empty where none is due
     * @throws vn.hoso.failure.HosoException with {@code SIGNING_FAILED} if it can't be renewed
     */
    Optional<byte[]> renewSeal(byte[] record, byte[] seal);
}
