package vn.hoso.signing;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampToken;
import org.jspecify.annotations.Nullable;
import vn.hoso.signing.ReasonCode.Finding;

/**
 * Looks at the parts of a CMS that its signature does not cover: versions, the list of digests, the name of the signer's
 * certificate, certificates that come along. Nobody needs to change them, so they must be as the standard has them.
 */
final class CmsShape {
    /** ETSI EN 319 122-1, 5.5.3: archive-time-stamp-v3. */
    private static final ASN1ObjectIdentifier ARCHIVE_TIME_STAMP = new ASN1ObjectIdentifier("0.4.0.1733.2.4");

    /** The unsigned attributes of RFC 5652, RFC 3161 and ETSI EN 319 122-1 that signers and archives add. */
    private static final Set<ASN1ObjectIdentifier> UNSIGNED_ATTRIBUTES = Set.of(
            PKCSObjectIdentifiers.id_aa_signatureTimeStampToken,
            PKCSObjectIdentifiers.pkcs_9_at_counterSignature,
            PKCSObjectIdentifiers.id_aa_ets_certificateRefs,
            PKCSObjectIdentifiers.id_aa_ets_revocationRefs,
            PKCSObjectIdentifiers.id_aa_ets_certValues,
            PKCSObjectIdentifiers.id_aa_ets_revocationValues,
            PKCSObjectIdentifiers.id_aa_ets_escTimeStamp,
            PKCSObjectIdentifiers.id_aa_ets_certCRLTimestamp,
            PKCSObjectIdentifiers.id_aa_ets_archiveTimestamp,
            new ASN1ObjectIdentifier("1.2.840.113549.1.9.16.2.44"),
            new ASN1ObjectIdentifier("1.2.840.113549.1.9.16.2.45"),
            new ASN1ObjectIdentifier("1.2.840.113549.1.9.16.2.48"),
            new ASN1ObjectIdentifier("1.2.840.113549.1.9.16.2.49"),
            new ASN1ObjectIdentifier("1.2.840.113549.1.9.16.2.50"),
            ARCHIVE_TIME_STAMP,
            new ASN1ObjectIdentifier("0.4.0.1733.2.5"),
            new ASN1ObjectIdentifier("0.4.0.19122.1.5"));

    private CmsShape() {}

    /**
     * What is wrong with the shape of a CMS, and of the time-stamps in it.
     *
     * @param cms the CMS
     * @param known certificates that are trusted or were given along; those in the CMS must hold by them or by each other
     */
    static List<Finding> findings(byte[] cms, List<X509Certificate> known) {
        List<Finding> findings = new ArrayList<>();
        try {
            ASN1Primitive primitive = ASN1Primitive.fromByteArray(cms);
            ContentInfo info = ContentInfo.getInstance(primitive);
            if (!CMSObjectIdentifiers.signedData.equals(info.getContentType())) {
                findings.add(ReasonCode.CONTENTS_UNREADABLE.with("not signed data"));
                return findings;
            }
            SignedData data = SignedData.getInstance(info.getContent());
            int signers = data.getSignerInfos().size();
            if (signers != 1) {
                findings.add(ReasonCode.SIGNER_COUNT.with(signers));
                return findings;
            }
            SignerInfo signer = SignerInfo.getInstance(data.getSignerInfos().getObjectAt(0));
            String sloppy = sloppiness(cms, primitive, data, signer, known);
            if (sloppy != null) {
                findings.add(ReasonCode.CMS_SLOPPY.with(sloppy));
            }
            if (!isSorted(signer.getAuthenticatedAttributes())) {
                findings.add(ReasonCode.CMS_SLOPPY.with("order of the signed attributes"));
            }
            if (hasUnknownAttributes(signer)) {
                findings.add(ReasonCode.CMS_SLOPPY.with("unsigned attribute"));
            }
            for (byte[] stamp : timeStamps(signer)) {
                if (!isTimeStamp(stamp)) {
                    findings.add(ReasonCode.CMS_SLOPPY.with("time-stamp"));
                }
                for (Finding finding : findings(stamp, known)) {
                    if (!findings.contains(finding)) {
                        findings.add(finding);
                    }
                }
            }
        } catch (IOException | IllegalArgumentException | IllegalStateException | ClassCastException e) {
            findings.add(ReasonCode.CONTENTS_UNREADABLE.with(e.getClass().getSimpleName()));
        }
        return findings;
    }

    private static @Nullable String sloppiness(
            byte[] cms, ASN1Primitive primitive, SignedData data, SignerInfo signer, List<X509Certificate> known)
            throws IOException {
        boolean definite = cms.length > 1 && (cms[1] & 0xff) != 0x80;
        if (definite
                && !Arrays.equals(cms, primitive.getEncoded(ASN1Encoding.DER))
                && !Arrays.equals(cms, primitive.getEncoded(ASN1Encoding.DL))) {
            return "encoding";
        }
        boolean byName = signer.getSID().getId() instanceof IssuerAndSerialNumber
                || signer.getSID().toASN1Primitive() instanceof ASN1Sequence;
        if (signer.getVersion().intValueExact() != (byName ? 1 : 3)) {
            return "version of the signer";
        }
        boolean plain =
                CMSObjectIdentifiers.data.equals(data.getEncapContentInfo().getContentType());
        int version = data.getVersion().intValueExact();
        if (version != (plain && byName ? 1 : 3) && !(version >= 3 && version <= 5 && hasOtherTypes(data))) {
            return "version";
        }
        if (!isTagged((ASN1Sequence) data.getSignerInfos().getObjectAt(0).toASN1Primitive())) {
            return "tags of the signer";
        }
        if (!listsItsDigests(data, signer)) {
            return "digests";
        }
        if (data.getCertificates() == null) {
            return null;
        }
        CmsCertificates certificates = new CmsCertificates(data, signer, timeStamps(signer));
        if (byName && !certificates.nameTheSigner()) {
            return "name of the certificate";
        }
        return certificates.areChains(known) ? null : "certificates";
    }

    /** Whether the attributes of a signer stand under [0] and [1]; those who read them do not look at the numbers. */
    private static boolean isTagged(ASN1Sequence signer) {
        int next = 0;
        for (ASN1Encodable part : signer) {
            if (part.toASN1Primitive() instanceof ASN1TaggedObject tagged) {
                boolean identifier = part == signer.getObjectAt(1);
                boolean expected = tagged.hasContextTag(0) || (!identifier && tagged.hasContextTag(1));
                if (!expected || (!identifier && tagged.getTagNo() < next)) {
                    return false;
                }
                next = identifier ? 0 : tagged.getTagNo() + 1;
            }
        }
        return true;
    }

    /** Whether the digest of the signer is listed, and besides it none but those of archive time-stamps. */
    private static boolean listsItsDigests(SignedData data, SignerInfo signer) throws IOException {
        List<ASN1ObjectIdentifier> listed = new ArrayList<>();
        for (ASN1Encodable digest : data.getDigestAlgorithms()) {
            listed.add(AlgorithmIdentifier.getInstance(digest).getAlgorithm());
        }
        boolean own = listed.remove(signer.getDigestAlgorithm().getAlgorithm());
        for (byte[] stamp : stamps(signer, ARCHIVE_TIME_STAMP)) {
            listed.remove(digest(stamp));
        }
        return own && listed.isEmpty();
    }

    private static @Nullable ASN1ObjectIdentifier digest(byte[] stamp) {
        try {
            return new TimeStampToken(new CMSSignedData(stamp))
                    .getTimeStampInfo()
                    .getMessageImprintAlgOID();
        } catch (TSPException | CMSException | IOException | RuntimeException e) {
            return null;
        }
    }

    private static boolean hasOtherTypes(SignedData data) {
        return data.getCRLs() != null || data.getCertificates() == null;
    }

    private static boolean isSorted(@Nullable ASN1Set set) throws IOException {
        return set == null || Arrays.equals(set.getEncoded(ASN1Encoding.DER), set.getEncoded(ASN1Encoding.DL));
    }

    /** What a validator does not know it leaves out without a word: a proof of time would be gone and nobody told. */
    private static boolean hasUnknownAttributes(SignerInfo signer) {
        if (signer.getUnauthenticatedAttributes() == null) {
            return false;
        }
        for (ASN1Encodable one : signer.getUnauthenticatedAttributes()) {
            if (!UNSIGNED_ATTRIBUTES.contains(Attribute.getInstance(one).getAttrType())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isTimeStamp(byte[] stamp) {
        try {
            TimeStampToken token = new TimeStampToken(new CMSSignedData(stamp));
            return token.getSignedAttributes() != null
                    && token.getTimeStampInfo().getGenTime() != null;
        } catch (TSPException | CMSException | IOException | RuntimeException e) {
            return false;
        }
    }

    private static List<byte[]> timeStamps(SignerInfo signer) throws IOException {
        List<byte[]> stamps = new ArrayList<>(stamps(signer, PKCSObjectIdentifiers.id_aa_signatureTimeStampToken));
        stamps.addAll(stamps(signer, ARCHIVE_TIME_STAMP));
        return stamps;
    }

    private static List<byte[]> stamps(SignerInfo signer, ASN1ObjectIdentifier kind) throws IOException {
        List<byte[]> stamps = new ArrayList<>();
        if (signer.getUnauthenticatedAttributes() == null) {
            return stamps;
        }
        ASN1EncodableVector found = new AttributeTable(signer.getUnauthenticatedAttributes()).getAll(kind);
        for (int i = 0; i < found.size(); i++) {
            for (ASN1Encodable value : Attribute.getInstance(found.get(i)).getAttrValues()) {
                stamps.add(value.toASN1Primitive().getEncoded());
            }
        }
        return stamps;
    }
}
