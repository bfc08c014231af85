package vn.hoso.signing;

import eu.europa.esig.dss.pdf.IPdfObjFactory;
import eu.europa.esig.dss.pdf.PdfAnnotation;
import eu.europa.esig.dss.pdf.PdfDocumentReader;
import eu.europa.esig.dss.pdf.modifications.CommonPdfModification;
import eu.europa.esig.dss.pdf.modifications.DefaultPdfDifferencesFinder;
import eu.europa.esig.dss.pdf.modifications.DefaultPdfObjectModificationsFinder;
import eu.europa.esig.dss.pdf.modifications.ObjectModification;
import eu.europa.esig.dss.pdf.modifications.PdfModification;
import eu.europa.esig.dss.pdf.modifications.PdfObjectModificationsFilter;
import eu.europa.esig.dss.pdf.pdfbox.PdfBoxDocumentReader;
import eu.europa.esig.dss.pdf.pdfbox.PdfBoxNativeObjectFactory;
import eu.europa.esig.dss.pdf.visible.ImageUtils;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSObjectKey;
import org.apache.pdfbox.pdmodel.PDDocument;

/**
 * The comparison of revisions by DSS, made strict: all pages are compared and not only the first ten, a page that can't be
 * compared counts as different, and changed names, attachments and private data are changes.
 *
 * <p>Only pages that were touched are rendered: where neither the page nor anything that it leads to was written again,
 * it looks the same.
 */
final class StrictDifferences extends DefaultPdfDifferencesFinder {
    static IPdfObjFactory factory() {
        PdfBoxNativeObjectFactory factory = new PdfBoxNativeObjectFactory();
        factory.setPdfDifferencesFinder(new StrictDifferences());
        DefaultPdfObjectModificationsFinder objects = new DefaultPdfObjectModificationsFinder();
        objects.setPdfObjectModificationsFilter(new StrictFilter());
        factory.setPdfObjectModificationsFinder(objects);
        return factory;
    }

    @Override
    public List<PdfModification> getVisualDifferences(PdfDocumentReader signed, PdfDocumentReader now) {
        List<PdfModification> differences = new ArrayList<>();
        int pages = Math.min(signed.getNumberOfPages(), now.getNumberOfPages());
        Set<COSObjectKey> written = writtenAgain(signed, now);
        for (int page = 1; page <= pages; page++) {
            if (isTouched(now, page, written) && looksDifferent(signed, now, page)) {
                differences.add(new CommonPdfModification(page));
            }
        }
        return differences;
    }

    private static boolean looksDifferent(PdfDocumentReader signed, PdfDocumentReader now, int page) {
        try {
            BufferedImage before = signed.generateImageScreenshot(page);
            List<PdfAnnotation> added = new ArrayList<>(now.getPdfAnnotations(page));
            added.removeAll(signed.getPdfAnnotations(page));
            BufferedImage after = now.generateImageScreenshotWithoutAnnotations(page, added);
            return !ImageUtils.imagesEqual(before, after);
        } catch (IOException | RuntimeException e) {
            return true;
        }
    }

    /** Objects that stand elsewhere in the file now than in the signed revision. */
    private static Set<COSObjectKey> writtenAgain(PdfDocumentReader signed, PdfDocumentReader now) {
        Map<COSObjectKey, Long> before = document(signed).getDocument().getXrefTable();
        Set<COSObjectKey> written = new HashSet<>();
        Set<Long> numbers = new HashSet<>();
        Map<COSObjectKey, Long> after = document(now).getDocument().getXrefTable();
        for (Map.Entry<COSObjectKey, Long> entry : after.entrySet()) {
            if (!entry.getValue().equals(before.get(entry.getKey()))) {
                written.add(entry.getKey());
                numbers.add(entry.getKey().getNumber());
            }
        }
        for (Map.Entry<COSObjectKey, Long> entry : after.entrySet()) {
            if (entry.getValue() < 0 && numbers.contains(-entry.getValue())) {
                written.add(entry.getKey());
            }
        }
        return written;
    }

    private static boolean isTouched(PdfDocumentReader reader, int number, Set<COSObjectKey> written) {
        PDDocument document = document(reader);
        COSDictionary page = document.getPage(number - 1).getCOSObject();
        Set<COSBase> seen = java.util.Collections.newSetFromMap(new java.util.IdentityHashMap<>());
        Deque<COSBase> open = new ArrayDeque<>();
        // What a page inherits, and its form, may change its look too.
        for (COSBase node = page; node instanceof COSDictionary dictionary && seen.add(node); ) {
            if (dictionary.getKey() != null && written.contains(dictionary.getKey())) {
                return true;
            }
            dictionary.entrySet().stream()
                    .filter(entry -> !entry.getKey().equals(COSName.PARENT)
                            && !entry.getKey().equals(COSName.KIDS))
                    .forEach(entry -> open.add(entry.getValue()));
            node = dictionary.getDictionaryObject(COSName.PARENT);
        }
        COSDictionary form = document.getDocumentCatalog().getCOSObject().getCOSDictionary(COSName.ACRO_FORM);
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

    private static PDDocument document(PdfDocumentReader reader) {
        return ((PdfBoxDocumentReader) reader).getPDDocument();
    }

    /** Treats as changes what DSS explains by its name alone. Metadata are compared by {@link ObjectDiff}. */
    private static final class StrictFilter extends PdfObjectModificationsFilter {
        private static final Set<String> SUSPICIOUS = Set.of("Names", "PieceInfo", "EmbeddedFiles", "AF");

        @Override
        protected boolean isSignatureOrFormFillChange(ObjectModification modification) {
            return !isSuspicious(modification) && super.isSignatureOrFormFillChange(modification);
        }

        @Override
        protected boolean isExtensionChange(ObjectModification modification) {
            return !isSuspicious(modification) && super.isExtensionChange(modification);
        }

        private static boolean isSuspicious(ObjectModification modification) {
            List<String> chain = modification.getObjectTree().getKeyChain();
            return chain.stream().anyMatch(SUSPICIOUS::contains) && !chain.contains("DSS");
        }
    }
}
