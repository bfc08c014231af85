package vn.hoso.seal;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the signatures of a file are worth.
 *
 * @param status the verdict over all signatures: the worst of them
 * @param signatures one entry a signature, in the order of signing
 * @param reasons what speaks against the file as a whole, such as bytes that no signature covers
 */
public record SealVerdict(Status status, List<Signature> signatures, List<Reason> reasons) {
    public SealVerdict {
        signatures = List.copyOf(signatures);
        reasons = List.copyOf(reasons);
    }

    /**
     * Whether what is signed may be relied on.
     *
     * @return true for {@link Status#VALID} and {@link Status#VALID_BUT}
     */
    public boolean holds() {
        return status == Status.VALID || status == Status.VALID_BUT;
    }

    /** The verdicts. */
    public enum Status {
        /** Everything holds. */
        VALID,
        /** It holds, with a reservation that a person should know. */
        VALID_BUT,
        /** It can't be told: something is missing. Never good enough for re-use. */
        INDETERMINATE,
        /** It does not hold. */
        INVALID,
        /** There is no signature. */
        UNSIGNED
    }

    /**
     * One signature.
     *
     * @param signer the common name in the signer's certificate; empty where it has none
     * @param signedAt the time of signing that is claimed or proven, or null
     * @param level the level, such as {@code PAdES-BASELINE-B}
     * @param indication the ETSI indication, such as {@code TOTAL_PASSED}
     * @param subIndication the ETSI sub-indication, or null
     * @param status the verdict on this signature
     * @param reasons why it is not simply valid
     */
    public record Signature(
            String signer,
            @Nullable Instant signedAt,
            String level,
            String indication,
            @Nullable String subIndication,
            Status status,
            List<Reason> reasons) {
        public Signature {
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * A reason, for machines and for officers.
     *
     * @param code a stable code, such as {@code TRAILING_BYTES}
     * @param english one sentence
     * @param vietnamese the same in Vietnamese
     * @param standsFor the clause of a standard that is not kept, or the published attack that looks like this; empty where
     *     there is neither
     */
    public record Reason(String code, String english, String vietnamese, String standsFor) {
        /**
         * A reason of no standard.
         *
         * @param code a stable code
         * @param english one sentence
         * @param vietnamese the same in Vietnamese
         */
        public Reason(String code, String english, String vietnamese) {
            this(code, english, vietnamese, "");
        }
    }
}
