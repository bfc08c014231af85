package vn.hoso.signing;

import eu.europa.esig.dss.model.DSSDocument;
import eu.europa.esig.dss.model.TimestampBinary;
import eu.europa.esig.dss.signature.AbstractSignatureParameters;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.tsp.TSPSource;
import java.io.IOException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;

/** What the two signers have in common. */
record SigningSettings(
        SigningKey key,
        SignatureMethod method,
        SignatureLevel level,
        @Nullable TimeStamper timeStamper,
        @Nullable CertificateStatus status,
        Clock clock) {
    /** Room for a time-stamp with the chain of its authority. */
    static final int TIME_STAMP_SIZE = 12_288;

    /** Room for the signature value and the signed attributes. */
    private static final int OWN_SIZE = 3072;

    static SigningSettings of(
            @Nullable SigningKey key,
            @Nullable SignatureMethod method,
            SignatureLevel level,
            @Nullable TimeStamper timeStamper,
            @Nullable CertificateStatus status,
            Clock clock) {
        if (key == null) {
            throw new IllegalStateException("no key is set; call key(SigningKey)");
        }
        SignatureMethod used = method == null ? key.preferredMethod() : method;
        if (!used.fits(key.certificate().getPublicKey())) {
            throw new IllegalArgumentException("method " + used + " does not fit a key of kind "
                    + key.certificate().getPublicKey().getAlgorithm());
        }
        if (level.needsTimeStamps() && timeStamper == null) {
            throw new IllegalStateException("level " + level + " needs time-stamps; call timeStamper(TimeStamper)");
        }
        if (level.needsRevocationData() && status == null) {
            throw new IllegalStateException(
                    "level " + level + " needs revocation data; call status(CertificateStatus)");
        }
        return new SigningSettings(key, used, level, timeStamper, status, clock);
    }

    void apply(AbstractSignatureParameters<?> parameters, Instant now) {
        parameters.setSigningCertificate(Dss.token(key.certificate()));
        parameters.setCertificateChain(Dss.tokens(withoutRoot()));
        // After the certificate, which sets the algorithm of its key: PKCS#1 v1.5 for RSA.
        parameters.setEncryptionAlgorithm(Dss.encryption(method));
        parameters.setDigestAlgorithm(Dss.digest(method));
        parameters.bLevel().setSigningDate(Date.from(now));
    }

    /** A root in the signature proves nothing: who trusts it has it. */
    private List<X509Certificate> withoutRoot() {
        return key.chain().stream()
                .filter(one -> one.equals(key.certificate())
                        || !one.getSubjectX500Principal().equals(one.getIssuerX500Principal()))
                .toList();
    }

    eu.europa.esig.dss.enumerations.SignatureLevel padesLevel() {
        return eu.europa.esig.dss.enumerations.SignatureLevel.valueOf("PAdES_BASELINE_" + level);
    }

    eu.europa.esig.dss.enumerations.SignatureLevel cadesLevel() {
        return eu.europa.esig.dss.enumerations.SignatureLevel.valueOf("CAdES_BASELINE_" + level);
    }

    /** Bytes to keep free for the CMS: for a small chain half of what DSS keeps, so that small papers stay small. */
    int contentSize() {
        int size = OWN_SIZE + (level.needsTimeStamps() ? TIME_STAMP_SIZE : 0);
        for (X509Certificate certificate : withoutRoot()) {
            try {
                size += certificate.getEncoded().length;
            } catch (CertificateEncodingException e) {
                throw new HosoException(Problem.SIGNING_FAILED, e, key.name(), "certificate can't be encoded");
            }
        }
        return (size + 1023) / 1024 * 1024;
    }

    CommonCertificateVerifier verifier() {
        return verifier(status, level);
    }

    /** A verifier that knows what is known, and refuses to go on where the level needs more. */
    static CommonCertificateVerifier verifier(@Nullable CertificateStatus status, SignatureLevel level) {
        CommonCertificateVerifier verifier = Dss.offlineVerifier();
        if (status != null) {
            status.configure(verifier);
            if (level.needsRevocationData()) {
                verifier.setAlertOnMissingRevocationData(new eu.europa.esig.dss.alert.ExceptionOnStatusAlert());
                verifier.setAlertOnRevokedCertificate(new eu.europa.esig.dss.alert.ExceptionOnStatusAlert());
            }
        }
        return verifier;
    }

    TSPSource timeStamps() {
        TimeStamper stamper = timeStamper;
        if (stamper == null) {
            throw new IllegalStateException("no time-stamper is set");
        }
        return timeStamps(stamper);
    }

    static TSPSource timeStamps(TimeStamper stamper) {
        return (algorithm, digest) -> {
            try {
                return new TimestampBinary(stamper.stamp(algorithm.getJavaName(), digest));
            } catch (IOException e) {
                boolean resting =
                        e instanceof TimeStampException failure && failure.code() == TimeStampException.Code.RESTING;
                throw resting
                        ? new HosoException(Problem.NO_TIME_STAMP, e, stamper.name())
                        : new HosoException(
                                Problem.SIGNING_FAILED, e, stamper.name(), "no time-stamp: " + e.getMessage());
            }
        };
    }

    /** Signs; where no time-stamp is to be had, and whoever is told may be told so, once more without one. */
    static DSSDocument signed(
            Supplier<DSSDocument> asked, Supplier<DSSDocument> plain, @Nullable Consumer<IOException> told) {
        try {
            return asked.get();
        } catch (HosoException e) {
            if (told == null || !(e.getCause() instanceof IOException failure)) {
                throw e;
            }
            DSSDocument signed = plain.get();
            told.accept(failure);
            return signed;
        }
    }

    /** A cause in a few words: engines put whole objects into their messages. */
    static String brief(Throwable failure) {
        String message = failure.getMessage();
        String kind = failure.getClass().getSimpleName();
        if (message == null || message.isBlank()) {
            return kind;
        }
        String line = message.lines().findFirst().orElse("").strip();
        return kind + ": " + (line.length() > 160 ? line.substring(0, 160) + "…" : line);
    }
}
