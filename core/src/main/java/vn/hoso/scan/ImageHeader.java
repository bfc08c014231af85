package vn.hoso.scan;

/**
 * What the header of an image says, before anything is decoded.
 *
 * @param width columns
 * @param height rows
 * @param dpiX dots an inch across, 0 if not said
 * @param dpiY dots an inch down, 0 if not said
 * @param aspect height of a pixel by its width where the header says that alone; else 1
 * @param orientation the orientation of TIFF and Exif, 1 (upright) to 8
 */
record ImageHeader(int width, int height, double dpiX, double dpiY, double aspect, int orientation) {
    long pixels() {
        return (long) width * height;
    }

    /** By how many degrees clockwise the upright page was turned, once a mirrored image is mirrored back left to right. */
    int rotation() {
        return switch (orientation) {
            case 3, 4 -> 180;
            case 6, 7 -> 270;
            case 5, 8 -> 90;
            default -> 0;
        };
    }

    boolean mirrored() {
        return orientation == 2 || orientation == 4 || orientation == 5 || orientation == 7;
    }
}
