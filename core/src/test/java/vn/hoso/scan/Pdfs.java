package vn.hoso.scan;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.graphics.color.PDColorSpace;
import org.apache.pdfbox.pdmodel.graphics.color.PDDeviceGray;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;

/** PDF files made for a test: with PDFBox where they are sound, byte by byte where they are not. */
final class Pdfs {
    private Pdfs() {}

    /** Draws on a page. */
    interface Drawing {
        void on(PDDocument document, PDPage page, PDPageContentStream content) throws IOException;
    }

    static Path write(Path file, PDRectangle size, int rotate, Drawing... pages) throws IOException {
        try (PDDocument document = new PDDocument()) {
            for (Drawing drawing : pages) {
                add(document, size, rotate, drawing);
            }
            document.save(file.toFile());
        }
        return file;
    }

    static PDPage add(PDDocument document, PDRectangle size, int rotate, Drawing drawing) throws IOException {
        PDPage page = new PDPage(size);
        page.setRotation(rotate);
        document.addPage(page);
        try (PDPageContentStream content = new PDPageContentStream(document, page)) {
            drawing.on(document, page, content);
        }
        return page;
    }

    /** An image object of bytes as they are. */
    static PDImageXObject image(
            PDDocument document, byte[] data, COSName filter, int width, int height, int bits, PDColorSpace space)
            throws IOException {
        return new PDImageXObject(document, new ByteArrayInputStream(data), filter, width, height, bits, space);
    }

    static PDImageXObject grey(PDDocument document, byte[] data, COSName filter, int width, int height)
            throws IOException {
        return image(document, data, filter, width, height, 8, PDDeviceGray.INSTANCE);
    }

    /** A bitonal image, one bit a pixel, deflated. */
    static PDImageXObject bits(PDDocument document, BufferedImage bitonal) throws IOException {
        int stride = (bitonal.getWidth() + 7) / 8;
        byte[] rows = new byte[stride * bitonal.getHeight()];
        for (int y = 0; y < bitonal.getHeight(); y++) {
            for (int x = 0; x < bitonal.getWidth(); x++) {
                if ((bitonal.getRGB(x, y) & 0xff) > 127) {
                    rows[y * stride + x / 8] |= (byte) (0x80 >> (x % 8));
                }
            }
        }
        return image(
                document,
                Sheets.deflated(rows),
                COSName.FLATE_DECODE,
                bitonal.getWidth(),
                bitonal.getHeight(),
                1,
                PDDeviceGray.INSTANCE);
    }

    /** A font with all Vietnamese letters. */
    static PDFont font(PDDocument document) throws IOException {
        try (InputStream in =
                Pdfs.class.getResourceAsStream("/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf")) {
            return PDType0Font.load(document, in);
        }
    }

    static void text(
            PDDocument document,
            PDPageContentStream content,
            double x,
            double y,
            double size,
            boolean visible,
            String... lines)
            throws IOException {
        text(font(document), content, x, y, size, visible, lines);
    }

    static void text(
            PDFont font, PDPageContentStream content, double x, double y, double size, boolean visible, String... lines)
            throws IOException {
        content.beginText();
        content.setFont(font, (float) size);
        content.setRenderingMode(visible ? RenderingMode.FILL : RenderingMode.NEITHER);
        content.setLeading((float) (1.3 * size));
        content.newLineAtOffset((float) x, (float) y);
        for (String line : lines) {
            content.showText(line);
            content.newLine();
        }
        content.endText();
    }

    /** A file of objects given as their text, with a right cross-reference table. */
    static final class Raw {
        private final List<byte[]> objects = new ArrayList<>();
        private String trailer = "";

        /** Adds an object; the first is the catalogue. */
        Raw object(String text) {
            objects.add(text.getBytes(StandardCharsets.ISO_8859_1));
            return this;
        }

        Raw stream(String dictionary, byte[] data) {
            return stream(dictionary, data, "\n", data.length);
        }

        Raw stream(String dictionary, byte[] data, String afterKeyword, long length) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.writeBytes(("<< " + dictionary + " /Length " + length + " >>\nstream" + afterKeyword)
                    .getBytes(StandardCharsets.ISO_8859_1));
            out.writeBytes(data);
            out.writeBytes("\nendstream".getBytes(StandardCharsets.ISO_8859_1));
            objects.add(out.toByteArray());
            return this;
        }

        Raw trailer(String more) {
            trailer = more;
            return this;
        }

        byte[] bytes() {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.writeBytes("%PDF-1.7\n".getBytes(StandardCharsets.ISO_8859_1));
            int[] at = new int[objects.size()];
            for (int i = 0; i < at.length; i++) {
                at[i] = out.size();
                out.writeBytes(((i + 1) + " 0 obj\n").getBytes(StandardCharsets.ISO_8859_1));
                out.writeBytes(objects.get(i));
                out.writeBytes("\nendobj\n".getBytes(StandardCharsets.ISO_8859_1));
            }
            int table = out.size();
            StringBuilder end = new StringBuilder("xref\n0 " + (at.length + 1) + "\n0000000000 65535 f \n");
            for (int offset : at) {
                String digits = "0000000000" + offset;
                end.append(digits.substring(digits.length() - 10)).append(" 00000 n \n");
            }
            end.append("trailer\n<< /Size " + (at.length + 1) + " /Root 1 0 R " + trailer + " >>\nstartxref\n" + table
                    + "\n%%EOF\n");
            out.writeBytes(end.toString().getBytes(StandardCharsets.ISO_8859_1));
            return out.toByteArray();
        }

        Path write(Path file) throws IOException {
            return Files.write(file, bytes());
        }
    }

    /** A page of 612 x 792 points with an image of the given dictionary and data drawn over all of it. */
    static Raw withImage(String dictionary, byte[] data) {
        return new Raw()
                        .object("<< /Type /Catalog /Pages 2 0 R >>")
                        .object("<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
                        .object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
                                + " /Resources << /XObject << /Im 5 0 R >> >> >>")
                        .stream("", "q 612 0 0 792 0 0 cm /Im Do Q".getBytes(StandardCharsets.ISO_8859_1))
                        .stream("/Type /XObject /Subtype /Image " + dictionary, data);
    }

    /** One page whose content stream is given. */
    static Raw withContent(String page, String dictionary, byte[] content) {
        return new Raw()
                        .object("<< /Type /Catalog /Pages 2 0 R >>")
                        .object("<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
                        .object("<< /Type /Page /Parent 2 0 R /Contents 4 0 R " + page + " >>")
                        .stream(dictionary, content);
    }
}
