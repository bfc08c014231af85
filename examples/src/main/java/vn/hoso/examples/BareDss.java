package vn.hoso.examples;

import eu.europa.esig.dss.enumerations.DigestAlgorithm;
import eu.europa.esig.dss.enumerations.EncryptionAlgorithm;
import eu.europa.esig.dss.enumerations.Indication;
import eu.europa.esig.dss.enumerations.SignatureAlgorithm;
import eu.europa.esig.dss.model.FileDocument;
import eu.europa.esig.dss.model.SignatureValue;
import eu.europa.esig.dss.model.TimestampBinary;
import eu.europa.esig.dss.model.x509.CertificateToken;
import eu.europa.esig.dss.pades.PAdESSignatureParameters;
import eu.europa.esig.dss.pades.signature.PAdESService;
import eu.europa.esig.dss.pades.validation.PDFDocumentValidator;
import eu.europa.esig.dss.simplereport.SimpleReport;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.spi.x509.revocation.crl.ExternalResourcesCRLSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import vn.hoso.signing.CertificateStatus;
import vn.hoso.signing.SignatureLevel;
import vn.hoso.signing.SignatureMethod;
import vn.hoso.signing.SigningKey;
import vn.hoso.signing.TimeStamper;

/** EU DSS as it comes, with its own policy and nothing of ours: what ours is measured against. */
final class BareDss {
    private final CertificateStatus status;
    private final PAdESService service;

    BareDss(CertificateStatus status, TimeStamper stamper) {
        this.status = status;
        service = new PAdESService(verifier());
        service.setTspSource((algorithm, digest) -> {
            try {
                return new TimestampBinary(stamper.stamp(algorithm.getJavaName(), digest));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    /** Signs as the key signs best, without an appearance. */
    void sign(Path paper, Path target, SigningKey key, SignatureLevel level) throws IOException {
        PAdESSignatureParameters parameters = new PAdESSignatureParameters();
        SignatureMethod method = SignatureMethod.preferredFor(key.certificate().getPublicKey());
        EncryptionAlgorithm encryption =
                method.name().startsWith("ECDSA") ? EncryptionAlgorithm.ECDSA : EncryptionAlgorithm.RSASSA_PSS;
        DigestAlgorithm digest = DigestAlgorithm.forJavaName(method.digest());
        parameters.setSigningCertificate(new CertificateToken(key.certificate()));
        parameters.setEncryptionAlgorithm(encryption);
        parameters.setDigestAlgorithm(digest);
        parameters.setSignatureLevel(eu.europa.esig.dss.enumerations.SignatureLevel.valueOf("PAdES_BASELINE_" + level));
        FileDocument document = new FileDocument(paper.toFile());
        byte[] toSign = service.getDataToSign(document, parameters).getBytes();
        SignatureValue value =
                new SignatureValue(SignatureAlgorithm.getAlgorithm(encryption, digest), key.sign(toSign, method));
        try (InputStream in = service.signDocument(document, parameters, value).openStream();
                OutputStream out = Files.newOutputStream(target)) {
            in.transferTo(out);
        }
    }

    /** What it says of each signature of a file. */
    List<Indication> validate(Path signed, Instant at) {
        PDFDocumentValidator document = new PDFDocumentValidator(new FileDocument(signed.toFile()));
        document.setCertificateVerifier(verifier());
        document.setEnableEtsiValidationReport(false);
        document.setValidationTime(Date.from(at));
        SimpleReport report = document.validateDocument().getSimpleReport();
        return report.getSignatureIdList().stream().map(report::getIndication).toList();
    }

    private CommonCertificateVerifier verifier() {
        CommonCertificateVerifier made = new CommonCertificateVerifier(true);
        made.setAIASource(null);
        CommonTrustedCertificateSource trusted = new CommonTrustedCertificateSource();
        status.anchors().forEach(anchor -> trusted.addCertificate(new CertificateToken(anchor)));
        made.setTrustedCertSources(trusted);
        InputStream[] lists =
                status.crls().stream().map(ByteArrayInputStream::new).toArray(InputStream[]::new);
        made.setCrlSource(new ExternalResourcesCRLSource(lists));
        return made;
    }
}
