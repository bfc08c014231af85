package vn.hoso.scan;

import java.awt.geom.AffineTransform;
import java.awt.geom.NoninvertibleTransformException;
import java.awt.geom.Rectangle2D;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.util.Matrix;

/**
 * A page as viewers show it: its crop box, turned by {@code /Rotate}, with the origin top left and y downwards.
 *
 * @param width points
 * @param height points
 * @param toShown takes the coordinates of the file to those of the shown page
 */
record ShownPage(double width, double height, AffineTransform toShown) {
    static ShownPage of(PDPage page) {
        PDRectangle crop = page.getCropBox();
        int rotate = Math.floorMod(page.getRotation(), 360);
        boolean lying = rotate == 90 || rotate == 270;
        double x = crop.getLowerLeftX();
        double y = crop.getLowerLeftY();
        double w = crop.getWidth();
        double h = crop.getHeight();
        AffineTransform toShown = switch (rotate) {
            case 90 -> new AffineTransform(0, 1, 1, 0, -y, -x);
            case 180 -> new AffineTransform(-1, 0, 0, 1, w + x, -y);
            case 270 -> new AffineTransform(0, -1, -1, 0, h + y, w + x);
            default -> new AffineTransform(1, 0, 0, -1, -x, h + y);
        };
        return new ShownPage(lying ? h : w, lying ? w : h, toShown);
    }

    Rectangle2D area() {
        return new Rectangle2D.Double(0, 0, width, height);
    }

    /** What takes something with coordinates of its own to the shown page. */
    AffineTransform placing(Matrix matrix) {
        AffineTransform place = new AffineTransform(toShown);
        place.concatenate(matrix.createAffineTransform());
        return place;
    }

    /** The area in the coordinates of the file. */
    Rectangle2D inFile(Rectangle2D area) {
        try {
            return toShown.createInverse().createTransformedShape(area).getBounds2D();
        } catch (NoninvertibleTransformException e) {
            throw new IllegalStateException("a page turned by quarters can be turned back", e);
        }
    }
}
