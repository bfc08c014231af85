package vn.hoso.signing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.tsp.ArchiveTimeStamp;
import org.bouncycastle.asn1.tsp.ArchiveTimeStampChain;
import org.bouncycastle.asn1.tsp.ArchiveTimeStampSequence;
import org.bouncycastle.asn1.tsp.EvidenceRecord;
import org.bouncycastle.cert.X509CRLHolder;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.util.CollectionStore;

/**
 * Puts revocation lists beside a time-stamp that is about to be covered by another one: later nobody can get the lists of
 * that day any more (RFC 4998, 5.2). They stand in the unsigned part of the time-stamp.
 */
final class KeptLists {
    private final List<X509CRLHolder> lists = new ArrayList<>();

    KeptLists(List<byte[]> encoded) throws IOException {
        for (byte[] one : encoded) {
            lists.add(new X509CRLHolder(new ByteArrayInputStream(one)));
        }
    }

    /** A record whose last time-stamp holds the lists of those who issued its certificates. */
    EvidenceRecord withLists(EvidenceRecord record) throws IOException {
        ArchiveTimeStampSequence sequence = record.getArchiveTimeStampSequence();
        ArchiveTimeStampChain[] chains = sequence.getArchiveTimeStampChains();
        ArchiveTimeStamp[] stamps = chains[chains.length - 1].getArchiveTimestamps();
        ArchiveTimeStamp last = stamps[stamps.length - 1];
        stamps[stamps.length - 1] =
                new ArchiveTimeStamp(last.getDigestAlgorithmIdentifier(), last.getReducedHashTree(), with(last));
        chains[chains.length - 1] = new ArchiveTimeStampChain(stamps);
        return new EvidenceRecord(record.getDigestAlgorithms(), null, null, new ArchiveTimeStampSequence(chains));
    }

    private ContentInfo with(ArchiveTimeStamp stamp) throws IOException {
        try {
            CMSSignedData token = new CMSSignedData(stamp.getTimeStamp());
            List<X509CRLHolder> wanted = new ArrayList<>(token.getCRLs().getMatches(null));
            for (X509CertificateHolder certificate : token.getCertificates().getMatches(null)) {
                for (X509CRLHolder list : lists) {
                    if (list.getIssuer().equals(certificate.getIssuer()) && !wanted.contains(list)) {
                        wanted.add(list);
                    }
                }
            }
            CMSSignedData kept = CMSSignedData.replaceCertificatesAndCRLs(
                    token, token.getCertificates(), token.getAttributeCertificates(), new CollectionStore<>(wanted));
            return ContentInfo.getInstance(kept.getEncoded(ASN1Encoding.DER));
        } catch (CMSException e) {
            throw new IOException("a time-stamp of an evidence record can't be read", e);
        }
    }
}
