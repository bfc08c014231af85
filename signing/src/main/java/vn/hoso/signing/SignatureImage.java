package vn.hoso.signing;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.color.PDICCBased;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAppearanceStream;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.jspecify.annotations.Nullable;

/**
 * The look of a signature that is an image: that of a competent person on an electronic original, centred above the printed
 * name (Nghị định 30/2020/NĐ-CP, annex I).
 *
 * <p>Its colours are sRGB by profile, so that a PDF/A stays one whatever its own colours are.
 */
record SignatureImage(BufferedImage image, float width, float height) implements StampDrawer.Look {
    private static final float MOST_WIDTH = 120;
    private static final float MOST_HEIGHT = 60;
    private static final float ABOVE = 3;
    private static final long MOST_BYTES = 4L << 20;
    private static final int MOST_PIXELS = 4_000_000;

    /** Reads an image; at most 4 MB and 4 million pixels. */
    static BufferedImage read(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException("the image of a signature has more than " + MOST_BYTES + " bytes");
        }
        BufferedImage image = ImageIO.read(file.toFile());
        if (image == null || (long) image.getWidth() * image.getHeight() > MOST_PIXELS) {
            throw new IOException("no image, or one of more than " + MOST_PIXELS + " pixels");
        }
        return image;
    }

    /** Looks for the last place where a name is printed; null where it is not. */
    static StampDrawer.@Nullable Layout above(Path pdf, String name, BufferedImage image) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
            for (int page = document.getNumberOfPages() - 1; page >= 0; page--) {
                PDRectangle printed = Name.on(document, page, name);
                if (printed != null) {
                    StampPlacement.Shown shown = StampPlacement.Shown.of(document.getPage(page));
                    float scale = Math.min(MOST_WIDTH / image.getWidth(), MOST_HEIGHT / image.getHeight());
                    float width = image.getWidth() * scale;
                    float height = image.getHeight() * scale;
                    float left = (printed.getLowerLeftX() + printed.getUpperRightX() - width) / 2;
                    float top = printed.getLowerLeftY() - ABOVE - height;
                    PDRectangle box = shown.toUserSpace(
                            Math.max(0, Math.min(left, shown.width() - width)), Math.max(0, top), width, height);
                    return new StampDrawer.Layout(
                            page, box, shown.rotation(), width, height, new SignatureImage(image, width, height));
                }
            }
            return null;
        }
    }

    @Override
    public void paint(PDDocument template, PDAppearanceStream appearance) throws IOException {
        PDImageXObject drawn = LosslessFactory.createFromImage(template, image);
        PDICCBased colours = new PDICCBased(template);
        try (OutputStream out = colours.getPDStream().createOutputStream(COSName.FLATE_DECODE)) {
            out.write(ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData());
        }
        colours.getPDStream().getCOSObject().setInt(COSName.N, 3);
        if (drawn.getColorSpace().getNumberOfComponents() == 3) {
            drawn.setColorSpace(colours);
        }
        try (PDPageContentStream content = new PDPageContentStream(template, appearance)) {
            content.drawImage(drawn, 0, 0, width, height);
        }
    }

    /** Where a name stands on a page, as shown: the rectangle has its top at the lower edge. */
    private static final class Name extends PDFTextStripper {
        private final String name;
        private @Nullable PDRectangle found;

        private Name(String name) {
            this.name = plain(name);
        }

        static @Nullable PDRectangle on(PDDocument document, int page, String name) throws IOException {
            Name search = new Name(name);
            search.setStartPage(page + 1);
            search.setEndPage(page + 1);
            search.setSortByPosition(true);
            search.getText(document);
            return search.found;
        }

        @Override
        protected void writeString(String text, List<TextPosition> positions) {
            if (!plain(text).equals(name) || positions.isEmpty()) {
                return;
            }
            float left = Float.MAX_VALUE;
            float right = 0;
            float top = Float.MAX_VALUE;
            for (TextPosition one : positions) {
                left = Math.min(left, one.getXDirAdj());
                right = Math.max(right, one.getXDirAdj() + one.getWidthDirAdj());
                top = Math.min(top, one.getYDirAdj() - one.getHeightDir());
            }
            found = new PDRectangle(left, top, right - left, 1);
        }

        private static String plain(String text) {
            return Normalizer.normalize(text, Normalizer.Form.NFC)
                    .strip()
                    .replaceAll("\\s+", " ")
                    .toUpperCase(Locale.ROOT);
        }
    }
}
