package vn.hoso.signing;

import eu.europa.esig.dss.detailedreport.DetailedReport;
import eu.europa.esig.dss.diagnostic.AbstractTokenProxy;
import eu.europa.esig.dss.diagnostic.CertificateRevocationWrapper;
import eu.europa.esig.dss.diagnostic.CertificateWrapper;
import eu.europa.esig.dss.diagnostic.SignatureWrapper;
import eu.europa.esig.dss.diagnostic.TimestampWrapper;
import eu.europa.esig.dss.enumerations.EncryptionAlgorithm;
import eu.europa.esig.dss.enumerations.Indication;
import eu.europa.esig.dss.enumerations.KeyUsageBit;
import eu.europa.esig.dss.enumerations.SubIndication;
import eu.europa.esig.dss.enumerations.TimestampType;
import eu.europa.esig.dss.jaxb.object.Message;
import eu.europa.esig.dss.simplereport.SimpleReport;
import eu.europa.esig.dss.validation.reports.Reports;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.hoso.seal.SealVerdict.Status;
import vn.hoso.signing.ReasonCode.Finding;

/** From the reports of DSS to our codes. */
final class EtsiMapping {
    private static final Set<String> LOGIN = Set.of("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");
    /** By how much honest clocks differ. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(10);

    private static final String MAIL = "1.3.6.1.5.5.7.3.4";
    /** Document signing by RFC 9336, Microsoft and Adobe; any purpose. */
    private static final Set<String> DOCUMENTS =
            Set.of("1.3.6.1.5.5.7.3.36", "1.3.6.1.4.1.311.10.3.12", "1.2.840.113583.1.1.5", "2.5.29.37.0");

    private final SimpleReport simple;
    private final DetailedReport detailed;
    private final Instant now;

    EtsiMapping(Reports reports, Instant now) {
        this.simple = reports.getSimpleReport();
        this.detailed = reports.getDetailedReport();
        this.now = now;
    }

    /** What DSS has against a signature, in our codes. */
    List<Finding> findings(SignatureWrapper signature) {
        List<Finding> findings = new ArrayList<>();
        String id = signature.getId();
        Indication indication = simple.getIndication(id);
        if (!isPassed(indication)) {
            findings.add(finding(simple.getSubIndication(id), indication, id, signature.getSigningCertificate()));
        }
        CertificateWrapper certificate = signature.getSigningCertificate();
        if (certificate != null) {
            Finding usage = usage(certificate);
            if (usage != null) {
                findings.add(usage);
            }
            if (isPassed(indication) && revocationUnknown(signature)) {
                findings.add(ReasonCode.REVOCATION_UNKNOWN.with());
            }
        }
        if (signature.getEncryptionAlgorithm() == EncryptionAlgorithm.RSA) {
            findings.add(ReasonCode.OLD_PADDING.with());
        }
        for (TimestampWrapper stamp : signature.getTimestampList()) {
            Finding finding = timeStampFinding(stamp);
            if (finding != null && !findings.contains(finding)) {
                findings.add(finding);
            }
        }
        if (isClaimTooLate(signature)) {
            findings.add(ReasonCode.CLOCK_SKEW.with(String.valueOf(instant(signature.getClaimedSigningTime()))));
        }
        return findings;
    }

    /** Nobody signs after what covers the signature was stamped, or after now. Stamped late is no fault. */
    private boolean isClaimTooLate(SignatureWrapper signature) {
        Instant claimed = instantOrNull(signature.getClaimedSigningTime());
        if (claimed == null) {
            return false;
        }
        Instant latest = now;
        for (TimestampWrapper stamp : signature.getTimestampList()) {
            Instant stamped = instantOrNull(stamp.getProductionTime());
            boolean covers = stamp.getType() != TimestampType.CONTENT_TIMESTAMP;
            if (covers && stamped != null && stamped.isBefore(latest)) {
                latest = stamped;
            }
        }
        return claimed.isAfter(latest.plus(CLOCKS_DIFFER));
    }

    /** What DSS has against a time-stamp, or null: a broken one spoils what it stands in, an unknown one proves nothing. */
    @Nullable
    Finding timeStampFinding(TimestampWrapper stamp) {
        Indication indication = detailed.getBasicTimestampValidationIndication(stamp.getId());
        SubIndication sub = detailed.getBasicTimestampValidationSubIndication(stamp.getId());
        if (isPassed(indication)) {
            return null;
        }
        String producer = stamp.getSigningCertificate() == null
                ? "?"
                : String.valueOf(stamp.getSigningCertificate().getCommonName());
        if (indication == Indication.FAILED
                || sub == SubIndication.HASH_FAILURE
                || sub == SubIndication.SIG_CRYPTO_FAILURE
                || sub == SubIndication.FORMAT_FAILURE
                || !stamp.isMessageImprintDataFound()
                || !stamp.isMessageImprintDataIntact()
                || !stamp.isSignatureIntact()) {
            return ReasonCode.TIME_STAMP_BROKEN.with(sub == null ? "FAILED" : sub.name());
        }
        // Once expired, a time-stamp that a later one covers is still good; DSS says so for the signature.
        if (sub == SubIndication.OUT_OF_BOUNDS_NO_POE || sub == SubIndication.OUT_OF_BOUNDS_NOT_REVOKED) {
            return null;
        }
        if (sub == SubIndication.SIG_CONSTRAINTS_FAILURE || sub == SubIndication.CHAIN_CONSTRAINTS_FAILURE) {
            return ReasonCode.TIME_STAMP_BROKEN.with(sub.name());
        }
        return ReasonCode.TIME_STAMP_UNTRUSTED.with(producer);
    }

    static boolean isPassed(@Nullable Indication indication) {
        return indication == Indication.TOTAL_PASSED || indication == Indication.PASSED;
    }

    private Finding finding(
            @Nullable SubIndication sub,
            @Nullable Indication indication,
            String id,
            @Nullable CertificateWrapper certificate) {
        if (sub == null) {
            return ReasonCode.NOT_CONCLUSIVE.with(String.valueOf(indication));
        }
        return switch (sub) {
            case FORMAT_FAILURE -> ReasonCode.FORMAT_FAILURE.with();
            case HASH_FAILURE -> ReasonCode.HASH_FAILURE.with();
            case SIG_CRYPTO_FAILURE -> ReasonCode.SIG_CRYPTO_FAILURE.with();
            case REVOKED, REVOKED_NO_POE, REVOKED_CA_NO_POE -> ReasonCode.REVOKED.with();
            case EXPIRED, OUT_OF_BOUNDS_NOT_REVOKED, OUT_OF_BOUNDS_NO_POE, REVOCATION_OUT_OF_BOUNDS_NO_POE ->
                outOfBounds(certificate);
            case NOT_YET_VALID -> ReasonCode.NOT_YET_VALID.with();
            case SIG_CONSTRAINTS_FAILURE -> ReasonCode.SIG_CONSTRAINTS_FAILURE.with(firstError(id));
            case CHAIN_CONSTRAINTS_FAILURE, CERTIFICATE_CHAIN_GENERAL_FAILURE ->
                ReasonCode.CHAIN_BROKEN.with(firstError(id));
            case CRYPTO_CONSTRAINTS_FAILURE, CRYPTO_CONSTRAINTS_FAILURE_NO_POE ->
                ReasonCode.WEAK_ALGORITHM.with(firstError(id));
            case NO_CERTIFICATE_CHAIN_FOUND, NO_CERTIFICATE_CHAIN_FOUND_NO_POE -> ReasonCode.UNKNOWN_ROOT.with();
            case NO_SIGNING_CERTIFICATE_FOUND -> ReasonCode.NO_SIGNING_CERTIFICATE.with();
            case TIMESTAMP_ORDER_FAILURE -> ReasonCode.TIME_STAMP_ORDER.with();
            case NO_POE -> ReasonCode.NO_PROOF_OF_TIME.with();
            case TRY_LATER -> ReasonCode.TRY_LATER.with();
            default -> ReasonCode.NOT_CONCLUSIVE.with(sub.name());
        };
    }

    private Finding outOfBounds(@Nullable CertificateWrapper certificate) {
        if (certificate != null && now.isBefore(instant(certificate.getNotBefore()))) {
            return ReasonCode.NOT_YET_VALID.with();
        }
        return certificate != null && now.isAfter(instant(certificate.getNotAfter()))
                ? ReasonCode.EXPIRED.with()
                : ReasonCode.NO_PROOF_OF_TIME.with();
    }

    private String firstError(String id) {
        List<Message> errors = detailed.getAdESValidationErrors(id);
        return errors.isEmpty() ? "?" : errors.get(0).getKey();
    }

    /**
     * What speaks against the purpose of a certificate, or null.
     *
     * <p>Key usage without non-repudiation and a purpose of logging in: a certificate for authentication. Those that may
     * also protect mail are used for signing by many, so they get a reservation only, unless they are for encryption too.
     */
    private static @Nullable Finding usage(CertificateWrapper certificate) {
        List<KeyUsageBit> usages = certificate.getKeyUsages();
        if (usages.isEmpty() || usages.contains(KeyUsageBit.NON_REPUDIATION)) {
            return null;
        }
        List<String> purposes = certificate.getExtendedKeyUsages().stream()
                .map(purpose -> String.valueOf(purpose.getValue()))
                .toList();
        if (purposes.stream().noneMatch(LOGIN::contains) || purposes.stream().anyMatch(DOCUMENTS::contains)) {
            return null;
        }
        boolean mail = purposes.contains(MAIL) && !usages.contains(KeyUsageBit.DATA_ENCIPHERMENT);
        return (mail ? ReasonCode.USAGE_DOUBTFUL : ReasonCode.WRONG_USAGE).with("authentication");
    }

    private static boolean revocationUnknown(AbstractTokenProxy token) {
        List<CertificateWrapper> chain = token.getCertificateChain();
        for (CertificateWrapper certificate : chain) {
            if (certificate.isTrusted() || certificate.isSelfSigned()) {
                return false;
            }
            if (certificate.isValAssuredShortTermCertificate() || certificate.isNoRevAvail()) {
                continue;
            }
            boolean known =
                    certificate.getCertificateRevocationData().stream().anyMatch(CertificateRevocationWrapper::isKnown);
            if (!known) {
                return true;
            }
        }
        return false;
    }

    static Instant instant(Date date) {
        return date.toInstant();
    }

    static @Nullable Instant instantOrNull(@Nullable Date date) {
        return date == null ? null : date.toInstant();
    }

    static Status status(List<Finding> findings) {
        Status worst = Status.VALID;
        for (Finding finding : findings) {
            worst = ReasonCode.worse(worst, finding.code().status());
        }
        return worst;
    }

    static String algorithm(AbstractTokenProxy token) {
        if (token.getSignatureAlgorithm() != null) {
            return token.getSignatureAlgorithm().getName();
        }
        return token.getEncryptionAlgorithm() + " with " + token.getDigestAlgorithm();
    }
}
