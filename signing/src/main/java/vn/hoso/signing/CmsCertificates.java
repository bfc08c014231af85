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
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.x509.Certificate;

/**
 * The certificates that come along in a CMS. No signature covers which they are, so there must be a reason for each: it is
 * the signer's, or that of a time-stamp in the CMS, or above one of these.
 */
final class CmsCertificates {
    private final SignedData data;
    private final SignerInfo signer;
    private final List<byte[]> timeStamps;

    /**
     * Those of a CMS that has some.
     *
     * @param data the CMS
     * @param signer its signer
     * @param timeStamps the time-stamps in it; what is no CMS names nobody
     */
    CmsCertificates(SignedData data, SignerInfo signer, List<byte[]> timeStamps) {
        this.data = data;
        this.signer = signer;
        this.timeStamps = timeStamps;
    }

    /** Whether the name by which the signer is called stands in one of them, as it is written. */
    boolean nameTheSigner() throws IOException {
        IssuerAndSerialNumber name =
                IssuerAndSerialNumber.getInstance(signer.getSID().getId());
        for (ASN1Encodable one : data.getCertificates()) {
            if (one.toASN1Primitive() instanceof ASN1Sequence sequence) {
                Certificate certificate = Certificate.getInstance(sequence);
                // Names are equal by their letters in any case, and nothing protects this one.
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

    /**
     * Whether they are chains from those who signed here: each issued by the next, none beside them. One that nothing here
     * has issued could say anything; it is trusted by nobody, and still somebody may have changed it.
     *
     * @param known certificates that are trusted or were given along
     */
    boolean areChains(List<X509Certificate> known) throws IOException {
        List<X509Certificate> all = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (ASN1Encodable one : data.getCertificates()) {
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
        return nobodyElse(all);
    }

    private boolean nobodyElse(List<X509Certificate> all) {
        if (!(signer.getSID().getId().toASN1Primitive() instanceof ASN1Sequence)) {
            return true;
        }
        Set<BigInteger> serials = serials();
        Deque<X509Certificate> open = new ArrayDeque<>();
        all.stream().filter(one -> serials.contains(one.getSerialNumber())).forEach(open::add);
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

    /** The numbers of the certificates of those who signed here. */
    private Set<BigInteger> serials() {
        Set<BigInteger> serials = new HashSet<>();
        addSerial(signer, serials);
        timeStamps.forEach(stamp -> signersOf(stamp).forEach(one -> addSerial(one, serials)));
        return serials;
    }

    /** Nobody, where it is no CMS; that is said of the time-stamp itself. */
    private static List<SignerInfo> signersOf(byte[] stamp) {
        try {
            SignedData token =
                    SignedData.getInstance(ContentInfo.getInstance(stamp).getContent());
            List<SignerInfo> signers = new ArrayList<>();
            token.getSignerInfos().forEach(one -> signers.add(SignerInfo.getInstance(one)));
            return signers;
        } catch (IllegalArgumentException | IllegalStateException | ClassCastException e) {
            return List.of();
        }
    }

    private static void addSerial(SignerInfo signer, Set<BigInteger> serials) {
        if (signer.getSID().getId().toASN1Primitive() instanceof ASN1Sequence name) {
            serials.add(
                    IssuerAndSerialNumber.getInstance(name).getSerialNumber().getValue());
        }
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
}
