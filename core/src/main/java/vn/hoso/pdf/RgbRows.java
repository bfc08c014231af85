package vn.hoso.pdf;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;

/** The rows of an image as red, green and blue, {@code 0xRRGGBB} a pixel; alpha is laid on white. */
final class RgbRows {
    private static final int WHITE = 0xffffff;

    private final BufferedImage image;
    private final boolean plainGrey;

    RgbRows(BufferedImage image) {
        this.image = image;
        ColorModel model = image.getColorModel();
        // The colour model would pass grey values through a linear grey space and make them lighter.
        this.plainGrey = model.getNumComponents() == 1
                && !(model instanceof IndexColorModel)
                && model.getColorSpace().getType() == ColorSpace.TYPE_GRAY;
    }

    /** Reads a row into an array that is as long as the image is wide. */
    void read(int y, int[] row) {
        if (plainGrey) {
            image.getRaster().getSamples(0, y, row.length, 1, 0, row);
            int bits = image.getSampleModel().getSampleSize(0);
            for (int x = 0; x < row.length; x++) {
                row[x] = (bits > 8 ? row[x] >>> (bits - 8) : row[x] * 255 / ((1 << bits) - 1)) * 0x010101;
            }
            return;
        }
        image.getRGB(0, y, row.length, 1, row, 0, row.length);
        for (int x = 0; x < row.length; x++) {
            int alpha = row[x] >>> 24;
            row[x] = alpha == 255 ? row[x] & WHITE : onWhite(row[x], alpha);
        }
    }

    private static int onWhite(int argb, int alpha) {
        int rgb = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            int part = (argb >> shift) & 0xff;
            rgb |= ((part * alpha + 255 * (255 - alpha) + 127) / 255) << shift;
        }
        return rgb;
    }
}
