package vn.hoso.signing;

import eu.europa.esig.dss.diagnostic.CertificateWrapper;
import eu.europa.esig.dss.diagnostic.SignatureWrapper;
import eu.europa.esig.dss.enumerations.SubIndication;
import eu.europa.esig.dss.validation.reports.Reports;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.hoso.seal.SealVerdict;
import vn.hoso.signing.ReasonCode.Finding;

/** Entries of verdicts. */
final class Entries {
    private Entries() {}

    static SealVerdict.Signature signature(
            Reports reports, SignatureWrapper signature, SealVerdict.Status status, List<Finding> findings) {
        String id = signature.getId();
        SubIndication sub = reports.getSimpleReport().getSubIndication(id);
        return new SealVerdict.Signature(
                signer(signature.getSigningCertificate()),
                signedAt(reports, signature),
                level(signature),
                String.valueOf(reports.getSimpleReport().getIndication(id)),
                sub == null ? null : sub.name(),
                status,
                findings.stream().map(Finding::reason).toList());
    }

    static String signer(@Nullable CertificateWrapper certificate) {
        if (certificate == null) {
            return "";
        }
        String name = certificate.getCommonName();
        return name == null ? "" : name;
    }

    static String level(SignatureWrapper signature) {
        return signature.getSignatureFormat() == null
                ? "?"
                : signature.getSignatureFormat().toString();
    }

    private static @Nullable Instant signedAt(Reports reports, SignatureWrapper signature) {
        Instant claimed = EtsiMapping.instantOrNull(signature.getClaimedSigningTime());
        if (claimed != null) {
            return claimed;
        }
        return EtsiMapping.instantOrNull(reports.getSimpleReport().getBestSignatureTime(signature.getId()));
    }
}
