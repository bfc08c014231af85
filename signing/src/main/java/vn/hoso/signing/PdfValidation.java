package vn.hoso.signing;

import eu.europa.esig.dss.diagnostic.AbstractSignatureWrapper;
import eu.europa.esig.dss.diagnostic.CertificateWrapper;
import eu.europa.esig.dss.diagnostic.DiagnosticData;
import eu.europa.esig.dss.diagnostic.SignatureWrapper;
import eu.europa.esig.dss.diagnostic.TimestampWrapper;
import eu.europa.esig.dss.enumerations.SubIndication;
import eu.europa.esig.dss.enumerations.TimestampType;
import eu.europa.esig.dss.model.InMemoryDocument;
import eu.europa.esig.dss.pades.validation.PDFDocumentValidator;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.validation.reports.Reports;
import java.io.IOException;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.jspecify.annotations.Nullable;
import vn.hoso.seal.SealVerdict;
import vn.hoso.seal.SealVerdict.Status;
import vn.hoso.signing.ReasonCode.Finding;

/** Validates the signatures of one PDF: the byte gate, the comparison of revisions, DSS. */
final class PdfValidation {
    private final CertificateStatus status;
    private final Instant now;
    private final ProofOfTime proof;

    PdfValidation(CertificateStatus status, Instant now, ProofOfTime proof) {
        this.status = status;
        this.now = now;
        this.proof = proof;
    }

    /** The verdict with everything that can be said of the file. */
    ValidationReport validate(String name, byte[] file) {
        return validate(name, file, true);
    }

    /** The same verdict; of a file that the first gate refuses, nothing more is asked. */
    SealVerdict verdict(String name, byte[] file) {
        return validate(name, file, false).verdict();
    }

    private ValidationReport validate(String name, byte[] file, boolean everything) {
        List<Finding> onFile = new ArrayList<>();
        try (PDDocument document = Loader.loadPDF(file)) {
            List<ByteGate.Seal> seals = ByteGate.seals(document, file, status.certificates());
            int ranges = ByteGate.count(file, "/ByteRange");
            if (seals.stream().allMatch(ByteGate.Seal::placeholder)) {
                if (ranges > seals.size() + ByteGate.usageRights(document)) {
                    onFile.add(ReasonCode.HIDDEN_SIGNATURE.with());
                }
                return unsigned(name, file, document.getNumberOfPages(), onFile);
            }
            if (!everything && seals.stream().anyMatch(PdfValidation::isRefused)) {
                seals.forEach(seal -> onFile.addAll(seal.findings()));
                return unsigned(name, file, document.getNumberOfPages(), onFile);
            }
            return signed(name, file, document, seals, onFile);
        } catch (InvalidPasswordException e) {
            onFile.add(ReasonCode.FILE_ENCRYPTED.with());
            return unsigned(name, file, 0, onFile);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            onFile.add(ReasonCode.FILE_DAMAGED.with(e.getClass().getSimpleName()));
            return unsigned(name, file, 0, onFile);
        }
    }

    private static boolean isRefused(ByteGate.Seal seal) {
        return EtsiMapping.status(seal.findings()) == Status.INVALID;
    }

    private ValidationReport unsigned(String name, byte[] file, int pages, List<Finding> onFile) {
        Status worst = onFile.isEmpty() ? Status.UNSIGNED : EtsiMapping.status(onFile);
        SealVerdict verdict = new SealVerdict(
                worst,
                List.of(),
                onFile.stream().distinct().map(Finding::reason).toList());
        return new ValidationReport(name, sha256(file), file.length, pages, now, verdict, List.of(), List.of());
    }

    private ValidationReport signed(
            String name, byte[] file, PDDocument document, List<ByteGate.Seal> seals, List<Finding> onFile)
            throws IOException {
        Dss.start();
        RevisionDiff revisions = RevisionDiff.of(file, document, seals);
        onFile.addAll(revisions.onFile());
        Reports reports = validateWithDss(file);
        List<ValidationReport.Seal> entries = new ArrayList<>();
        for (int i = 0; i < seals.size(); i++) {
            entries.add(entry(seals.get(i), revisions, i, reports));
        }
        Status worst = EtsiMapping.status(onFile);
        List<SealVerdict.Signature> signatures = new ArrayList<>();
        for (ValidationReport.Seal entry : entries) {
            worst = ReasonCode.worse(worst, entry.status());
            signatures.add(new SealVerdict.Signature(
                    entry.signer(),
                    entry.claimedAt() == null ? entry.provenAt() : entry.claimedAt(),
                    entry.level(),
                    entry.indication(),
                    entry.subIndication(),
                    entry.status(),
                    entry.reasons()));
        }
        SealVerdict verdict = new SealVerdict(
                worst, signatures, onFile.stream().map(Finding::reason).toList());
        return new ValidationReport(
                name,
                sha256(file),
                file.length,
                document.getNumberOfPages(),
                now,
                verdict,
                entries,
                revisions.addedAfterwards());
    }

    private Reports validateWithDss(byte[] file) throws IOException {
        CommonCertificateVerifier verifier = Dss.offlineVerifier();
        status.configure(verifier);
        PDFDocumentValidator validator = new PDFDocumentValidator(new InMemoryDocument(file, "file.pdf"));
        validator.setPdfObjFactory(StrictDifferences.factory());
        validator.setCertificateVerifier(verifier);
        validator.setValidationTime(Date.from(now));
        validator.setEnableEtsiValidationReport(false);
        proof.into(validator, status);
        return validator.validateDocument(StrictPolicy.load());
    }

    private ValidationReport.Seal entry(ByteGate.Seal seal, RevisionDiff revisions, int index, Reports reports) {
        DiagnosticData data = reports.getDiagnosticData();
        EtsiMapping etsi = new EtsiMapping(reports, now);
        List<Finding> findings = new ArrayList<>(seal.findings());
        findings.addAll(revisions.findings(index));
        SignatureWrapper signature = seal.timeStamp() ? null : bySeal(data.getSignatures(), seal);
        TimestampWrapper stamp = seal.timeStamp() ? bySealStamp(data.getTimestampList(), seal) : null;
        String indication = "NO_SIGNATURE_FOUND";
        String sub = null;
        CertificateWrapper certificate = null;
        Instant claimed = null;
        Instant proven = null;
        String level = "?";
        String algorithm = "?";
        if (signature != null) {
            String id = signature.getId();
            findings.addAll(changes(signature));
            findings.addAll(etsi.findings(signature));
            indication = String.valueOf(reports.getSimpleReport().getIndication(id));
            SubIndication found = reports.getSimpleReport().getSubIndication(id);
            sub = found == null ? null : found.name();
            certificate = signature.getSigningCertificate();
            claimed = EtsiMapping.instantOrNull(signature.getClaimedSigningTime());
            proven = EtsiMapping.instantOrNull(reports.getSimpleReport().getBestSignatureTime(id));
            level = Entries.level(signature);
            algorithm = EtsiMapping.algorithm(signature);
        } else if (stamp != null) {
            findings.addAll(changes(stamp));
            Finding finding = etsi.timeStampFinding(stamp);
            if (finding != null) {
                findings.add(finding);
            }
            indication =
                    String.valueOf(reports.getDetailedReport().getBasicTimestampValidationIndication(stamp.getId()));
            SubIndication found = reports.getDetailedReport().getBasicTimestampValidationSubIndication(stamp.getId());
            sub = found == null ? null : found.name();
            certificate = stamp.getSigningCertificate();
            claimed = EtsiMapping.instantOrNull(stamp.getProductionTime());
            proven = finding == null ? claimed : null;
            level = "RFC 3161";
            algorithm = EtsiMapping.algorithm(stamp);
        } else if (seal.timeStamp() && !"DocTimeStamp".equals(seal.dictionary().getNameAsString(COSName.TYPE))) {
            // Older programs wrote time-stamps under the type of signatures. The engine passes over them, so they prove
            // nothing; what they cover has been compared.
            findings.add(ReasonCode.TIME_STAMP_UNTRUSTED.with(seal.field()));
            level = "RFC 3161";
        } else if (!seal.isBare()) {
            findings.add(ReasonCode.ENGINE_MISSED_SIGNATURE.with());
        }
        List<Finding> distinct = findings.stream().distinct().toList();
        return new ValidationReport.Seal(
                seal.field(),
                seal.timeStamp(),
                Entries.signer(certificate),
                issuer(certificate),
                claimed,
                proven,
                level,
                algorithm,
                seal.end(),
                revisions.pages(index),
                EtsiMapping.status(distinct),
                indication,
                sub,
                distinct.stream().map(Finding::reason).toList(),
                revisions.changes(index));
    }

    private static String issuer(@Nullable CertificateWrapper certificate) {
        if (certificate == null) {
            return "";
        }
        CertificateWrapper above = certificate.getSigningCertificate();
        String name = above == null ? certificate.getCertificateIssuerDN() : above.getCommonName();
        return name == null ? "" : name;
    }

    /** What the engine's own comparison of revisions found. */
    private static List<Finding> changes(AbstractSignatureWrapper token) {
        List<Finding> findings = new ArrayList<>();
        if (!token.getPdfPageDifferenceConcernedPages().isEmpty()) {
            findings.add(ReasonCode.PAGES_CHANGED.with(token.getPdfPageDifferenceConcernedPages()));
        }
        if (!token.getPdfUndefinedChanges().isEmpty()) {
            findings.add(ReasonCode.CHANGED_AFTER_SIGNING.with(
                    token.getPdfUndefinedChanges().get(0).getValue()));
        }
        return findings;
    }

    private static @Nullable SignatureWrapper bySeal(List<SignatureWrapper> signatures, ByteGate.Seal seal) {
        for (SignatureWrapper signature : signatures) {
            if (signature.getPDFRevision() != null && sameRange(signature.getSignatureByteRange(), seal)) {
                return signature;
            }
        }
        return null;
    }

    private static @Nullable TimestampWrapper bySealStamp(List<TimestampWrapper> stamps, ByteGate.Seal seal) {
        for (TimestampWrapper stamp : stamps) {
            if (stamp.getType() == TimestampType.DOCUMENT_TIMESTAMP
                    && stamp.getPDFRevision() != null
                    && sameRange(stamp.getSignatureByteRange(), seal)) {
                return stamp;
            }
        }
        return null;
    }

    private static boolean sameRange(List<BigInteger> range, ByteGate.Seal seal) {
        List<BigInteger> own = Arrays.asList(
                BigInteger.ZERO,
                BigInteger.valueOf(seal.gap().start()),
                BigInteger.valueOf(seal.gap().end()),
                BigInteger.valueOf((long) seal.end() - seal.gap().end()));
        return own.equals(range);
    }

    private static String sha256(byte[] file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
