package vn.hoso.scan;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.stream.ImageInputStream;

/**
 * The segments of a JBIG2 stream (ISO/IEC 14492): what pages there are, and the largest bitmap that a reader is made to
 * build. Nothing is decoded.
 */
final class Jbig2 {
    private static final long FILE_ID = 0x974A42320D0A1A0AL;
    private static final long UNKNOWN = 0xFFFFFFFFL;
    private static final int MOST_SEGMENTS = 1 << 20;
    private static final double METRE = 0.0254;

    private final ImageInputStream in;
    private final long end;
    private final int mostPages;
    private final Map<Long, Page> pages = new TreeMap<>();
    private ImageHeader largest = new ImageHeader(1, 1, 0, 0, 1, 1);

    private Jbig2(ImageInputStream in, long end, int mostPages) {
        this.in = in;
        this.end = end;
        this.mostPages = mostPages;
        in.setByteOrder(ByteOrder.BIG_ENDIAN);
    }

    /**
     * Reads a file, with its header (annex D).
     *
     * @param mostPages how many pages to read at most
     */
    static Jbig2 file(ImageInputStream in, long length, int mostPages) throws IOException {
        Jbig2 jbig2 = new Jbig2(in, length, mostPages);
        if (in.readLong() != FILE_ID) {
            throw new IOException("no JBIG2 file");
        }
        int flags = in.readUnsignedByte();
        if ((flags & 2) == 0) {
            in.readInt();
        }
        jbig2.read((flags & 1) != 0);
        if (jbig2.pages.isEmpty()) {
            throw new IOException("JBIG2 without a page");
        }
        return jbig2;
    }

    /** Reads a stream as it stands in a PDF: without a header (ISO 32000-1, 7.4.7). */
    static Jbig2 embedded(ImageInputStream in, long length) throws IOException {
        Jbig2 jbig2 = new Jbig2(in, length, Integer.MAX_VALUE);
        jbig2.read(true);
        return jbig2;
    }

    /** The largest bitmap of all. */
    ImageHeader largest() {
        return largest;
    }

    /** The pages in their order. */
    List<ImageHeader> pages() {
        return pages.values().stream().map(Page::header).toList();
    }

    /** Segment headers (7.2) each followed by its data, or all headers before all data. */
    private void read(boolean sequential) throws IOException {
        List<Segment> apart = new ArrayList<>();
        try {
            long position = in.getStreamPosition();
            int count = 0;
            while (position + 11 <= end && pages.size() <= mostPages && count++ < MOST_SEGMENTS) {
                in.seek(position);
                Segment segment = header();
                if (!sequential) {
                    apart.add(segment);
                    position = in.getStreamPosition();
                    if (segment.type() == 51) {
                        break;
                    }
                    continue;
                }
                data(segment, in.getStreamPosition());
                if (segment.length() == UNKNOWN) {
                    break;
                }
                position = segment.data() + segment.length();
            }
            for (Segment segment : apart) {
                data(segment, position);
                position += segment.length();
            }
        } catch (EOFException e) {
            // What follows is cut off, as whoever decodes it will find.
            return;
        }
    }

    /** A segment; {@code data} is where its data begin if they follow its header. */
    private record Segment(int type, long page, long length, long data) {}

    private Segment header() throws IOException {
        long number = in.readUnsignedInt();
        int flags = in.readUnsignedByte();
        int referred = in.readUnsignedByte() >> 5;
        long count = referred;
        if (referred == 7) {
            in.seek(in.getStreamPosition() - 1);
            count = in.readUnsignedInt() & 0x1fffffff;
            in.skipBytes((count + 8) / 8);
        }
        in.skipBytes(count * (number <= 256 ? 1 : number <= 65_536 ? 2 : 4));
        long page = (flags & 0x40) != 0 ? in.readUnsignedInt() : in.readUnsignedByte();
        long length = in.readUnsignedInt();
        return new Segment(flags & 0x3f, page, length, in.getStreamPosition());
    }

    private void data(Segment segment, long at) throws IOException {
        in.seek(at);
        int type = segment.type();
        boolean region = (type >= 4 && type <= 7) || (type >= 20 && type <= 43);
        if (type == 48) {
            page(segment.page());
        } else if (region) {
            // 7.4.1
            bitmap(in.readUnsignedInt(), in.readUnsignedInt());
            if (type <= 23 && type >= 20) {
                // The grid of a halftone, 7.4.5.1.
                in.skipBytes(9 + 1);
                bitmap(in.readUnsignedInt(), in.readUnsignedInt());
            }
        } else if (type == 50) {
            // The end of a stripe tells how far a page of unknown height goes, 7.4.10.
            Page page = pages.get(segment.page());
            if (page != null) {
                page.height = Math.max(page.height, in.readUnsignedInt() + 1);
                bitmap(page.width, page.height);
            }
        } else if (type == 16) {
            // All patterns lie beside each other, 7.4.4.1.
            in.readUnsignedByte();
            long patterns = in.readUnsignedByte() * (long) in.readUnsignedByte();
            bitmap(patterns, in.readUnsignedInt() + 1);
        }
    }

    /** Page information, 7.4.8. */
    private void page(long number) throws IOException {
        Page page = new Page();
        page.width = in.readUnsignedInt();
        long height = in.readUnsignedInt();
        page.height = height == UNKNOWN ? 1 : height;
        page.dpiX = in.readUnsignedInt() * METRE;
        page.dpiY = in.readUnsignedInt() * METRE;
        pages.put(number, page);
        bitmap(page.width, page.height);
    }

    private void bitmap(long width, long height) {
        ImageHeader found = new ImageHeader(side(width), side(height), 0, 0, 1, 1);
        largest = Comparator.comparingLong(ImageHeader::pixels).compare(found, largest) > 0 ? found : largest;
    }

    /** A bitmap may be too large for any reader; how large is still to be told. */
    private static int side(long value) {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, value));
    }

    private static final class Page {
        private long width;
        private long height;
        private double dpiX;
        private double dpiY;

        ImageHeader header() {
            return new ImageHeader(side(width), side(height), dpiX, dpiY, 1, 1);
        }
    }
}
