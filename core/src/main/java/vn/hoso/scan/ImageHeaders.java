package vn.hoso.scan;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
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
                return new ImageHeader(Math.max(width, inner.width()), Math.max(height, inner.height()), 0, 0, 1, 1);
            }
            if (type == 0x6A703268) {
                // The header box is a box of boxes: go on inside of it.
                in.seek(at + header);
                continue;
            }
            if (type == 0x69686472) {
                height = size(in.readUnsignedInt());
                width = size(in.readUnsignedInt());
            }
            if (length < header) {
                throw new IOException("JPEG 2000 box of length " + length);
            }
            in.seek(at + length);
        }
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

    /**
     * The largest bitmap that a JBIG2 stream makes its reader build: ISO/IEC 14492 7.2 (segment headers), 7.4.1 (region
     * segments), 7.4.4 (pattern dictionaries), 7.4.5 (grids of halftones), 7.4.8 (page information), 7.4.10 (ends of
     * stripes). Streams inside a PDF have no file header (ISO 32000-1, 7.4.7).
     */
    static ImageHeader jbig2(ImageInputStream in, long streamLength) throws IOException {
        in.setByteOrder(ByteOrder.BIG_ENDIAN);
        List<ImageHeader> seen = new ArrayList<>();
        long position = in.getStreamPosition();
        long pageWidth = 1;
        try {
            while (position + 11 <= streamLength) {
                in.seek(position);
                long number = in.readUnsignedInt();
                int flags = in.readUnsignedByte();
                int referred = in.readUnsignedByte() >> 5;
                long count = referred;
                if (referred == 7) {
                    in.seek(in.getStreamPosition() - 1);
                    count = in.readUnsignedInt() & 0x1fffffff;
                    in.skipBytes((count + 8) / 8);
                }
                long width = number <= 256 ? 1 : number <= 65_536 ? 2 : 4;
                in.skipBytes(count * width);
                in.skipBytes((flags & 0x40) != 0 ? 4 : 1);
                long length = in.readUnsignedInt();
                int type = flags & 0x3f;
                boolean region = (type >= 4 && type <= 7) || (type >= 20 && type <= 43);
                long data = in.getStreamPosition();
                if (type == 48 || region) {
                    long w = in.readUnsignedInt();
                    long h = in.readUnsignedInt();
                    // An unknown height is told by later stripes.
                    seen.add(bitmap(w, h == 0xffffffffL ? 1 : h));
                    pageWidth = type == 48 ? w : pageWidth;
                    if (type >= 20 && type <= 23) {
                        in.skipBytes(9 + 1);
                        seen.add(bitmap(in.readUnsignedInt(), in.readUnsignedInt()));
                    }
                } else if (type == 50) {
                    seen.add(bitmap(pageWidth, in.readUnsignedInt() + 1));
                } else if (type == 16) {
                    in.readUnsignedByte();
                    long patterns = in.readUnsignedByte() * (long) in.readUnsignedByte();
                    seen.add(bitmap(patterns, in.readUnsignedInt() + 1));
                }
                if (length == 0xffffffffL) {
                    break;
                }
                position = data + length;
            }
        } catch (EOFException e) {
            if (seen.isEmpty()) {
                throw e;
            }
        }
        return seen.stream()
                .max(java.util.Comparator.comparingLong(ImageHeader::pixels))
                .orElseThrow(() -> new IOException("JBIG2 without a page"));
    }

    /** A bitmap may be too large for any reader; its size is still to be told. */
    private static ImageHeader bitmap(long width, long height) {
        return new ImageHeader(side(width), side(height), 0, 0, 1, 1);
    }

    private static int side(long value) {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, value));
    }

    private static int size(long value) throws IOException {
        if (value < 1 || value > Integer.MAX_VALUE) {
            throw new IOException("an image side of " + value);
        }
        return (int) value;
    }
}
