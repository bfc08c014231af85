package vn.hoso.scan;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Transparency;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;

/** Brings images into the three forms that pages are given in: bitonal, grey, colour. */
final class Pixels {
    private Pixels() {}

    /**
     * The image as {@code TYPE_BYTE_BINARY}, {@code TYPE_BYTE_GRAY} or {@code TYPE_3BYTE_BGR}, the smallest that holds
     * it; alpha is laid on white.
     */
    static BufferedImage plain(BufferedImage image) {
        ColorModel model = image.getColorModel();
        if (image.getType() == BufferedImage.TYPE_BYTE_GRAY) {
            return image;
        }
        if (model.getTransparency() == Transparency.OPAQUE) {
            if (image.getType() == BufferedImage.TYPE_3BYTE_BGR) {
                return image;
            }
            if (model instanceof IndexColorModel palette) {
                return fromPalette(image, palette);
            }
            if (model.getNumComponents() == 1
                    && model.getColorSpace().getType() == java.awt.color.ColorSpace.TYPE_GRAY) {
                return greyFromDeepGrey(image);
            }
        }
        BufferedImage flat = canvas(image.getWidth(), image.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D g = flat.createGraphics();
        g.drawImage(image, 0, 0, null);
        g.dispose();
        return withoutIdleColour(flat);
    }

    /** A white page. */
    static BufferedImage canvas(int width, int height, int type) {
        BufferedImage canvas = new BufferedImage(width, height, type);
        Graphics2D g = canvas.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, width, height);
        g.dispose();
        return canvas;
    }

    /** A grey image where no pixel of the colour image has a colour, else the image itself. */
    static BufferedImage withoutIdleColour(BufferedImage image) {
        byte[] bgr = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        for (int i = 0; i + 2 < bgr.length; i += 3) {
            if (bgr[i] != bgr[i + 1] || bgr[i] != bgr[i + 2]) {
                return image;
            }
        }
        BufferedImage grey = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
        byte[] target = ((DataBufferByte) grey.getRaster().getDataBuffer()).getData();
        for (int i = 0; i < target.length; i++) {
            target[i] = bgr[3 * i];
        }
        return grey;
    }

    /** The image with other numbers of columns and rows; bitonal images become grey. */
    static BufferedImage scaled(BufferedImage image, int width, int height) {
        int type = image.getType() == BufferedImage.TYPE_BYTE_BINARY ? BufferedImage.TYPE_BYTE_GRAY : image.getType();
        BufferedImage target = new BufferedImage(width, height, type);
        Graphics2D g = target.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        g.drawImage(image, 0, 0, width, height, null);
        g.dispose();
        return target;
    }

    /**
     * The image turned clockwise, after it was mirrored left to right where asked.
     *
     * @param turn 0, 90, 180 or 270
     */
    static BufferedImage turned(BufferedImage image, int turn, boolean mirror) {
        if (turn == 0 && !mirror) {
            return image;
        }
        int w = image.getWidth();
        int h = image.getHeight();
        boolean lying = turn == 90 || turn == 270;
        BufferedImage target = image.getColorModel() instanceof IndexColorModel palette
                ? new BufferedImage(lying ? h : w, lying ? w : h, BufferedImage.TYPE_BYTE_BINARY, palette)
                : new BufferedImage(lying ? h : w, lying ? w : h, image.getType());
        Raster from = image.getRaster();
        WritableRaster to = target.getRaster();
        int bands = from.getNumBands();
        int[] row = new int[w * bands];
        int[] moved = new int[w * bands];
        for (int y = 0; y < h; y++) {
            from.getPixels(0, y, w, 1, row);
            boolean backwards = mirror ^ (turn == 180 || turn == 270);
            int[] line = row;
            if (backwards) {
                for (int x = 0; x < w; x++) {
                    System.arraycopy(row, (w - 1 - x) * bands, moved, x * bands, bands);
                }
                line = moved;
            }
            switch (turn) {
                case 0 -> to.setPixels(0, y, w, 1, line);
                case 180 -> to.setPixels(0, h - 1 - y, w, 1, line);
                case 90 -> to.setPixels(h - 1 - y, 0, 1, w, line);
                default -> to.setPixels(y, 0, 1, w, line);
            }
        }
        return target;
    }

    /** Whether the image has two colours, black and white. */
    static boolean bitonal(BufferedImage image) {
        return image.getType() == BufferedImage.TYPE_BYTE_BINARY;
    }

    private static BufferedImage fromPalette(BufferedImage image, IndexColorModel palette) {
        boolean grey = true;
        boolean bitonal = palette.getPixelSize() == 1;
        for (int i = 0; i < palette.getMapSize(); i++) {
            int rgb = palette.getRGB(i) & 0xffffff;
            grey &= (rgb >> 16) == (rgb & 0xff) && (rgb >> 16) == ((rgb >> 8) & 0xff);
            bitonal &= rgb == 0 || rgb == 0xffffff;
        }
        if (bitonal && image.getType() == BufferedImage.TYPE_BYTE_BINARY) {
            return image;
        }
        int w = image.getWidth();
        int h = image.getHeight();
        BufferedImage target =
                new BufferedImage(w, h, grey ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR);
        byte[] bytes = ((DataBufferByte) target.getRaster().getDataBuffer()).getData();
        Raster raster = image.getRaster();
        int[] row = new int[w];
        int at = 0;
        for (int y = 0; y < h; y++) {
            raster.getSamples(0, y, w, 1, 0, row);
            for (int x = 0; x < w; x++) {
                int rgb = row[x] < palette.getMapSize() ? palette.getRGB(row[x]) : 0;
                bytes[at++] = (byte) rgb;
                if (!grey) {
                    bytes[at++] = (byte) (rgb >> 8);
                    bytes[at++] = (byte) (rgb >> 16);
                }
            }
        }
        return target;
    }

    /** Drawing a deep grey image would pass it through the linear grey space of Java 2D and make it lighter. */
    private static BufferedImage greyFromDeepGrey(BufferedImage image) {
        int w = image.getWidth();
        int h = image.getHeight();
        int bits = image.getSampleModel().getSampleSize(0);
        BufferedImage target = new BufferedImage(w, h, BufferedImage.TYPE_BYTE_GRAY);
        byte[] bytes = ((DataBufferByte) target.getRaster().getDataBuffer()).getData();
        int[] row = new int[w];
        for (int y = 0; y < h; y++) {
            image.getRaster().getSamples(0, y, w, 1, 0, row);
            for (int x = 0; x < w; x++) {
                bytes[y * w + x] = (byte) (bits >= 8 ? row[x] >>> (bits - 8) : row[x] * 255 / ((1 << bits) - 1));
            }
        }
        return target;
    }
}
