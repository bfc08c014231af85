package vn.hoso.scan;

import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.graphics.image.PDImage;
import org.jspecify.annotations.Nullable;

/**
 * An image as a page draws it: where, and what may be done with its pixels.
 *
 * @param stream the image where it is an object of its own, else null
 * @param inline the image where it stands in the content of the page, else null
 * @param width pixels of a row
 * @param height rows
 * @param place takes the unit square, on which an image lies, to the page as a viewer shows it, points
 * @param plain whether nothing but its pixels decides what is seen: no transparency, no stencil, no clipping
 * @param resources where its colour space may be named
 */
record DrawnImage(
        @Nullable COSStream stream,
        @Nullable PDImage inline,
        int width,
        int height,
        AffineTransform place,
        boolean plain,
        @Nullable PDResources resources) {
    private static final double POINTS = 72;

    /** What it covers, points. */
    Rectangle2D area() {
        return place.createTransformedShape(new Rectangle2D.Double(0, 0, 1, 1)).getBounds2D();
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

    /** Whether its rows run down or up the page. */
    boolean lies() {
        return Math.abs(place.getShearY()) > Math.abs(place.getScaleX());
    }

    /** Pixels across the page. */
    int columns() {
        return lies() ? height : width;
    }

    /** Pixels down the page. */
    int rows() {
        return lies() ? width : height;
    }

    /** Pixels an inch across the page. */
    double dpiX() {
        return columns() * POINTS / area().getWidth();
    }

    /** Pixels an inch down the page. */
    double dpiY() {
        return rows() * POINTS / area().getHeight();
    }

    /** Whether its pixels are as wide as high. */
    boolean square() {
        double ratio = dpiX() / dpiY();
        return ratio < 1.02 && ratio > 0.98;
    }

    /** Whether it covers a page of so many points from edge to edge. */
    boolean fills(double pageWidth, double pageHeight) {
        Rectangle2D area = area();
        double x = 3 * area.getWidth() / columns();
        double y = 3 * area.getHeight() / rows();
        return Math.abs(area.getMinX()) <= x
                && Math.abs(area.getMinY()) <= y
                && Math.abs(area.getMaxX() - pageWidth) <= x
                && Math.abs(area.getMaxY() - pageHeight) <= y;
    }
}
