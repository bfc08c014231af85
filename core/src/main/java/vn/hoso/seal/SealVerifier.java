package vn.hoso.seal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Validates signatures (ETSI EN 319 102-1) and says what they are worth for re-use. Safe for use by several threads. */
public interface SealVerifier {
    /**
     * Validates all signatures of a PDF.
     *
     * @param pdf the file
     * @return the verdict
     * @throws IOException if the file can't be read
     */
    SealVerdict verifyPdf(Path pdf) throws IOException;

    /**
     * Validates a detached signature over the bytes of a record.
     *
     * @param record the bytes of {@code record.json}
     * @param seal the signature, DER-encoded CMS
     * @return the verdict
     */
    SealVerdict verifyRecord(byte[] record, byte[] seal);

    /**
     * Validates an evidence record (RFC 4998) of files.
     *
     * @param record the record, DER-encoded
     * @param files exactly the files that it is of
     * @return the verdict; its signatures are the time-stamps, oldest first
     * @throws IOException if a file can't be read
     */
    SealVerdict verifyEvidence(byte[] record, List<Path> files) throws IOException;
}
