package vn.hoso.signing;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Date;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ocsp.OCSPResponse;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.jcajce.JcaBasicOCSPRespBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/** A certificate with its key, and those that it issues: for chains of any length and states of any kind. */
record Chain(KeyPair keys, X509Certificate certificate, X500Name subject) {
    private static final AtomicInteger SERIAL = new AtomicInteger(1000);

    static Chain root(String name) {
        return issued(null, name, true);
    }

    Chain authority(String name) {
        return issued(this, name, true);
    }

    Chain signer(String name) {
        return issued(this, name, false);
    }

    private static Chain issued(@org.jspecify.annotations.Nullable Chain issuer, String name, boolean authority) {
        try {
            KeyPair keys = TestAuthority.KeyKind.P_256.generate();
            X500Name subject = new X500Name("CN=" + name);
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    issuer == null ? subject : issuer.subject,
                    BigInteger.valueOf(SERIAL.incrementAndGet()),
                    Date.from(Samples.CLOCK.instant().minus(Duration.ofDays(10))),
                    Date.from(Samples.CLOCK.instant().plus(Duration.ofDays(1000))),
                    subject,
                    keys.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            builder.addExtension(
                    Extension.keyUsage,
                    true,
                    new KeyUsage(
                            authority
                                    ? KeyUsage.keyCertSign | KeyUsage.cRLSign | KeyUsage.digitalSignature
                                    : KeyUsage.nonRepudiation));
            X509Certificate certificate = new JcaX509CertificateConverter()
                    .getCertificate(builder.build(signed(issuer == null ? keys : issuer.keys)));
            return new Chain(keys, certificate, subject);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    ContentSigner signer() {
        return signed(keys);
    }

    private static ContentSigner signed(KeyPair keys) {
        try {
            return new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
        } catch (OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The list of what it has revoked: nothing. */
    byte[] revocationList() {
        try {
            return new X509v2CRLBuilder(
                            subject, Date.from(Samples.CLOCK.instant().minusSeconds(3600)))
                    .setNextUpdate(Date.from(Samples.CLOCK.instant().plus(Duration.ofDays(7))))
                    .build(signer())
                    .getEncoded();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What it answers when asked for a certificate of its own (RFC 6960). */
    ASN1Primitive state(X509Certificate issued, CertificateStatus state) {
        try {
            DigestCalculatorProvider digests = new JcaDigestCalculatorProviderBuilder().build();
            BasicOCSPRespBuilder builder =
                    new JcaBasicOCSPRespBuilder(keys.getPublic(), digests.get(CertificateID.HASH_SHA1));
            Date made = Date.from(Samples.CLOCK.instant().minusSeconds(60));
            builder.addResponse(
                    new CertificateID(
                            digests.get(CertificateID.HASH_SHA1),
                            new JcaX509CertificateHolder(certificate),
                            issued.getSerialNumber()),
                    state,
                    made,
                    Date.from(Samples.CLOCK.instant().plus(Duration.ofDays(1))),
                    null);
            return OCSPResponse.getInstance(new OCSPRespBuilder()
                            .build(
                                    OCSPRespBuilder.SUCCESSFUL,
                                    builder.build(
                                            signer(),
                                            new org.bouncycastle.cert.X509CertificateHolder[] {
                                                new JcaX509CertificateHolder(certificate)
                                            },
                                            made))
                            .getEncoded())
                    .toASN1Primitive();
        } catch (OperatorCreationException | OCSPException | GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
