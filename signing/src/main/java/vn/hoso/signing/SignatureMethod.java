package vn.hoso.signing;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * How a signature value is computed.
 *
 * <p>Thông tư 15/2025/TT-BKHCN asks for RSASSA-PSS or ECDSA with SHA-256 or stronger. RSA with PKCS#1 v1.5 padding is here
 * only for tokens that can do nothing else; it is never the default.
 */
public enum SignatureMethod {
    /** RSASSA-PSS with SHA-256: the default for RSA keys. */
    RSA_PSS_SHA256("RSA", "SHA-256"),
    /** RSASSA-PSS with SHA-384. */
    RSA_PSS_SHA384("RSA", "SHA-384"),
    /** RSASSA-PSS with SHA-512. */
    RSA_PSS_SHA512("RSA", "SHA-512"),
    /** ECDSA with SHA-256: the default for keys of 256 bits. */
    ECDSA_SHA256("EC", "SHA-256"),
    /** ECDSA with SHA-384: the default for keys of 384 bits. */
    ECDSA_SHA384("EC", "SHA-384"),
    /** ECDSA with SHA-512: the default for keys of 521 bits. */
    ECDSA_SHA512("EC", "SHA-512"),
    /** RSA, PKCS#1 v1.5 padding, SHA-256. */
    RSA_PKCS1_SHA256("RSA", "SHA-256"),
    /** RSA, PKCS#1 v1.5 padding, SHA-384. */
    RSA_PKCS1_SHA384("RSA", "SHA-384"),
    /** RSA, PKCS#1 v1.5 padding, SHA-512. */
    RSA_PKCS1_SHA512("RSA", "SHA-512");

    private final String keyKind;
    private final String digest;

    SignatureMethod(String keyKind, String digest) {
        this.keyKind = keyKind;
        this.digest = digest;
    }

    /**
     * The digest.
     *
     * @return its name in the Java platform, such as {@code SHA-256}
     */
    public String digest() {
        return digest;
    }

    /**
     * Whether a key can be used in this way.
     *
     * @param key a public key
     * @return true where the kinds agree
     */
    public boolean fits(PublicKey key) {
        return keyKind.equals("RSA") ? key instanceof RSAKey : key instanceof ECKey;
    }

    /**
     * The method that the law prefers for a key.
     *
     * @param key a public key, RSA or elliptic curve
     * @return RSASSA-PSS or ECDSA, with a digest as strong as the key
     * @throws IllegalArgumentException if the key is of another kind
     */
    public static SignatureMethod preferredFor(PublicKey key) {
        if (key instanceof RSAKey) {
            return RSA_PSS_SHA256;
        }
        if (key instanceof ECKey ec) {
            int bits = ec.getParams().getOrder().bitLength();
            if (bits <= 256) {
                return ECDSA_SHA256;
            }
            return bits <= 384 ? ECDSA_SHA384 : ECDSA_SHA512;
        }
        throw new IllegalArgumentException("keys of kind " + key.getAlgorithm() + " can't sign; allowed: RSA, EC");
    }

    boolean isPss() {
        return name().startsWith("RSA_PSS");
    }

    /** The length of the digest. */
    int digestBytes() {
        return Integer.parseInt(digest.substring("SHA-".length())) / 8;
    }

    /** What computes signatures in this way, by one provider or by any. */
    Signature engine(@Nullable Provider provider) throws GeneralSecurityException {
        String platformName =
                isPss() ? "RSASSA-PSS" : digest.replace("-", "") + (keyKind.equals("RSA") ? "withRSA" : "withECDSA");
        Signature signature =
                provider == null ? Signature.getInstance(platformName) : Signature.getInstance(platformName, provider);
        if (isPss()) {
            MGF1ParameterSpec mask = new MGF1ParameterSpec(digest);
            signature.setParameter(new PSSParameterSpec(digest, "MGF1", mask, digestBytes(), 1));
        }
        return signature;
    }
}
