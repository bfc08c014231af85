package vn.hoso.reuse;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import vn.hoso.paper.PaperId;
import vn.hoso.seal.SealVerdict;

/**
 * Whether a required component is already here, or why not.
 *
 * <p>The cases are closed: what is not {@link Reusable} must be asked for, or looked at by a person.
 */
public sealed interface Answer {
    /**
     * The name of the case, as reports have it.
     *
     * @return such as {@code REUSABLE}
     */
    default String name() {
        return switch (getClass().getSimpleName()) {
            case "CannotTell" -> "CANNOT_TELL";
            default -> getClass().getSimpleName().toUpperCase(Locale.ROOT);
        };
    }

    /**
     * The record that the answer is about.
     *
     * @return the paper, or null where there is none
     */
    default @Nullable PaperId record() {
        return null;
    }

    /**
     * Why it is no plain yes.
     *
     * @return the reasons; empty where the case itself says all
     */
    default List<Reason> reasons() {
        if (this instanceof Unverified unverified) {
            return unverified.missing();
        }
        if (this instanceof CannotTell cannotTell) {
            return cannotTell.lacking();
        }
        if (this instanceof Ask ask) {
            return List.of(ask.why());
        }
        if (this instanceof Forbidden forbidden) {
            return List.of(forbidden.why());
        }
        return this instanceof Missing missing ? List.of(missing.why()) : List.of();
    }

    /**
     * It is here, verified and valid on the day.
     *
     * @param record the record that answers it
     * @param version its version
     * @param kind the code of the kind of result that it is
     * @param issued when it was issued
     * @param until the last day on which it counts for this component, or null where that never ends
     * @param onDecisionDay whether it will still be valid on the expected day of decision, or null where none was given
     * @param proof what was checked
     */
    record Reusable(
            PaperId record,
            int version,
            String kind,
            LocalDate issued,
            @Nullable LocalDate until,
            @Nullable Boolean onDecisionDay,
            Proof proof)
            implements Answer {}

    /**
     * It was valid once.
     *
     * @param record the record
     * @param until the last day on which it counted
     */
    record Expired(PaperId record, LocalDate until) implements Answer {}

    /**
     * It was revoked.
     *
     * @param record the record
     * @param from since when, or null where unknown
     * @param reason why, or null
     */
    record Revoked(
            PaperId record,
            @Nullable LocalDate from,
            @Nullable String reason) implements Answer {}

    /**
     * Another paper has taken its place.
     *
     * @param record the record
     * @param by the other paper, or null where unknown
     */
    record Superseded(PaperId record, @Nullable PaperId by) implements Answer {}

    /**
     * No officer has confirmed it, or its seal does not hold.
     *
     * @param record the record
     * @param missing what it lacks
     */
    record Unverified(PaperId record, List<Reason> missing) implements Answer {
        public Unverified {
            missing = List.copyOf(missing);
        }
    }

    /**
     * A paper may be the person's, but nothing proves it: an officer must look.
     *
     * @param candidates the papers
     * @param why why they may be
     */
    record Ask(List<PaperId> candidates, Reason why) implements Answer {
        public Ask {
            candidates = List.copyOf(candidates);
        }
    }

    /**
     * It must not be used for this request.
     *
     * @param record the record, or null where not even that may be told
     * @param why which rule says so
     */
    record Forbidden(@Nullable PaperId record, Reason why) implements Answer {}

    /**
     * A rule lacks what it needs to know.
     *
     * @param record the record, or null where it is about none
     * @param lacking which rule lacked what
     */
    record CannotTell(@Nullable PaperId record, List<Reason> lacking) implements Answer {
        public CannotTell {
            lacking = List.copyOf(lacking);
        }
    }

    /**
     * Nothing is here.
     *
     * @param why why nothing was looked at or found
     */
    record Missing(Reason why) implements Answer {}

    /** Why, as a stable code with a sentence for officers in the resource bundle {@code vn.hoso.reuse.Reasons}. */
    enum Reason {
        /** The catalogue names nothing that may stand for this component. */
        NOT_REPLACEABLE,
        /** Nobody is known under this number. */
        OWNER_UNKNOWN,
        /** More than one person claims this old number. */
        OWNER_AMBIGUOUS,
        /** There is no such paper of this person. */
        NONE_FOUND,
        /** The paper that was presented is not here. */
        PRESENTED_NOT_FOUND,
        /** The data were read by the machine and not confirmed by an officer. */
        NOT_CONFIRMED,
        /** The record carries no seal. */
        NOT_SEALED,
        /** The seal does not hold. */
        SEAL_INVALID,
        /** It can't be told whether the seal holds. */
        SEAL_UNCERTAIN,
        /** The files in the archive differ from their digests. */
        FIXITY,
        /** The record can't be read. */
        RECORD_UNREADABLE,
        /** The date of issue is not known. */
        ISSUE_DATE_UNKNOWN,
        /** It is not known how long the paper counts. */
        VALIDITY_UNKNOWN,
        /** It is not known since when the paper has been replaced. */
        ENDING_UNKNOWN,
        /** Papers of this type need a stated legal basis. */
        LEGAL_BASIS_NEEDED,
        /** Another agency holds the paper. */
        OUT_OF_SCOPE,
        /** A paper without a number carries the same name and birth date. */
        SAME_NAME_AND_BIRTH_DATE,
        /** A paper is filed under an old number that no evidence links to a person. */
        OLD_NUMBER_NOT_LINKED;

        /**
         * The reason for officers.
         *
         * @param locale {@code vi} or {@code en}; any other language gives English
         * @return one sentence
         */
        public String message(Locale locale) {
            return ResourceBundle.getBundle(
                            "vn.hoso.reuse.Reasons",
                            locale,
                            Reason.class.getClassLoader(),
                            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES))
                    .getString(name());
        }
    }

    /**
     * What was checked before a record was called re-usable.
     *
     * @param recordSha256 the digest of the record, hexadecimal
     * @param sealSha256 the digest of its seal, or null where it has none and none is demanded
     * @param seal the verdict on the seal, or null where it has none
     * @param signer who sealed it, or null
     * @param signedAt when it was sealed, or null
     */
    record Proof(
            String recordSha256,
            @Nullable String sealSha256,
            SealVerdict.@Nullable Status seal,
            @Nullable String signer,
            @Nullable Instant signedAt) {}
}
