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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationWidget;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAppearanceDictionary;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAppearanceStream;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.SignatureOptions;
import org.apache.pdfbox.pdmodel.interactive.form.PDAcroForm;
import org.apache.pdfbox.pdmodel.interactive.form.PDSignatureField;

/**
 * Draws the appearance of a signature: black text, upright, 10 points, with a font of which only the letters used are
 * embedded. Black in DeviceGray and no transparency, so that a PDF/A stays one.
 *
 * <p>The drawers of DSS embed a whole font (230 kB a signature) or draw the text as a bitmap.
 */
final class StampDrawer implements PdfBoxSignatureDrawer {
    /** Nghị định 30/2020/NĐ-CP, annex I: size 10. */
    static final float FONT_SIZE = 10;

    private static final float LEADING = 1.2f;
    /** Of the font, in ems. */
    private static final float ASCENT = 0.891f;

    private static final float DESCENT = 0.216f;
    private static final float PADDING = 1;
    /** A stamp wider than this share of a small page, such as a card, is set smaller. */
    private static final float WIDEST = 0.92f;

    private final Layout layout;
    private SignatureOptions options;

    @SuppressWarnings("NullAway.Init") // init() is called before draw()
    StampDrawer(Layout layout) {
        this.layout = layout;
    }

    /**
     * A stamp with its place.
     *
     * @param lines the text, in letters that the font has
     * @param fromRight whether the lines end at the right
     * @param size of the font, in units of user space
     * @param width of the text with its padding, as shown
     * @param height of the text with its padding, as shown
     * @param rotation of the page
     * @param box where it goes, in user space
     */
    record Layout(
            List<String> lines,
            boolean fromRight,
            float size,
            float width,
            float height,
            int rotation,
            PDRectangle box) {}

    /**
     * Sets the text and looks for its place.
     *
     * <p>On a document of its own: rendering marks objects as changed, and signing would write them all again.
     */
    static Layout layOut(Path pdf, Stamp stamp) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf.toFile());
                PDDocument scratch = new PDDocument()) {
            PDPage page = document.getPage(0);
            StampPlacement.Shown shown = StampPlacement.Shown.of(page);
            PDFont font = StampFont.load(scratch);
            List<String> lines = new ArrayList<>();
            float widest = 0;
            for (String line : stamp.lines()) {
                String text = StampFont.showable(font, line);
                lines.add(text);
                widest = Math.max(widest, font.getStringWidth(text) / 1000);
            }
            float size = FONT_SIZE / page.getUserUnit();
            size = Math.min(size, (shown.width() * WIDEST - 2 * PADDING) / widest);
            float width = widest * size + 2 * PADDING;
            float height = lines.size() * size * LEADING + 2 * PADDING;
            StampPlacement.Place place = StampPlacement.find(document, stamp.corner(), width, height);
            PDRectangle box = shown.toUserSpace(place.left(), place.top(), width, height);
            boolean fromRight = stamp.corner() == Stamp.Corner.TOP_RIGHT;
            return new Layout(lines, fromRight, size, width, height, shown.rotation(), box);
        }
    }

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
            write(template, appearance);
            PDAppearanceDictionary dictionary = new PDAppearanceDictionary();
            dictionary.setNormalAppearance(appearance);
            dictionary.getCOSObject().setDirect(true);
            widget.setAppearance(dictionary);

            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            template.save(bytes);
            options.setVisualSignature(new ByteArrayInputStream(bytes.toByteArray()));
            options.setPage(0);
        }
    }

    private void write(PDDocument template, PDAppearanceStream appearance) throws IOException {
        PDFont font = StampFont.load(template);
        float size = layout.size();
        float slack = (LEADING - ASCENT - DESCENT) * size / 2;
        try (PDPageContentStream content = new PDPageContentStream(template, appearance)) {
            content.setNonStrokingColor(0f);
            content.beginText();
            content.setFont(font, size);
            float fromX = 0;
            float fromY = 0;
            float y = layout.height() - PADDING - slack - ASCENT * size;
            for (String line : layout.lines()) {
                float free = layout.width() - 2 * PADDING - font.getStringWidth(line) / 1000 * size;
                float x = PADDING + (layout.fromRight() ? free : 0);
                content.newLineAtOffset(x - fromX, y - fromY);
                content.showText(line);
                fromX = x;
                fromY = y;
                y -= size * LEADING;
            }
            content.endText();
        }
    }
}
