package vn.hoso.scan;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.List;
import javax.imageio.stream.ImageInputStream;

/**
 * Reads the headers of single images: sizes and resolutions without decoding a pixel.
 *
 * <p>Every method throws {@link IOException} for a header that is not one. Streams are read from where they stand.
 */
final class ImageHeaders {
    private static final double METRE = 0.0254;
    private static final double CENTIMETRE = 2.54;

    private ImageHeaders() {}

    /** PNG, third edition: 11.2.1 IHDR, 11.3.4.3 pHYs. */
    static ImageHeader png(ImageInputStream in) throws IOException {
        in.setByteOrder(ByteOrder.BIG_ENDIAN);
        if (in.readLong() != 0x89504E470D0A1A0AL) {
            throw new IOException("no PNG signature");
        }
        long length = in.readUnsignedInt();
        if (in.readInt() != 0x49484452 || length != 13) {
            throw new IOException("PNG does not begin with IHDR");
        }
        int width = size(in.readUnsignedInt());
        int height = size(in.readUnsignedInt());
        in.skipBytes(5 + 4);
        double dpiX = 0;
        double dpiY = 0;
        double aspect = 1;
        while (true) {
            length = in.readUnsignedInt();
            int type = in.readInt();
            if (type == 0x49444154 || type == 0x49454E44) {
                return new ImageHeader(width, height, dpiX, dpiY, aspect, 1);
            }
            long next = in.getStreamPosition() + length + 4;
            if (type == 0x70485973 && length == 9) {
                long x = in.readUnsignedInt();
                long y = in.readUnsignedInt();
                if (in.readUnsignedByte() == 1) {
                    dpiX = x * METRE;
                    dpiY = y * METRE;
                } else if (x > 0 && y > 0) {
                    aspect = (double) x / y;
                }
            }
            in.seek(next);
        }
    }

    /** ITU-T T.81 B.2.2 (SOFn), JFIF 1.02 (APP0), Exif 2.3 (APP1). Arithmetic and lossless frames are frames too. */
    static ImageHeader jpeg(ImageInputStream in) throws IOException {
        in.setByteOrder(ByteOrder.BIG_ENDIAN);
        if (in.readUnsignedShort() != 0xFFD8) {
            throw new IOException("no JPEG start of image");
        }
        double dpiX = 0;
        double dpiY = 0;
        double aspect = 1;
        int orientation = 1;
        boolean jfif = false;
        while (true) {
            int marker = marker(in);
            if (marker == 0xD8 || marker == 0x01 || (marker >= 0xD0 && marker <= 0xD7)) {
                continue;
            }
            if (marker == 0xD9 || marker == 0xDA) {
                throw new IOException("JPEG without a frame header");
            }
            long start = in.getStreamPosition();
            int length = in.readUnsignedShort();
            if (length < 2) {
                throw new IOException("JPEG segment of length " + length);
            }
            boolean frame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
            if (frame) {
                in.readUnsignedByte();
                int height = in.readUnsignedShort();
                int width = in.readUnsignedShort();
                if (width == 0) {
                    throw new IOException("JPEG of no width");
                }
                // A height of 0 is told after the first scan (DNL); the largest is assumed.
                return new ImageHeader(width, height == 0 ? 65_535 : height, dpiX, dpiY, aspect, orientation);
            }
            if (marker == 0xE0 && length >= 14 && in.readInt() == 0x4A464946 && in.readUnsignedByte() == 0) {
                in.readUnsignedShort();
                int unit = in.readUnsignedByte();
                int x = in.readUnsignedShort();
                int y = in.readUnsignedShort();
                if (x > 0 && y > 0) {
                    double factor = unit == 1 ? 1 : unit == 2 ? CENTIMETRE : 0;
                    dpiX = x * factor;
                    dpiY = y * factor;
                    aspect = unit == 0 ? (double) x / y : 1;
                    jfif = unit != 0;
                }
            } else if (marker == 0xE1 && length > 16 && in.readInt() == 0x45786966 && in.readUnsignedShort() == 0) {
                byte[] exif = new byte[length - 8];
                in.readFully(exif);
                try (var nested =
                        new javax.imageio.stream.MemoryCacheImageInputStream(new java.io.ByteArrayInputStream(exif))) {
                    List<TiffDirectory> tags = TiffDirectory.readAll(nested, exif.length, 1);
                    if (!tags.isEmpty()) {
                        orientation = tags.get(0).orientation();
                        if (!jfif) {
                            dpiX = tags.get(0).dpiX();
                            dpiY = tags.get(0).dpiY();
                        }
                    }
                } catch (IOException | IndexOutOfBoundsException e) {
                    // Broken camera notes are no reason to refuse a sound image.
                    orientation = 1;
                }
            }
            in.seek(start + length);
        }
    }

    private static int marker(ImageInputStream in) throws IOException {
        int b = in.readUnsignedByte();
        while (b != 0xFF) {
            b = in.readUnsignedByte();
        }
        while (b == 0xFF) {
            b = in.readUnsignedByte();
        }
        return b;
    }

    /** ISO/IEC 15444-1: a code stream (A.5.1, SIZ) or the boxes of a JP2 file around one; the larger size counts. */
    static ImageHeader jpx(ImageInputStream in) throws IOException {
        in.setByteOrder(ByteOrder.BIG_ENDIAN);
        long start = in.getStreamPosition();
        if (in.readInt() == 0xFF4FFF51) {
            return siz(in);
        }
        in.seek(start);
        int width = 0;
        int height = 0;
        double[] dpi = {0, 0};
        while (true) {
            long at = in.getStreamPosition();
            long length = in.readUnsignedInt();
            int type = in.readInt();
            long header = 8;
            if (length == 1) {
                length = in.readLong();
                header = 16;
            }
            if (type == 0x6A703263) {
                if (in.readInt() != 0xFF4FFF51) {
                    throw new IOException("JPEG 2000 code stream without SIZ");
                }
                ImageHeader inner = siz(in);
                return new ImageHeader(
                        Math.max(width, inner.width()), Math.max(height, inner.height()), dpi[0], dpi[1], 1, 1);
            }
            if (type == 0x6A703268 || type == 0x72657320) {
                // The header box and the one for resolutions are boxes of boxes: go on inside of them.
                in.seek(at + header);
                continue;
            }
            if (type == 0x69686472) {
                height = size(in.readUnsignedInt());
                width = size(in.readUnsignedInt());
            }
            if (type == 0x72657363 || (type == 0x72657364 && dpi[0] == 0)) {
                dpi = resolution(in);
            }
            if (length < header) {
                throw new IOException("JPEG 2000 box of length " + length);
            }
            in.seek(at + length);
        }
    }

    /** I.5.3.7: dots a metre as fractions with a power of ten, down first; given as dots an inch, across first. */
    private static double[] resolution(ImageInputStream in) throws IOException {
        double down = (double) in.readUnsignedShort() / Math.max(1, in.readUnsignedShort());
        double across = (double) in.readUnsignedShort() / Math.max(1, in.readUnsignedShort());
        down *= Math.pow(10, in.readByte());
        across *= Math.pow(10, in.readByte());
        return new double[] {across * METRE, down * METRE};
    }

    private static ImageHeader siz(ImageInputStream in) throws IOException {
        in.readUnsignedShort();
        in.readUnsignedShort();
        long width = in.readUnsignedInt();
        long height = in.readUnsignedInt();
        long offsetX = in.readUnsignedInt();
        long offsetY = in.readUnsignedInt();
        long tileWidth = in.readUnsignedInt();
        long tileHeight = in.readUnsignedInt();
        in.readUnsignedInt();
        in.readUnsignedInt();
        int components = in.readUnsignedShort();
        width -= offsetX;
        height -= offsetY;
        if (width < 1 || height < 1 || tileWidth < 1 || tileHeight < 1 || components < 1) {
            throw new IOException("impossible SIZ in JPEG 2000");
        }
        long tiles = ((width + tileWidth - 1) / tileWidth) * ((height + tileHeight - 1) / tileHeight);
        // Table A.9: tile numbers have 16 bits; more tiles than that are an attack on the decoder's memory.
        if (tiles > 65_535) {
            throw new IOException("JPEG 2000 with " + tiles + " tiles");
        }
        return new ImageHeader(size(width), size(height), 0, 0, 1, 1);
    }

    /** Windows bitmaps: a core header (12 bytes) or an information header of whatever version, with plain or run-length data. */
    static ImageHeader bmp(ImageInputStream in) throws IOException {
        in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
        in.skipBytes(14);
        long header = in.readUnsignedInt();
        if (header == 12) {
            return new ImageHeader(size(in.readUnsignedShort()), size(in.readUnsignedShort()), 0, 0, 1, 1);
        }
        int width = size(in.readInt());
        // Rows from the top down are told by a negative height.
        int height = size(Math.abs((long) in.readInt()));
        in.skipBytes(4);
        long compression = in.readUnsignedInt();
        if (header < 40 || compression > 3) {
            throw new IOException("a bitmap of an unknown form");
        }
        in.skipBytes(4);
        return new ImageHeader(width, height, in.readInt() * METRE, in.readInt() * METRE, 1, 1);
    }

    /** GIF 89a, 18 to 20: the first image; what an animation adds is no page. */
    static ImageHeader gif(ImageInputStream in) throws IOException {
        in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
        in.skipBytes(6 + 4);
        skipColours(in, in.readUnsignedByte(), 2);
        ImageHeader image = null;
        while (true) {
            int block = in.read();
            if (block == 0x2C) {
                if (image != null) {
                    throw new IOException("an animation is no page");
                }
                in.skipBytes(4);
                image = new ImageHeader(size(in.readUnsignedShort()), size(in.readUnsignedShort()), 0, 0, 1, 1);
                skipColours(in, in.readUnsignedByte(), 0);
                in.readUnsignedByte();
                skipBlocks(in);
            } else if (block == 0x21) {
                in.readUnsignedByte();
                skipBlocks(in);
            } else if (image != null) {
                return image;
            } else {
                throw new IOException("a GIF without an image");
            }
        }
    }

    /** A table of colours, where the flags say that there is one, after some more bytes. */
    private static void skipColours(ImageInputStream in, int flags, int before) throws IOException {
        in.skipBytes(before);
        if ((flags & 0x80) != 0) {
            in.skipBytes(3 << ((flags & 7) + 1));
        }
    }

    private static void skipBlocks(ImageInputStream in) throws IOException {
        for (int n = in.readUnsignedByte(); n > 0; n = in.readUnsignedByte()) {
            in.skipBytes(n);
        }
    }

    /** WebP (RFC 9649): lossy, lossless, or extended by one chunk that tells the size of the whole. */
    static ImageHeader webp(ImageInputStream in) throws IOException {
        in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
        in.skipBytes(4);
        long rest = in.readUnsignedInt();
        if (in.length() >= 0 && in.getStreamPosition() + rest > in.length() + 1) {
            throw new IOException("a WebP that is cut off");
        }
        in.skipBytes(4);
        int kind = in.readInt();
        in.readInt();
        if (kind == 0x58385056) {
            int flags = in.readInt();
            if ((flags & 2) != 0) {
                throw new IOException("an animation is no page");
            }
            long sides = in.readUnsignedInt() | (long) in.readUnsignedShort() << 32;
            return new ImageHeader((int) (sides & 0xffffff) + 1, (int) (sides >> 24) + 1, 0, 0, 1, 1);
        }
        if (kind == 0x4C385056 && in.readUnsignedByte() == 0x2F) {
            int sides = in.readInt();
            return new ImageHeader((sides & 0x3fff) + 1, (sides >> 14 & 0x3fff) + 1, 0, 0, 1, 1);
        }
        in.skipBytes(3);
        if (kind != 0x20385056 || in.readUnsignedByte() != 0x9D || in.readUnsignedShort() != 0x2A01) {
            throw new IOException("a WebP without an image");
        }
        return new ImageHeader(
                size(in.readUnsignedShort() & 0x3fff), size(in.readUnsignedShort() & 0x3fff), 0, 0, 1, 1);
    }

    private static int size(long value) throws IOException {
        if (value < 1 || value > Integer.MAX_VALUE) {
            throw new IOException("an image side of " + value);
        }
        return (int) value;
    }
}
