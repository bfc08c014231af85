package vn.hoso.signing;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSString;
import org.bouncycastle.asn1.ASN1OctetString;
import vn.hoso.signing.ByteGate.Gap;
import vn.hoso.signing.ReasonCode.Finding;

/**
 * A signature as PDF 1.3 had it (ISO 32000-1, 12.8.3.2: adbe.x509.rsa_sha1): an RSA signature alone, the certificate beside
 * it in the dictionary. Nothing proves when it was made, and nothing binds the certificate, so it is never good enough; but
 * one that is intact must not be taken for a forgery.
 */
final class BareSignature {
    static final String SUB_FILTER = "adbe.x509.rsa_sha1";

    private static final List<String> METHODS =
            List.of("SHA1withRSA", "SHA256withRSA", "SHA384withRSA", "SHA512withRSA");

    private BareSignature() {}

    /** What is to be said of one: that it is weak or of an old kind, or that it is not of this file. */
    static Finding judge(byte[] octets, byte[] file, Gap gap, int end, COSDictionary dictionary) {
        try {
            byte[] value = ASN1OctetString.getInstance(octets).getOctets();
            X509Certificate certificate = certificate(dictionary);
            for (String method : METHODS) {
                Signature signature = Signature.getInstance(method);
                signature.initVerify(certificate.getPublicKey());
                signature.update(file, 0, gap.start());
                signature.update(file, gap.end(), end - gap.end());
                if (signature.verify(value)) {
                    return method.startsWith("SHA1")
                            ? ReasonCode.WEAK_ALGORITHM.with(method)
                            : ReasonCode.SUBFILTER_UNKNOWN.with(SUB_FILTER);
                }
            }
            return ReasonCode.SIG_CRYPTO_FAILURE.with();
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return ReasonCode.CONTENTS_UNREADABLE.with(e.getClass().getSimpleName());
        }
    }

    private static X509Certificate certificate(COSDictionary dictionary) throws GeneralSecurityException {
        COSBase base = dictionary.getDictionaryObject(COSName.CERT);
        COSBase first = base instanceof COSArray chain && chain.size() > 0 ? chain.getObject(0) : base;
        if (!(first instanceof COSString encoded)) {
            throw new IllegalArgumentException("no certificate");
        }
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(encoded.getBytes()));
    }
}
