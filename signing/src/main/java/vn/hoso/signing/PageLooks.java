package vn.hoso.signing;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSObjectKey;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.interactive.annotation.AnnotationFilter;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;

/**
 * Compares how the pages of two revisions look.
 *
 * <p>Only pages that were touched are rendered: where neither the page nor anything that it leads to was written again, it
 * looks the same. Signatures that were added, and form fields, are left out of both pictures: they may change, paint only
 * within their rectangles, and what became of them is judged by {@link ObjectDiff}. A second look tells whether an added
 * signature paints over what was to be read.
 */
final class PageLooks {
    private static final float MOST_PIXELS = 4_000_000f;

    /** Darker than this is ink, lighter than {@link #PAPER} is paper; of the sum of red, green and blue. */
    private static final int INK = 3 * 110;

    private static final int PAPER = 3 * 215;

    /** About two letters of body text at 72 dots an inch. */
    private static final int LETTERS = 40;

    private final PDDocument earlier;
    private final PDDocument later;
    private final Set<COSObjectKey> written;
    private final Set<Integer> different = new TreeSet<>();
    private final Set<Integer> covered = new TreeSet<>();

    private PageLooks(PDDocument earlier, PDDocument later) {
        this.earlier = earlier;
        this.later = later;
        this.written = writtenAgain();
    }

    static PageLooks of(PDDocument earlier, PDDocument later) {
        PageLooks looks = new PageLooks(earlier, later);
        int pages = Math.min(earlier.getNumberOfPages(), later.getNumberOfPages());
        for (int page = 0; page < pages; page++) {
            if (looks.isTouched(page)) {
                looks.compare(page);
            }
        }
        return looks;
    }

    /** Numbers of pages that look different, or can't be compared. */
    Set<Integer> different() {
        return different;
    }

    /** Numbers of pages on which an added signature paints over what was there. */
    Set<Integer> covered() {
        return covered;
    }

    private void compare(int page) {
        try {
            Annotations annotations = new Annotations(page);
            float scale = scale(page);
            BufferedImage before = render(earlier, page, scale, annotations::isFixed);
            BufferedImage after = render(later, page, scale, annotations::isFixed);
            if (!same(before, after)) {
                different.add(page + 1);
            } else if (annotations.hasNewSignature()) {
                BufferedImage signed = render(
                        later,
                        page,
                        scale,
                        one -> annotations.isFixed(one) || annotations.isNewSignature(one.getCOSObject()));
                if (erasedInk(after, signed) > LETTERS) {
                    covered.add(page + 1);
                }
            }
        } catch (IOException | RuntimeException e) {
            different.add(page + 1);
        }
    }

    /** One pixel a point; less for pages of the size of a wall. */
    private float scale(int page) {
        PDRectangle box = earlier.getPage(page).getCropBox();
        return (float) Math.min(1, Math.sqrt(MOST_PIXELS / Math.max(1f, box.getWidth() * box.getHeight())));
    }

    private static BufferedImage render(PDDocument document, int page, float scale, AnnotationFilter shown)
            throws IOException {
        PDFRenderer renderer = new PDFRenderer(document);
        renderer.setAnnotationsFilter(shown);
        return renderer.renderImage(page, scale, ImageType.RGB);
    }

    private static boolean same(BufferedImage one, BufferedImage other) {
        if (one.getWidth() != other.getWidth() || one.getHeight() != other.getHeight()) {
            return false;
        }
        for (int y = 0; y < one.getHeight(); y++) {
            if (!Arrays.equals(row(one, y), row(other, y))) {
                return false;
            }
        }
        return true;
    }

    private static int erasedInk(BufferedImage before, BufferedImage after) {
        int erased = 0;
        for (int y = 0; y < before.getHeight(); y++) {
            int[] was = row(before, y);
            int[] is = row(after, y);
            for (int x = 0; x < was.length; x++) {
                if (was[x] != is[x] && brightness(was[x]) < INK && brightness(is[x]) > PAPER) {
                    erased++;
                }
            }
        }
        return erased;
    }

    private static int[] row(BufferedImage image, int y) {
        return image.getRGB(0, y, image.getWidth(), 1, null, 0, image.getWidth());
    }

    private static int brightness(int rgb) {
        return (rgb >> 16 & 0xff) + (rgb >> 8 & 0xff) + (rgb & 0xff);
    }

    /** Objects that stand elsewhere in the file now than in the earlier revision. */
    private Set<COSObjectKey> writtenAgain() {
        Map<COSObjectKey, Long> before = earlier.getDocument().getXrefTable();
        Map<COSObjectKey, Long> after = later.getDocument().getXrefTable();
        Set<COSObjectKey> found = new HashSet<>();
        Set<Long> numbers = new HashSet<>();
        for (Map.Entry<COSObjectKey, Long> entry : after.entrySet()) {
            if (!entry.getValue().equals(before.get(entry.getKey()))) {
                found.add(entry.getKey());
                numbers.add(entry.getKey().getNumber());
            }
        }
        for (Map.Entry<COSObjectKey, Long> entry : after.entrySet()) {
            if (entry.getValue() < 0 && numbers.contains(-entry.getValue())) {
                found.add(entry.getKey());
            }
        }
        return found;
    }

    private boolean isTouched(int number) {
        COSDictionary page = later.getPage(number).getCOSObject();
        boolean fieldsOnly = gotInvisibleFieldsOnly(earlier.getPage(number).getCOSObject(), page);
        Set<COSBase> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<COSBase> open = new ArrayDeque<>();
        // What a page inherits, and its form, may change its look too.
        for (COSBase node = page; node instanceof COSDictionary dictionary && seen.add(node); ) {
            boolean excused = fieldsOnly && node == page;
            if (!excused && dictionary.getKey() != null && written.contains(dictionary.getKey())) {
                return true;
            }
            for (Map.Entry<COSName, COSBase> entry : dictionary.entrySet()) {
                if (excused && entry.getKey().equals(COSName.ANNOTS)) {
                    addVisible(page.getCOSArray(COSName.ANNOTS), open);
                } else if (!entry.getKey().equals(COSName.PARENT)
                        && !entry.getKey().equals(COSName.KIDS)) {
                    open.add(entry.getValue());
                }
            }
            node = dictionary.getDictionaryObject(COSName.PARENT);
        }
        COSDictionary form = later.getDocumentCatalog().getCOSObject().getCOSDictionary(COSName.ACRO_FORM);
        if (form != null && form.getDictionaryObject(COSName.DR) != null) {
            open.add(form.getItem(COSName.DR));
        }
        while (!open.isEmpty()) {
            COSBase base = open.poll();
            if (base instanceof COSObject reference) {
                if (written.contains(reference.getKey())) {
                    return true;
                }
                base = reference.getObject();
            }
            if (base == null || !seen.add(base)) {
                continue;
            }
            if (base instanceof COSDictionary dictionary) {
                if (COSName.PAGE.equals(dictionary.getCOSName(COSName.TYPE))) {
                    continue;
                }
                dictionary.entrySet().stream()
                        .filter(entry -> !entry.getKey().equals(COSName.PARENT))
                        .forEach(entry -> open.add(entry.getValue()));
            } else if (base instanceof COSArray array) {
                array.forEach(open::add);
            }
        }
        return false;
    }

    /** A time-stamp hangs an empty rectangle on the page, and nothing else of the page changes. */
    private static boolean gotInvisibleFieldsOnly(COSDictionary before, COSDictionary after) {
        Set<COSName> keys = new HashSet<>(before.keySet());
        keys.addAll(after.keySet());
        keys.remove(COSName.ANNOTS);
        for (COSName key : keys) {
            if (!CosObjects.same(before.getItem(key), after.getItem(key))) {
                return false;
            }
        }
        COSArray old = before.getCOSArray(COSName.ANNOTS);
        COSArray fresh = after.getCOSArray(COSName.ANNOTS);
        int kept = old == null ? 0 : old.size();
        if (fresh == null || fresh.size() < kept) {
            return false;
        }
        for (int i = 0; i < fresh.size(); i++) {
            boolean same = i < kept && old != null && CosObjects.same(old.get(i), fresh.get(i));
            if (!same && (i < kept || !(fresh.getObject(i) instanceof COSDictionary one && isInvisible(one)))) {
                return false;
            }
        }
        return true;
    }

    private static void addVisible(COSArray annotations, Deque<COSBase> open) {
        for (int i = 0; i < annotations.size(); i++) {
            if (!(annotations.getObject(i) instanceof COSDictionary one && isInvisible(one))) {
                open.add(annotations.get(i));
            }
        }
    }

    private static boolean isInvisible(COSDictionary annotation) {
        if (!isWidget(annotation)
                || !(annotation.getDictionaryObject(COSName.RECT) instanceof COSArray rectangle)
                || rectangle.size() != 4) {
            return false;
        }
        float[] box = rectangle.toFloatArray();
        return box[0] == box[2] && box[1] == box[3];
    }

    private static boolean isWidget(COSDictionary annotation) {
        return "Widget".equals(annotation.getNameAsString(COSName.SUBTYPE));
    }

    /** What hangs on a page, in both revisions. */
    private final class Annotations {
        private final Set<COSObjectKey> unsigned = new HashSet<>();
        private final Set<COSObjectKey> known = new HashSet<>();
        private final Set<COSDictionary> newSignatures = Collections.newSetFromMap(new IdentityHashMap<>());
        private final Set<COSDictionary> added = Collections.newSetFromMap(new IdentityHashMap<>());

        Annotations(int page) {
            COSArray before = earlier.getPage(page).getCOSObject().getCOSArray(COSName.ANNOTS);
            for (int i = 0; before != null && i < before.size(); i++) {
                if (before.getObject(i) instanceof COSDictionary one && one.getKey() != null) {
                    known.add(one.getKey());
                    if (isSignature(one) && !isSigned(one)) {
                        unsigned.add(one.getKey());
                    }
                }
            }
            COSArray after = later.getPage(page).getCOSObject().getCOSArray(COSName.ANNOTS);
            for (int i = 0; after != null && i < after.size(); i++) {
                if (after.getObject(i) instanceof COSDictionary one) {
                    boolean fresh = one.getKey() == null ? !hasSame(before, one) : !known.contains(one.getKey());
                    if (fresh) {
                        added.add(one);
                    }
                    if (isSigned(one) && (fresh || unsigned.contains(one.getKey()))) {
                        newSignatures.add(one);
                    }
                }
            }
        }

        private static boolean hasSame(@org.jspecify.annotations.Nullable COSArray list, COSDictionary one) {
            for (int i = 0; list != null && i < list.size(); i++) {
                if (CosObjects.same(list.get(i), one)) {
                    return true;
                }
            }
            return false;
        }

        /** Whether an annotation must look the same before and after. */
        boolean isFixed(org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation annotation) {
            COSDictionary one = annotation.getCOSObject();
            if (added.contains(one)) {
                return false;
            }
            return !isWidget(one) || (isSignature(one) && !unsigned.contains(one.getKey()));
        }

        boolean hasNewSignature() {
            return newSignatures.stream().anyMatch(one -> !isInvisible(one));
        }

        boolean isNewSignature(COSDictionary one) {
            return newSignatures.contains(one);
        }

        private static boolean isSignature(COSDictionary widget) {
            return COSName.SIG.equals(CosObjects.inherited(widget, COSName.FT));
        }

        private static boolean isSigned(COSDictionary widget) {
            return isSignature(widget) && CosObjects.inherited(widget, COSName.V) instanceof COSDictionary;
        }
    }
}
