package vn.hoso.signing;

import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonCertificateSource;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.spi.x509.revocation.crl.ExternalResourcesCRLSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What an agency knows of certificates without asking the network: whom it trusts, which intermediate certificates it has,
 * and revocation lists that it has fetched.
 *
 * @param anchors the certificates that are trusted: roots, or authorities below them
 * @param intermediates certificates that help to build chains; not trusted by themselves
 * @param crls revocation lists, DER-encoded
 */
public record CertificateStatus(List<X509Certificate> anchors, List<X509Certificate> intermediates, List<byte[]> crls) {
    /** A list of a national authority has a few megabytes. */
    private static final long LARGEST_CRL = 64L << 20;

    /** Copies the lists. */
    public CertificateStatus {
        anchors = List.copyOf(anchors);
        intermediates = List.copyOf(intermediates);
        crls = List.copyOf(crls);
    }

    /**
     * Trust anchors alone.
     *
     * @param anchors the certificates that are trusted
     * @return no intermediates, no lists
     */
    public static CertificateStatus trusting(Collection<X509Certificate> anchors) {
        return new CertificateStatus(List.copyOf(anchors), List.of(), List.of());
    }

    /**
     * Reads a folder.
     *
     * @param folder certificates in files {@code .crt .cer .pem .der}, DER or PEM, are trust anchors; those in a
     *     subfolder {@code intermediates} are not; revocation lists are files {@code .crl}, DER
     * @return what the folder holds
     * @throws IOException if the folder can't be read
     * @throws vn.hoso.failure.HosoException with {@code DAMAGED} if a file is no certificate
     */
    public static CertificateStatus folder(Path folder) throws IOException {
        Path below = folder.resolve("intermediates");
        List<byte[]> lists = new ArrayList<>();
        TreeSet<Path> files = new TreeSet<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (isList(entry) && Files.isRegularFile(entry) && Files.size(entry) <= LARGEST_CRL) {
                    files.add(entry);
                }
            }
        }
        for (Path file : files) {
            lists.add(Files.readAllBytes(file));
        }
        return new CertificateStatus(
                Certificates.inFolder(folder),
                Files.isDirectory(below) ? Certificates.inFolder(below) : List.of(),
                lists);
    }

    /**
     * Reads a file or a folder.
     *
     * @param source a file with trust anchors, DER or PEM; a revocation list {@code .crl}; or a folder as
     *     {@link #folder(Path)} reads it
     * @return what it holds
     * @throws IOException if it can't be read
     * @throws vn.hoso.failure.HosoException with {@code DAMAGED} if a file is no certificate
     */
    public static CertificateStatus read(Path source) throws IOException {
        if (Files.isDirectory(source)) {
            return folder(source);
        }
        return isList(source) && Files.size(source) <= LARGEST_CRL
                ? new CertificateStatus(List.of(), List.of(), List.of(Files.readAllBytes(source)))
                : trusting(Certificates.inFile(source));
    }

    private static boolean isList(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".crl");
    }

    /**
     * This and more.
     *
     * @param more what is known besides
     * @return both together
     */
    public CertificateStatus and(CertificateStatus more) {
        return new CertificateStatus(
                joined(anchors, more.anchors), joined(intermediates, more.intermediates), joined(crls, more.crls));
    }

    private static <T> List<T> joined(List<T> one, List<T> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }

    /** All certificates that were given. */
    List<X509Certificate> certificates() {
        return Stream.concat(anchors.stream(), intermediates.stream()).toList();
    }

    void configure(CommonCertificateVerifier verifier) {
        CommonTrustedCertificateSource trusted = new CommonTrustedCertificateSource();
        anchors.forEach(anchor -> trusted.addCertificate(Dss.token(anchor)));
        verifier.setTrustedCertSources(trusted);
        if (!intermediates.isEmpty()) {
            CommonCertificateSource adjunct = new CommonCertificateSource();
            intermediates.forEach(one -> adjunct.addCertificate(Dss.token(one)));
            verifier.setAdjunctCertSources(adjunct);
        }
        if (!crls.isEmpty()) {
            InputStream[] streams = crls.stream().map(ByteArrayInputStream::new).toArray(InputStream[]::new);
            verifier.setCrlSource(new ExternalResourcesCRLSource(streams));
        }
    }
}
