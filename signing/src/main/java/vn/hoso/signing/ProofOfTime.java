package vn.hoso.signing;

import eu.europa.esig.dss.model.InMemoryDocument;
import eu.europa.esig.dss.validation.SignedDocumentValidator;
import java.io.IOException;
import java.util.List;
import org.bouncycastle.asn1.tsp.ArchiveTimeStamp;
import org.bouncycastle.asn1.tsp.EvidenceRecord;

/**
 * An evidence record beside signatures: what it is of, and with it every signature in there, existed when it was first
 * stamped. Whether it is of them and holds, and what follows for a signature, is judged by DSS; here stands only what DSS
 * does not ask.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ProofOfTime(byte[] encoded) {
    /** No evidence record. */
    static final ProofOfTime NONE = new ProofOfTime(new byte[0]);

    /** Hands it to DSS, where it is well made. */
    void into(SignedDocumentValidator validator, CertificateStatus status) throws IOException {
        if (encoded.length > 0 && isWellMade(status)) {
            validator.setDetachedEvidenceRecordDocuments(List.of(new InMemoryDocument(encoded, "evidence.ers")));
        }
    }

    private boolean isWellMade(CertificateStatus status) throws IOException {
        EvidenceRecord record = EvidenceRecords.parse(encoded);
        if (record == null || !EvidenceRecords.namesItsDigests(record)) {
            return false;
        }
        for (ArchiveTimeStamp stamp : EvidenceRecords.stamps(record)) {
            if (!CmsShape.findings(stamp.getTimeStamp().getEncoded(), status.certificates())
                    .isEmpty()) {
                return false;
            }
        }
        return true;
    }
}
