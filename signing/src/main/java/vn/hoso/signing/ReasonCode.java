package vn.hoso.signing;

import java.text.MessageFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;
import vn.hoso.seal.SealVerdict;
import vn.hoso.seal.SealVerdict.Status;

/**
 * Why a signature is not simply valid. The name is the stable code; the sentences stand in the resource bundle
 * {@code vn.hoso.signing.Reasons}, with the clause or attack that a code stands for.
 */
enum ReasonCode {
    // The bytes of the file
    BYTE_RANGE_BROKEN(Status.INVALID),
    CONTENTS_GAP(Status.INVALID),
    CONTENTS_PADDING(Status.INVALID),
    CONTENTS_UNREADABLE(Status.INVALID),
    SIGNER_COUNT(Status.INVALID),
    CMS_SLOPPY(Status.VALID_BUT),
    SUBFILTER_UNKNOWN(Status.INDETERMINATE),
    RANGES_OVERLAP(Status.INVALID),
    TRAILING_BYTES(Status.INVALID),
    NOT_A_REVISION_END(Status.INVALID),
    REVISION_MALFORMED(Status.INVALID),
    HIDDEN_SIGNATURE(Status.INVALID),
    ENGINE_MISSED_SIGNATURE(Status.INVALID),
    FILE_DAMAGED(Status.INVALID),
    FILE_ENCRYPTED(Status.INDETERMINATE),
    FILE_TOO_LARGE(Status.INDETERMINATE),

    // What was changed after signing
    CHANGED_AFTER_SIGNING(Status.INVALID),
    PAGES_CHANGED(Status.INVALID),
    LOOK_CHANGED(Status.INVALID),
    METADATA_CHANGED(Status.INVALID),
    ATTACHMENTS_CHANGED(Status.INVALID),
    LOCK_BROKEN(Status.INVALID),
    ANNOTATIONS_ADDED(Status.INDETERMINATE),
    FORM_FILLED(Status.VALID_BUT),
    STRUCTURE_CHANGED(Status.VALID_BUT),
    UNCOVERED_VALIDATION_DATA(Status.VALID_BUT),
    REFERENCED_TWICE(Status.VALID_BUT),

    // Cryptography and certificates, by the indications of ETSI EN 319 102-1
    FORMAT_FAILURE(Status.INVALID),
    HASH_FAILURE(Status.INVALID),
    SIG_CRYPTO_FAILURE(Status.INVALID),
    REVOKED(Status.INVALID),
    EXPIRED(Status.INDETERMINATE),
    NOT_YET_VALID(Status.INDETERMINATE),
    SIG_CONSTRAINTS_FAILURE(Status.INDETERMINATE),
    WRONG_USAGE(Status.INDETERMINATE),
    USAGE_DOUBTFUL(Status.VALID_BUT),
    WEAK_ALGORITHM(Status.INDETERMINATE),
    UNKNOWN_ROOT(Status.INDETERMINATE),
    NO_SIGNING_CERTIFICATE(Status.INDETERMINATE),
    CHAIN_BROKEN(Status.INDETERMINATE),
    NO_PROOF_OF_TIME(Status.INDETERMINATE),
    TRY_LATER(Status.INDETERMINATE),
    NOT_CONCLUSIVE(Status.INDETERMINATE),
    TIME_STAMP_BROKEN(Status.INVALID),
    TIME_STAMP_ORDER(Status.INDETERMINATE),
    TIME_STAMP_UNTRUSTED(Status.VALID_BUT),
    REVOCATION_UNKNOWN(Status.VALID_BUT),
    OLD_PADDING(Status.VALID),
    ANNOTATIONS_OVERLAP(Status.VALID);

    private final Status worst;

    ReasonCode(Status worst) {
        this.worst = worst;
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
        return new SealVerdict.Reason(name(), sentence(Locale.ENGLISH, facts), sentence(VIETNAMESE, facts));
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
