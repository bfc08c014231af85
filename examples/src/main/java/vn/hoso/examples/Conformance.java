package vn.hoso.examples;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import vn.hoso.pdf.PdfACheck;
import vn.hoso.pdf.PdfAVerdict;

/**
 * Whether a file is still the PDF/A that it was before it was signed.
 *
 * @param outcome what became of it
 * @param flavour what it claims to be, such as {@code 2u}; empty where it claims nothing
 * @param first the first failure, with the clause of the standard; empty where there is none
 */
record Conformance(Outcome outcome, String flavour, String first) {
    /** What signing did to a file. */
    enum Outcome {
        /** It does not claim to be a PDF/A. */
        NOT_CLAIMED,
        /** It is the PDF/A that it claims to be. */
        KEPT,
        /** It was one before it was signed, and is none now. */
        LOST,
        /** It claims to be one and was none before either. */
        NEVER
    }

    /**
     * Asks veraPDF. What was before is looked at only where the signed file is no PDF/A, and nothing is said of a file that
     * claims nothing.
     *
     * @param before the file that was signed
     * @param signed the signed one
     */
    static Conformance of(Path before, Path signed) {
        PdfACheck check = PdfACheck.create();
        PdfAVerdict now = check.check(signed);
        if (!claimed(now)) {
            return new Conformance(Outcome.NOT_CLAIMED, "", "");
        }
        Outcome outcome =
                now.compliant() ? Outcome.KEPT : check.check(before).compliant() ? Outcome.LOST : Outcome.NEVER;
        return new Conformance(outcome, now.flavour(), now.first());
    }

    /** Other standards, such as PDF/UA, are claimed in the same way; their names begin with letters. */
    private static boolean claimed(PdfAVerdict verdict) {
        return !verdict.flavour().isEmpty()
                && Character.isDigit(verdict.flavour().charAt(0));
    }

    /** Writes it as the member {@code pdfa}; null where nothing is claimed. */
    void write(JsonGenerator json) throws IOException {
        if (outcome == Outcome.NOT_CLAIMED) {
            json.writeNullField("pdfa");
            return;
        }
        json.writeObjectFieldStart("pdfa");
        json.writeStringField("flavour", flavour);
        json.writeBooleanField("compliant", outcome == Outcome.KEPT);
        json.writeBooleanField("compliantBefore", outcome != Outcome.NEVER);
        Json.optional(json, "first", first.isEmpty() ? null : first);
        json.writeEndObject();
    }
}
