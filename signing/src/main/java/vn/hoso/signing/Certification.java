package vn.hoso.signing;

import java.util.List;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;

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

    private static final COSName REFERENCE = COSName.getPDFName("Reference");
    private static final COSName TRANSFORM_METHOD = COSName.getPDFName("TransformMethod");
    private static final COSName TRANSFORM_PARAMS = COSName.getPDFName("TransformParams");

    private final int number;

    Certification(int number) {
        this.number = number;
    }

    /** The strictest of what signatures say. */
    static Certification strictest(List<COSDictionary> signatures) {
        return signatures.stream()
                .map(Certification::of)
                .filter(one -> one != NONE)
                .min(Certification::compareTo)
                .orElse(NONE);
    }

    private static Certification of(COSDictionary signature) {
        if (!(signature.getDictionaryObject(REFERENCE) instanceof COSArray references)) {
            return NONE;
        }
        for (int i = 0; i < references.size(); i++) {
            if (references.getObject(i) instanceof COSDictionary reference
                    && "DocMDP".equals(reference.getNameAsString(TRANSFORM_METHOD))) {
                return reference.getDictionaryObject(TRANSFORM_PARAMS) instanceof COSDictionary parameters
                        ? numbered(parameters.getInt(COSName.P, FORMS.number))
                        : FORMS;
            }
        }
        return NONE;
    }

    private static Certification numbered(int number) {
        if (number <= NOTHING.number) {
            return NOTHING;
        }
        return number >= NOTES.number ? NOTES : FORMS;
    }

    /** Its name in reports. */
    String words() {
        return "DocMDP " + number;
    }
}
