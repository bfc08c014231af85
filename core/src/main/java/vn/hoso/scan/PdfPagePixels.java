package vn.hoso.scan;

import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.ImageType;

/**
 * The pixels of a PDF page: those of its images where the page is nothing but images, else the page drawn.
 *
 * <p>Either way they show the whole page as a viewer shows it.
 */
final class PdfPagePixels {
    private final PDDocument document;
    private final PdfPageContent content;
    private final int index;
    private final ScanLimits limits;
    private final String file;
    private final Deadline deadline;
    private final PdfImageDecoder decoder;

    PdfPagePixels(
            PDDocument document, PdfPageContent content, int index, ScanLimits limits, String file, Deadline deadline) {
        this.document = document;
        this.content = content;
        this.index = index;
        this.limits = limits;
        this.file = file;
        this.deadline = deadline;
        this.decoder = new PdfImageDecoder(file, index + 1);
    }

    /** Makes the pixels, as {@link PixelPlan} says. */
    BufferedImage pixels() throws IOException {
        PixelPlan plan = PixelPlan.of(content, limits, file);
        BufferedImage made = switch (plan.way()) {
            case ONE -> upright(content.images().get(0));
            case PASTED -> paste(plan);
            case DRAWN -> drawn(plan);
        };
        // Pixels that are not square are made so; an image that is larger or smaller than it claims is fitted in.
        boolean fits = made.getWidth() == plan.width() && made.getHeight() == plan.height();
        return fits ? made : Pixels.scaled(made, plan.width(), plan.height());
    }

    private BufferedImage drawn(PixelPlan plan) throws IOException {
        BoundedRenderer renderer = new BoundedRenderer(document, limits, file, deadline);
        return Pixels.plain(renderer.renderImage(index, (float) plan.scale(), ImageType.RGB));
    }

    private BufferedImage paste(PixelPlan plan) throws IOException {
        List<BufferedImage> decoded = new ArrayList<>();
        for (DrawnImage image : content.images()) {
            deadline.check(file);
            decoded.add(upright(image));
        }
        BufferedImage canvas = Pixels.canvas(plan.width(), plan.height(), commonType(decoded));
        Graphics2D g = canvas.createGraphics();
        for (int i = 0; i < decoded.size(); i++) {
            Rectangle2D area = content.images().get(i).area();
            int x = (int) Math.round(area.getX() * plan.scale());
            int y = (int) Math.round(area.getY() * plan.scale());
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
    private BufferedImage upright(DrawnImage image) throws IOException {
        BufferedImage decoded = Pixels.plain(decoder.decode(image));
        AffineTransform m = image.place();
        // Columns of the unit square: u along the row, v up. Stored rows run downwards, hence the signs.
        if (image.lies()) {
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
}
