package vn.hoso.scan;

import java.awt.geom.AffineTransform;
import java.awt.geom.GeneralPath;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.contentstream.PDFGraphicsStreamEngine;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDFontDescriptor;
import org.apache.pdfbox.pdmodel.font.PDSimpleFont;
import org.apache.pdfbox.pdmodel.font.encoding.GlyphList;
import org.apache.pdfbox.pdmodel.graphics.blend.BlendMode;
import org.apache.pdfbox.pdmodel.graphics.image.PDImage;
import org.apache.pdfbox.pdmodel.graphics.state.PDGraphicsState;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationPopup;
import org.apache.pdfbox.util.Matrix;
import org.apache.pdfbox.util.Vector;
import org.jspecify.annotations.Nullable;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;

/**
 * What a PDF page draws: its images with their places, its glyphs, and whether anything else is visible.
 *
 * <p>Places are in the page as a viewer shows it: points, origin top left, y downwards, turned by {@code /Rotate}.
 * Images are checked against the limits and not decoded.
 */
final class PdfPageContent extends PDFGraphicsStreamEngine {
    private static final GlyphList GLYPHS = glyphList();
    /** More glyphs than this are no page. */
    private static final int MOST_GLYPHS = 500_000;
    /** The engine draws no form that lies deeper in others, and does not say so. */
    private static final int DEEPEST_FORM = 50;
    /** A form in a form counts for this many bytes at least, however short it is. */
    private static final int LEAST_INNER_FORM = 32_768;
    /** Graphics states that are open at the same time; a sound page has dozens. */
    private static final int MOST_STATES = 100_000;
    /** All images of a page together may have this many times the pixels of the largest one allowed. */
    private static final int MOST_IMAGES = 5;

    /** An image as drawn; {@code inline} is null for an image that is an object of its own, {@code stream} else. */
    record Drawn(
            @Nullable COSStream stream,
            @Nullable PDImage inline,
            int width,
            int height,
            AffineTransform place,
            boolean plain,
            @Nullable PDResources resources) {
        Rectangle2D area() {
            return place.createTransformedShape(new Rectangle2D.Double(0, 0, 1, 1))
                    .getBounds2D();
        }

        /** Whether the image stands upright, lies on a side or is mirrored, but is not inclined. */
        boolean straight() {
            double a = Math.abs(place.getScaleX());
            double b = Math.abs(place.getShearY());
            double c = Math.abs(place.getShearX());
            double d = Math.abs(place.getScaleY());
            double small = 1e-3 * Math.max(Math.max(a, b), Math.max(c, d));
            return (b <= small && c <= small) || (a <= small && d <= small);
        }
    }

    /**
     * One glyph.
     *
     * @param start where its base line starts
     * @param along from there to where the next glyph starts
     * @param up from the base line upwards, one em long
     */
    record Glyph(
            String text,
            Point2D start,
            Point2D along,
            Point2D up,
            double ascent,
            double descent,
            double space,
            boolean visible) {}

    private final ScanLimits limits;
    private final String file;
    private final Deadline deadline;
    private final PDRectangle crop;
    private final AffineTransform shown;
    private final double width;
    private final double height;

    private final List<Drawn> images = new ArrayList<>();
    private final List<Glyph> glyphs = new ArrayList<>();
    private boolean drawings;
    private boolean visibleText;
    private boolean layers;
    private boolean annotations;
    private boolean inAnnotation;
    private long formBytes;
    private long imagePixels;

    private GeneralPath path = new GeneralPath();
    private int clipRule = -1;

    private PdfPageContent(PDPage page, ScanLimits limits, String file, Deadline deadline) {
        super(page);
        this.limits = limits;
        this.file = file;
        this.deadline = deadline;
        crop = page.getCropBox();
        int rotate = Math.floorMod(page.getRotation(), 360);
        boolean lying = rotate == 90 || rotate == 270;
        width = lying ? crop.getHeight() : crop.getWidth();
        height = lying ? crop.getWidth() : crop.getHeight();
        double x = crop.getLowerLeftX();
        double y = crop.getLowerLeftY();
        double w = crop.getWidth();
        double h = crop.getHeight();
        shown = switch (rotate) {
            case 90 -> new AffineTransform(0, 1, 1, 0, -y, -x);
            case 180 -> new AffineTransform(-1, 0, 0, 1, w + x, -y);
            case 270 -> new AffineTransform(0, -1, -1, 0, h + y, w + x);
            default -> new AffineTransform(1, 0, 0, -1, -x, h + y);
        };
    }

    /**
     * Goes through a page.
     *
     * @throws IOException if its content can't be read
     */
    static PdfPageContent of(PDPage page, ScanLimits limits, String file, Deadline deadline) throws IOException {
        PdfPageContent content = new PdfPageContent(page, limits, file, deadline);
        checkContents(page, file);
        try {
            content.processPage(page);
            content.inAnnotation = true;
            for (PDAnnotation annotation : page.getAnnotations()) {
                boolean seen = !annotation.isHidden() && !annotation.isNoView() && !annotation.isInvisible();
                if (seen && !(annotation instanceof PDAnnotationPopup)) {
                    content.showAnnotation(annotation);
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return content;
    }

    /** Width of the page as shown, points. */
    double width() {
        return width;
    }

    /** Height of the page as shown, points. */
    double height() {
        return height;
    }

    List<Drawn> images() {
        return images;
    }

    List<Glyph> glyphs() {
        return glyphs;
    }

    /** Whether lines, areas or shadings are visible. */
    boolean drawings() {
        return drawings;
    }

    boolean visibleText() {
        return visibleText;
    }

    /** Whether layers that can be switched off decide what is seen. */
    boolean layers() {
        return layers;
    }

    /** Whether form fields, stamps or notes draw something over the page. */
    boolean annotations() {
        return annotations;
    }

    @Override
    protected void processOperator(Operator operator, List<COSBase> operands) throws IOException {
        deadline.check(file);
        switch (operator.getName()) {
            case "Do" -> {
                if (drawsImage(operands)) {
                    return;
                }
            }
            case "q" -> {
                if (getGraphicsStackSize() >= MOST_STATES) {
                    throw new HosoException(Problem.TOO_DEEP, file, MOST_STATES);
                }
            }
            case "BI" -> PdfImages.checkInline(operator.getImageParameters(), operator.getImageData(), limits, file);
            default -> {}
        }
        super.processOperator(operator, operands);
    }

    /** Takes an image without making an object of it, which would decode JPEG 2000 at once. */
    private boolean drawsImage(List<COSBase> operands) throws IOException {
        PDResources resources = getResources();
        if (operands.isEmpty() || !(operands.get(0) instanceof COSName name) || resources == null) {
            return false;
        }
        COSDictionary objects = resources.getCOSObject().getCOSDictionary(COSName.XOBJECT);
        COSBase found = objects == null ? null : objects.getDictionaryObject(name);
        if (!(found instanceof COSStream stream)) {
            return false;
        }
        if (!COSName.IMAGE.equals(stream.getCOSName(COSName.SUBTYPE))) {
            checkForm(stream);
            return false;
        }
        ImageHeader size = PdfImages.check(stream, limits, file);
        if (stream.containsKey(COSName.OC)) {
            layers = true;
        }
        add(stream, null, size.width(), size.height(), stream.getBoolean(COSName.IMAGE_MASK, false), resources);
        return true;
    }

    /** Forms that draw forms can make a page of a few lines endless. */
    private void checkForm(COSStream form) {
        if (getLevel() >= DEEPEST_FORM) {
            throw new HosoException(Problem.TOO_DEEP, file, DEEPEST_FORM);
        }
        formBytes += Math.max(getLevel() > 0 ? LEAST_INNER_FORM : 0, form.getLength());
        if (formBytes > PdfPrescan.MOST_UNPACKED) {
            throw new HosoException(Problem.TOO_MUCH_UNPACKED, file, PdfPrescan.MOST_UNPACKED);
        }
    }

    /** A page is as large as what is drawn on it: contents in several parts count together. */
    private static void checkContents(PDPage page, String file) throws IOException {
        if (!(page.getCOSObject().getDictionaryObject(COSName.CONTENTS) instanceof COSArray parts)) {
            return;
        }
        long most = PdfPrescan.MOST_UNPACKED;
        long found = 0;
        for (int i = 0; i < parts.size(); i++) {
            if (parts.getObject(i) instanceof COSStream part) {
                try (InputStream raw = part.createRawInputStream()) {
                    found += Unpacked.check(raw, PdfImages.filters(part), most, file);
                }
                if (found > most) {
                    throw new HosoException(Problem.TOO_MUCH_UNPACKED, file, most);
                }
            }
        }
    }

    @Override
    public void drawImage(PDImage image) throws IOException {
        add(null, image, image.getWidth(), image.getHeight(), image.isStencil(), getResources());
    }

    private void add(
            @Nullable COSStream stream,
            @Nullable PDImage inline,
            int columns,
            int rows,
            boolean stencil,
            @Nullable PDResources resources) {
        PDGraphicsState state = getGraphicsState();
        AffineTransform place = new AffineTransform(shown);
        place.concatenate(state.getCurrentTransformationMatrix().createAffineTransform());
        Rectangle2D page = new Rectangle2D.Double(0, 0, width, height);
        Rectangle2D area =
                place.createTransformedShape(new Rectangle2D.Double(0, 0, 1, 1)).getBounds2D();
        Rectangle2D visible = area.createIntersection(page);
        if (visible.isEmpty() || visible.getWidth() < 0.5 || visible.getHeight() < 0.5) {
            return;
        }
        boolean masked = stream != null && (stream.containsKey(COSName.SMASK) || stream.containsKey(COSName.MASK));
        boolean plain = !stencil
                && state.getNonStrokeAlphaConstant() >= 1
                && state.getSoftMask() == null
                && BlendMode.NORMAL.equals(state.getBlendMode())
                && unclipped(visible);
        if (inAnnotation) {
            annotations = true;
        }
        if (plain && !masked) {
            hideBeneath(area, page);
        }
        imagePixels += (long) columns * rows;
        if (imagePixels > MOST_IMAGES * limits.pixels()) {
            throw new HosoException(Problem.TOO_MANY_PIXELS, file, imagePixels, MOST_IMAGES * limits.pixels());
        }
        images.add(new Drawn(stream, inline, columns, rows, place, plain, resources));
    }

    private boolean unclipped(Rectangle2D visible) {
        Rectangle2D inner = new Rectangle2D.Double(
                visible.getX() + 1, visible.getY() + 1, visible.getWidth() - 2, visible.getHeight() - 2);
        return inner.isEmpty()
                || getGraphicsState()
                        .getCurrentClippingPath()
                        .contains(inverse().createTransformedShape(inner).getBounds2D());
    }

    private AffineTransform inverse() {
        try {
            return shown.createInverse();
        } catch (java.awt.geom.NoninvertibleTransformException e) {
            throw new IllegalStateException("a page turned by quarters can be turned back", e);
        }
    }

    /** What an opaque image covers is not visible: old recognisers put their text under the scan. */
    private void hideBeneath(Rectangle2D area, Rectangle2D page) {
        for (int i = 0; i < glyphs.size(); i++) {
            Glyph glyph = glyphs.get(i);
            if (glyph.visible() && area.contains(glyph.start())) {
                glyphs.set(
                        i,
                        new Glyph(
                                glyph.text(),
                                glyph.start(),
                                glyph.along(),
                                glyph.up(),
                                glyph.ascent(),
                                glyph.descent(),
                                glyph.space(),
                                false));
            }
        }
        visibleText = visibleText
                && glyphs.stream()
                        .anyMatch(glyph -> glyph.visible() && !glyph.text().isBlank());
        Rectangle2D almost = new Rectangle2D.Double(1, 1, page.getWidth() - 2, page.getHeight() - 2);
        if (area.contains(almost)) {
            drawings = false;
            images.clear();
        }
    }

    @Override
    protected void showGlyph(Matrix matrix, PDFont font, int code, Vector displacement) throws IOException {
        if (glyphs.size() >= MOST_GLYPHS) {
            throw new IOException("more than " + MOST_GLYPHS + " glyphs on a page");
        }
        AffineTransform place = new AffineTransform(shown);
        place.concatenate(matrix.createAffineTransform());
        Point2D start = place.transform(new Point2D.Double(0, 0), null);
        Point2D up = place.deltaTransform(new Point2D.Double(0, 1), null);
        Point2D along = place.deltaTransform(new Point2D.Double(displacement.getX(), 0), null);
        double em = Math.hypot(up.getX(), up.getY());
        boolean onPage =
                start.getX() >= -em && start.getY() >= -em && start.getX() <= width + em && start.getY() <= height + em;
        if (!onPage || !(em > 0) || em > 4 * Math.max(width, height)) {
            return;
        }
        String text = font.toUnicode(code, GLYPHS);
        if (text == null) {
            // As viewers do: the code of a simple font stands for itself; without a table the glyph is an unknown one.
            text = font instanceof PDSimpleFont ? String.valueOf((char) code) : "\uFFFD";
        }
        RenderingMode mode = getGraphicsState().getTextState().getRenderingMode();
        boolean visible =
                (mode.isFill() || mode.isStroke()) && getGraphicsState().getNonStrokeAlphaConstant() > 0;
        if (visible && !text.isBlank()) {
            visibleText = true;
            annotations |= inAnnotation;
        }
        PDFontDescriptor descriptor = font.getFontDescriptor();
        double ascent = descriptor == null ? 0 : descriptor.getAscent() / 1000.0;
        double descent = descriptor == null ? 0 : descriptor.getDescent() / 1000.0;
        glyphs.add(new Glyph(
                text,
                start,
                along,
                up,
                ascent >= 0.5 && ascent <= 1.2 ? ascent : 0.85,
                descent <= 0 && descent >= -0.4 ? descent : -0.22,
                0.25,
                visible));
    }

    @Override
    public void beginMarkedContentSequence(COSName tag, @Nullable COSDictionary properties) {
        layers |= COSName.OC.equals(tag);
        super.beginMarkedContentSequence(tag, properties);
    }

    private void painted(boolean fill) {
        Rectangle2D bounds = shown.createTransformedShape(path.getBounds2D()).getBounds2D();
        boolean white = false;
        if (fill) {
            try {
                white = (getGraphicsState().getNonStrokingColor().toRGB() & 0xffffff) == 0xffffff;
            } catch (IOException | UnsupportedOperationException e) {
                // A pattern or a broken colour is not white.
                white = false;
            }
        }
        boolean seen = bounds.intersects(0, 0, width, height)
                && !getGraphicsState().getCurrentClippingPath().isEmpty();
        if (seen && !(white && images.isEmpty())) {
            drawings = true;
            annotations |= inAnnotation;
        }
        endPath();
    }

    @Override
    public void appendRectangle(Point2D p0, Point2D p1, Point2D p2, Point2D p3) {
        path.moveTo(p0.getX(), p0.getY());
        path.lineTo(p1.getX(), p1.getY());
        path.lineTo(p2.getX(), p2.getY());
        path.lineTo(p3.getX(), p3.getY());
        path.closePath();
    }

    @Override
    public void clip(int windingRule) {
        clipRule = windingRule;
    }

    @Override
    public void moveTo(float x, float y) {
        path.moveTo(x, y);
    }

    @Override
    public void lineTo(float x, float y) {
        begin(x, y);
        path.lineTo(x, y);
    }

    @Override
    public void curveTo(float x1, float y1, float x2, float y2, float x3, float y3) {
        begin(x1, y1);
        path.curveTo(x1, y1, x2, y2, x3, y3);
    }

    private void begin(float x, float y) {
        if (path.getCurrentPoint() == null) {
            path.moveTo(x, y);
        }
    }

    @Override
    public @Nullable Point2D getCurrentPoint() {
        return path.getCurrentPoint();
    }

    @Override
    public void closePath() {
        if (path.getCurrentPoint() != null) {
            path.closePath();
        }
    }

    @Override
    public void endPath() {
        if (clipRule != -1) {
            path.setWindingRule(clipRule);
            getGraphicsState().intersectClippingPath(path);
            clipRule = -1;
        }
        path = new GeneralPath();
    }

    @Override
    public void strokePath() {
        painted(false);
    }

    @Override
    public void fillPath(int windingRule) {
        painted(true);
    }

    @Override
    public void fillAndStrokePath(int windingRule) {
        painted(false);
    }

    @Override
    public void shadingFill(COSName shadingName) {
        drawings = true;
        annotations |= inAnnotation;
    }

    /** A time after which drawing stops. */
    static final class Deadline {
        private final long end;
        private final long seconds;

        Deadline(java.time.Duration patience) {
            end = System.nanoTime() + patience.toNanos();
            seconds = Math.max(1, patience.toSeconds());
        }

        void check(String file) {
            if (System.nanoTime() - end > 0) {
                throw new HosoException(Problem.TOO_SLOW, file, seconds);
            }
        }
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
