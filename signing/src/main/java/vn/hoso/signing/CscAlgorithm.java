package vn.hoso.signing;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/** How the CSC API writes methods of signing and their results. */
final class CscAlgorithm {
    private CscAlgorithm() {}

    static String digestOid(SignatureMethod method) {
        return switch (method.digest()) {
            case "SHA-256" -> "2.16.840.1.101.3.4.2.1";
            case "SHA-384" -> "2.16.840.1.101.3.4.2.2";
            default -> "2.16.840.1.101.3.4.2.3";
        };
    }

    static String oid(SignatureMethod method) {
        return switch (method) {
            case RSA_PSS_SHA256, RSA_PSS_SHA384, RSA_PSS_SHA512 -> "1.2.840.113549.1.1.10";
            case RSA_PKCS1_SHA256 -> "1.2.840.113549.1.1.11";
            case RSA_PKCS1_SHA384 -> "1.2.840.113549.1.1.12";
            case RSA_PKCS1_SHA512 -> "1.2.840.113549.1.1.13";
            case ECDSA_SHA256 -> "1.2.840.10045.4.3.2";
            case ECDSA_SHA384 -> "1.2.840.10045.4.3.3";
            case ECDSA_SHA512 -> "1.2.840.10045.4.3.4";
        };
    }

    /** The parameters of RSASSA-PSS, Base64 of their DER form; empty for what needs none. */
    static Optional<String> parameters(SignatureMethod method) throws IOException {
        if (!method.isPss()) {
            return Optional.empty();
        }
        AlgorithmIdentifier digest = new AlgorithmIdentifier(new ASN1ObjectIdentifier(digestOid(method)));
        RSASSAPSSparams parameters = new RSASSAPSSparams(
                digest,
                new AlgorithmIdentifier(PKCSObjectIdentifiers.id_mgf1, digest),
                new ASN1Integer(method.digestBytes()),
                RSASSAPSSparams.DEFAULT_TRAILER_FIELD);
        return Optional.of(Base64.getEncoder().encodeToString(parameters.getEncoded()));
    }

    /** A signature that the key of the certificate really gave; ECDSA in the form of X9.62, whichever the service wrote. */
    static byte[] checked(byte[] value, byte[] data, SignatureMethod method, X509Certificate certificate)
            throws IOException, GeneralSecurityException {
        if (isGood(value, data, method, certificate)) {
            return value;
        }
        if (certificate.getPublicKey() instanceof ECKey key) {
            int bytes = (key.getParams().getOrder().bitLength() + 7) / 8;
            if (value.length == 2 * bytes) {
                ASN1EncodableVector pair = new ASN1EncodableVector();
                pair.add(new ASN1Integer(new BigInteger(1, Arrays.copyOf(value, bytes))));
                pair.add(new ASN1Integer(new BigInteger(1, Arrays.copyOfRange(value, bytes, 2 * bytes))));
                byte[] encoded = new DERSequence(pair).getEncoded();
                if (isGood(encoded, data, method, certificate)) {
                    return encoded;
                }
            }
        }
        throw new IOException("the signature of the service does not fit its certificate");
    }

    private static boolean isGood(byte[] value, byte[] data, SignatureMethod method, X509Certificate certificate)
            throws GeneralSecurityException {
        Signature signature = method.engine(null);
        signature.initVerify(certificate.getPublicKey());
        signature.update(data);
        try {
            return signature.verify(value);
        } catch (java.security.SignatureException e) {
            return false;
        }
    }
}
