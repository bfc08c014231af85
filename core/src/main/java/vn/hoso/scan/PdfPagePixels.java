package vn.hoso.scan;

import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSNumber;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.graphics.color.PDCalGray;
import org.apache.pdfbox.pdmodel.graphics.color.PDCalRGB;
import org.apache.pdfbox.pdmodel.graphics.color.PDColorSpace;
import org.apache.pdfbox.pdmodel.graphics.color.PDDeviceGray;
import org.apache.pdfbox.pdmodel.graphics.color.PDDeviceRGB;
import org.apache.pdfbox.pdmodel.graphics.color.PDICCBased;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.rendering.PageDrawer;
import org.apache.pdfbox.rendering.PageDrawerParameters;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.scan.PdfPageContent.Deadline;
import vn.hoso.scan.PdfPageContent.Drawn;

/**
 * The pixels of a PDF page: those of its images where the page is nothing but images, else the page drawn.
 *
 * <p>Either way they show the whole page as a viewer shows it.
 */
final class PdfPagePixels {
    private static final Logger LOG = LoggerFactory.getLogger(PdfPagePixels.class);
    private static final double POINTS = 72;
    private static final double TEXT_DPI = 300;
    /** A drawn page gets no more pixels than this: A4 at 600 dpi has 35 million. */
    private static final long MOST_DRAWN_PIXELS = 40_000_000;

    private final PDDocument document;
    private final PdfPageContent content;
    private final int index;
    private final ScanLimits limits;
    private final String file;
    private final Deadline deadline;

    PdfPagePixels(
            PDDocument document, PdfPageContent content, int index, ScanLimits limits, String file, Deadline deadline) {
        this.document = document;
        this.content = content;
        this.index = index;
        this.limits = limits;
        this.file = file;
        this.deadline = deadline;
    }

    /** Whether the page is one image that fills it. */
    static boolean isOneImage(PdfPageContent content) {
        return onlyImages(content)
                && content.images().size() == 1
                && fills(content, content.images().get(0))
                && square(content.images().get(0));
    }

    /** What the pixels will be, known before anything is decoded. */
    record Plan(Way way, int width, int height) {}

    /** How the pixels are made. */
    enum Way {
        /** One image that fills the page. */
        ONE,
        /** Images beside each other, on a white page. */
        PASTED,
        /** The page drawn. */
        DRAWN
    }

    /** How the pixels will be made, and how many there will be. */
    Plan plan() {
        if (onlyImages(content)) {
            List<Drawn> images = content.images();
            Drawn first = images.get(0);
            if (images.size() == 1 && fills(content, first)) {
                return one(first);
            }
            Plan pasted = pasted(images);
            if (pasted != null) {
                return pasted;
            }
        }
        float scale = drawingScale();
        return new Plan(Way.DRAWN, drawnSide(content.width(), scale), drawnSide(content.height(), scale));
    }

    /** As the renderer reckons it. */
    private static int drawnSide(double points, float scale) {
        return (int) Math.max(1, Math.floor((float) points * scale));
    }

    BufferedImage pixels() throws IOException {
        Plan plan = plan();
        BufferedImage made = switch (plan.way()) {
            case ONE -> upright(content.images().get(0));
            case PASTED -> paste(plan);
            case DRAWN -> Pixels.plain(new Renderer(document).renderImage(index, drawingScale(), ImageType.RGB));
        };
        // Pixels that are not square are made so; an image that is larger or smaller than it claims is fitted in.
        boolean fits = made.getWidth() == plan.width() && made.getHeight() == plan.height();
        return fits ? made : Pixels.scaled(made, plan.width(), plan.height());
    }

    private static boolean onlyImages(PdfPageContent content) {
        return !content.images().isEmpty()
                && !content.drawings()
                && !content.visibleText()
                && !content.annotations()
                && !content.layers()
                && content.images().stream().allMatch(image -> image.plain() && image.straight());
    }

    private static boolean fills(PdfPageContent content, Drawn image) {
        Rectangle2D area = image.area();
        double x = 3 * area.getWidth() / columns(image);
        double y = 3 * area.getHeight() / rows(image);
        return Math.abs(area.getMinX()) <= x
                && Math.abs(area.getMinY()) <= y
                && Math.abs(area.getMaxX() - content.width()) <= x
                && Math.abs(area.getMaxY() - content.height()) <= y;
    }

    private static boolean lies(Drawn image) {
        return Math.abs(image.place().getShearY()) > Math.abs(image.place().getScaleX());
    }

    private static int columns(Drawn image) {
        return lies(image) ? image.height() : image.width();
    }

    private static int rows(Drawn image) {
        return lies(image) ? image.width() : image.height();
    }

    private static double dpiX(Drawn image) {
        return columns(image) * POINTS / image.area().getWidth();
    }

    private static double dpiY(Drawn image) {
        return rows(image) * POINTS / image.area().getHeight();
    }

    private static boolean square(Drawn image) {
        double ratio = dpiX(image) / dpiY(image);
        return ratio < 1.02 && ratio > 0.98;
    }

    private Plan one(Drawn image) {
        int width = columns(image);
        int height = rows(image);
        double ratio = dpiX(image) / dpiY(image);
        if (!square(image) && ratio < 4 && ratio > 0.25) {
            width = ratio > 1 ? width : (int) Math.round(width / ratio);
            height = ratio > 1 ? (int) Math.round(height * ratio) : height;
            PdfImages.checkPixels(width, height, limits, file);
        }
        return new Plan(Way.ONE, width, height);
    }

    /** A plan to put images in their places without touching a pixel, or null where that can't be done. */
    private @Nullable Plan pasted(List<Drawn> images) {
        double dpi = pastingDpi();
        for (Drawn image : images) {
            boolean same = Math.abs(dpiX(image) / dpi - 1) < 0.01 && Math.abs(dpiY(image) / dpi - 1) < 0.01;
            if (!same) {
                return null;
            }
        }
        double pixel = POINTS / dpi;
        for (int i = 0; i < images.size(); i++) {
            for (int j = i + 1; j < images.size(); j++) {
                Rectangle2D both =
                        images.get(i).area().createIntersection(images.get(j).area());
                if (both.getWidth() > 1.5 * pixel && both.getHeight() > 1.5 * pixel) {
                    return null;
                }
            }
        }
        long width = Math.round(content.width() * dpi / POINTS);
        long height = Math.round(content.height() * dpi / POINTS);
        long pixels =
                images.stream().mapToLong(i -> (long) i.width() * i.height()).sum();
        long most = Math.min(limits.pixels(), Math.max(MOST_DRAWN_PIXELS, 2 * pixels));
        boolean possible = width > 0 && height > 0 && width * height <= most;
        return possible ? new Plan(Way.PASTED, (int) width, (int) height) : null;
    }

    private double pastingDpi() {
        return content.images().stream().mapToDouble(PdfPagePixels::dpiX).max().orElse(TEXT_DPI);
    }

    private BufferedImage paste(Plan plan) throws IOException {
        List<BufferedImage> decoded = new ArrayList<>();
        for (Drawn image : content.images()) {
            deadline.check(file);
            decoded.add(upright(image));
        }
        BufferedImage canvas = Pixels.canvas(plan.width(), plan.height(), commonType(decoded));
        double pixelsAPoint = pastingDpi() / POINTS;
        Graphics2D g = canvas.createGraphics();
        for (int i = 0; i < decoded.size(); i++) {
            Rectangle2D area = content.images().get(i).area();
            int x = (int) Math.round(area.getX() * pixelsAPoint);
            int y = (int) Math.round(area.getY() * pixelsAPoint);
            g.drawImage(decoded.get(i), x, y, null);
        }
        g.dispose();
        return canvas;
    }

    private static int commonType(List<BufferedImage> images) {
        int type = BufferedImage.TYPE_BYTE_BINARY;
        for (BufferedImage image : images) {
            if (image.getType() == BufferedImage.TYPE_3BYTE_BGR) {
                return BufferedImage.TYPE_3BYTE_BGR;
            }
            if (image.getType() == BufferedImage.TYPE_BYTE_GRAY) {
                type = BufferedImage.TYPE_BYTE_GRAY;
            }
        }
        return type;
    }

    /** The image as it lies on the page: turned by quarters, mirrored where the page mirrors it. */
    private BufferedImage upright(Drawn image) throws IOException {
        BufferedImage decoded = Pixels.plain(decode(image));
        AffineTransform m = image.place();
        // Columns of the unit square: u along the row, v up. Stored rows run downwards, hence the signs.
        if (lies(image)) {
            double right = m.getShearY();
            double up = m.getShearX();
            // A row runs down the page (right > 0) or up it; successive rows go left (up > 0) or right.
            if (right > 0) {
                return up > 0 ? Pixels.turned(decoded, 90, false) : Pixels.turned(decoded, 270, true);
            }
            return up > 0 ? Pixels.turned(decoded, 90, true) : Pixels.turned(decoded, 270, false);
        }
        double right = m.getScaleX();
        double up = m.getScaleY();
        if (right > 0) {
            return up < 0 ? decoded : Pixels.turned(decoded, 180, true);
        }
        return up < 0 ? Pixels.turned(decoded, 0, true) : Pixels.turned(decoded, 180, false);
    }

    private BufferedImage decode(Drawn image) throws IOException {
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
    private @Nullable BufferedImage direct(Drawn image, COSStream stream) throws IOException {
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

    private static int components(Drawn image, COSStream stream) {
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
                BufferedImage image = reader.read(0);
                if (warnings.stream().anyMatch(w -> w.toLowerCase(Locale.ROOT).contains("premature end"))) {
                    throw new HosoException(Problem.DAMAGED, file, "the image on page " + (index + 1) + " is cut off");
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
    private @Nullable BufferedImage oneBit(Drawn image, COSStream stream, String filter) throws IOException {
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
            java.util.Arrays.fill(bytes, (byte) 255);
        }
        fill(stream, bytes);
        return target;
    }

    /** The colours of 0 and 1; none where the space has not one component or can't be used. */
    private static int[] colours(Drawn image, COSStream stream) {
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

    private BufferedImage bytes(Drawn image, COSStream stream, int components) throws IOException {
        BufferedImage target = new BufferedImage(
                image.width(),
                image.height(),
                components == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR);
        byte[] bytes = ((DataBufferByte) target.getRaster().getDataBuffer()).getData();
        java.util.Arrays.fill(bytes, (byte) 255);
        fill(stream, bytes);
        if (components == 3) {
            for (int i = 0; i + 2 < bytes.length; i += 3) {
                byte red = bytes[i];
                bytes[i] = bytes[i + 2];
                bytes[i + 2] = red;
            }
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
            throw new HosoException(Problem.DAMAGED, file, "the image on page " + (index + 1) + " is cut off");
        }
    }

    private float drawingScale() {
        double dpi = drawingDpi();
        double area = content.width() * content.height() / (POINTS * POINTS);
        double most = 0.999 * Math.sqrt(Math.min(limits.pixels(), MOST_DRAWN_PIXELS) / area);
        dpi = Math.min(dpi, most);
        double columns = Math.max(1, Math.round(content.width() * dpi / POINTS));
        // A little more than a whole number, since the renderer rounds down.
        return (float) ((columns + 0.02) / content.width());
    }

    /** That of the images where they cover the page, 300 for text and drawings. */
    private double drawingDpi() {
        double page = content.width() * content.height();
        double covered = 0;
        double weighted = 0;
        double highest = 0;
        for (Drawn image : content.images()) {
            Rectangle2D area =
                    image.area().createIntersection(new Rectangle2D.Double(0, 0, content.width(), content.height()));
            double share = Math.max(0, area.getWidth() * area.getHeight() / page);
            if (share < 0.02) {
                continue;
            }
            AffineTransform m = image.place();
            double across = image.width() * POINTS / Math.hypot(m.getScaleX(), m.getShearY());
            double down = image.height() * POINTS / Math.hypot(m.getShearX(), m.getScaleY());
            double dpi = Math.max(across, down);
            covered += share;
            weighted += share * dpi;
            highest = Math.max(highest, dpi);
        }
        if (covered == 0) {
            return TEXT_DPI;
        }
        double mean = weighted / covered;
        // One small picture of many pixels must not decide for the page.
        double dpi = mean / highest < 0.8 ? mean : highest;
        boolean text = content.visibleText() || content.drawings();
        if (text && (covered < 0.6 || dpi < 150)) {
            dpi = Math.max(dpi, TEXT_DPI);
        }
        return Math.max(36, Math.min(600, dpi));
    }

    /** Draws within a time, and tells of what it could not draw instead of leaving it out. */
    private final class Renderer extends PDFRenderer {
        Renderer(PDDocument drawn) {
            super(drawn);
        }

        @Override
        protected PageDrawer createPageDrawer(PageDrawerParameters parameters) throws IOException {
            PageDrawer drawer = new Drawer(parameters);
            drawer.setAnnotationFilter(getAnnotationsFilter());
            return drawer;
        }
    }

    private final class Drawer extends PageDrawer {
        Drawer(PageDrawerParameters parameters) throws IOException {
            super(parameters);
        }

        @Override
        protected void processOperator(Operator operator, List<COSBase> operands) throws IOException {
            deadline.check(file);
            if (operator.getName().equals("BI")) {
                PdfImages.checkInline(operator.getImageParameters(), operator.getImageData(), limits, file);
            } else if (operator.getName().equals("Do")
                    && !operands.isEmpty()
                    && operands.get(0) instanceof COSName name
                    && getResources() != null) {
                var objects = getResources().getCOSObject().getCOSDictionary(COSName.XOBJECT);
                if (objects != null
                        && objects.getDictionaryObject(name) instanceof COSStream stream
                        && COSName.IMAGE.equals(stream.getCOSName(COSName.SUBTYPE))) {
                    PdfImages.check(stream, limits, file);
                }
            }
            super.processOperator(operator, operands);
        }

        @Override
        protected void operatorException(Operator operator, List<COSBase> operands, IOException e) throws IOException {
            if (operator.getName().equals("Do") || operator.getName().equals("BI")) {
                throw e;
            }
            super.operatorException(operator, operands, e);
        }
    }
}
