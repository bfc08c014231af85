package vn.hoso.pdf;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.InflaterInputStream;
import vn.hoso.text.PageText;

/**
 * Carries the compressed rows of a PNG over: PDF has the same compression and the same row filters.
 *
 * <p>Interlaced images and those with transparency have to be unpacked first.
 */
final class PngPages implements PageSource {
    private static final long SIGNATURE = 0x89504e470d0a1a0aL;
    private static final int LARGEST_PROFILE = 16 << 20;

    private final Path file;

    PngPages(Path file) {
        this.file = file;
    }

    @Override
    public Optional<Picture> copy(PageText page, PdfFile out) throws IOException {
        byte[] header = {};
        byte[] palette = {};
        byte[] profile = {};
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            if (in.readLong() != SIGNATURE) {
                return Optional.empty();
            }
            String kind = "";
            while (!"IEND".equals(kind)) {
                int length = in.readInt();
                kind = new String(in.readNBytes(4), StandardCharsets.US_ASCII);
                byte[] chunk = in.readNBytes(length);
                in.readInt();
                switch (kind) {
                    case "IHDR" -> header = chunk;
                    case "PLTE" -> palette = chunk;
                    case "IDAT" -> data.writeBytes(chunk);
                    case "iCCP" -> profile = profile(chunk);
                    case "tRNS" -> {
                        return Optional.empty();
                    }
                    default -> {
                        // Nothing else changes the pixels.
                    }
                }
            }
        }
        return header.length < 13 ? Optional.empty() : copy(page, out, header, palette, profile, data.toByteArray());
    }

    private static Optional<Picture> copy(
            PageText page, PdfFile out, byte[] header, byte[] palette, byte[] profile, byte[] data) throws IOException {
        int width = ByteBuffer.wrap(header).getInt(0);
        int height = ByteBuffer.wrap(header).getInt(4);
        int bits = header[8];
        int type = header[9];
        boolean interlaced = header[12] != 0;
        int bands = type == 2 ? 3 : 1;
        boolean noPalette = type == 3 && (palette.length < 3 || palette.length > 768);
        if (interlaced
                || noPalette
                || (type != 0 && type != 2 && type != 3)
                || !complete(data, width, height, bits * bands)) {
            return Optional.empty();
        }
        String device = type == 2 ? "/DeviceRGB" : "/DeviceGray";
        String space = type == 3
                ? "[/Indexed/DeviceRGB " + (palette.length / 3 - 1) + PdfSyntax.bytes(palette) + "]"
                : new IccProfile(profile).write(out, bands).orElse(device);
        int image = out.stream(
                "/Type/XObject/Subtype/Image/Width " + width + "/Height " + height + "/BitsPerComponent " + bits
                        + "/ColorSpace" + space + "/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors " + bands
                        + "/BitsPerComponent " + bits + "/Columns " + width + ">>",
                data);
        return Optional.of(Picture.filling(image, page, false));
    }

    /** Whether all rows are there; viewers differ in what they make of a stream that breaks off. */
    private static boolean complete(byte[] data, int width, int height, int bitsAPixel) throws IOException {
        long expected = height * (1 + ((long) width * bitsAPixel + 7) / 8);
        try (InputStream rows = new InflaterInputStream(new ByteArrayInputStream(data))) {
            rows.skipNBytes(expected);
            return rows.read() < 0;
        }
    }

    private static byte[] profile(byte[] chunk) throws IOException {
        int name = 0;
        while (name < chunk.length && chunk[name] != 0) {
            name++;
        }
        if (name + 2 >= chunk.length) {
            return new byte[0];
        }
        byte[] packed = Arrays.copyOfRange(chunk, name + 2, chunk.length);
        try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(packed))) {
            return in.readNBytes(LARGEST_PROFILE);
        }
    }
}
