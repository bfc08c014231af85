package vn.hoso.signing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** What issues certificates and revocation lists for {@link TestAuthority}: a root with its key, in memory. */
final class TestIssuer {
    private static final Duration CA_LIFE = Duration.ofDays(3650);
    private static final String ORGANISATION = "CHỨNG THƯ THỬ NGHIỆM - KHÔNG CÓ GIÁ TRỊ PHÁP LÝ (TEST ONLY)";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final TestAuthority.KeyKind kind;
    private final KeyPair rootKeys;
    private final X509Certificate root;

    /** What a certificate is for. */
    enum Use {
        AUTHORITY(KeyUsage.keyCertSign | KeyUsage.cRLSign),
        SIGNING(KeyUsage.digitalSignature | KeyUsage.nonRepudiation),
        TIME_STAMPING(KeyUsage.digitalSignature),
        LOGIN(KeyUsage.digitalSignature);

        private final int keyUsage;

        Use(int keyUsage) {
            this.keyUsage = keyUsage;
        }
    }

    TestIssuer(TestAuthority.KeyKind kind, Instant now) {
        this.kind = kind;
        try {
            rootKeys = kind.generate();
            X500Name name = name("TEST ROOT CA - Hoso");
            Instant from = now.minus(Duration.ofDays(1));
            root = certificate(name, rootKeys.getPublic(), from, from.plus(CA_LIFE), Use.AUTHORITY);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the platform can't make keys of kind " + kind, e);
        }
    }

    X509Certificate root() {
        return root;
    }

    /** Makes a key of a kind and a certificate for it, valid from one instant until another. */
    KeyStoreKey key(String name, TestAuthority.KeyKind keys, Instant from, Instant until, Use use) {
        try {
            KeyPair pair = keys.generate();
            X500Name subject = name(use == Use.SIGNING ? name + " (TEST)" : name);
            X509Certificate certificate = certificate(subject, pair.getPublic(), from, until, use);
            return new KeyStoreKey(name, pair.getPrivate(), List.of(certificate, root));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the platform can't make keys of kind " + keys, e);
        }
    }

    private static X500Name name(String common) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.C, "VN")
                .addRDN(BCStyle.O, ORGANISATION)
                .addRDN(BCStyle.CN, common)
                .build();
    }

    private X509Certificate certificate(X500Name subject, PublicKey key, Instant from, Instant until, Use use)
            throws GeneralSecurityException {
        boolean own = use == Use.AUTHORITY;
        X500Name issuer = own
                ? subject
                : X500Name.getInstance(root.getSubjectX500Principal().getEncoded());
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                issuer, new BigInteger(127, RANDOM), Date.from(from), Date.from(until), subject, key);
        try {
            JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(own));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(use.keyUsage));
            builder.addExtension(Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(key));
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    extensions.createAuthorityKeyIdentifier(rootKeys.getPublic()));
            if (use == Use.TIME_STAMPING) {
                builder.addExtension(
                        Extension.extendedKeyUsage, true, new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping));
            }
            if (use == Use.LOGIN) {
                builder.addExtension(
                        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new JcaX509CertificateConverter().getCertificate(builder.build(signer()));
    }

    private ContentSigner signer() {
        try {
            return new JcaContentSignerBuilder(kind.signature()).build(rootKeys.getPrivate());
        } catch (OperatorCreationException e) {
            throw new IllegalStateException("the platform can't sign with keys of kind " + kind, e);
        }
    }

    /** The list of what was revoked and when, by serial number, good for some time from now on. */
    byte[] revocationList(Map<BigInteger, Instant> revoked, Instant now, Duration life) {
        X509v2CRLBuilder builder = new X509v2CRLBuilder(
                X500Name.getInstance(root.getSubjectX500Principal().getEncoded()), Date.from(now));
        builder.setNextUpdate(Date.from(now.plus(life)));
        revoked.forEach((serial, when) -> builder.addCRLEntry(serial, Date.from(when), CRLReason.keyCompromise));
        try {
            JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    extensions.createAuthorityKeyIdentifier(rootKeys.getPublic()));
            return builder.build(signer()).getEncoded();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
