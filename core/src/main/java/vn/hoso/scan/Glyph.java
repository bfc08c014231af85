package vn.hoso.scan;

import java.awt.geom.AffineTransform;
import java.awt.geom.Point2D;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDFontDescriptor;
import org.apache.pdfbox.pdmodel.font.PDSimpleFont;
import org.apache.pdfbox.pdmodel.font.encoding.GlyphList;
import org.apache.pdfbox.util.Matrix;
import org.jspecify.annotations.Nullable;

/**
 * One glyph as a page draws it.
 *
 * @param text what it means
 * @param start where its base line starts, points on the shown page
 * @param along from there to where the next glyph starts
 * @param up from the base line upwards, one em long
 * @param ascent how far letters reach above the base line, em
 * @param descent how far below, em, negative
 * @param space how wide a space is, em
 * @param visible whether it is drawn and nothing covers it
 */
record Glyph(
        String text,
        Point2D start,
        Point2D along,
        Point2D up,
        double ascent,
        double descent,
        double space,
        boolean visible) {
    private static final GlyphList GLYPHS = glyphList();

    /** A glyph of a font in its place; null for one beside the page or of no size. */
    static @Nullable Glyph of(ShownPage page, Matrix matrix, PDFont font, int code, double advance, boolean visible)
            throws IOException {
        AffineTransform place = page.placing(matrix);
        Point2D start = place.transform(new Point2D.Double(0, 0), null);
        Point2D up = place.deltaTransform(new Point2D.Double(0, 1), null);
        Point2D along = place.deltaTransform(new Point2D.Double(advance, 0), null);
        double em = Math.hypot(up.getX(), up.getY());
        boolean onPage = start.getX() >= -em
                && start.getY() >= -em
                && start.getX() <= page.width() + em
                && start.getY() <= page.height() + em;
        if (!onPage || !(em > 0) || em > 4 * Math.max(page.width(), page.height())) {
            return null;
        }
        String text = font.toUnicode(code, GLYPHS);
        if (text == null) {
            // As viewers do: the code of a simple font stands for itself; without a table the glyph is an unknown one.
            text = font instanceof PDSimpleFont ? String.valueOf((char) code) : "\uFFFD";
        }
        PDFontDescriptor descriptor = font.getFontDescriptor();
        double ascent = descriptor == null ? 0 : descriptor.getAscent() / 1000.0;
        double descent = descriptor == null ? 0 : descriptor.getDescent() / 1000.0;
        return new Glyph(
                text,
                start,
                along,
                up,
                ascent >= 0.5 && ascent <= 1.2 ? ascent : 0.85,
                descent <= 0 && descent >= -0.4 ? descent : -0.22,
                0.25,
                visible);
    }

    /** The same glyph beneath something that covers it. */
    Glyph hidden() {
        return new Glyph(text, start, along, up, ascent, descent, space, false);
    }

    private static GlyphList glyphList() {
        try (InputStream in =
                GlyphList.class.getResourceAsStream("/org/apache/pdfbox/resources/glyphlist/additional.txt")) {
            return in == null ? GlyphList.getAdobeGlyphList() : new GlyphList(GlyphList.getAdobeGlyphList(), in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
