package vn.hoso.signing;

import java.util.IdentityHashMap;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSDocument;
import org.apache.pdfbox.cos.COSName;
import org.jspecify.annotations.Nullable;

/** The fields and widgets of signatures in a revision, with their signatures. */
final class SignatureFields {
    private static final int DEEPEST = 200;

    private final IdentityHashMap<COSDictionary, @Nullable COSDictionary> signatures = new IdentityHashMap<>();

    SignatureFields(COSDocument document) {
        COSDictionary catalog = document.getTrailer().getCOSDictionary(COSName.ROOT);
        COSDictionary form = catalog == null ? null : catalog.getCOSDictionary(COSName.ACRO_FORM);
        if (form != null) {
            collect(form.getCOSArray(COSName.FIELDS), null, null, 0);
        }
    }

    private void collect(@Nullable COSArray fields, @Nullable String kind, @Nullable COSDictionary value, int depth) {
        if (fields == null || depth > DEEPEST) {
            return;
        }
        for (int i = 0; i < fields.size(); i++) {
            if (fields.getObject(i) instanceof COSDictionary field && !signatures.containsKey(field)) {
                String own = field.getNameAsString(COSName.FT);
                String is = own == null ? kind : own;
                COSDictionary signed = field.getDictionaryObject(COSName.V) instanceof COSDictionary v ? v : value;
                if ("Sig".equals(is)) {
                    signatures.put(field, signed);
                }
                collect(field.getCOSArray(COSName.KIDS), is, signed, depth + 1);
            }
        }
    }

    /**
     * Whether an annotation is the widget of a signature field that may stand there: without an action, and where nobody
     * has signed, or only a clock, not to be seen.
     */
    boolean isHonestWidget(COSDictionary widget) {
        if (!"Widget".equals(widget.getNameAsString(COSName.SUBTYPE))
                || hasAction(widget)
                || !signatures.containsKey(widget)) {
            return false;
        }
        COSDictionary signature = signatures.get(widget);
        return signature == null ? !isVisible(widget) : !(isTimeStamp(signature) && isVisible(widget));
    }

    static boolean hasAction(COSDictionary field) {
        return field.containsKey(COSName.A) || field.containsKey(COSName.AA);
    }

    static boolean isTimeStamp(COSDictionary signature) {
        return "DocTimeStamp".equals(signature.getNameAsString(COSName.TYPE));
    }

    static boolean isVisible(COSDictionary widget) {
        if (!(widget.getDictionaryObject(COSName.RECT) instanceof COSArray rectangle) || rectangle.size() != 4) {
            return widget.getDictionaryObject(COSName.KIDS) instanceof COSArray kids && kids.size() > 0;
        }
        float[] box = rectangle.toFloatArray();
        return Math.abs(box[2] - box[0]) > 0.01f && Math.abs(box[3] - box[1]) > 0.01f && widget.containsKey(COSName.AP);
    }
}
