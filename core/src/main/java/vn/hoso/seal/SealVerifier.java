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
     * Validates all signatures of a PDF, with an evidence record as a proof of time for them.
     *
     * @param pdf the file
     * @param evidence an evidence record (RFC 4998) of this file, alone or among others; one of other files, or one that
     *     does not hold, proves nothing and takes nothing away
     * @return the verdict; as without the record where the verifier knows no evidence records
     * @throws IOException if the file can't be read
     */
    default SealVerdict verifyPdf(Path pdf, byte[] evidence) throws IOException {
        return verifyPdf(pdf);
    }

    /**
     * Validates a detached signature over the bytes of a record.
     *
     * @param record the bytes of {@code record.json}
     * @param seal the signature, DER-encoded CMS
     * @return the verdict
     */
    SealVerdict verifyRecord(byte[] record, byte[] seal);

    /**
     * Validates a detached signature over the bytes of a record, with an evidence record as a proof of time for it.
     *
     * @param record the bytes of {@code record.json}
     * @param seal the signature, DER-encoded CMS
     * @param evidence an evidence record (RFC 4998) of both, alone or among others; one of other files, or one that does
     *     not hold, proves nothing and takes nothing away
     * @return the verdict; as without the record where the verifier knows no evidence records
     */
    default SealVerdict verifyRecord(byte[] record, byte[] seal, byte[] evidence) {
        return verifyRecord(record, seal);
    }

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
