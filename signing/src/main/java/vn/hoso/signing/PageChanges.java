package vn.hoso.signing;

import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSDocument;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.jspecify.annotations.Nullable;

/** What may become of a page: it gets annotations, of signatures without a word, others with a reservation. */
final class PageChanges {
    private static final COSName TABS = COSName.getPDFName("Tabs");

    private final COSDocument after;
    private final Certification certification;
    private final ChangeLog log;
    private @Nullable SignatureFields signatures;

    PageChanges(COSDocument after, Certification certification, ChangeLog log) {
        this.after = after;
        this.certification = certification;
        this.log = log;
    }

    void page(String page, COSDictionary old, COSDictionary fresh) {
        for (COSName key : CosObjects.differing(old, fresh)) {
            String place = page + "/" + key.getName();
            log.explained(place);
            if (key.equals(COSName.ANNOTS)) {
                annotations(page, CosObjects.array(old, key), CosObjects.array(fresh, key));
            } else if (!key.equals(TABS)) {
                log.changed(place);
            }
        }
    }

    void annotations(String page, COSArray old, COSArray fresh) {
        List<COSBase> added = new ArrayList<>();
        fresh.forEach(added::add);
        for (COSBase was : old) {
            if (!removeSame(added, was)) {
                log.changed(page + "/Annots");
                return;
            }
        }
        for (COSBase one : added) {
            COSBase annotation = one instanceof COSObject object ? object.getObject() : one;
            // The field of a signature is judged where it hangs in the form.
            if (!(annotation instanceof COSDictionary widget) || !signatures().isHonestWidget(widget)) {
                annotationAdded(page);
            }
        }
    }

    private void annotationAdded(String page) {
        log.found(ReasonCode.ANNOTATIONS_ADDED.with(page), page + "/Annots");
        if (certification == Certification.NOTHING || certification == Certification.FORMS) {
            log.found(ReasonCode.LOCK_BROKEN.with(certification.words()), page + "/Annots");
        }
    }

    private SignatureFields signatures() {
        if (signatures == null) {
            signatures = new SignatureFields(after);
        }
        return signatures;
    }

    private static boolean removeSame(List<COSBase> left, COSBase was) {
        for (int i = 0; i < left.size(); i++) {
            if (CosObjects.same(was, left.get(i))) {
                left.remove(i);
                return true;
            }
        }
        return false;
    }
}
