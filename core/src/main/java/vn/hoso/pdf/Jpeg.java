package vn.hoso.pdf;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the head of a JPEG says (ITU-T T.81, annex B), as far as a PDF has to know it.
 *
 * @param width columns
 * @param height rows
 * @param components 1 grey, 3 colour, 4 inks
 * @param precision bits a sample
 * @param process the number of the start-of-frame marker, 0 baseline to 15
 * @param adobe whether an Adobe segment is there: it says how colours are transformed, and that inks are stored inverted
 * @param plainColours whether the components are red, green and blue themselves, without an Adobe segment saying so
 * @param profile the colour profile embedded in it
 * @param orientation the orientation of Exif, 1 (as stored) to 8
 */
record Jpeg(
        int width,
        int height,
        int components,
        int precision,
        int process,
        boolean adobe,
        boolean plainColours,
        IccProfile profile,
        int orientation) {
    private static final byte[] ICC = "ICC_PROFILE\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ADOBE = "Adobe".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] JFIF = "JFIF\0".getBytes(StandardCharsets.US_ASCII);

    /** Reads up to the start of the first scan. */
    static Jpeg read(InputStream source) throws IOException {
        DataInputStream in = new DataInputStream(source);
        if (in.readUnsignedShort() != 0xffd8) {
            throw new IOException("no JPEG");
        }
        byte[] frame = {};
        int process = -1;
        boolean adobe = false;
        boolean jfif = false;
        int orientation = 1;
        TreeMap<Integer, byte[]> profile = new TreeMap<>();
        for (int marker = marker(in); marker != 0xda; marker = marker(in)) {
            if (marker == 0xd9) {
                throw new EOFException("a JPEG without an image");
            }
            byte[] segment = new byte[Math.max(0, in.readUnsignedShort() - 2)];
            in.readFully(segment);
            if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc) {
                frame = segment;
                process = marker - 0xc0;
            } else if (marker == 0xe0 && starts(segment, JFIF)) {
                jfif = true;
            } else if (marker == 0xe1 && starts(segment, EXIF)) {
                orientation = orientation(segment);
            } else if (marker == 0xe2 && starts(segment, ICC) && segment.length > ICC.length + 2) {
                profile.put(segment[ICC.length] & 0xff, segment);
            } else if (marker == 0xee && starts(segment, ADOBE)) {
                adobe = true;
            }
        }
        if (frame.length < 6) {
            throw new IOException("a JPEG without a frame");
        }
        ByteBuffer f = ByteBuffer.wrap(frame);
        int components = frame[5] & 0xff;
        boolean rgb = !adobe
                && !jfif
                && components == 3
                && frame.length >= 15
                && frame[6] == 'R'
                && frame[9] == 'G'
                && frame[12] == 'B';
        return new Jpeg(
                f.getShort(3) & 0xffff,
                f.getShort(1) & 0xffff,
                components,
                frame[0],
                process,
                adobe,
                rgb,
                new IccProfile(join(profile)),
                orientation);
    }

    private static int marker(DataInputStream in) throws IOException {
        int b = in.readUnsignedByte();
        while (b != 0xff) {
            b = in.readUnsignedByte();
        }
        while (b == 0xff) {
            b = in.readUnsignedByte();
        }
        return b;
    }

    private static boolean starts(byte[] segment, byte[] with) {
        return segment.length >= with.length && java.util.Arrays.equals(segment, 0, with.length, with, 0, with.length);
    }

    private static byte[] join(TreeMap<Integer, byte[]> parts) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        int head = ICC.length + 2;
        parts.values().forEach(part -> whole.write(part, head, part.length - head));
        return whole.toByteArray();
    }

    private static int orientation(byte[] exif) {
        try {
            ByteBuffer tiff = ByteBuffer.wrap(exif, EXIF.length, exif.length - EXIF.length)
                    .slice();
            tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            int directory = tiff.getInt(4);
            int entries = tiff.getShort(directory) & 0xffff;
            for (int i = 0; i < entries; i++) {
                int entry = directory + 2 + 12 * i;
                if (tiff.getShort(entry) == 0x0112) {
                    int value = tiff.getShort(entry + 8) & 0xffff;
                    return value >= 1 && value <= 8 ? value : 1;
                }
            }
        } catch (IndexOutOfBoundsException e) {
            // A damaged Exif block says nothing.
        }
        return 1;
    }

    /** Whether a PDF viewer can decode it: Huffman-coded baseline, extended or progressive, eight bits. */
    boolean fitsPdf() {
        return process >= 0 && process <= 2 && precision == 8 && width > 0 && height > 0;
    }

    /** Whether the page image is this image mirrored left to right. */
    boolean mirrored() {
        return orientation == 2 || orientation == 4 || orientation == 5 || orientation == 7;
    }

    /** The dictionary entries of the image in a PDF, or empty where its colours can't be told there. */
    Optional<String> entries(PdfFile out) throws IOException {
        if (!fitsPdf()) {
            return Optional.empty();
        }
        Optional<String> own = profile.write(out, components);
        String space;
        if (own.isPresent()) {
            space = own.get();
        } else if (components == 1) {
            space = "/DeviceGray";
        } else if (components == 3) {
            space = "/DeviceRGB";
        } else {
            // Inks without a profile: PDF/A-2 does not let them be guessed (ISO 19005-2, 6.2.4.3).
            return Optional.empty();
        }
        return Optional.of("/Type/XObject/Subtype/Image/Width " + width + "/Height " + height
                + "/BitsPerComponent 8/ColorSpace" + space + "/Filter/DCTDecode"
                + (components == 4 && adobe ? "/Decode[1 0 1 0 1 0 1 0]" : "")
                + (plainColours ? "/DecodeParms<</ColorTransform 0>>" : ""));
    }
}
