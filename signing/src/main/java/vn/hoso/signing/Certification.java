package vn.hoso.signing;

import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.jspecify.annotations.Nullable;

/** What a certification still allows (ISO 32000-2, 12.8.2.2: DocMDP). */
enum Certification {
    /** Nobody has certified the file. */
    NONE(0),
    /** No change, but for time-stamps and data for validation. */
    NOTHING(1),
    /** Filling in forms and signing. */
    FORMS(2),
    /** Notes as well. */
    NOTES(3);

    private final int number;

    Certification(int number) {
        this.number = number;
    }

    /** As the parameters of a certification say it; they may say nothing, and be missing. */
    static Certification certified(@Nullable COSDictionary parameters) {
        int number = parameters == null ? FORMS.number : parameters.getInt(COSName.P, FORMS.number);
        if (number <= NOTHING.number) {
            return NOTHING;
        }
        return number >= NOTES.number ? NOTES : FORMS;
    }

    /** The stricter of two. */
    Certification and(Certification other) {
        if (this == NONE || other == NONE) {
            return this == NONE ? other : this;
        }
        return compareTo(other) <= 0 ? this : other;
    }

    /** Its name in reports. */
    String words() {
        return "DocMDP " + number;
    }
}
