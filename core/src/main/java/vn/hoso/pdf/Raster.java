package vn.hoso.pdf;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.Deflater;

/**
 * Writes pixels without loss, in the smallest of the forms that hold them: black and white as fax group 4, up to 256
 * colours with a palette, grey, or red, green and blue; the last three compressed as a PNG is.
 */
final class Raster {
    private static final int MOST_COLOURS = 256;
    private static final int BLACK = 0;
    private static final int WHITE = 0xffffff;

    private final PdfFile out;
    private final int width;
    private final int height;
    private final RgbRows rows;
    private final int[] row;

    private Raster(PdfFile out, BufferedImage image) {
        this.out = out;
        this.width = image.getWidth();
        this.height = image.getHeight();
        this.rows = new RgbRows(image);
        this.row = new int[width];
    }

    /** Writes an image; alpha is laid on white. */
    static int write(PdfFile out, BufferedImage image) throws IOException {
        Fax bits = Fax.of(image);
        return bits != null ? bits.write(out, Fax.GREY) : new Raster(out, image).write();
    }

    private int write() throws IOException {
        Palette colours = new Palette();
        boolean grey = true;
        for (int y = 0; y < height && (grey || !colours.full()); y++) {
            rows.read(y, row);
            for (int x = 0; x < width; x++) {
                int rgb = row[x];
                colours.add(rgb);
                grey &= (rgb >> 16) == (rgb & 0xff) && ((rgb >> 8) & 0xff) == (rgb & 0xff);
            }
        }
        if (colours.holdsOnly(BLACK, WHITE)) {
            return fax();
        }
        if (grey) {
            return samples("/DeviceGray", 1, (x, bytes) -> bytes[x + 1] = (byte) row[x]);
        }
        if (!colours.full()) {
            String space = "[/Indexed/DeviceRGB " + (colours.size() - 1) + PdfSyntax.bytes(colours.bytes()) + "]";
            return samples(space, 1, (x, bytes) -> bytes[x + 1] = (byte) colours.index(row[x]));
        }
        return samples("/DeviceRGB", 3, (x, bytes) -> {
            bytes[3 * x + 1] = (byte) (row[x] >> 16);
            bytes[3 * x + 2] = (byte) (row[x] >> 8);
            bytes[3 * x + 3] = (byte) row[x];
        });
    }

    private int fax() throws IOException {
        Fax bits = Fax.white(width, height);
        for (int y = 0; y < height; y++) {
            rows.read(y, row);
            for (int x = 0; x < width; x++) {
                if (row[x] == BLACK) {
                    bits.blacken(x, y);
                }
            }
        }
        return bits.write(out, Fax.GREY);
    }

    /** Puts a pixel of the current row into a row of samples, whose first byte is left free for the predictor. */
    @FunctionalInterface
    private interface Pixel {
        void put(int x, byte[] samples);
    }

    private int samples(String space, int bands, Pixel pixel) throws IOException {
        boolean predict = !space.startsWith("[") && predictorPays(bands, pixel);
        String entries = "/Type/XObject/Subtype/Image/Width " + width + "/Height " + height
                + "/BitsPerComponent 8/ColorSpace" + space
                + (predict
                        ? "/DecodeParms<</Predictor 15/Colors " + bands + "/BitsPerComponent 8/Columns " + width + ">>"
                        : "");
        return out.deflated(
                entries, (OutputStream target) -> writeRows(0, height, bands, pixel, predict, target::write));
    }

    /** Takes a part of an array. */
    @FunctionalInterface
    private interface Sink {
        void take(byte[] bytes, int offset, int length) throws IOException;
    }

    private void writeRows(int from, int to, int bands, Pixel pixel, boolean predict, Sink sink) throws IOException {
        PngFilter filter = new PngFilter(width * bands, bands);
        for (int y = from; y < to; y++) {
            rows.read(y, row);
            byte[] samples = filter.next();
            for (int x = 0; x < width; x++) {
                pixel.put(x, samples);
            }
            if (predict) {
                sink.take(filter.filtered(), 0, width * bands + 1);
            } else {
                sink.take(samples, 1, width * bands);
            }
        }
    }

    /** Scans with noise get smaller by prediction, rendered pages mostly larger: four strips of the page tell. */
    private boolean predictorPays(int bands, Pixel pixel) throws IOException {
        long plain = 0;
        long predicted = 0;
        for (int strip = 1; strip <= 4; strip++) {
            int from = (int) ((long) height * strip / 5);
            int to = Math.min(height, from + 16);
            plain += packedSize(from, to, bands, pixel, false);
            predicted += packedSize(from, to, bands, pixel, true);
        }
        return predicted < plain;
    }

    private long packedSize(int from, int to, int bands, Pixel pixel, boolean predict) throws IOException {
        Deflater deflater = new Deflater();
        try {
            byte[] target = new byte[1 << 13];
            writeRows(from, to, bands, pixel, predict, (bytes, offset, length) -> {
                deflater.setInput(bytes, offset, length);
                while (!deflater.needsInput()) {
                    deflater.deflate(target);
                }
            });
            deflater.finish();
            while (!deflater.finished()) {
                deflater.deflate(target);
            }
            return deflater.getBytesWritten();
        } finally {
            deflater.end();
        }
    }

    /** Up to 256 colours in the order of their first use: a hash table without boxing. */
    private static final class Palette {
        private static final int SLOTS = 2048;

        private final int[] slots = new int[SLOTS];
        private final int[] colours = new int[MOST_COLOURS + 1];
        private int size;
        private int latest = -1;

        Palette() {
            Arrays.fill(slots, -1);
        }

        void add(int rgb) {
            if (rgb == latest || full()) {
                return;
            }
            latest = rgb;
            int slot = slot(rgb);
            if (slots[slot] < 0) {
                colours[size] = rgb;
                slots[slot] = size++;
            }
        }

        int index(int rgb) {
            return slots[slot(rgb)];
        }

        private int slot(int rgb) {
            int slot = (rgb * 0x9e3779b1) >>> 21;
            while (slots[slot] >= 0 && colours[slots[slot]] != rgb) {
                slot = (slot + 1) & (SLOTS - 1);
            }
            return slot;
        }

        /** Whether there are too many colours for a palette. */
        boolean full() {
            return size > MOST_COLOURS;
        }

        int size() {
            return size;
        }

        boolean holdsOnly(int one, int other) {
            return Arrays.stream(colours, 0, size).allMatch(c -> c == one || c == other);
        }

        byte[] bytes() {
            byte[] bytes = new byte[3 * size];
            for (int i = 0; i < size; i++) {
                bytes[3 * i] = (byte) (colours[i] >> 16);
                bytes[3 * i + 1] = (byte) (colours[i] >> 8);
                bytes[3 * i + 2] = (byte) colours[i];
            }
            return bytes;
        }
    }

    /** Row filters of PNG (ISO/IEC 15948, 9.2); each row takes the one whose differences are smallest. */
    private static final class PngFilter {
        private final int length;
        private final int back;
        private final byte[][] candidates = new byte[5][];
        private byte[] current;
        private byte[] above;

        PngFilter(int length, int back) {
            this.length = length;
            this.back = back;
            this.current = new byte[length + 1];
            this.above = new byte[length + 1];
            for (int type = 1; type < candidates.length; type++) {
                candidates[type] = new byte[length + 1];
                candidates[type][0] = (byte) type;
            }
        }

        /** The array for the samples of the next row, from its second byte on. */
        byte[] next() {
            byte[] free = above;
            above = current;
            current = free;
            return current;
        }

        byte[] filtered() {
            current[0] = 0;
            candidates[0] = current;
            long[] sums = new long[candidates.length];
            for (int i = 1; i <= length; i++) {
                int here = current[i] & 0xff;
                int left = i > back ? current[i - back] & 0xff : 0;
                int up = above[i] & 0xff;
                int corner = i > back ? above[i - back] & 0xff : 0;
                sums[0] += Math.abs(current[i]);
                sums[1] += put(1, i, here - left);
                sums[2] += put(2, i, here - up);
                sums[3] += put(3, i, here - (left + up) / 2);
                sums[4] += put(4, i, here - paeth(left, up, corner));
            }
            int best = 0;
            for (int type = 1; type < sums.length; type++) {
                best = sums[type] < sums[best] ? type : best;
            }
            return candidates[best];
        }

        private int put(int type, int at, int difference) {
            candidates[type][at] = (byte) difference;
            return Math.abs((byte) difference);
        }

        private static int paeth(int left, int up, int corner) {
            int estimate = left + up - corner;
            int toLeft = Math.abs(estimate - left);
            int toUp = Math.abs(estimate - up);
            int toCorner = Math.abs(estimate - corner);
            return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
        }
    }
}
