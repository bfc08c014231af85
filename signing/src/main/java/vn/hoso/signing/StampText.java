package vn.hoso.signing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAppearanceStream;

/**
 * The look of a signature that is text: black, upright, 10 points, with a font of which only the letters used are embedded.
 * Black in DeviceGray and no transparency, so that a PDF/A stays one.
 *
 * <p>The drawers of DSS embed a whole font (230 kB a signature) or draw the text as a bitmap.
 *
 * @param lines the text, in letters that the font has
 * @param fromRight whether the lines end at the right
 * @param size of the font, in units of user space
 * @param width of the text with its padding, as shown
 * @param height of the text with its padding, as shown
 */
record StampText(List<String> lines, boolean fromRight, float size, float width, float height)
        implements StampDrawer.Look {
    /** Nghị định 30/2020/NĐ-CP, annex I: size 10. */
    private static final float FONT_SIZE = 10;

    private static final float LEADING = 1.2f;
    /** Of the font, in ems. */
    private static final float ASCENT = 0.891f;

    private static final float DESCENT = 0.216f;
    private static final float PADDING = 1;
    /** A stamp wider than this share of a small page, such as a card, is set smaller. */
    private static final float WIDEST = 0.92f;

    /**
     * Sets the text and looks for its place on page 1.
     *
     * <p>On a document of its own: rendering marks objects as changed, and signing would write them all again.
     */
    static StampDrawer.Layout layOut(Path pdf, Stamp stamp) throws IOException {
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
            return new StampDrawer.Layout(
                    0, box, shown.rotation(), width, height, new StampText(lines, fromRight, size, width, height));
        }
    }

    @Override
    public void paint(PDDocument template, PDAppearanceStream appearance) throws IOException {
        PDFont font = StampFont.load(template);
        float slack = (LEADING - ASCENT - DESCENT) * size / 2;
        try (PDPageContentStream content = new PDPageContentStream(template, appearance)) {
            content.setNonStrokingColor(0f);
            content.beginText();
            content.setFont(font, size);
            float fromX = 0;
            float fromY = 0;
            float y = height - PADDING - slack - ASCENT * size;
            for (String line : lines) {
                float free = width - 2 * PADDING - font.getStringWidth(line) / 1000 * size;
                float x = PADDING + (fromRight ? free : 0);
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
