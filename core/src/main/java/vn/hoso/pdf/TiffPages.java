package vn.hoso.pdf;

import com.twelvemonkeys.imageio.metadata.CompoundDirectory;
import com.twelvemonkeys.imageio.metadata.Directory;
import com.twelvemonkeys.imageio.metadata.Entry;
import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import com.twelvemonkeys.imageio.metadata.tiff.TIFFReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageInputStream;
import vn.hoso.text.PageText;

/**
 * Carries fax and JPEG data of a TIFF over.
 *
 * <p>PDF has no strips: those of fax data are unpacked and packed again as one, those of JPEG data are joined as they are.
 * Everything else is unpacked.
 */
final class TiffPages implements PageSource {
    private static final int MOST_BYTES = 256 << 20;

    private final ImageInputStream in;
    private final Directory directories;

    TiffPages(Path file) throws IOException {
        ImageInputStream opened = ImageIO.createImageInputStream(file.toFile());
        if (opened == null) {
            throw new IOException("no stream for a TIFF");
        }
        in = opened;
        try {
            directories = new TIFFReader().read(in);
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    @Override
    public Optional<Picture> copy(PageText page, PdfFile out) throws IOException {
        Page tags = new Page(directory(page.page() - 1));
        boolean tiled = tags.has(TIFF.TAG_TILE_WIDTH);
        int offsetTag = tiled ? TIFF.TAG_TILE_OFFSETS : TIFF.TAG_STRIP_OFFSETS;
        int countTag = tiled ? TIFF.TAG_TILE_BYTE_COUNTS : TIFF.TAG_STRIP_BYTE_COUNTS;
        int orientation = (int) tags.number(TIFF.TAG_ORIENTATION, 1);
        boolean mirrored = orientation == 2 || orientation == 4 || orientation == 5 || orientation == 7;
        List<byte[]> parts = parts(tags.numbers(offsetTag), tags.numbers(countTag));
        if (parts.isEmpty() || (tiled && parts.size() > 1)) {
            return Optional.empty();
        }
        Optional<Integer> image = switch ((int) tags.number(TIFF.TAG_COMPRESSION, 1)) {
            case 4 -> parts.size() > 1 ? Optional.empty() : fax(tags, parts.get(0), out, tiled);
            case 7 -> jpeg(tags, parts, out);
            default -> Optional.empty();
        };
        return image.map(number -> Picture.filling(number, page, mirrored));
    }

    /** The bytes of the strips or tiles, or nothing where their table makes no sense. */
    private List<byte[]> parts(long[] offsets, long[] counts) throws IOException {
        long sum = Arrays.stream(counts).sum();
        boolean sound = offsets.length == counts.length
                && Arrays.stream(counts).allMatch(count -> count > 0 && count <= MOST_BYTES)
                && sum <= MOST_BYTES;
        List<byte[]> parts = new ArrayList<>();
        for (int i = 0; sound && i < offsets.length; i++) {
            byte[] part = new byte[(int) counts[i]];
            in.seek(offsets[i]);
            in.readFully(part);
            parts.add(part);
        }
        return parts;
    }

    private Directory directory(int index) throws IOException {
        if (directories instanceof CompoundDirectory all) {
            if (index >= all.directoryCount()) {
                throw new IOException("no such directory");
            }
            return all.getDirectory(index);
        }
        return directories;
    }

    /** Fax group 4 (ITU-T T.6). */
    private static Optional<Integer> fax(Page tags, byte[] data, PdfFile out, boolean tiled) throws IOException {
        int photometric = (int) tags.number(TIFF.TAG_PHOTOMETRIC_INTERPRETATION, 0);
        boolean uncompressedMode = (tags.number(TIFF.TAG_GROUP4OPTIONS, 0) & 2) != 0;
        if (tiled
                || uncompressedMode
                || photometric > 1
                || tags.number(TIFF.TAG_BITS_PER_SAMPLE, 1) != 1
                || tags.number(TIFF.TAG_SAMPLES_PER_PIXEL, 1) != 1) {
            return Optional.empty();
        }
        if (tags.number(TIFF.TAG_FILL_ORDER, 1) == 2) {
            for (int i = 0; i < data.length; i++) {
                data[i] = (byte) (Integer.reverse(data[i]) >>> 24);
            }
        }
        long width = tags.number(TIFF.TAG_IMAGE_WIDTH, 0);
        long height = tags.number(TIFF.TAG_IMAGE_HEIGHT, 0);
        return Optional.of(out.stream(
                "/Type/XObject/Subtype/Image/Width " + width + "/Height " + height
                        + "/BitsPerComponent 1/ColorSpace/DeviceGray/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns "
                        + width + "/Rows " + height + (photometric == 1 ? "/BlackIs1 true" : "") + ">>",
                data));
    }

    /** JPEG with its tables stored apart (TIFF Technical Note 2): put together they are an ordinary JPEG. */
    private static Optional<Integer> jpeg(Page tags, List<byte[]> parts, PdfFile out) throws IOException {
        List<byte[]> strips = parts;
        if (tags.value(TIFF.TAG_JPEG_TABLES) instanceof byte[] tables && tables.length > 4) {
            strips = parts.stream().map(part -> withTables(part, tables)).toList();
        }
        int height = (int) tags.number(TIFF.TAG_IMAGE_HEIGHT, 0);
        byte[] whole = strips.size() == 1
                ? strips.get(0)
                : JpegStrips.join(strips, height).orElse(null);
        if (whole == null) {
            return Optional.empty();
        }
        Jpeg jpeg = Jpeg.read(new ByteArrayInputStream(whole));
        int photometric = (int) tags.number(TIFF.TAG_PHOTOMETRIC_INTERPRETATION, -1);
        boolean sameSize = jpeg.width() == tags.number(TIFF.TAG_IMAGE_WIDTH, 0)
                && jpeg.height() == tags.number(TIFF.TAG_IMAGE_HEIGHT, 0);
        boolean grey = photometric == 1 && jpeg.components() == 1;
        boolean colour = (photometric == 2 || photometric == 6) && jpeg.components() == 3;
        if (!sameSize || !(grey || colour)) {
            return Optional.empty();
        }
        byte[] profile = tags.value(TIFF.TAG_ICC_PROFILE) instanceof byte[] bytes ? bytes : new byte[0];
        Optional<String> entries = new Jpeg(
                        jpeg.width(),
                        jpeg.height(),
                        jpeg.components(),
                        jpeg.precision(),
                        jpeg.process(),
                        jpeg.adobe(),
                        photometric == 2 && !jpeg.adobe(),
                        new IccProfile(profile),
                        1)
                .entries(out);
        return entries.isPresent() ? Optional.of(out.stream(entries.get(), whole)) : Optional.empty();
    }

    private static byte[] withTables(byte[] part, byte[] tables) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream(tables.length + part.length);
        joined.write(tables, 0, tables.length - 2);
        joined.write(part, 2, part.length - 2);
        return joined.toByteArray();
    }

    /** The tags of one page. */
    private record Page(Directory directory) {
        boolean has(int tag) {
            return directory.getEntryById(tag) != null;
        }

        long[] numbers(int tag) {
            Object value = value(tag);
            if (value instanceof long[] numbers) {
                return numbers;
            }
            if (value instanceof int[] numbers) {
                return Arrays.stream(numbers).asLongStream().toArray();
            }
            return value instanceof Number number ? new long[] {number.longValue()} : new long[0];
        }

        Object value(int tag) {
            Entry entry = directory.getEntryById(tag);
            return entry == null ? "" : entry.getValue();
        }

        long number(int tag, long otherwise) {
            return value(tag) instanceof Number number ? number.longValue() : otherwise;
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
