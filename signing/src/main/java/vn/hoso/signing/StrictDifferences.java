package vn.hoso.signing;

import eu.europa.esig.dss.pdf.IPdfObjFactory;
import eu.europa.esig.dss.pdf.PdfDocumentReader;
import eu.europa.esig.dss.pdf.modifications.DefaultPdfDifferencesFinder;
import eu.europa.esig.dss.pdf.modifications.DefaultPdfObjectModificationsFinder;
import eu.europa.esig.dss.pdf.modifications.ObjectModification;
import eu.europa.esig.dss.pdf.modifications.PdfModification;
import eu.europa.esig.dss.pdf.modifications.PdfObjectModificationsFilter;
import eu.europa.esig.dss.pdf.pdfbox.PdfBoxNativeObjectFactory;
import java.util.List;
import java.util.Set;

/**
 * The comparison of revisions by DSS, made strict: changed names, attachments and private data are changes.
 *
 * <p>DSS compares the looks of the first ten pages at most, and takes a filled form for a forgery; {@link PageLooks} does
 * that instead.
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
        return List.of();
    }

    /** Treats as changes what DSS explains by its name alone. Metadata are compared by {@link MetadataChanges}. */
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
