package vn.hoso.scan;

import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.util.List;
import vn.hoso.text.Box;
import vn.hoso.text.PageImage;
import vn.hoso.text.Word;

/** How much of what is dark in the images of a page lies under no word. */
final class BareInk {
    /** Squares of about a millimetre are compared, not pixels. */
    private static final double CELLS_AN_INCH = 25;
    /** The frame that scanners leave around a sheet is no ink. */
    private static final double FRAME = 0.03;
    /** Fewer dark squares than this are specks. */
    private static final int SPECKS = 60;

    private static final int DARK = 128;

    private BareInk() {}

    static double share(
            PageImage image, int rotation, List<Word> words, List<Rectangle2D> areas, double pointsToPixels) {
        BufferedImage pixels = image.pixels();
        int width = pixels.getWidth();
        int height = pixels.getHeight();
        int cell = (int) Math.max(1, Math.round(image.dpi() / CELLS_AN_INCH));
        int columns = (width + cell - 1) / cell;
        int rows = (height + cell - 1) / cell;
        boolean[] ink = ink(pixels, cell, columns, rows);
        boolean[] named = new boolean[ink.length];
        for (Word word : words) {
            Box box = stored(word.box(), rotation, width, height);
            int margin = Math.max(1, Math.min(box.width(), box.height()) / (3 * cell));
            for (int y = Math.max(0, box.top() / cell - margin);
                    y <= Math.min(rows - 1, box.bottom() / cell + margin);
                    y++) {
                for (int x = Math.max(0, box.left() / cell - margin);
                        x <= Math.min(columns - 1, box.right() / cell + margin);
                        x++) {
                    named[y * columns + x] = true;
                }
            }
        }
        int all = 0;
        int bare = 0;
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                double px = (x + 0.5) * cell;
                double py = (y + 0.5) * cell;
                boolean frame = px < FRAME * width
                        || px > (1 - FRAME) * width
                        || py < FRAME * height
                        || py > (1 - FRAME) * height;
                if (frame || !ink[y * columns + x]) {
                    continue;
                }
                boolean inImage =
                        areas.stream().anyMatch(area -> area.contains(px / pointsToPixels, py / pointsToPixels));
                all++;
                if (inImage && !named[y * columns + x]) {
                    bare++;
                }
            }
        }
        return all < SPECKS ? 0 : (double) bare / all;
    }

    private static boolean[] ink(BufferedImage pixels, int cell, int columns, int rows) {
        int width = pixels.getWidth();
        int[] dark = new int[columns * rows];
        Raster raster = pixels.getRaster();
        int bands = raster.getNumBands();
        boolean[] darkIndex = darkIndex(pixels);
        int[] row = new int[width * bands];
        for (int y = 0; y < pixels.getHeight(); y++) {
            raster.getPixels(0, y, width, 1, row);
            int base = y / cell * columns;
            for (int x = 0; x < width; x++) {
                int value = bands == 3 ? (row[3 * x] + 2 * row[3 * x + 1] + row[3 * x + 2]) / 4 : row[x];
                if (darkIndex[value]) {
                    dark[base + x / cell]++;
                }
            }
        }
        boolean[] ink = new boolean[dark.length];
        int enough = Math.max(1, cell * cell / 8);
        for (int i = 0; i < dark.length; i++) {
            ink[i] = dark[i] >= enough;
        }
        return ink;
    }

    /** Which values of a sample, or entries of the palette, are dark. */
    private static boolean[] darkIndex(BufferedImage pixels) {
        boolean[] dark = new boolean[256];
        IndexColorModel palette = pixels.getColorModel() instanceof IndexColorModel found ? found : null;
        for (int i = 0; i < dark.length; i++) {
            int grey = palette == null ? i : i < palette.getMapSize() ? palette.getGreen(i) : 255;
            dark[i] = grey < DARK;
        }
        return dark;
    }

    /** A box of the upright page on the page as stored. */
    private static Box stored(Box box, int rotation, int width, int height) {
        return switch (rotation) {
            case 90 -> new Box(width - box.bottom(), box.left(), width - box.top(), box.right());
            case 180 -> new Box(width - box.right(), height - box.bottom(), width - box.left(), height - box.top());
            case 270 -> new Box(box.top(), height - box.right(), box.bottom(), height - box.left());
            default -> box;
        };
    }
}
