package vn.hoso.signing;

import java.text.MessageFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;
import vn.hoso.seal.SealVerdict;
import vn.hoso.seal.SealVerdict.Status;

/**
 * Why a signature is not simply valid. The name is the stable code, with the clause that is not kept or the published
 * attack that it stands for; the sentences stand in the resource bundle {@code vn.hoso.signing.Reasons}.
 */
enum ReasonCode {
    // The bytes of the file
    BYTE_RANGE_BROKEN(Status.INVALID, "ISO 32000-2, 12.8.1; universal signature forgery"),
    CONTENTS_GAP(Status.INVALID, "ISO 32000-2, 12.8.1; universal signature forgery"),
    CONTENTS_PADDING(Status.INVALID, "ISO 32000-2, 12.8.3.3"),
    CONTENTS_UNREADABLE(Status.INVALID, "RFC 5652, 5.1; universal signature forgery"),
    SIGNER_COUNT(Status.INVALID, "ETSI EN 319 142-1, 6.3"),
    CMS_SLOPPY(Status.VALID_BUT, "RFC 5652, 5"),
    SUBFILTER_UNKNOWN(Status.INDETERMINATE, "ISO 32000-2, table 260"),
    RANGES_OVERLAP(Status.INVALID, "signature wrapping attack"),
    TRAILING_BYTES(Status.INVALID, "incremental saving attack"),
    NOT_A_REVISION_END(Status.INVALID, "ISO 32000-2, 7.5.6; incremental saving attack"),
    REVISION_MALFORMED(Status.INVALID, "ISO 32000-2, 7.5.6; incremental saving attack"),
    XREF_REBUILT(Status.VALID_BUT, "ISO 32000-2, 7.5.4 and 7.5.8"),
    HIDDEN_SIGNATURE(Status.INVALID, "universal signature forgery"),
    ENGINE_MISSED_SIGNATURE(Status.INVALID, "ISO 32000-2, 12.7.5.5"),
    EVIDENCE_INCOMPLETE(Status.INVALID, "ETSI EN 319 162-1, 4.4"),
    EVIDENCE_MISMATCH(Status.INVALID, "ETSI EN 319 162-1, 4.4"),
    EVIDENCE_UNREADABLE(Status.INVALID, "RFC 4998, 3.1"),
    FILE_DAMAGED(Status.INVALID, "ISO 32000-2, 7.5"),
    FILE_ENCRYPTED(Status.INDETERMINATE, "ISO 32000-2, 7.6"),
    FILE_TOO_LARGE(Status.INDETERMINATE, "limit of this program"),

    // What was changed after signing
    CHANGED_AFTER_SIGNING(Status.INVALID, "incremental saving and shadow attacks"),
    PAGES_CHANGED(Status.INVALID, "incremental saving attack"),
    LOOK_CHANGED(Status.INVALID, "shadow attacks (hide, replace)"),
    METADATA_CHANGED(Status.INVALID, "ISO 32000-2, 14.3; incremental saving attack"),
    ATTACHMENTS_CHANGED(Status.INVALID, "ISO 32000-2, 7.11.4; incremental saving attack"),
    LOCK_BROKEN(Status.INVALID, "ISO 32000-2, 12.8.2"),
    ANNOTATIONS_ADDED(Status.INDETERMINATE, "evil annotation attack on certified documents"),
    VISIBLE_SIGNATURE_ADDED(Status.INDETERMINATE, "sneaky signature attack on certified documents"),
    FORM_CHANGED(Status.INDETERMINATE, "shadow attack (replace, by form)"),
    FORM_FILLED(Status.VALID_BUT, "ISO 32000-2, 12.8.2.2"),
    CONTENT_COVERED(Status.VALID_BUT, "sneaky signature attack"),
    STRUCTURE_CHANGED(Status.VALID_BUT, "ISO 32000-2, 14.7"),
    UNCOVERED_VALIDATION_DATA(Status.VALID_BUT, "ETSI EN 319 142-1, 5.4"),
    REFERENCED_TWICE(Status.VALID_BUT, "ISO 32000-2, 12.7.5.5"),

    // Cryptography and certificates, by the indications of ETSI EN 319 102-1
    FORMAT_FAILURE(Status.INVALID, "ETSI EN 319 102-1, 5.2.2"),
    HASH_FAILURE(Status.INVALID, "ETSI EN 319 102-1, 5.2.7"),
    SIG_CRYPTO_FAILURE(Status.INVALID, "ETSI EN 319 102-1, 5.2.7"),
    REVOKED(Status.INVALID, "ETSI EN 319 102-1, 5.2.6"),
    EXPIRED(Status.INDETERMINATE, "ETSI EN 319 102-1, 5.2.6"),
    NOT_YET_VALID(Status.INDETERMINATE, "ETSI EN 319 102-1, 5.2.6"),
    SIG_CONSTRAINTS_FAILURE(Status.INDETERMINATE, "ETSI EN 319 102-1, 5.2.8"),
    WRONG_USAGE(Status.INDETERMINATE, "RFC 5280, 4.2.1.3 and 4.2.1.12"),
    USAGE_DOUBTFUL(Status.VALID_BUT, "RFC 5280, 4.2.1.12"),
    WEAK_ALGORITHM(Status.INDETERMINATE, "ETSI TS 119 312"),
    UNKNOWN_ROOT(Status.INDETERMINATE, "ETSI EN 319 102-1, 5.2.6"),
    NO_SIGNING_CERTIFICATE(Status.INDETERMINATE, "ETSI EN 319 102-1, 5.2.3"),
    CHAIN_BROKEN(Status.INDETERMINATE, "RFC 5280, 6"),
    NO_PROOF_OF_TIME(Status.INDETERMINATE, "ETSI EN 319 102-1, 5.6.2.4"),
    TRY_LATER(Status.INDETERMINATE, "ETSI EN 319 102-1, 5.2.5"),
    NOT_CONCLUSIVE(Status.INDETERMINATE, "ETSI EN 319 102-1, table 5"),
    TIME_STAMP_BROKEN(Status.INVALID, "RFC 3161; ETSI EN 319 102-1, 5.4"),
    TIME_STAMP_ORDER(Status.INDETERMINATE, "ETSI EN 319 102-1, 5.5.4"),
    TIME_STAMP_UNTRUSTED(Status.VALID_BUT, "ETSI EN 319 102-1, 5.4"),
    CLOCK_SKEW(Status.VALID_BUT, "ETSI EN 319 102-1, 5.5.4"),
    REVOCATION_UNKNOWN(Status.VALID_BUT, "ETSI EN 319 102-1, 5.2.5"),
    OLD_PADDING(Status.VALID, "Thông tư 15/2025/TT-BKHCN"),
    ANNOTATIONS_OVERLAP(Status.VALID, "ISO 32000-2, 12.5");

    private final Status worst;
    private final String standsFor;

    ReasonCode(Status worst, String standsFor) {
        this.worst = worst;
        this.standsFor = standsFor;
    }

    /** The best verdict that a signature with this reason can have; VALID for what is only said. */
    Status status() {
        return worst;
    }

    Finding with(Object... facts) {
        return new Finding(this, Arrays.stream(facts).map(String::valueOf).toList());
    }

    private static ResourceBundle bundle(Locale locale) {
        return ResourceBundle.getBundle(
                "vn.hoso.signing.Reasons",
                locale,
                ReasonCode.class.getClassLoader(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    private static final Locale VIETNAMESE = Locale.forLanguageTag("vi");

    SealVerdict.Reason reason(Object... facts) {
        return new SealVerdict.Reason(name(), sentence(Locale.ENGLISH, facts), sentence(VIETNAMESE, facts), standsFor);
    }

    private String sentence(Locale locale, Object... facts) {
        return new MessageFormat(bundle(locale).getString(name()), Locale.ROOT).format(facts);
    }

    /** The worse of two verdicts. */
    static Status worse(Status one, Status other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    /**
     * A reason with its facts.
     *
     * @param code what
     * @param facts the arguments of the sentence
     */
    record Finding(ReasonCode code, java.util.List<String> facts) {
        SealVerdict.Reason reason() {
            return code.reason(facts.toArray());
        }
    }
}
