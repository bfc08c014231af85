package vn.hoso.pdf;

import java.util.List;
import vn.hoso.text.PageText;

/**
 * What a page shows, and where the page image of the scan lies on it.
 *
 * @param width width of the page as stored, before it is turned for viewing, points
 * @param height height of the page as stored, points
 * @param turn by how many degrees clockwise a viewer turns the stored page to show the page image as scanned
 * @param area the part of the stored page that the page image covers
 * @param operators the content that draws the images, which it calls {@code /I0}, {@code /I1} and so on
 * @param images the numbers of the image objects, in that order
 */
record Picture(double width, double height, int turn, Area area, String operators, List<Integer> images) {
    /** The shortest and the longest side that a page may have (ISO 19005-2, 6.1.13). */
    private static final double SHORTEST = 3;

    private static final double LONGEST = 14_400;

    /** A rectangle on a page, points. */
    record Area(double left, double bottom, double width, double height) {}

    /** A page that one image fills; its size comes from the pixels and the resolution of the page image. */
    static Picture filling(int image, PageText page, boolean mirrored) {
        boolean lying = page.rotation() % 180 != 0;
        int across = lying ? page.height() : page.width();
        int down = lying ? page.width() : page.height();
        return filling(image, across, down, page.dpi(), mirrored);
    }

    private static Picture filling(int image, int pixelsAcross, int pixelsDown, double dpi, boolean mirrored) {
        if (!(dpi > 0)) {
            throw new IllegalArgumentException("resolution must be positive, got " + dpi);
        }
        double width = pixelsAcross * 72 / dpi;
        double height = pixelsDown * 72 / dpi;
        double scale = scale(width, height);
        width *= scale;
        height *= scale;
        String matrix = mirrored
                ? PdfSyntax.numbers(3, -width, 0, 0, height, width, 0)
                : PdfSyntax.numbers(3, width, 0, 0, height, 0, 0);
        return new Picture(
                width, height, 0, new Area(0, 0, width, height), "q " + matrix + " cm /I0 Do Q\n", List.of(image));
    }

    /** The factor that brings a page of this size within what a PDF/A may have; nearly always 1. */
    static double scale(double width, double height) {
        double shrink = Math.min(1, LONGEST / Math.max(width, height));
        return Math.max(shrink, SHORTEST / Math.min(width, height));
    }

    /**
     * By how many degrees clockwise a viewer must turn the stored page to show it upright.
     *
     * @param rotation by how many degrees clockwise the upright page was turned when it was scanned
     */
    int rotate(int rotation) {
        return Math.floorMod(turn - rotation, 360);
    }

    /** The matrix from the upright page, in pixels with the origin at the bottom left, to the stored page. */
    String matrix(int rotation, int uprightWidth, int uprightHeight) {
        double x = area.left;
        double y = area.bottom;
        double w = area.width;
        double h = area.height;
        double across = 1.0 / uprightWidth;
        double up = 1.0 / uprightHeight;
        double[] matrix = switch (rotate(rotation)) {
            case 0 -> new double[] {w * across, 0, 0, h * up, x, y};
            case 90 -> new double[] {0, h * across, -w * up, 0, x + w, y};
            case 180 -> new double[] {-w * across, 0, 0, -h * up, x + w, y + h};
            default -> new double[] {0, -h * across, w * up, 0, x, y + h};
        };
        return PdfSyntax.numbers(7, matrix);
    }
}
