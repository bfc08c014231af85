package vn.hoso.scan;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSNumber;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.graphics.color.PDCalGray;
import org.apache.pdfbox.pdmodel.graphics.color.PDCalRGB;
import org.apache.pdfbox.pdmodel.graphics.color.PDColorSpace;
import org.apache.pdfbox.pdmodel.graphics.color.PDDeviceGray;
import org.apache.pdfbox.pdmodel.graphics.color.PDDeviceRGB;
import org.apache.pdfbox.pdmodel.graphics.color.PDICCBased;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;

/**
 * Decodes the images of a PDF: common ones straight into the pixels that the stages behind it take, the rest as PDFBox does.
 * What is cut off is told, not filled with black.
 */
final class PdfImageDecoder {
    private static final Logger LOG = LoggerFactory.getLogger(PdfImageDecoder.class);

    private final String file;
    private final int page;

    /**
     * A decoder.
     *
     * @param file the name of the file, for failures
     * @param page the number of the page, from 1, for failures
     */
    PdfImageDecoder(String file, int page) {
        this.file = file;
        this.page = page;
    }

    /**
     * Decodes an image.
     *
     * @throws IOException if it can't be decoded
     * @throws HosoException with {@code DAMAGED} if a part of it is missing
     */
    BufferedImage decode(DrawnImage image) throws IOException {
        COSStream stream = image.stream();
        if (stream == null) {
            if (image.inline() == null) {
                throw new IllegalStateException("an image is an object or stands in the page");
            }
            return image.inline().getImage();
        }
        BufferedImage direct = direct(image, stream);
        if (direct != null) {
            return direct;
        }
        BufferedImage made = new PDImageXObject(new PDStream(stream), image.resources()).getImage();
        if (made == null) {
            throw new IOException("an image without pixels");
        }
        return made;
    }

    /** Grey and colour images without a detour through 32 bits a pixel; null for what needs more care. */
    private @Nullable BufferedImage direct(DrawnImage image, COSStream stream) throws IOException {
        boolean careful = stream.containsKey(COSName.SMASK)
                || stream.containsKey(COSName.MASK)
                || stream.getBoolean(COSName.IMAGE_MASK, false);
        List<String> filters = PdfImages.filters(stream);
        String last = filters.isEmpty() ? "" : filters.get(filters.size() - 1);
        if (careful || last.equals("JPXDecode")) {
            return null;
        }
        int bits = stream.getInt(COSName.BITS_PER_COMPONENT, last.startsWith("DCT") ? 8 : 1);
        if (bits == 1 && !last.startsWith("DCT")) {
            return oneBit(image, stream, last);
        }
        int components = components(image, stream);
        if (components != 1 && components != 3) {
            return null;
        }
        int inverted = decodeArray(stream, components);
        if (inverted != 0) {
            return null;
        }
        if (last.startsWith("DCT")) {
            return bits == 8 ? jpeg(stream, filters, components) : null;
        }
        return bits == 8 ? bytes(image, stream, components) : null;
    }

    private static int components(DrawnImage image, COSStream stream) {
        COSBase found = stream.getDictionaryObject(COSName.COLORSPACE, COSName.CS);
        if (found == null) {
            return 0;
        }
        try {
            PDColorSpace space = PDColorSpace.create(found, image.resources());
            boolean plain = space instanceof PDDeviceGray
                    || space instanceof PDDeviceRGB
                    || space instanceof PDCalGray
                    || space instanceof PDCalRGB
                    || space instanceof PDICCBased;
            return plain ? space.getNumberOfComponents() : -1;
        } catch (IOException | RuntimeException e) {
            // Whatever is wrong with it, it is no colour space.
            return 0;
        }
    }

    /** 0 for the natural order, 1 for the reverse, -1 for anything else. */
    private static int decodeArray(COSStream stream, int components) {
        COSArray array = stream.getCOSArray(COSName.DECODE);
        if (array == null || array.size() < 2 * components) {
            return 0;
        }
        boolean natural = true;
        boolean reverse = true;
        for (int i = 0; i < 2 * components; i++) {
            double value = array.getObject(i) instanceof COSNumber number ? number.floatValue() : -1;
            natural &= value == i % 2;
            reverse &= value == 1 - i % 2;
        }
        return natural ? 0 : reverse ? 1 : -1;
    }

    private @Nullable BufferedImage jpeg(COSStream stream, List<String> filters, int components) throws IOException {
        if (PdfImages.parameters(stream, filters.size() - 1).containsKey(COSName.getPDFName("ColorTransform"))) {
            return null;
        }
        byte[] bytes;
        try (InputStream in = new PDStream(stream).createInputStream(List.of(filters.get(filters.size() - 1)))) {
            bytes = in.readAllBytes();
        }
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("jpeg");
        while (readers.hasNext()) {
            ImageReader reader = readers.next();
            List<String> warnings = new ArrayList<>();
            try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
                reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
                reader.setInput(in, false, true);
                BufferedImage image = JpegPixels.read(reader);
                if (warnings.stream().anyMatch(w -> w.toLowerCase(Locale.ROOT).contains("premature end"))) {
                    throw new HosoException(Problem.DAMAGED, file, "the image on page " + page + " is cut off");
                }
                return image.getRaster().getNumBands() == components ? image : null;
            } catch (IOException e) {
                // The next reader may know more; after the last one PDFBox tries.
                LOG.debug("a JPEG reader gave up", e);
            } catch (IllegalArgumentException
                    | IllegalStateException
                    | IndexOutOfBoundsException
                    | NullPointerException e) {
                throw new IIOException("the reader failed", e);
            } finally {
                reader.dispose();
            }
        }
        return null;
    }

    /** One bit a pixel: whatever the colour space, there are two colours. */
    private @Nullable BufferedImage oneBit(DrawnImage image, COSStream stream, String filter) throws IOException {
        int inverted = decodeArray(stream, 1);
        int[] colours = colours(image, stream);
        if (inverted < 0 || (colours.length != 2 && !filter.equals("JBIG2Decode"))) {
            return null;
        }
        // JBIG2 is black and white whatever a broken colour space says.
        int first = colours.length == 2 ? colours[0] : 0;
        int second = colours.length == 2 ? colours[1] : 0xffffff;
        int[] map = inverted == 1 ? new int[] {second, first} : new int[] {first, second};
        BufferedImage target = new BufferedImage(
                image.width(),
                image.height(),
                BufferedImage.TYPE_BYTE_BINARY,
                new IndexColorModel(1, 2, map, 0, false, -1, DataBuffer.TYPE_BYTE));
        byte[] bytes = ((DataBufferByte) target.getRaster().getDataBuffer()).getData();
        if ((map[1] & 0xff) > (map[0] & 0xff)) {
            Arrays.fill(bytes, (byte) 255);
        }
        fill(stream, bytes);
        return target;
    }

    /** The colours of 0 and 1; none where the space has not one component or can't be used. */
    private static int[] colours(DrawnImage image, COSStream stream) {
        COSBase found = stream.getDictionaryObject(COSName.COLORSPACE, COSName.CS);
        try {
            PDColorSpace space = found == null ? PDDeviceGray.INSTANCE : PDColorSpace.create(found, image.resources());
            if (space.getNumberOfComponents() != 1) {
                return new int[0];
            }
            return new int[] {rgb(space.toRGB(new float[] {0})), rgb(space.toRGB(new float[] {1}))};
        } catch (IOException | RuntimeException e) {
            // Whatever is wrong with it, it is no colour space.
            return new int[0];
        }
    }

    private static int rgb(float[] colour) {
        return Math.round(colour[0] * 255) << 16 | Math.round(colour[1] * 255) << 8 | Math.round(colour[2] * 255);
    }

    private BufferedImage bytes(DrawnImage image, COSStream stream, int components) throws IOException {
        BufferedImage target = new BufferedImage(
                image.width(),
                image.height(),
                components == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR);
        byte[] bytes = ((DataBufferByte) target.getRaster().getDataBuffer()).getData();
        Arrays.fill(bytes, (byte) 255);
        fill(stream, bytes);
        if (components == 3) {
            JpegPixels.swap(bytes);
        }
        return target;
    }

    private void fill(COSStream stream, byte[] bytes) throws IOException {
        int read;
        try (InputStream in = stream.createInputStream()) {
            read = in.readNBytes(bytes, 0, bytes.length);
        }
        // A few rows less are a habit of some writers; more is a loss that must be told.
        if (read < bytes.length - bytes.length / 50) {
            throw new HosoException(Problem.DAMAGED, file, "the image on page " + page + " is cut off");
        }
    }
}
