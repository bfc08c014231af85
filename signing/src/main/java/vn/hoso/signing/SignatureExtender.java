package vn.hoso.signing;

import eu.europa.esig.dss.cades.CAdESSignatureParameters;
import eu.europa.esig.dss.cades.signature.CAdESService;
import eu.europa.esig.dss.cades.validation.CMSDocumentValidator;
import eu.europa.esig.dss.enumerations.DigestAlgorithm;
import eu.europa.esig.dss.enumerations.SignaturePackaging;
import eu.europa.esig.dss.model.DSSDocument;
import eu.europa.esig.dss.model.FileDocument;
import eu.europa.esig.dss.model.InMemoryDocument;
import eu.europa.esig.dss.model.x509.CertificateToken;
import eu.europa.esig.dss.pades.PAdESSignatureParameters;
import eu.europa.esig.dss.pades.signature.PAdESService;
import eu.europa.esig.dss.pades.validation.PDFDocumentValidator;
import eu.europa.esig.dss.spi.signature.AdvancedSignature;
import eu.europa.esig.dss.spi.validation.CertificateVerifier;
import eu.europa.esig.dss.spi.x509.CertificateValidity;
import eu.europa.esig.dss.spi.x509.tsp.TimestampToken;
import eu.europa.esig.dss.validation.SignedDocumentValidator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.seal.SignatureRenewer;

/**
 * Brings signatures to a higher level, and gives them a new time-stamp before the newest one expires (ETSI EN 319 142-1,
 * 5.5; EN 319 122-1, 5.5).
 *
 * <p>A PDF is only ever appended to; what was signed stays byte for byte. Safe for use by several threads.
 */
public final class SignatureExtender implements SignatureRenewer {
    private static final String RECORD = "record.json";

    private final SignatureLevel level;
    private final TimeStamper timeStamper;
    private final CertificateStatus status;
    private final Duration ahead;
    private final Clock clock;

    /**
     * An extender.
     *
     * @param level what every signature shall have: T, LT or LTA
     * @param timeStamper where time-stamps come from
     * @param status trust anchors and revocation lists
     * @param ahead how long before the newest time-stamp expires a signature of level LTA gets another
     * @param clock tells what is about to expire
     * @throws IllegalArgumentException if the level is B
     */
    public SignatureExtender(
            SignatureLevel level, TimeStamper timeStamper, CertificateStatus status, Duration ahead, Clock clock) {
        if (!level.needsTimeStamps()) {
            throw new IllegalArgumentException("a signature of level B has nothing to be extended with");
        }
        this.level = level;
        this.timeStamper = timeStamper;
        this.status = status;
        this.ahead = ahead;
        this.clock = clock;
    }

    @Override
    public boolean renewPdf(Path pdf, Path target) throws IOException {
        Dss.start();
        String name = String.valueOf(pdf.getFileName());
        try {
            FileDocument document = new FileDocument(pdf.toFile());
            PDFDocumentValidator validator = new PDFDocumentValidator(document);
            if (!isDue(validator)) {
                return false;
            }
            PAdESSignatureParameters parameters = new PAdESSignatureParameters();
            parameters.setSignatureLevel(
                    eu.europa.esig.dss.enumerations.SignatureLevel.valueOf("PAdES_BASELINE_" + level));
            parameters.getSignatureTimestampParameters().setDigestAlgorithm(DigestAlgorithm.SHA256);
            parameters.getArchiveTimestampParameters().setDigestAlgorithm(DigestAlgorithm.SHA256);
            parameters.getArchiveTimestampParameters().setContentSize(SigningSettings.TIME_STAMP_SIZE);
            PAdESService service = new PAdESService(verifier());
            service.setTspSource(SigningSettings.timeStamps(timeStamper));
            AppendedPdf.save(service.extendDocument(document, parameters), pdf, target);
            return true;
        } catch (HosoException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new HosoException(Problem.SIGNING_FAILED, e, name, SigningSettings.brief(e));
        }
    }

    @Override
    public Optional<byte[]> renewSeal(byte[] record, byte[] seal) {
        Dss.start();
        try {
            List<DSSDocument> content = List.of(new InMemoryDocument(record, RECORD));
            InMemoryDocument document = new InMemoryDocument(seal, RECORD + ".p7s");
            CMSDocumentValidator validator = new CMSDocumentValidator(document);
            validator.setDetachedContents(content);
            if (!isDue(validator)) {
                return Optional.empty();
            }
            CAdESSignatureParameters parameters = new CAdESSignatureParameters();
            parameters.setSignatureLevel(
                    eu.europa.esig.dss.enumerations.SignatureLevel.valueOf("CAdES_BASELINE_" + level));
            parameters.setSignaturePackaging(SignaturePackaging.DETACHED);
            parameters.setDetachedContents(content);
            CAdESService service = new CAdESService(verifier());
            service.setTspSource(SigningSettings.timeStamps(timeStamper));
            try (InputStream in = service.extendDocument(document, parameters).openStream()) {
                return Optional.of(in.readAllBytes());
            }
        } catch (HosoException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new HosoException(Problem.SIGNING_FAILED, e, RECORD, SigningSettings.brief(e));
        }
    }

    private CertificateVerifier verifier() {
        return SigningSettings.verifier(status, level);
    }

    private boolean isDue(SignedDocumentValidator validator) {
        validator.setCertificateVerifier(verifier());
        List<AdvancedSignature> signatures = validator.getSignatures();
        return signatures.stream().anyMatch(this::isDue);
    }

    private boolean isDue(AdvancedSignature signature) {
        var named = signature.getDataFoundUpToLevel();
        String found = named == null ? "" : named.name();
        SignatureLevel reached = null;
        for (SignatureLevel one : SignatureLevel.values()) {
            if (found.endsWith("BASELINE_" + one)) {
                reached = one;
            }
        }
        if (reached == null || reached.compareTo(level) < 0) {
            return true;
        }
        Instant horizon = clock.instant().plus(ahead);
        return level == SignatureLevel.LTA
                && signature.getAllTimestamps().stream()
                        .max(Comparator.comparing(TimestampToken::getGenerationTime))
                        .map(newest -> expires(newest).isBefore(horizon))
                        .orElse(true);
    }

    private static Instant expires(TimestampToken stamp) {
        CertificateValidity best = stamp.getCandidatesForSigningCertificate().getTheBestCandidate();
        CertificateToken certificate = best == null ? null : best.getCertificateToken();
        return certificate == null ? Instant.MIN : certificate.getNotAfter().toInstant();
    }
}
