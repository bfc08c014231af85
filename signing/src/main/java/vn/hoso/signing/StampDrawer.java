package vn.hoso.signing;

import eu.europa.esig.dss.pades.SignatureImageParameters;
import eu.europa.esig.dss.pdf.PDFServiceMode;
import eu.europa.esig.dss.pdf.PDFSignatureService;
import eu.europa.esig.dss.pdf.pdfbox.PdfBoxNativeObjectFactory;
import eu.europa.esig.dss.pdf.pdfbox.PdfBoxSignatureService;
import eu.europa.esig.dss.pdf.pdfbox.visible.PdfBoxSignatureDrawer;
import eu.europa.esig.dss.pdf.pdfbox.visible.PdfBoxSignatureDrawerFactory;
import eu.europa.esig.dss.pdf.visible.SignatureDrawer;
import java.awt.geom.AffineTransform;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationWidget;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAppearanceDictionary;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAppearanceStream;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.SignatureOptions;
import org.apache.pdfbox.pdmodel.interactive.form.PDAcroForm;
import org.apache.pdfbox.pdmodel.interactive.form.PDSignatureField;

/** Puts what is to be seen of a signature into its field; what that is, a {@link Look} knows. */
final class StampDrawer implements PdfBoxSignatureDrawer {
    private final Layout layout;
    private SignatureOptions options;

    @SuppressWarnings("NullAway.Init") // init() is called before draw()
    StampDrawer(Layout layout) {
        this.layout = layout;
    }

    /** Paints a signature. */
    @FunctionalInterface
    interface Look {
        /** Paints from the lower left corner, upright, as large as the layout says. */
        void paint(PDDocument template, PDAppearanceStream appearance) throws IOException;
    }

    /**
     * What is to be seen, and where.
     *
     * @param page counted from 0
     * @param box where it goes, in user space
     * @param rotation of the page
     * @param width as shown
     * @param height as shown
     * @param look paints it
     */
    record Layout(int page, PDRectangle box, int rotation, float width, float height, Look look) {}

    /** A factory of DSS whose signatures look like a stamp. */
    static PdfBoxNativeObjectFactory factory(Layout layout) {
        return new PdfBoxNativeObjectFactory() {
            @Override
            public PDFSignatureService newPAdESSignatureService() {
                return configure(new PdfBoxSignatureService(PDFServiceMode.SIGNATURE, new Drawers(layout)));
            }
        };
    }

    private record Drawers(Layout layout) implements PdfBoxSignatureDrawerFactory {
        @Override
        public SignatureDrawer getSignatureDrawer(SignatureImageParameters parameters) {
            return new StampDrawer(layout);
        }
    }

    @Override
    public void init(SignatureImageParameters parameters, PDDocument signed, SignatureOptions signatureOptions) {
        this.options = signatureOptions;
    }

    @Override
    public void draw() throws IOException {
        try (PDDocument template = new PDDocument()) {
            PDPage page = new PDPage();
            template.addPage(page);
            PDAcroForm form = new PDAcroForm(template);
            form.getCOSObject().setDirect(true);
            template.getDocumentCatalog().setAcroForm(form);
            PDSignatureField field = new PDSignatureField(form);
            form.getFields().add(field);
            PDAnnotationWidget widget = field.getWidgets().get(0);
            widget.setRectangle(layout.box());
            widget.setPage(page);

            PDAppearanceStream appearance = new PDAppearanceStream(template);
            appearance.setResources(new PDResources());
            appearance.setBBox(new PDRectangle(layout.width(), layout.height()));
            // A viewer turns the page by /Rotate and the stamp with it; so it is turned back beforehand. The viewer
            // moves
            // the turned box onto the rectangle of the annotation (ISO 32000-1, 12.5.5, algorithm 8.1).
            appearance.setMatrix(AffineTransform.getQuadrantRotateInstance(layout.rotation() / 90));
            layout.look().paint(template, appearance);
            PDAppearanceDictionary dictionary = new PDAppearanceDictionary();
            dictionary.setNormalAppearance(appearance);
            dictionary.getCOSObject().setDirect(true);
            widget.setAppearance(dictionary);

            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            template.save(bytes);
            options.setVisualSignature(new ByteArrayInputStream(bytes.toByteArray()));
            options.setPage(layout.page());
        }
    }
}
