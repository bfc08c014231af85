package vn.hoso.pdf;

import java.io.IOException;
import java.io.InputStream;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSBoolean;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSNull;
import org.apache.pdfbox.cos.COSNumber;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdmodel.PDResources;
import org.jspecify.annotations.Nullable;

/**
 * Copies image streams from one PDF to another without decoding them.
 *
 * <p>What is used by several images, such as a colour profile or the dictionary of a JBIG2 file, is copied once.
 */
final class StreamCopier {
    private static final int DEEPEST = 12;

    /** Filters that PDF/A-2 allows and that need no other file (ISO 19005-2, 6.1.7.2). */
    private static final Set<String> FILTERS = Set.of(
            "FlateDecode",
            "DCTDecode",
            "CCITTFaxDecode",
            "JPXDecode",
            "JBIG2Decode",
            "RunLengthDecode",
            "ASCIIHexDecode",
            "ASCII85Decode");

    /** Where decoding of a chain stops when only its outer part has to go. */
    private static final List<String> CODECS = List.of("DCTDecode", "CCITTFaxDecode", "JPXDecode", "JBIG2Decode");

    private static final Map<String, COSName> DEFAULTS = Map.of(
            "DeviceGray", COSName.DEFAULT_GRAY,
            "DeviceRGB", COSName.DEFAULT_RGB,
            "DeviceCMYK", COSName.DEFAULT_CMYK);

    private final PdfFile out;
    private final IdentityHashMap<COSBase, Integer> done = new IdentityHashMap<>();

    StreamCopier(PdfFile out) {
        this.out = out;
    }

    /** An image that can't be carried over as it is. */
    static final class NotCopyable extends IOException {
        private static final long serialVersionUID = 1;

        NotCopyable(String why) {
            super(why);
        }
    }

    /** Copies an image with its masks; {@code resources} are those of the content that draws it. */
    int image(COSStream image, @Nullable PDResources resources) throws IOException {
        Integer number = done.get(image);
        if (number == null) {
            number = copyImage(image, resources);
            done.put(image, number);
        }
        return number;
    }

    private int copyImage(COSStream image, @Nullable PDResources resources) throws IOException {
        if (image.containsKey(COSName.F) || image.containsKey(COSName.OC)) {
            throw new NotCopyable("an image that is elsewhere or optional");
        }
        if (image.getInt(COSName.getPDFName("SMaskInData"), 0) != 0) {
            throw new NotCopyable("an image with its mask inside");
        }
        StringBuilder entries = new StringBuilder("/Type/XObject/Subtype/Image");
        number(entries, image, COSName.WIDTH, COSName.W);
        number(entries, image, COSName.HEIGHT, COSName.H);
        boolean stencil = image.getBoolean(COSName.IMAGE_MASK, false);
        if (stencil) {
            entries.append("/ImageMask true");
        } else {
            number(entries, image, COSName.BITS_PER_COMPONENT, COSName.BPC);
            COSBase space = image.getDictionaryObject(COSName.COLORSPACE, COSName.CS);
            if (space != null) {
                entries.append("/ColorSpace").append(colourSpace(space, resources));
            }
        }
        COSBase decode = image.getDictionaryObject(COSName.DECODE, COSName.D);
        if (decode instanceof COSArray array) {
            entries.append("/Decode").append(direct(array, 0));
        }
        if (!stencil) {
            masks(entries, image, resources);
        }
        return body(entries, image);
    }

    private void masks(StringBuilder entries, COSStream image, @Nullable PDResources resources) throws IOException {
        COSBase mask = image.getDictionaryObject(COSName.MASK);
        if (mask instanceof COSArray colours) {
            entries.append("/Mask").append(direct(colours, 0));
        } else if (mask instanceof COSStream stencil) {
            entries.append("/Mask ").append(image(stencil, resources)).append(" 0 R");
        }
        if (image.getDictionaryObject(COSName.SMASK) instanceof COSStream soft) {
            if (soft.containsKey(COSName.getPDFName("Matte"))) {
                throw new NotCopyable("a soft mask with a matte");
            }
            entries.append("/SMask ").append(image(soft, resources)).append(" 0 R");
        }
    }

    private int body(StringBuilder entries, COSStream image) throws IOException {
        COSBase filter = image.getDictionaryObject(COSName.FILTER, COSName.F);
        List<String> filters = filter instanceof COSArray array
                ? array.toCOSNameStringList()
                : filter instanceof COSName name ? List.of(name.getName()) : List.of();
        if (FILTERS.containsAll(filters)) {
            if (filter != null) {
                entries.append("/Filter").append(direct(filter, 0));
            }
            COSBase parameters = image.getDictionaryObject(COSName.DECODE_PARMS, COSName.DP);
            if (parameters != null) {
                entries.append("/DecodeParms").append(direct(parameters, 0));
            }
            try (InputStream raw = image.createRawInputStream()) {
                // Read to its end first: a source that breaks off must not leave half an object behind.
                byte[] whole = raw.readAllBytes();
                return out.stream(entries.toString(), whole);
            }
        }
        if (filters.stream().anyMatch(CODECS::contains)) {
            throw new NotCopyable("an image codec inside a forbidden filter");
        }
        try (InputStream decoded = image.createInputStream()) {
            return out.deflated(entries.toString(), decoded.readAllBytes());
        }
    }

    /** The colour space, with the page's own idea of the device spaces, and without any that needs an ink profile. */
    private String colourSpace(COSBase space, @Nullable PDResources resources) throws IOException {
        COSBase meant = space;
        if (space instanceof COSName name && resources != null) {
            COSName substitute = DEFAULTS.get(name.getName());
            COSDictionary spaces = resources.getCOSObject().getCOSDictionary(COSName.COLORSPACE);
            if (substitute != null
                    && spaces != null
                    && spaces.getDictionaryObject(substitute) instanceof COSArray own) {
                meant = own;
            }
        }
        if (needsInk(meant, 0)) {
            throw new NotCopyable("DeviceCMYK without a profile");
        }
        return direct(meant, 0);
    }

    private static boolean needsInk(@Nullable COSBase space, int depth) {
        if (space instanceof COSObject reference) {
            return needsInk(reference.getObject(), depth);
        }
        if (space instanceof COSName name) {
            return "DeviceCMYK".equals(name.getName()) || "CMYK".equals(name.getName());
        }
        if (space instanceof COSArray array && array.size() > 1 && depth < DEEPEST) {
            String family = array.get(0) instanceof COSName name ? name.getName() : "";
            return switch (family) {
                case "ICCBased", "CalRGB", "CalGray", "Lab" -> false;
                case "Indexed", "I" -> needsInk(array.getObject(1), depth + 1);
                default -> array.toList().stream().anyMatch(part -> needsInk(part, depth + 1));
            };
        }
        return false;
    }

    private static void number(StringBuilder entries, COSDictionary from, COSName key, COSName shortKey) {
        if (from.getDictionaryObject(key, shortKey) instanceof COSNumber number) {
            entries.append(PdfSyntax.name(key.getName())).append(' ').append(number.intValue());
        }
    }

    /** An object as it stands in another one; streams in it become objects of their own. */
    private String direct(@Nullable COSBase object, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw new NotCopyable("objects nested too deep");
        }
        if (object instanceof COSObject reference) {
            return direct(reference.getObject(), depth + 1);
        }
        if (object == null || object instanceof COSNull) {
            return " null";
        }
        if (object instanceof COSStream stream) {
            return " " + plain(stream, depth) + " 0 R";
        }
        if (object instanceof COSArray array) {
            StringBuilder text = new StringBuilder("[");
            for (COSBase element : array) {
                text.append(direct(element, depth + 1));
            }
            return text.append(']').toString();
        }
        if (object instanceof COSDictionary dictionary) {
            StringBuilder text = new StringBuilder("<<");
            for (Map.Entry<COSName, COSBase> entry : dictionary.entrySet()) {
                text.append(PdfSyntax.name(entry.getKey().getName())).append(direct(entry.getValue(), depth + 1));
            }
            return text.append(">>").toString();
        }
        return scalar(object);
    }

    private static String scalar(COSBase object) throws NotCopyable {
        if (object instanceof COSName name) {
            return PdfSyntax.name(name.getName());
        }
        if (object instanceof COSInteger number) {
            return " " + number.longValue();
        }
        if (object instanceof COSNumber number) {
            return " " + PdfSyntax.number(number.floatValue(), 6);
        }
        if (object instanceof COSBoolean value) {
            return " " + value.getValue();
        }
        if (object instanceof COSString string) {
            return PdfSyntax.bytes(string.getBytes());
        }
        throw new NotCopyable("an unexpected " + object.getClass().getSimpleName());
    }

    /** A stream beside an image: a colour profile, a palette, the global segments of JBIG2. */
    private int plain(COSStream stream, int depth) throws IOException {
        Integer number = done.get(stream);
        if (number == null) {
            StringBuilder entries = new StringBuilder();
            for (COSName key : List.of(COSName.N, COSName.ALTERNATE, COSName.RANGE)) {
                COSBase value = stream.getDictionaryObject(key);
                if (value != null) {
                    entries.append(PdfSyntax.name(key.getName())).append(direct(value, depth + 1));
                }
            }
            try (InputStream decoded = stream.createInputStream()) {
                byte[] bytes = decoded.readNBytes(16 << 20);
                number = out.deflated(entries.toString(), bytes);
            }
            done.put(stream, number);
        }
        return number;
    }
}
