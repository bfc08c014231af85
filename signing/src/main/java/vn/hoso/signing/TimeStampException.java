package vn.hoso.signing;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Why a time-stamp could not be had, or must not be used. Its message names the authority and never the data. */
public final class TimeStampException extends IOException {
    private static final long serialVersionUID = 1;

    /** What went wrong. */
    public enum Code {
        /** The authority can't be reached. */
        UNREACHABLE,
        /** It did not answer in time. */
        TIMEOUT,
        /** Its server answers with another HTTP status than 200. */
        HTTP_STATUS,
        /** Its answer is longer than a time-stamp can be. */
        TOO_LONG,
        /** Its answer is no answer of RFC 3161. */
        NOT_AN_ANSWER,
        /** It refuses to stamp (RFC 3161, 2.4.2: PKIStatus). */
        REFUSED,
        /** The answer is one to another request (RFC 3161, 2.4.2: nonce). */
        WRONG_NONCE,
        /** Something else was stamped (RFC 3161, 2.4.2: messageImprint). */
        WRONG_IMPRINT,
        /** It was stamped under a policy that is not accepted here (RFC 3161, 2.4.2: policy). */
        WRONG_POLICY,
        /** The certificate is not for time-stamping alone (RFC 3161, 2.3). */
        WRONG_USAGE,
        /** The certificate was not valid at the time that the stamp says. */
        OUT_OF_DATE,
        /** The signature on the time-stamp is wrong. */
        BROKEN,
        /** The certificate leads to no authority that is trusted here. */
        UNTRUSTED,
        /** It failed several times in a row and is not asked for a while. */
        RESTING,
        /** None of several authorities gave a time-stamp; each of them is told. */
        NONE_LEFT
    }

    private final Code code;

    TimeStampException(Code code, String authority, String detail, @Nullable Throwable cause) {
        super(authority + " gives no time-stamp: " + code + (detail.isEmpty() ? "" : ", " + detail), cause);
        this.code = code;
    }

    TimeStampException(Code code, String authority, String detail) {
        this(code, authority, detail, null);
    }

    /**
     * What went wrong.
     *
     * @return the code
     */
    public Code code() {
        return code;
    }
}
