package vn.hoso.scan;

import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.font.PDFont;
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
final class PdfPageContent extends PathEngine {
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

    private final ScanLimits limits;
    private final String file;
    private final Deadline deadline;
    private final ShownPage page;

    private final List<DrawnImage> images = new ArrayList<>();
    private final List<Glyph> glyphs = new ArrayList<>();
    private boolean drawings;
    private boolean visibleText;
    private boolean layers;
    private boolean annotations;
    private boolean inAnnotation;
    private long formBytes;
    private long imagePixels;

    private PdfPageContent(PDPage page, ScanLimits limits, String file, Deadline deadline) {
        super(page);
        this.limits = limits;
        this.file = file;
        this.deadline = deadline;
        this.page = ShownPage.of(page);
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
        return page.width();
    }

    /** Height of the page as shown, points. */
    double height() {
        return page.height();
    }

    List<DrawnImage> images() {
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
        AffineTransform place = page.placing(state.getCurrentTransformationMatrix());
        Rectangle2D area =
                place.createTransformedShape(new Rectangle2D.Double(0, 0, 1, 1)).getBounds2D();
        Rectangle2D visible = area.createIntersection(page.area());
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
            hideBeneath(area);
        }
        imagePixels += (long) columns * rows;
        if (imagePixels > MOST_IMAGES * limits.pixels()) {
            throw new HosoException(Problem.TOO_MANY_PIXELS, file, imagePixels, MOST_IMAGES * limits.pixels());
        }
        images.add(new DrawnImage(stream, inline, columns, rows, place, plain, resources));
    }

    private boolean unclipped(Rectangle2D visible) {
        Rectangle2D inner = new Rectangle2D.Double(
                visible.getX() + 1, visible.getY() + 1, visible.getWidth() - 2, visible.getHeight() - 2);
        return inner.isEmpty() || getGraphicsState().getCurrentClippingPath().contains(page.inFile(inner));
    }

    /** What an opaque image covers is not visible: old recognisers put their text under the scan. */
    private void hideBeneath(Rectangle2D area) {
        for (int i = 0; i < glyphs.size(); i++) {
            Glyph glyph = glyphs.get(i);
            if (glyph.visible() && area.contains(glyph.start())) {
                glyphs.set(i, glyph.hidden());
            }
        }
        visibleText = visibleText
                && glyphs.stream()
                        .anyMatch(glyph -> glyph.visible() && !glyph.text().isBlank());
        Rectangle2D almost = new Rectangle2D.Double(1, 1, page.width() - 2, page.height() - 2);
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
        RenderingMode mode = getGraphicsState().getTextState().getRenderingMode();
        boolean visible =
                (mode.isFill() || mode.isStroke()) && getGraphicsState().getNonStrokeAlphaConstant() > 0;
        Glyph glyph = Glyph.of(page, matrix, font, code, displacement.getX(), visible);
        if (glyph == null) {
            return;
        }
        if (visible && !glyph.text().isBlank()) {
            visibleText = true;
            annotations |= inAnnotation;
        }
        glyphs.add(glyph);
    }

    @Override
    public void beginMarkedContentSequence(COSName tag, @Nullable COSDictionary properties) {
        layers |= COSName.OC.equals(tag);
        super.beginMarkedContentSequence(tag, properties);
    }

    @Override
    void painted(Rectangle2D path, boolean fill) {
        Rectangle2D bounds = page.toShown().createTransformedShape(path).getBounds2D();
        boolean white = false;
        if (fill) {
            try {
                white = (getGraphicsState().getNonStrokingColor().toRGB() & 0xffffff) == 0xffffff;
            } catch (IOException | UnsupportedOperationException e) {
                // A pattern or a broken colour is not white.
                white = false;
            }
        }
        boolean seen = bounds.intersects(page.area())
                && !getGraphicsState().getCurrentClippingPath().isEmpty();
        if (seen && !(white && images.isEmpty())) {
            drawings = true;
            annotations |= inAnnotation;
        }
    }

    @Override
    public void shadingFill(COSName shadingName) {
        drawings = true;
        annotations |= inAnnotation;
    }
}
