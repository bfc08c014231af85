package vn.hoso.scan;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;

/**
 * Checks images in a PDF before anything decodes them: what their dictionary says, what the header inside the data says
 * (dictionaries lie), and what the data unpack to.
 */
final class PdfImages {
    /** Beside its pixels an image may have this much that nobody asked for. */
    private static final long SLACK = 16L << 20;
    /** Images whose data can't be larger than this when unpacked are not measured. */
    private static final long HARMLESS = 256L << 20;

    private static final long MOST_DEFLATE_RATIO = 1_032;
    /** Headers of JPEG stand behind colour profiles and previews. */
    private static final int HEADER_BYTES = 4 << 20;

    private PdfImages() {}

    /**
     * Checks an image and its masks.
     *
     * @return its size: what the header says for JPEG and JPEG 2000, else the dictionary
     */
    static ImageHeader check(COSStream image, ScanLimits limits, String file) {
        ImageHeader size = checkAlone(image, limits, file);
        for (COSName key : List.of(COSName.SMASK, COSName.MASK)) {
            if (image.getDictionaryObject(key) instanceof COSStream mask && mask != image) {
                checkAlone(mask, limits, file);
            }
        }
        return size;
    }

    private static ImageHeader checkAlone(COSStream image, ScanLimits limits, String file) {
        long width = image.getLong(COSName.WIDTH, 0);
        long height = image.getLong(COSName.HEIGHT, 0);
        checkPixels(width, height, limits, file);
        List<String> filters = filters(image);
        String last = filters.isEmpty() ? "" : filters.get(filters.size() - 1);
        try {
            switch (last) {
                case "JPXDecode" -> {
                    ImageHeader inner = ImageHeaders.jpx(head(image, filters));
                    checkPixels(inner.width(), inner.height(), limits, file);
                    return inner;
                }
                case "DCTDecode", "DCT" -> {
                    ImageHeader inner = ImageHeaders.jpeg(head(image, filters));
                    if (inner.height() != 65_535) {
                        checkPixels(inner.width(), inner.height(), limits, file);
                        return inner;
                    }
                }
                case "JBIG2Decode" -> {
                    COSDictionary parameters = parameters(image, filters.size() - 1);
                    if (parameters.getDictionaryObject(COSName.JBIG2_GLOBALS) instanceof COSStream globals) {
                        checkJbig2(globals, filters(globals), limits, file);
                    }
                    checkJbig2(image, filters, limits, file);
                }
                case "CCITTFaxDecode", "CCF" -> {
                    COSDictionary parameters = parameters(image, filters.size() - 1);
                    long columns = parameters.getLong(COSName.COLUMNS, 1728);
                    long rows = Math.max(height, parameters.getLong(COSName.ROWS, 0));
                    checkPixels(columns, rows, limits, file);
                }
                default -> checkUnpacked(image, filters, width, height, file);
            }
        } catch (IOException e) {
            // A header that is none gives no pixels; whoever draws the page meets the damage.
            return new ImageHeader(side(width), side(height), 0, 0, 1, 1);
        }
        return new ImageHeader(side(width), side(height), 0, 0, 1, 1);
    }

    private static int side(long value) {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, value));
    }

    private static void checkJbig2(COSStream image, List<String> filters, ScanLimits limits, String file)
            throws IOException {
        try (InputStream raw = image.createRawInputStream()) {
            byte[] bytes = Unpacked.bytes(raw, outer(filters), HARMLESS, file);
            ImageHeader largest = Jbig2.embedded(
                            new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes)), bytes.length)
                    .largest();
            checkPixels(largest.width(), largest.height(), limits, file);
        }
    }

    /** The filters around the one that codes the image. */
    private static List<String> outer(List<String> filters) {
        boolean coded = !filters.isEmpty() && filters.get(filters.size() - 1).equals("JBIG2Decode");
        return coded ? filters.subList(0, filters.size() - 1) : filters;
    }

    private static void checkUnpacked(COSStream image, List<String> filters, long width, long height, String file)
            throws IOException {
        long packed = image.getLength();
        if (filters.isEmpty() || (filters.size() == 1 && packed * MOST_DEFLATE_RATIO <= HARMLESS)) {
            return;
        }
        // 16 bits in four colours at most; anything beyond has no place in the picture.
        long bits = Math.max(1, image.getLong(COSName.BITS_PER_COMPONENT, 8));
        long expected = width * height * Math.min(bits, 16) / 8 * 4 + height + SLACK;
        try (InputStream raw = image.createRawInputStream()) {
            Unpacked.check(raw, filters, expected, file);
        }
    }

    /** Checks the data of an inline image before they are unpacked. */
    static void checkInline(COSDictionary parameters, byte[] data, ScanLimits limits, String file) {
        long width = parameters.getLong(COSName.W, parameters.getLong(COSName.WIDTH, 0));
        long height = parameters.getLong(COSName.H, parameters.getLong(COSName.HEIGHT, 0));
        checkPixels(width, height, limits, file);
        COSBase filter = parameters.getDictionaryObject(COSName.F, COSName.FILTER);
        List<String> filters = names(filter);
        COSBase dp = parameters.getDictionaryObject(COSName.DP, COSName.DECODE_PARMS);
        if (dp instanceof COSDictionary fax) {
            checkPixels(fax.getLong(COSName.COLUMNS, 1), Math.max(height, fax.getLong(COSName.ROWS, 0)), limits, file);
        }
        try {
            Unpacked.check(new ByteArrayInputStream(data), filters, width * height * 8 + SLACK, file);
            if (filters.size() == 1 && filters.get(0).startsWith("DCT")) {
                ImageHeader inner = ImageHeaders.jpeg(new MemoryCacheImageInputStream(new ByteArrayInputStream(data)));
                checkPixels(inner.width(), inner.height(), limits, file);
            }
        } catch (IOException e) {
            // As above: damage shows when the page is drawn.
            return;
        }
    }

    static void checkPixels(long width, long height, ScanLimits limits, String file) {
        if (width > 0 && height > 0 && (height > limits.pixels() / width)) {
            long pixels = width > Long.MAX_VALUE / height ? Long.MAX_VALUE : width * height;
            if (pixels > limits.pixels()) {
                throw new HosoException(Problem.TOO_MANY_PIXELS, file, pixels, limits.pixels());
            }
        }
    }

    static List<String> filters(COSStream image) {
        return names(image.getFilters());
    }

    private static List<String> names(@org.jspecify.annotations.Nullable COSBase filters) {
        List<String> names = new ArrayList<>();
        if (filters instanceof COSName one) {
            names.add(one.getName());
        } else if (filters instanceof COSArray several) {
            for (int i = 0; i < several.size(); i++) {
                if (several.getObject(i) instanceof COSName name) {
                    names.add(name.getName());
                }
            }
        }
        return names;
    }

    static COSDictionary parameters(COSStream image, int index) {
        COSBase found = image.getDictionaryObject(COSName.DECODE_PARMS, COSName.DP);
        if (found instanceof COSDictionary one) {
            return one;
        }
        if (found instanceof COSArray several
                && index < several.size()
                && several.getObject(index) instanceof COSDictionary one) {
            return one;
        }
        return new COSDictionary();
    }

    /** The first bytes as the image's own filter will see them. */
    private static MemoryCacheImageInputStream head(COSStream image, List<String> filters) throws IOException {
        if (filters.size() > 1) {
            try (InputStream in = image.createRawInputStream()) {
                Unpacked.check(in, filters.subList(0, filters.size() - 1), HARMLESS, "");
            }
        }
        try (InputStream in = filters.size() == 1
                ? image.createRawInputStream()
                : new org.apache.pdfbox.pdmodel.common.PDStream(image)
                        .createInputStream(List.of(filters.get(filters.size() - 1)))) {
            return new MemoryCacheImageInputStream(new ByteArrayInputStream(in.readNBytes(HEADER_BYTES)));
        }
    }
}
