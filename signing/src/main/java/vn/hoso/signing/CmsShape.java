package vn.hoso.signing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.SignatureException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Certificate;
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
            new ASN1ObjectIdentifier("0.4.0.1733.2.4"),
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
        ASN1Set digests = data.getDigestAlgorithms();
        boolean listed = false;
        for (ASN1Encodable digest : digests) {
            listed |= AlgorithmIdentifier.getInstance(digest)
                    .getAlgorithm()
                    .equals(signer.getDigestAlgorithm().getAlgorithm());
        }
        if (!listed || digests.size() != 1) {
            return "digests";
        }
        if (byName && data.getCertificates() != null && !named(data.getCertificates(), signer)) {
            return "name of the certificate";
        }
        return data.getCertificates() != null && !consistent(data.getCertificates(), signer, known)
                ? "certificates"
                : null;
    }

    /**
     * Whether the certificates that come along are a chain from the signer's: each issued by the next, none beside it. One
     * that nothing here has issued could say anything; it is trusted by nobody, and still somebody may have changed it.
     */
    private static boolean consistent(ASN1Set certificates, SignerInfo signer, List<X509Certificate> known)
            throws IOException {
        List<X509Certificate> all = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (ASN1Encodable one : certificates) {
                if (one.toASN1Primitive() instanceof ASN1Sequence sequence) {
                    all.add((X509Certificate)
                            factory.generateCertificate(new ByteArrayInputStream(sequence.getEncoded())));
                }
            }
        } catch (CertificateException e) {
            return false;
        }
        for (X509Certificate one : all) {
            boolean issued = known.contains(one)
                    || Stream.concat(all.stream(), known.stream())
                            .filter(other -> other.getSubjectX500Principal().equals(one.getIssuerX500Principal()))
                            .anyMatch(issuer -> mayHaveIssued(issuer, one));
            if (!issued) {
                return false;
            }
        }
        return isChain(all, signer);
    }

    private static boolean isChain(List<X509Certificate> all, SignerInfo signer) {
        if (!(signer.getSID().getId().toASN1Primitive() instanceof ASN1Sequence name)) {
            return true;
        }
        BigInteger serial =
                IssuerAndSerialNumber.getInstance(name).getSerialNumber().getValue();
        Deque<X509Certificate> open = new ArrayDeque<>();
        all.stream().filter(one -> one.getSerialNumber().equals(serial)).forEach(open::add);
        Set<X509Certificate> reached = new HashSet<>();
        while (!open.isEmpty()) {
            X509Certificate one = open.poll();
            if (reached.add(one)) {
                all.stream()
                        .filter(other -> other.getSubjectX500Principal().equals(one.getIssuerX500Principal()))
                        .forEach(open::add);
            }
        }
        return reached.size() == new HashSet<>(all).size();
    }

    /** False only where the signature is wrong; an algorithm that the platform lacks proves nothing. */
    private static boolean mayHaveIssued(X509Certificate issuer, X509Certificate certificate) {
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (SignatureException | CertificateException e) {
            return false;
        } catch (GeneralSecurityException e) {
            return !(e instanceof InvalidKeyException)
                    || issuer.getPublicKey().getAlgorithm().equals("EC");
        }
    }

    private static boolean hasOtherTypes(SignedData data) {
        return data.getCRLs() != null || data.getCertificates() == null;
    }

    private static boolean named(ASN1Set certificates, SignerInfo signer) throws IOException {
        IssuerAndSerialNumber name =
                IssuerAndSerialNumber.getInstance(signer.getSID().getId());
        for (ASN1Encodable one : certificates) {
            if (one.toASN1Primitive() instanceof ASN1Sequence sequence) {
                Certificate certificate = Certificate.getInstance(sequence);
                // As it is written: names are equal by their letters in any case, and nothing protects this one.
                if (Arrays.equals(
                                certificate.getIssuer().getEncoded(),
                                name.getName().getEncoded())
                        && certificate.getSerialNumber().equals(name.getSerialNumber())) {
                    return true;
                }
            }
        }
        return false;
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
        List<byte[]> stamps = new ArrayList<>();
        if (signer.getUnauthenticatedAttributes() == null) {
            return stamps;
        }
        AttributeTable attributes = new AttributeTable(signer.getUnauthenticatedAttributes());
        Attribute stamp = attributes.get(PKCSObjectIdentifiers.id_aa_signatureTimeStampToken);
        if (stamp != null) {
            for (ASN1Encodable value : stamp.getAttrValues()) {
                stamps.add(value.toASN1Primitive().getEncoded());
            }
        }
        return stamps;
    }
}
