package vn.hoso.scan;

import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.hoso.failure.HosoException;

/**
 * How the pixels of a page are made and how many there will be, known before anything is decoded.
 *
 * @param way how they are made
 * @param width pixels across
 * @param height pixels down
 * @param scale pixels a point
 */
record PixelPlan(Way way, int width, int height, double scale) {
    private static final double POINTS = 72;
    private static final double TEXT_DPI = 300;
    /** A drawn page gets no more pixels than this: A4 at 600 dpi has 35 million. */
    private static final long MOST_DRAWN_PIXELS = 40_000_000;

    /** How the pixels are made. */
    enum Way {
        /** One image that fills the page. */
        ONE,
        /** Images beside each other, on a white page. */
        PASTED,
        /** The page drawn. */
        DRAWN
    }

    /**
     * The plan for a page.
     *
     * @throws HosoException with {@code TOO_MANY_PIXELS} if its one image has more than the limits allow once its pixels are
     *     square
     */
    static PixelPlan of(PdfPageContent content, ScanLimits limits, String file) {
        if (onlyImages(content)) {
            List<DrawnImage> images = content.images();
            DrawnImage first = images.get(0);
            if (images.size() == 1 && first.fills(content.width(), content.height())) {
                return one(first, limits, file);
            }
            PixelPlan pasted = pasted(content, limits);
            if (pasted != null) {
                return pasted;
            }
        }
        float scale = drawingScale(content, limits);
        return new PixelPlan(Way.DRAWN, drawnSide(content.width(), scale), drawnSide(content.height(), scale), scale);
    }

    /** As the renderer reckons it. */
    private static int drawnSide(double points, float scale) {
        return (int) Math.max(1, Math.floor((float) points * scale));
    }

    /** Whether a page is one image that fills it, of square pixels. */
    static boolean isOneImage(PdfPageContent content) {
        return onlyImages(content)
                && content.images().size() == 1
                && content.images().get(0).fills(content.width(), content.height())
                && content.images().get(0).square();
    }

    private static boolean onlyImages(PdfPageContent content) {
        return !content.images().isEmpty()
                && !content.drawings()
                && !content.visibleText()
                && !content.annotations()
                && !content.layers()
                && content.images().stream().allMatch(image -> image.plain() && image.straight());
    }

    private static PixelPlan one(DrawnImage image, ScanLimits limits, String file) {
        int width = image.columns();
        int height = image.rows();
        double ratio = image.dpiX() / image.dpiY();
        if (!image.square() && ratio < 4 && ratio > 0.25) {
            width = ratio > 1 ? width : (int) Math.round(width / ratio);
            height = ratio > 1 ? (int) Math.round(height * ratio) : height;
            PdfImages.checkPixels(width, height, limits, file);
        }
        return new PixelPlan(Way.ONE, width, height, image.dpiX() / POINTS);
    }

    /** A plan to put images in their places without touching a pixel, or null where that can't be done. */
    private static @Nullable PixelPlan pasted(PdfPageContent content, ScanLimits limits) {
        List<DrawnImage> images = content.images();
        double dpi = images.stream().mapToDouble(DrawnImage::dpiX).max().orElse(TEXT_DPI);
        for (DrawnImage image : images) {
            boolean same = Math.abs(image.dpiX() / dpi - 1) < 0.01 && Math.abs(image.dpiY() / dpi - 1) < 0.01;
            if (!same) {
                return null;
            }
        }
        double pixel = POINTS / dpi;
        for (int i = 0; i < images.size(); i++) {
            for (int j = i + 1; j < images.size(); j++) {
                Rectangle2D both =
                        images.get(i).area().createIntersection(images.get(j).area());
                if (both.getWidth() > 1.5 * pixel && both.getHeight() > 1.5 * pixel) {
                    return null;
                }
            }
        }
        long width = Math.round(content.width() * dpi / POINTS);
        long height = Math.round(content.height() * dpi / POINTS);
        long pixels =
                images.stream().mapToLong(i -> (long) i.width() * i.height()).sum();
        long most = Math.min(limits.pixels(), Math.max(MOST_DRAWN_PIXELS, 2 * pixels));
        boolean possible = width > 0 && height > 0 && width * height <= most;
        return possible ? new PixelPlan(Way.PASTED, (int) width, (int) height, dpi / POINTS) : null;
    }

    private static float drawingScale(PdfPageContent content, ScanLimits limits) {
        double dpi = drawingDpi(content);
        double area = content.width() * content.height() / (POINTS * POINTS);
        double most = 0.999 * Math.sqrt(Math.min(limits.pixels(), MOST_DRAWN_PIXELS) / area);
        dpi = Math.min(dpi, most);
        double columns = Math.max(1, Math.round(content.width() * dpi / POINTS));
        // A little more than a whole number, since the renderer rounds down.
        return (float) ((columns + 0.02) / content.width());
    }

    /** That of the images where they cover the page, 300 for text and drawings. */
    private static double drawingDpi(PdfPageContent content) {
        double page = content.width() * content.height();
        double covered = 0;
        double weighted = 0;
        double highest = 0;
        for (DrawnImage image : content.images()) {
            Rectangle2D area =
                    image.area().createIntersection(new Rectangle2D.Double(0, 0, content.width(), content.height()));
            double share = Math.max(0, area.getWidth() * area.getHeight() / page);
            if (share < 0.02) {
                continue;
            }
            AffineTransform m = image.place();
            double across = image.width() * POINTS / Math.hypot(m.getScaleX(), m.getShearY());
            double down = image.height() * POINTS / Math.hypot(m.getShearX(), m.getScaleY());
            double dpi = Math.max(across, down);
            covered += share;
            weighted += share * dpi;
            highest = Math.max(highest, dpi);
        }
        if (covered == 0) {
            return TEXT_DPI;
        }
        double mean = weighted / covered;
        // One small picture of many pixels must not decide for the page.
        double dpi = mean / highest < 0.8 ? mean : highest;
        boolean text = content.visibleText() || content.drawings();
        if (text && (covered < 0.6 || dpi < 150)) {
            dpi = Math.max(dpi, TEXT_DPI);
        }
        return Math.max(36, Math.min(600, dpi));
    }
}
