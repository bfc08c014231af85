package vn.hoso.signing;

import eu.europa.esig.dss.diagnostic.EvidenceRecordWrapper;
import eu.europa.esig.dss.diagnostic.TimestampWrapper;
import eu.europa.esig.dss.enumerations.DigestMatcherType;
import eu.europa.esig.dss.enumerations.Indication;
import eu.europa.esig.dss.enumerations.SubIndication;
import eu.europa.esig.dss.evidencerecord.asn1.validation.ASN1EvidenceRecordValidator;
import eu.europa.esig.dss.model.DSSDocument;
import eu.europa.esig.dss.model.FileDocument;
import eu.europa.esig.dss.model.InMemoryDocument;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.validation.reports.Reports;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.tsp.ArchiveTimeStamp;
import org.bouncycastle.asn1.tsp.EvidenceRecord;
import vn.hoso.seal.SealVerdict;
import vn.hoso.seal.SealVerdict.Status;
import vn.hoso.signing.ReasonCode.Finding;

/** Validates an evidence record over files: that it is of these files, then everything else by DSS. */
record EvidenceValidation(CertificateStatus status, Instant now) {
    SealVerdict validate(byte[] encoded, List<Path> files) throws IOException {
        Dss.start();
        EvidenceRecord record = EvidenceRecords.parse(encoded);
        if (record == null) {
            return verdict(List.of(ReasonCode.EVIDENCE_UNREADABLE.with()), List.of());
        }
        List<Finding> findings = new ArrayList<>();
        if (!EvidenceRecords.covers(record, files)) {
            findings.add(ReasonCode.HASH_FAILURE.with());
        }
        for (ArchiveTimeStamp stamp : EvidenceRecords.stamps(record)) {
            findings.addAll(CmsShape.findings(stamp.getTimeStamp().getEncoded(), status.certificates()));
        }
        if (!EvidenceRecords.namesItsDigests(record)) {
            findings.add(ReasonCode.CMS_SLOPPY.with("digest algorithms"));
        }
        try {
            Reports reports = validateWithDss(encoded, files);
            List<EvidenceRecordWrapper> found = reports.getDiagnosticData().getEvidenceRecords();
            if (found.size() != 1) {
                findings.add(ReasonCode.EVIDENCE_UNREADABLE.with());
                return verdict(findings, List.of());
            }
            findings.addAll(findings(reports, found.get(0)));
            return verdict(findings, entries(reports, found.get(0)));
        } catch (RuntimeException e) {
            findings.add(ReasonCode.EVIDENCE_UNREADABLE.with());
            return verdict(findings, List.of());
        }
    }

    private Reports validateWithDss(byte[] encoded, List<Path> files) {
        CommonCertificateVerifier verifier = Dss.offlineVerifier();
        status.configure(verifier);
        ASN1EvidenceRecordValidator validator =
                new ASN1EvidenceRecordValidator(new InMemoryDocument(encoded, "evidence.ers"));
        List<DSSDocument> contents = new ArrayList<>();
        files.forEach(file -> contents.add(new FileDocument(file.toFile())));
        validator.setDetachedContents(contents);
        validator.setCertificateVerifier(verifier);
        validator.setValidationTime(Date.from(now));
        validator.setEnableEtsiValidationReport(false);
        return validator.validateDocument(StrictPolicy.load());
    }

    private List<Finding> findings(Reports reports, EvidenceRecordWrapper record) {
        List<Finding> findings = new ArrayList<>();
        boolean intact = record.isStructuralValidationValid()
                && record.getDigestMatchers().stream()
                        .filter(one -> one.getType() != DigestMatcherType.EVIDENCE_RECORD_ORPHAN_REFERENCE)
                        .allMatch(one -> one.isDataFound() && one.isDataIntact());
        if (!intact) {
            findings.add(ReasonCode.HASH_FAILURE.with());
        }
        EtsiMapping etsi = new EtsiMapping(reports, now);
        List<TimestampWrapper> stamps = record.getTimestampList();
        for (TimestampWrapper stamp : stamps) {
            Finding finding = etsi.timeStampFinding(stamp);
            if (finding != null) {
                // Here the time-stamps are not beside a proof, they are the proof.
                findings.add(
                        finding.code() == ReasonCode.TIME_STAMP_UNTRUSTED ? ReasonCode.UNKNOWN_ROOT.with() : finding);
            }
        }
        Indication indication = reports.getSimpleReport().getIndication(record.getId());
        if (!EtsiMapping.isPassed(indication) && findings.isEmpty()) {
            SubIndication sub = reports.getSimpleReport().getSubIndication(record.getId());
            findings.add(
                    indication == Indication.FAILED
                            ? ReasonCode.TIME_STAMP_BROKEN.with(String.valueOf(sub))
                            : ReasonCode.NO_PROOF_OF_TIME.with());
        }
        return findings;
    }

    private List<SealVerdict.Signature> entries(Reports reports, EvidenceRecordWrapper record) {
        EtsiMapping etsi = new EtsiMapping(reports, now);
        List<SealVerdict.Signature> entries = new ArrayList<>();
        for (TimestampWrapper stamp : record.getTimestampList()) {
            SubIndication sub = reports.getDetailedReport().getBasicTimestampValidationSubIndication(stamp.getId());
            Indication indication = reports.getDetailedReport().getBasicTimestampValidationIndication(stamp.getId());
            entries.add(new SealVerdict.Signature(
                    Entries.signer(stamp.getSigningCertificate()),
                    EtsiMapping.instantOrNull(stamp.getProductionTime()),
                    "RFC 4998",
                    String.valueOf(indication),
                    sub == null ? null : sub.name(),
                    etsi.timeStampFinding(stamp) == null ? Status.VALID : Status.INDETERMINATE,
                    List.of()));
        }
        return entries;
    }

    private static SealVerdict verdict(List<Finding> findings, List<SealVerdict.Signature> stamps) {
        List<Finding> distinct = findings.stream().distinct().toList();
        return new SealVerdict(
                EtsiMapping.status(distinct),
                stamps,
                distinct.stream().map(Finding::reason).toList());
    }
}
