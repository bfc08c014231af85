package vn.hoso.scan;

import java.awt.geom.GeneralPath;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import org.apache.pdfbox.contentstream.PDFGraphicsStreamEngine;
import org.apache.pdfbox.pdmodel.PDPage;
import org.jspecify.annotations.Nullable;

/** Follows the lines of a page: gathers a path, clips with it, and tells what was painted. */
abstract class PathEngine extends PDFGraphicsStreamEngine {
    private GeneralPath path = new GeneralPath();
    private int clipRule = -1;

    PathEngine(PDPage page) {
        super(page);
    }

    /**
     * Hears of a path that was painted.
     *
     * @param bounds of the path, in the coordinates of the page
     * @param fill whether it was filled and no line drawn around it
     */
    abstract void painted(Rectangle2D bounds, boolean fill);

    private void end(boolean fill) {
        painted(path.getBounds2D(), fill);
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
        end(false);
    }

    @Override
    public void fillPath(int windingRule) {
        end(true);
    }

    @Override
    public void fillAndStrokePath(int windingRule) {
        end(false);
    }
}
