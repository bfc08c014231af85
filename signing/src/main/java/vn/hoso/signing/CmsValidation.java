package vn.hoso.signing;

import eu.europa.esig.dss.cades.validation.CMSDocumentValidator;
import eu.europa.esig.dss.diagnostic.DiagnosticData;
import eu.europa.esig.dss.diagnostic.SignatureWrapper;
import eu.europa.esig.dss.model.InMemoryDocument;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.validation.reports.Reports;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import vn.hoso.seal.SealVerdict;
import vn.hoso.seal.SealVerdict.Status;
import vn.hoso.signing.ReasonCode.Finding;
import vn.hoso.signing.internal.Asn1Length;

/** Validates a detached CMS signature. */
record CmsValidation(CertificateStatus status, Instant now, ProofOfTime proof) {
    SealVerdict validate(byte[] content, byte[] seal) {
        Dss.start();
        List<Finding> gate = new ArrayList<>();
        try {
            if (Asn1Length.of(seal) != seal.length) {
                gate.add(ReasonCode.CONTENTS_PADDING.with());
            }
            gate.addAll(CmsShape.findings(seal, status.certificates()));
        } catch (IllegalArgumentException e) {
            return broken(ReasonCode.CONTENTS_UNREADABLE.with(String.valueOf(e.getMessage())));
        }
        try {
            CommonCertificateVerifier verifier = Dss.offlineVerifier();
            status.configure(verifier);
            CMSDocumentValidator validator = new CMSDocumentValidator(new InMemoryDocument(seal, "record.json.p7s"));
            validator.setDetachedContents(List.of(new InMemoryDocument(content, "record.json")));
            validator.setCertificateVerifier(verifier);
            validator.setValidationTime(Date.from(now));
            validator.setEnableEtsiValidationReport(false);
            proof.into(validator, status);
            Reports reports = validator.validateDocument(StrictPolicy.load());
            return verdict(reports, gate);
        } catch (IOException | RuntimeException e) {
            return broken(ReasonCode.CONTENTS_UNREADABLE.with(e.getClass().getSimpleName()));
        }
    }

    private SealVerdict verdict(Reports reports, List<Finding> gate) {
        DiagnosticData data = reports.getDiagnosticData();
        EtsiMapping etsi = new EtsiMapping(reports, now);
        List<SignatureWrapper> signatures = data.getSignatures();
        if (signatures.size() != 1) {
            gate.add(ReasonCode.SIGNER_COUNT.with(signatures.size()));
        }
        Status worst = EtsiMapping.status(gate);
        List<SealVerdict.Signature> entries = new ArrayList<>();
        for (SignatureWrapper signature : signatures) {
            List<Finding> findings = etsi.findings(signature);
            Status one = EtsiMapping.status(findings);
            worst = ReasonCode.worse(worst, one);
            entries.add(Entries.signature(reports, signature, one, findings));
        }
        return new SealVerdict(
                worst, entries, gate.stream().map(Finding::reason).toList());
    }

    private static SealVerdict broken(Finding finding) {
        return new SealVerdict(Status.INVALID, List.of(), List.of(finding.reason()));
    }
}
