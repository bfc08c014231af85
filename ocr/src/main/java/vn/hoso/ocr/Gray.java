package vn.hoso.ocr;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferInt;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * An image of 8-bit grey: 0 is black, 255 is white, rows from the top without padding.
 *
 * @param width pixels a row
 * @param height rows
 * @param pixels at least {@code width * height} bytes
 */
@SuppressWarnings("ArrayRecordComponent") // a view on pixels, compared by nobody
record Gray(int width, int height, byte[] pixels) {
    int at(int x, int y) {
        return pixels[y * width + x] & 0xff;
    }

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    /**
     * The next pixel from a place on that is not wholly white; eight at a time where most of the page is white.
     *
     * @param at where to begin, an index into {@link #pixels}
     * @param end the index behind the last pixel to look at
     * @return the index of that pixel, or {@code end}
     */
    int skipWhite(int at, int end) {
        int next = at;
        while (next + Long.BYTES <= end && (long) EIGHT.get(pixels, next) == -1L) {
            next += Long.BYTES;
        }
        while (next < end && pixels[next] == -1) {
            next++;
        }
        return next;
    }

    static Gray white(int width, int height) {
        byte[] pixels = new byte[width * height];
        java.util.Arrays.fill(pixels, (byte) 255);
        return new Gray(width, height, pixels);
    }

    /** What {@link #of} makes of the colours. */
    interface Mix {
        int grey(int r, int g, int b);
    }

    /** Brightness as the eye weighs it. */
    static final Mix LUMA = (r, g, b) -> (r * 77 + g * 151 + b * 28) >> 8;

    /** The brightest channel: red seals and most show-through vanish, black print stays. */
    static final Mix BRIGHTEST = (r, g, b) -> Math.max(r, Math.max(g, b));

    static Gray of(BufferedImage image, Mix mix) {
        int w = image.getWidth();
        int h = image.getHeight();
        byte[] out = new byte[w * h];
        Raster raster = image.getRaster();
        DataBuffer buffer = raster.getDataBuffer();
        boolean whole = raster.getSampleModelTranslateX() == 0 && raster.getSampleModelTranslateY() == 0;
        if (image.getType() == BufferedImage.TYPE_BYTE_GRAY
                && whole
                && buffer instanceof DataBufferByte bytes
                && raster.getSampleModel() instanceof PixelInterleavedSampleModel model
                && buffer.getOffset() == 0) {
            for (int y = 0; y < h; y++) {
                System.arraycopy(bytes.getData(), y * model.getScanlineStride(), out, y * w, w);
            }
        } else if (image.getType() == BufferedImage.TYPE_3BYTE_BGR
                && whole
                && buffer instanceof DataBufferByte bytes
                && raster.getSampleModel() instanceof PixelInterleavedSampleModel model
                && buffer.getOffset() == 0) {
            byte[] data = bytes.getData();
            for (int y = 0; y < h; y++) {
                int to = y * w;
                int from = y * model.getScanlineStride();
                for (int blue = from; blue < from + 3 * w; blue += 3) {
                    out[to++] = (byte) mix.grey(data[blue + 2] & 0xff, data[blue + 1] & 0xff, data[blue] & 0xff);
                }
            }
        } else if ((image.getType() == BufferedImage.TYPE_INT_RGB)
                && whole
                && buffer instanceof DataBufferInt ints
                && buffer.getOffset() == 0
                && ints.getData().length == w * h) {
            int[] data = ints.getData();
            for (int i = 0; i < data.length; i++) {
                out[i] = (byte) mix.grey((data[i] >> 16) & 0xff, (data[i] >> 8) & 0xff, data[i] & 0xff);
            }
        } else {
            general(image, mix, out);
        }
        return new Gray(w, h, out);
    }

    /** Any other image, row by row; what is transparent shows white paper. */
    private static void general(BufferedImage image, Mix mix, byte[] out) {
        int w = image.getWidth();
        int[] row = new int[w];
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, w, 1, row, 0, w);
            for (int x = 0; x < w; x++) {
                int alpha = row[x] >>> 24;
                int white = 255 - alpha;
                int r = (((row[x] >> 16) & 0xff) * alpha) / 255 + white;
                int g = (((row[x] >> 8) & 0xff) * alpha) / 255 + white;
                int b = ((row[x] & 0xff) * alpha) / 255 + white;
                out[y * w + x] = (byte) mix.grey(r, g, b);
            }
        }
    }

    /** The image turned by a multiple of 90 degrees clockwise. */
    Gray turned(int degrees) {
        int turn = Math.floorMod(degrees, 360);
        if (turn == 0) {
            return this;
        }
        byte[] out = new byte[width * height];
        if (turn == 180) {
            for (int i = 0, j = out.length - 1; j >= 0; i++, j--) {
                out[j] = pixels[i];
            }
            return new Gray(width, height, out);
        }
        int w = height;
        int h = width;
        int tile = 64;
        for (int ty = 0; ty < height; ty += tile) {
            for (int tx = 0; tx < width; tx += tile) {
                int bottom = Math.min(height, ty + tile);
                int right = Math.min(width, tx + tile);
                for (int y = ty; y < bottom; y++) {
                    for (int x = tx; x < right; x++) {
                        int to = turn == 90 ? x * w + (w - 1 - y) : (h - 1 - x) * w + y;
                        out[to] = pixels[y * width + x];
                    }
                }
            }
        }
        return new Gray(w, h, out);
    }

    /** A part of the image; what lies outside is white. */
    Gray crop(int left, int top, int w, int h) {
        Gray out = white(w, h);
        int x0 = Math.max(0, left);
        int x1 = Math.min(width, left + w);
        for (int y = Math.max(0, top); y < Math.min(height, top + h) && x1 > x0; y++) {
            System.arraycopy(pixels, y * width + x0, out.pixels, (y - top) * w + x0 - left, x1 - x0);
        }
        return out;
    }

    /** Smaller by averaging areas, or larger by interpolation. */
    Gray scaled(double factor) {
        int w = Math.max(1, (int) Math.round(width * factor));
        int h = Math.max(1, (int) Math.round(height * factor));
        if (w == width && h == height) {
            return this;
        }
        return factor < 1 ? averaged(w, h) : interpolated(w, h);
    }

    /** Each new pixel is the mean of the area that it covers, with 1/256 pixel exactness. */
    private Gray averaged(int w, int h) {
        byte[] out = new byte[w * h];
        int[] firsts = new int[w + 1];
        int[] weights = new int[w + 1];
        edges(width, w, firsts, weights);
        double[] shares = shares(width, w, firsts, weights);
        int[] rowFirsts = new int[h + 1];
        int[] rowWeights = new int[h + 1];
        edges(height, h, rowFirsts, rowWeights);
        long[] sums = new long[w];
        int[] line = new int[w];
        int lineOf = -1;
        for (int y = 0; y < h; y++) {
            java.util.Arrays.fill(sums, 0);
            long total = 0;
            for (int sy = rowFirsts[y]; sy <= rowFirsts[y + 1] && sy < height; sy++) {
                int weight = 256;
                if (sy == rowFirsts[y]) {
                    weight -= rowWeights[y];
                }
                if (sy == rowFirsts[y + 1]) {
                    weight -= 256 - rowWeights[y + 1];
                }
                if (weight <= 0) {
                    continue;
                }
                if (lineOf != sy) {
                    horizontal(sy, w, firsts, weights, shares, line);
                    lineOf = sy;
                }
                total += weight;
                for (int x = 0; x < w; x++) {
                    sums[x] += (long) line[x] * weight;
                }
            }
            double share = 1.0 / (total * 256);
            int row = y * w;
            for (int x = 0; x < w; x++) {
                out[row + x] = (byte) quotient(sums[x], share);
            }
        }
        return new Gray(w, h, out);
    }

    /** A whole number divided by another, rounded down: half of one more can't reach the next whole quotient. */
    private static int quotient(long dividend, double inverse) {
        return (int) ((dividend + 0.5) * inverse);
    }

    private static void edges(int from, int to, int[] firsts, int[] weights) {
        for (int i = 0; i <= to; i++) {
            long at = ((long) i * from * 256) / to;
            firsts[i] = (int) (at >> 8);
            weights[i] = (int) (at & 255);
        }
    }

    /** What each new pixel of a row is to be divided by, as its inverse: by the sum of the weights of its area. */
    private static double[] shares(int from, int to, int[] firsts, int[] weights) {
        double[] shares = new double[to];
        for (int x = 0; x < to; x++) {
            int whole = Math.max(firsts[x + 1], firsts[x] + 1) - firsts[x];
            boolean rest = firsts[x + 1] < from && firsts[x + 1] > firsts[x];
            shares[x] = 1.0 / (256L * whole - weights[x] + (rest ? weights[x + 1] : 0));
        }
        return shares;
    }

    /** The means of the areas of one row, times 256. */
    private void horizontal(int y, int w, int[] firsts, int[] weights, double[] shares, int[] line) {
        int row = y * width;
        for (int x = 0; x < w; x++) {
            int first = firsts[x];
            int last = firsts[x + 1];
            int sum = (256 - weights[x]) * (pixels[row + first] & 0xff);
            for (int sx = first + 1; sx < last; sx++) {
                sum += 256 * (pixels[row + sx] & 0xff);
            }
            if (last < width && last > first) {
                sum += weights[x + 1] * (pixels[row + last] & 0xff);
            }
            line[x] = quotient((long) sum << 8, shares[x]);
        }
    }

    private Gray interpolated(int w, int h) {
        byte[] out = new byte[w * h];
        Warp warp = new Warp((double) width / w, 0, 0, (double) height / h, 0, 0);
        warp.apply(this, out, w, h);
        return new Gray(w, h, out);
    }
}
