package vn.hoso.scan;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.imageio.stream.ImageInputStream;

/** One image file directory of a TIFF (TIFF 6.0, section 2; Big TIFF likewise): what it says of its image. */
final class TiffDirectory {
    private static final double CENTIMETRE = 2.54;
    /** A directory with more entries than there are tags is no directory. */
    private static final long MOST_ENTRIES = 4_096;

    private final long fileLength;
    private long width;
    private long height;
    private long tileWidth;
    private long tileHeight;
    private long rowsPerStrip = Long.MAX_VALUE;
    private long bitsPerSample = 1;
    private long samplesPerPixel = 1;
    private long compression = 1;
    private long orientation = 1;
    private long resolutionUnit = 2;
    private double resolutionX;
    private double resolutionY;
    private boolean notAPage;
    private long[] offsets = {};
    private long[] byteCounts = {};

    private TiffDirectory(long fileLength) {
        this.fileLength = fileLength;
    }

    /**
     * Reads the directories of a file in their order.
     *
     * @param most how many to read at most
     * @throws IOException if the chain of directories is broken or runs in a circle
     */
    static List<TiffDirectory> readAll(ImageInputStream in, long fileLength, int most) throws IOException {
        int mark = in.readUnsignedShort();
        if (mark != 0x4949 && mark != 0x4D4D) {
            throw new IOException("no TIFF byte order");
        }
        in.setByteOrder(mark == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int version = in.readUnsignedShort();
        boolean big = version == 43;
        if (version != 42 && !big) {
            throw new IOException("TIFF version " + version);
        }
        if (big) {
            in.readInt();
        }
        List<TiffDirectory> found = new ArrayList<>();
        Set<Long> visited = new HashSet<>();
        long next = big ? in.readLong() : in.readUnsignedInt();
        while (next != 0 && found.size() < most) {
            if (next < 8 || next >= fileLength) {
                throw new IOException("a TIFF directory lies behind the end of the file");
            }
            if (!visited.add(next)) {
                throw new IOException("the TIFF directories run in a circle");
            }
            in.seek(next);
            TiffDirectory directory = new TiffDirectory(fileLength);
            next = directory.read(in, big);
            found.add(directory);
        }
        return found;
    }

    private long read(ImageInputStream in, boolean big) throws IOException {
        long entries = big ? in.readLong() : in.readUnsignedShort();
        if (entries < 0 || entries > MOST_ENTRIES) {
            throw new IOException("a TIFF directory of " + entries + " entries");
        }
        long at = in.getStreamPosition();
        for (int i = 0; i < entries; i++) {
            in.seek(at);
            entry(in, big);
            at += big ? 20 : 12;
        }
        in.seek(at);
        return big ? in.readLong() : in.readUnsignedInt();
    }

    private void entry(ImageInputStream in, boolean big) throws IOException {
        int tag = in.readUnsignedShort();
        int type = in.readUnsignedShort();
        long count = big ? in.readLong() : in.readUnsignedInt();
        if (!wanted(tag) || count < 1) {
            return;
        }
        int size = size(type);
        if (size == 0 || count > fileLength / size) {
            throw new IOException("TIFF tag " + tag + " has " + count + " values");
        }
        if (size * count > (big ? 8 : 4)) {
            long offset = big ? in.readLong() : in.readUnsignedInt();
            if (offset < 0 || offset + size * count > fileLength) {
                throw new IOException("TIFF tag " + tag + " lies behind the end of the file");
            }
            in.seek(offset);
        }
        switch (tag) {
            case 254 -> notAPage |= (value(in, type) & 0b101) != 0;
            case 255 -> notAPage |= value(in, type) == 2;
            case 256 -> width = value(in, type);
            case 257 -> height = value(in, type);
            case 258 -> bitsPerSample = value(in, type);
            case 259 -> compression = value(in, type);
            case 273, 324 -> offsets = values(in, type, count);
            case 274 -> orientation = value(in, type);
            case 277 -> samplesPerPixel = value(in, type);
            case 278 -> rowsPerStrip = value(in, type);
            case 279, 325 -> byteCounts = values(in, type, count);
            case 282 -> resolutionX = ratio(in, type);
            case 283 -> resolutionY = ratio(in, type);
            case 296 -> resolutionUnit = value(in, type);
            case 322 -> tileWidth = value(in, type);
            case 323 -> tileHeight = value(in, type);
            default -> throw new IllegalStateException("tag " + tag + " is wanted but not read");
        }
    }

    private static boolean wanted(int tag) {
        return switch (tag) {
            case 254, 255, 256, 257, 258, 259, 273, 274, 277, 278, 279, 282, 283, 296, 322, 323, 324, 325 -> true;
            default -> false;
        };
    }

    private static int size(int type) {
        return switch (type) {
            case 1, 2, 6, 7 -> 1;
            case 3, 8 -> 2;
            case 4, 9, 11, 13 -> 4;
            case 5, 10, 12, 16, 17, 18 -> 8;
            default -> 0;
        };
    }

    private static long value(ImageInputStream in, int type) throws IOException {
        return switch (type) {
            case 1, 2, 6, 7 -> in.readUnsignedByte();
            case 3, 8 -> in.readUnsignedShort();
            case 4, 9, 13 -> in.readUnsignedInt();
            case 16, 17, 18 -> in.readLong();
            default -> throw new IOException("a TIFF number of type " + type);
        };
    }

    private static long[] values(ImageInputStream in, int type, long count) throws IOException {
        if (count > 1 << 20) {
            throw new IOException("a TIFF image of " + count + " pieces");
        }
        long[] values = new long[(int) count];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(in, type);
        }
        return values;
    }

    private static double ratio(ImageInputStream in, int type) throws IOException {
        if (type == 11) {
            return in.readFloat();
        }
        if (type == 12) {
            return in.readDouble();
        }
        if (type != 5 && type != 10) {
            return value(in, type);
        }
        double above = in.readUnsignedInt();
        double below = in.readUnsignedInt();
        return below == 0 ? 0 : above / below;
    }

    /** Thumbnails and masks are no pages (TIFF 6.0, NewSubfileType bits 0 and 2). */
    boolean isPage() {
        return !notAPage;
    }

    int orientation() {
        return orientation >= 1 && orientation <= 8 ? (int) orientation : 1;
    }

    double dpiX() {
        return dpi(resolutionX);
    }

    double dpiY() {
        return dpi(resolutionY);
    }

    private double dpi(double resolution) {
        boolean finite = resolution > 0 && resolution < 1e6;
        return !finite || resolutionUnit == 1 ? 0 : resolutionUnit == 3 ? resolution * CENTIMETRE : resolution;
    }

    boolean jpegInside() {
        return compression == 6 || compression == 7;
    }

    long[] offsets() {
        return offsets;
    }

    ImageHeader header() throws IOException {
        if (width < 1 || height < 1 || width > Integer.MAX_VALUE || height > Integer.MAX_VALUE) {
            throw new IOException("a TIFF image of " + width + " x " + height);
        }
        boolean shape = resolutionUnit == 1 && resolutionX > 0 && resolutionY > 0;
        double aspect = shape ? resolutionX / resolutionY : 1;
        return new ImageHeader((int) width, (int) height, dpiX(), dpiY(), aspect, orientation());
    }

    /** How many pixels a decoder holds at once: the image, or a tile that is larger than it. */
    long pixelsToHold() {
        long image = product(width, height);
        long piece = tileWidth > 0 && tileHeight > 0
                ? product(tileWidth, tileHeight)
                : product(width, Math.min(rowsPerStrip, height));
        // Samples beyond the four of CMYK weigh like pixels.
        long weight = Math.max(1, (samplesPerPixel * Math.max(8, bitsPerSample) + 31) / 32);
        return product(Math.max(image, piece), weight);
    }

    private static long product(long a, long b) {
        return a > 0 && b > Long.MAX_VALUE / a ? Long.MAX_VALUE : a * b;
    }

    /** Whether a piece of the image lies behind the end of the file. */
    boolean cutOff() {
        if (offsets.length == 0) {
            return false;
        }
        for (int i = 0; i < offsets.length; i++) {
            long count = i < byteCounts.length ? byteCounts[i] : 1;
            if (offsets[i] >= fileLength || offsets[i] + count > fileLength) {
                return true;
            }
        }
        return false;
    }
}
