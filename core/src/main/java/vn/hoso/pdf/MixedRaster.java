package vn.hoso.pdf;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import vn.hoso.text.PageText;

/**
 * Writes a page for looking things up, as mixed raster content: the print as a sharp mask in one colour (fax group 4), and
 * behind it paper, seals, pens and pictures at a low resolution (JPEG).
 *
 * <p>Print is what is much darker than the paper about it and has no colour. Where most of a place is dark it is a picture
 * and stays behind. What is lost is only how it looks: nothing is left out.
 */
final class MixedRaster {
    private static final double BACKGROUND_DPI = 100;
    private static final float QUALITY = 0.4f;

    /** The side of a place that has one kind of paper, inches. */
    private static final double PLACE = 1.0 / 12;

    /** Print is darker than this share of the paper about it. */
    private static final double DARK = 0.62;

    /** Print has no more colour than this, of 255. */
    private static final int COLOURLESS = 64;

    /** A place with more print than this share is a picture. */
    private static final double FULL = 0.6;

    /** So much of a place is brighter than its paper counts as. */
    private static final double BRIGHTEST = 0.1;

    private final RgbRows rows;
    private final int width;
    private final int height;
    private final int side;
    private final int across;
    private final boolean[] print;
    private final int[] row;

    private MixedRaster(BufferedImage image, double dpi) {
        this.rows = new RgbRows(image);
        this.width = image.getWidth();
        this.height = image.getHeight();
        this.side = Math.max(4, (int) Math.round(dpi * PLACE));
        this.across = (width + side - 1) / side;
        this.print = new boolean[width * height];
        this.row = new int[width];
    }

    /** Writes an image that fills a page. */
    static Picture write(PdfFile out, BufferedImage image, PageText page) throws IOException {
        MixedRaster mixed = new MixedRaster(image, page.dpi());
        int colour = mixed.findPrint();
        int background = mixed.background(out, (int) Math.max(1, Math.round(page.dpi() / BACKGROUND_DPI)));
        int mask = mixed.mask(out);
        Picture plain = Picture.filling(background, page, false);
        String ink = PdfSyntax.numbers(3, (colour >> 16) / 255.0, (colour >> 8 & 255) / 255.0, (colour & 255) / 255.0);
        return new Picture(
                plain.width(),
                plain.height(),
                plain.turn(),
                plain.area(),
                plain.operators().replace("/I0 Do", "/I0 Do " + ink + " rg /I1 Do"),
                List.of(background, mask));
    }

    // Print --------------------------------------------------------------------------------------------------------

    /** Marks what is print. */
    private int findPrint() {
        int down = (height + side - 1) / side;
        int[][] paper = new int[down][];
        for (int y = 0; y < down; y++) {
            paper[y] = paper(y);
        }
        long[] sums = new long[3];
        long count = 0;
        for (int y = 0; y < down; y++) {
            count += mark(y, paper, sums);
        }
        return count == 0 ? 0 : (int) (sums[0] / count) << 16 | (int) (sums[1] / count) << 8 | (int) (sums[2] / count);
    }

    /** How bright the paper is, for each place of a line of places. */
    private int[] paper(int line) {
        int[][] brightness = new int[across][256];
        for (int y = line * side; y < Math.min(height, (line + 1) * side); y++) {
            rows.read(y, row);
            for (int x = 0; x < width; x++) {
                brightness[x / side][luma(row[x])]++;
            }
        }
        int[] paper = new int[across];
        for (int place = 0; place < across; place++) {
            int pixels = 0;
            for (int count : brightness[place]) {
                pixels += count;
            }
            int above = 0;
            int level = 255;
            while (level > 0 && above + brightness[place][level] <= pixels * BRIGHTEST) {
                above += brightness[place][level--];
            }
            paper[place] = level;
        }
        return paper;
    }

    /** Marks the print in a line of places, and adds up its colours. */
    private long mark(int line, int[][] paper, long[] sums) {
        int top = line * side;
        int bottom = Math.min(height, top + side);
        int[] found = new int[across];
        int[] level = new int[across];
        for (int place = 0; place < across; place++) {
            level[place] = (int) (DARK * brightestAbout(paper, line, place));
        }
        for (int y = top; y < bottom; y++) {
            rows.read(y, row);
            for (int x = 0; x < width; x++) {
                if (luma(row[x]) < level[x / side] && colour(row[x]) < COLOURLESS) {
                    print[y * width + x] = true;
                    found[x / side]++;
                }
            }
        }
        long count = 0;
        for (int y = top; y < bottom; y++) {
            rows.read(y, row);
            for (int x = 0; x < width; x++) {
                if (print[y * width + x]) {
                    if (found[x / side] > FULL * side * side) {
                        print[y * width + x] = false;
                    } else {
                        sums[0] += row[x] >> 16;
                        sums[1] += row[x] >> 8 & 255;
                        sums[2] += row[x] & 255;
                        count++;
                    }
                }
            }
        }
        return count;
    }

    /** A place full of heavy print has its paper beside it. */
    private static int brightestAbout(int[][] paper, int line, int place) {
        int brightest = 0;
        for (int y = Math.max(0, line - 1); y <= Math.min(paper.length - 1, line + 1); y++) {
            for (int x = Math.max(0, place - 1); x <= Math.min(paper[y].length - 1, place + 1); x++) {
                brightest = Math.max(brightest, paper[y][x]);
            }
        }
        return brightest;
    }

    private static int luma(int rgb) {
        return (299 * (rgb >> 16) + 587 * (rgb >> 8 & 255) + 114 * (rgb & 255)) / 1000;
    }

    private static int colour(int rgb) {
        int red = rgb >> 16;
        int green = rgb >> 8 & 255;
        int blue = rgb & 255;
        return Math.max(red, Math.max(green, blue)) - Math.min(red, Math.min(green, blue));
    }

    private int mask(PdfFile out) throws IOException {
        Fax bits = Fax.white(width, height);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                if (print[y * width + x]) {
                    bits.blacken(x, y);
                }
            }
        }
        return bits.write(out, Fax.MASK);
    }

    // What is behind -------------------------------------------------------------------------------------------------

    /** Writes the mean of what is not print, over squares of so many pixels. */
    private int background(PdfFile out, int shrink) throws IOException {
        int w = (width + shrink - 1) / shrink;
        int h = (height + shrink - 1) / shrink;
        int[] above = new int[w];
        Arrays.fill(above, 0xffffff);
        BufferedImage small = new BufferedImage(w, h, BufferedImage.TYPE_3BYTE_BGR);
        boolean grey = true;
        for (int y = 0; y < h; y++) {
            int[] means = means(y * shrink, shrink, w, above);
            for (int mean : means) {
                grey &= colour(mean) < COLOURLESS / 4;
            }
            small.setRGB(0, y, w, 1, means, 0, w);
            above = means;
        }
        byte[] jpeg = jpeg(grey ? grey(small) : small);
        return out.stream(
                "/Type/XObject/Subtype/Image/Width " + w + "/Height " + h + "/BitsPerComponent 8/ColorSpace/"
                        + (grey ? "DeviceGray" : "DeviceRGB") + "/Filter/DCTDecode",
                jpeg);
    }

    /** A row of means; where all is print, as above or to the left. */
    private int[] means(int top, int shrink, int w, int[] above) {
        long[][] sums = new long[w][4];
        for (int y = top; y < Math.min(height, top + shrink); y++) {
            rows.read(y, row);
            for (int x = 0; x < width; x++) {
                if (!isNearPrint(x, y)) {
                    long[] sum = sums[x / shrink];
                    sum[0] += row[x] >> 16;
                    sum[1] += row[x] >> 8 & 255;
                    sum[2] += row[x] & 255;
                    sum[3]++;
                }
            }
        }
        int[] means = new int[w];
        for (int x = 0; x < w; x++) {
            long count = sums[x][3];
            if (count > 0) {
                means[x] =
                        (int) (sums[x][0] / count) << 16 | (int) (sums[x][1] / count) << 8 | (int) (sums[x][2] / count);
            } else {
                means[x] = x > 0 ? means[x - 1] : above[x];
            }
        }
        return means;
    }

    /** The rim of a letter is neither ink nor paper. */
    private boolean isNearPrint(int x, int y) {
        for (int v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++) {
            for (int u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++) {
                if (print[v * width + u]) {
                    return true;
                }
            }
        }
        return false;
    }

    private static BufferedImage grey(BufferedImage image) {
        BufferedImage grey = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
        int[] row = new int[image.getWidth()];
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, row.length, 1, row, 0, row.length);
            for (int x = 0; x < row.length; x++) {
                row[x] = luma(row[x] & 0xffffff);
            }
            grey.getRaster().setSamples(0, y, row.length, 1, 0, row);
        }
        return grey;
    }

    private static byte[] jpeg(BufferedImage image) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam quality = writer.getDefaultWriteParam();
            quality.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            quality.setCompressionQuality(QUALITY);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), quality);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
