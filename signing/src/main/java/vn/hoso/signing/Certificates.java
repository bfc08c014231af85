package vn.hoso.signing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import org.jspecify.annotations.Nullable;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.seal.Signatory;

/** What is read from certificates, without an engine. */
final class Certificates {
    private static final int DIGITAL_SIGNATURE = 0;
    private static final int NON_REPUDIATION = 1;
    /** A certificate is 1 to 3 kB; a bundle of all roots in the world is less than this. */
    private static final long MOST_BYTES = 4L << 20;

    private Certificates() {}

    static Signatory signatory(X509Certificate certificate) {
        return new Signatory(
                commonName(certificate),
                certificate.getSerialNumber().toString(16),
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant());
    }

    static String commonName(X509Certificate certificate) {
        String name = certificate.getSubjectX500Principal().getName();
        try {
            List<Rdn> parts = new LdapName(name).getRdns();
            for (int i = parts.size() - 1; i >= 0; i--) {
                Rdn part = parts.get(i);
                if (part.getType().equalsIgnoreCase("CN") && part.getValue() instanceof String text) {
                    return java.text.Normalizer.normalize(text, java.text.Normalizer.Form.NFC);
                }
            }
        } catch (InvalidNameException e) {
            return "";
        }
        return "";
    }

    /** Why the certificate's key usage forbids signing, or null. No key usage at all forbids nothing. */
    static @Nullable String mayNotSign(X509Certificate certificate) {
        boolean[] usage = certificate.getKeyUsage();
        if (usage == null || usage[DIGITAL_SIGNATURE] || usage[NON_REPUDIATION]) {
            return null;
        }
        return "the certificate is not for signing";
    }

    /** Refuses a certificate that is not valid at the instant. */
    static void checkDates(SigningKey key, Instant now) {
        X509Certificate certificate = key.certificate();
        Instant from = certificate.getNotBefore().toInstant();
        Instant until = certificate.getNotAfter().toInstant();
        if (now.isBefore(from) || now.isAfter(until)) {
            throw new HosoException(Problem.CERTIFICATE_EXPIRED, key.name(), from, until);
        }
    }

    /** All certificates in the files .crt .cer .pem .der of a folder (DER or PEM, one or several a file). */
    static List<X509Certificate> inFolder(Path folder) throws IOException {
        List<X509Certificate> found = new ArrayList<>();
        TreeSet<Path> files = new TreeSet<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString().toLowerCase(Locale.ROOT);
                if (Files.isRegularFile(entry) && name.matches(".*\\.(crt|cer|pem|der)")) {
                    files.add(entry);
                }
            }
        }
        for (Path file : files) {
            found.addAll(inFile(file));
        }
        return found;
    }

    static List<X509Certificate> inFile(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new HosoException(
                    Problem.TOO_MANY_BYTES, file.getFileName().toString(), Files.size(file), MOST_BYTES);
        }
        List<X509Certificate> found = new ArrayList<>();
        try (InputStream in = Files.newInputStream(file)) {
            for (java.security.cert.Certificate one :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                if (one instanceof X509Certificate x509) {
                    found.add(x509);
                }
            }
        } catch (CertificateException e) {
            throw new HosoException(Problem.DAMAGED, e, file.getFileName().toString(), "not a certificate");
        }
        return found;
    }
}
