package vn.hoso.pdf;

import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.GeneralPath;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.pdfbox.contentstream.PDFGraphicsStreamEngine;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.blend.BlendMode;
import org.apache.pdfbox.pdmodel.graphics.color.PDColor;
import org.apache.pdfbox.pdmodel.graphics.color.PDPattern;
import org.apache.pdfbox.pdmodel.graphics.image.PDImage;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.pdmodel.graphics.state.PDGraphicsState;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAppearanceStream;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a page shows nothing but images, and if so where they stand.
 *
 * <p>Invisible text, clips that cut nothing off and a white ground do no harm. Anything else that leaves a mark on the page
 * (letters, lines, shadings, transparency, annotations) means that copying the images would lose something.
 */
final class ImagePage extends PDFGraphicsStreamEngine {
    private static final int MOST_IMAGES = 2000;

    /** By how many points a clip or an image may fall short of what it must cover. */
    private static final double TOLERANCE = 1.5;

    /**
     * An image on the page.
     *
     * @param stream the image
     * @param resources the resources of the content that draws it
     * @param matrix from the unit square to the page
     * @param ink the operator that sets the colour of a stencil; empty for an image with colours of its own
     */
    record Placement(COSStream stream, @Nullable PDResources resources, AffineTransform matrix, String ink) {}

    private final Rectangle2D visible;
    private final List<Placement> placements = new ArrayList<>();
    private final GeneralPath path = new GeneralPath();
    private boolean marked;

    private ImagePage(PDPage page, Rectangle2D visible) {
        super(page);
        this.visible = visible;
    }

    /** The images of a page that has nothing else to show; empty for any other page. */
    static Optional<List<Placement>> of(PDPage page) {
        try {
            if (annotated(page)) {
                return Optional.empty();
            }
            PDRectangle box = page.getCropBox();
            ImagePage content = new ImagePage(
                    page,
                    new Rectangle2D.Double(box.getLowerLeftX(), box.getLowerLeftY(), box.getWidth(), box.getHeight()));
            content.processPage(page);
            return content.marked || content.placements.isEmpty()
                    ? Optional.empty()
                    : Optional.of(List.copyOf(content.placements));
        } catch (IOException | RuntimeException e) {
            // Content that can't be followed to its end is rendered as well as can be.
            return Optional.empty();
        }
    }

    private static boolean annotated(PDPage page) throws IOException {
        for (PDAnnotation annotation : page.getAnnotations()) {
            PDRectangle place = annotation.getRectangle();
            PDAppearanceStream appearance = annotation.getNormalAppearanceStream();
            boolean shown = !annotation.isHidden() && !annotation.isNoView();
            if (shown
                    && place != null
                    && place.getWidth() * place.getHeight() > 0
                    && appearance != null
                    && appearance.getCOSObject().getLength() > 0) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void drawImage(PDImage image) throws IOException {
        PDGraphicsState state = getGraphicsState();
        AffineTransform matrix = state.getCurrentTransformationMatrix().createAffineTransform();
        Rectangle2D place = matrix.createTransformedShape(new Rectangle2D.Double(0, 0, 1, 1))
                .getBounds2D();
        Rectangle2D seen = place.createIntersection(visible);
        if (seen.getWidth() <= 0 || seen.getHeight() <= 0) {
            return;
        }
        if (!(image instanceof PDImageXObject object)
                || state.getNonStrokeAlphaConstant() < 1
                || state.getSoftMask() != null
                || state.getBlendMode() != BlendMode.NORMAL
                || cut(state, seen)
                || placements.size() >= MOST_IMAGES) {
            marked = true;
            return;
        }
        COSStream stream = object.getCOSObject();
        String ink = "";
        if (image.isStencil()) {
            PDColor colour = state.getNonStrokingColor();
            if (colour.getColorSpace() instanceof PDPattern) {
                marked = true;
                return;
            }
            float[] rgb = colour.getColorSpace().toRGB(colour.getComponents());
            ink = PdfSyntax.numbers(4, rgb[0], rgb[1], rgb[2]) + " rg ";
        } else if (covers(place) && !stream.containsKey(COSName.MASK) && !stream.containsKey(COSName.SMASK)) {
            // Whatever was drawn before can't be seen any more.
            marked = false;
        }
        placements.add(new Placement(stream, getResources(), matrix, ink));
    }

    private boolean covers(Rectangle2D place) {
        return place.getMinX() <= visible.getMinX() + TOLERANCE
                && place.getMinY() <= visible.getMinY() + TOLERANCE
                && place.getMaxX() >= visible.getMaxX() - TOLERANCE
                && place.getMaxY() >= visible.getMaxY() - TOLERANCE;
    }

    private static boolean cut(PDGraphicsState state, Rectangle2D seen) {
        Area clip = state.getCurrentClippingPath();
        if (clip == null) {
            return false;
        }
        double shrinkX = Math.min(TOLERANCE, seen.getWidth() / 10);
        double shrinkY = Math.min(TOLERANCE, seen.getHeight() / 10);
        return !clip.contains(
                seen.getX() + shrinkX,
                seen.getY() + shrinkY,
                seen.getWidth() - 2 * shrinkX,
                seen.getHeight() - 2 * shrinkY);
    }

    @Override
    protected void showText(byte[] string) throws IOException {
        RenderingMode mode = getGraphicsState().getTextState().getRenderingMode();
        if (mode != RenderingMode.NEITHER && string.length > 0) {
            marked = true;
        }
    }

    @Override
    public void strokePath() {
        mark();
    }

    @Override
    public void fillPath(int windingRule) throws IOException {
        PDColor colour = getGraphicsState().getNonStrokingColor();
        if (colour.getColorSpace() instanceof PDPattern || !white(colour) || !placements.isEmpty()) {
            marked = true;
        }
        path.reset();
    }

    private static boolean white(PDColor colour) throws IOException {
        for (float part : colour.getColorSpace().toRGB(colour.getComponents())) {
            if (part < 0.999) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void fillAndStrokePath(int windingRule) {
        mark();
    }

    @Override
    public void shadingFill(COSName shadingName) {
        mark();
    }

    private void mark() {
        marked = true;
        path.reset();
    }

    @Override
    public void beginMarkedContentSequence(COSName tag, @Nullable COSDictionary properties) {
        // Optional content may be switched off; a renderer knows, this class doesn't.
        if (COSName.OC.equals(tag)) {
            throw new IllegalStateException("optional content");
        }
        super.beginMarkedContentSequence(tag, properties);
    }

    @Override
    protected void operatorException(Operator operator, List<COSBase> operands, IOException e) throws IOException {
        throw e;
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
        path.setWindingRule(windingRule);
        clipping = true;
    }

    private boolean clipping;

    @Override
    public void endPath() {
        if (clipping) {
            getGraphicsState().intersectClippingPath(path);
            clipping = false;
        }
        path.reset();
    }

    @Override
    public void moveTo(float x, float y) {
        path.moveTo(x, y);
    }

    @Override
    public void lineTo(float x, float y) {
        if (path.getCurrentPoint() == null) {
            path.moveTo(x, y);
        } else {
            path.lineTo(x, y);
        }
    }

    @Override
    public void curveTo(float x1, float y1, float x2, float y2, float x3, float y3) {
        if (path.getCurrentPoint() == null) {
            path.moveTo(x3, y3);
        } else {
            path.curveTo(x1, y1, x2, y2, x3, y3);
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
}
