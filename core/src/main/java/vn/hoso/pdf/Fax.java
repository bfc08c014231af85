package vn.hoso.pdf;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.MultiPixelPackedSampleModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.filter.FilterFactory;
import org.jspecify.annotations.Nullable;

/**
 * Black and white pixels on their way into a file as fax group 4 (ITU-T T.6), eight to a byte from the start.
 *
 * <p>Not by way of an image, as the fax writer of PDFBox asks for: that looks each pixel up in its colours.
 */
final class Fax {
    /** As an image of its own. */
    static final String GREY = "/ColorSpace/DeviceGray";

    /** As the shape through which something is painted. */
    static final String MASK = "/ImageMask true";

    private final int width;
    private final int height;
    private final int stride;
    /** 1 is black; each row begins with a byte. */
    private final byte[] bits;

    private Fax(int width, int height, byte[] bits) {
        this.width = width;
        this.height = height;
        this.stride = (width + 7) / 8;
        this.bits = bits;
    }

    /** White pixels. */
    static Fax white(int width, int height) {
        return new Fax(width, height, new byte[(width + 7) / 8 * height]);
    }

    /** The pixels of an image that is stored as black and white; null for any other. */
    static @Nullable Fax of(BufferedImage image) {
        if (!(image.getColorModel() instanceof IndexColorModel colours)
                || colours.getPixelSize() != 1
                || colours.getMapSize() != 2
                || !(image.getSampleModel() instanceof MultiPixelPackedSampleModel packed)
                || !(image.getRaster().getDataBuffer() instanceof DataBufferByte data)
                || image.getRaster().getParent() != null
                || packed.getDataBitOffset() != 0
                || data.getNumBanks() != 1
                || data.getOffset() != 0) {
            return null;
        }
        int first = colours.getRGB(0);
        int second = colours.getRGB(1);
        boolean whiteIsOne = first == 0xff000000 && second == 0xffffffff;
        if (!whiteIsOne && !(first == 0xffffffff && second == 0xff000000)) {
            return null;
        }
        Fax fax = white(image.getWidth(), image.getHeight());
        byte[] from = data.getData();
        int last = 0xff << (fax.stride * 8 - fax.width);
        for (int y = 0; y < fax.height; y++) {
            int row = y * packed.getScanlineStride();
            for (int i = 0; i < fax.stride; i++) {
                int eight = whiteIsOne ? ~from[row + i] : from[row + i];
                fax.bits[y * fax.stride + i] = (byte) (i + 1 < fax.stride ? eight : eight & last);
            }
        }
        return fax;
    }

    void blacken(int x, int y) {
        bits[y * stride + (x >> 3)] |= (byte) (0x80 >> (x & 7));
    }

    /**
     * Writes the pixels as an image.
     *
     * @param kind {@link #GREY} or {@link #MASK}
     * @return the number of the image
     */
    int write(PdfFile out, String kind) throws IOException {
        COSDictionary size = new COSDictionary();
        size.setInt(COSName.COLUMNS, width);
        size.setInt(COSName.ROWS, height);
        ByteArrayOutputStream packed = new ByteArrayOutputStream(bits.length / 8 + 64);
        try (InputStream in = new ByteArrayInputStream(bits)) {
            FilterFactory.INSTANCE.getFilter(COSName.CCITTFAX_DECODE).encode(in, packed, size, 0);
        }
        String entries = "/Type/XObject/Subtype/Image/Width " + width + "/Height " + height + "/BitsPerComponent 1"
                + kind + "/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns " + width + "/Rows " + height + ">>";
        return out.stream(entries, packed.toByteArray());
    }
}
