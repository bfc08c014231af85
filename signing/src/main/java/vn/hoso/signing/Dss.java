package vn.hoso.signing;

import eu.europa.esig.dss.alert.SilentOnStatusAlert;
import eu.europa.esig.dss.cms.CMSUtils;
import eu.europa.esig.dss.enumerations.DigestAlgorithm;
import eu.europa.esig.dss.enumerations.EncryptionAlgorithm;
import eu.europa.esig.dss.enumerations.SignatureAlgorithm;
import eu.europa.esig.dss.model.x509.CertificateToken;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import java.io.IOException;
import java.net.URL;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import vn.hoso.internal.Jpeg2000;
import vn.hoso.signing.internal.PaddedCms;

/**
 * The engine, started. Everything that uses DSS calls {@link #start()} first; until then none of its classes is loaded.
 */
final class Dss {
    private static final String CMS_SERVICE = "META-INF/services/eu.europa.esig.dss.cms.ICMSUtils";

    private static volatile boolean started;

    private Dss() {}

    /**
     * Makes DSS read CMS objects with {@link PaddedCms}.
     *
     * <p>DSS takes the first implementation that the service loader finds, so the order of the class path would decide
     * whether signatures are seen. It looks once, when the class is initialised; that happens here, under a class loader
     * that knows our entry alone.
     */
    static void start() {
        if (started) {
            return;
        }
        synchronized (Dss.class) {
            if (started) {
                return;
            }
            Thread thread = Thread.currentThread();
            ClassLoader before = thread.getContextClassLoader();
            thread.setContextClassLoader(new OwnServiceFirst(Dss.class.getClassLoader()));
            try {
                Class.forName(CMSUtils.class.getName(), true, Dss.class.getClassLoader());
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException("DSS is not on the class path", e);
            } finally {
                thread.setContextClassLoader(before);
            }
            // Pages are drawn for stamps and for comparisons, and what stands on them is anybody's.
            Jpeg2000.prepare();
            started = true;
        }
    }

    /** A verifier that never goes to the network and reports instead of throwing. */
    static CommonCertificateVerifier offlineVerifier() {
        CommonCertificateVerifier verifier = new CommonCertificateVerifier(true);
        verifier.setAIASource(null);
        verifier.setCheckRevocationForUntrustedChains(false);
        SilentOnStatusAlert silent = new SilentOnStatusAlert();
        verifier.setAlertOnExpiredCertificate(silent);
        verifier.setAlertOnNotYetValidCertificate(silent);
        verifier.setAlertOnInvalidSignature(silent);
        verifier.setAlertOnInvalidTimestamp(silent);
        verifier.setAlertOnMissingRevocationData(silent);
        verifier.setAlertOnRevokedCertificate(silent);
        verifier.setAlertOnUncoveredPOE(silent);
        verifier.setAlertOnNoRevocationAfterBestSignatureTime(silent);
        return verifier;
    }

    static CertificateToken token(X509Certificate certificate) {
        return new CertificateToken(certificate);
    }

    static List<CertificateToken> tokens(List<X509Certificate> certificates) {
        return certificates.stream().map(CertificateToken::new).toList();
    }

    static DigestAlgorithm digest(SignatureMethod method) {
        return DigestAlgorithm.forJavaName(method.digest());
    }

    static EncryptionAlgorithm encryption(SignatureMethod method) {
        if (method.isPss()) {
            return EncryptionAlgorithm.RSASSA_PSS;
        }
        return method.name().startsWith("ECDSA") ? EncryptionAlgorithm.ECDSA : EncryptionAlgorithm.RSA;
    }

    static SignatureAlgorithm algorithm(SignatureMethod method) {
        return SignatureAlgorithm.getAlgorithm(encryption(method), digest(method));
    }

    /** Shows the service loader our entry and no other. */
    private static final class OwnServiceFirst extends ClassLoader {
        OwnServiceFirst(ClassLoader parent) {
            super(parent);
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            if (!name.equals(CMS_SERVICE)) {
                return super.getResources(name);
            }
            // In one jar for all, the entries of several jars may have been joined in one file, or ours left out:
            // so the entry is not looked for but made.
            return Collections.enumeration(List.of(ServiceEntry.url(PaddedCms.class.getName())));
        }
    }
}
