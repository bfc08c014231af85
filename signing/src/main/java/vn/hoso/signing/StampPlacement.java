package vn.hoso.signing;

import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;

/**
 * Finds where on page 1 a stamp covers least.
 *
 * <p>Works on the page as a viewer shows it: cropped and turned by /Rotate, origin top left, points. The page is rendered
 * small, and of all places near the ordered corner the one with the least ink is taken, the nearest of equals.
 */
final class StampPlacement {
    /** Pixels a point: enough to see a line of text, quick even for a scan. */
    private static final float SCALE = 0.75f;
    /** Between the stamp and the edge of the page, points; and the least of it, where that avoids a frame. */
    private static final float MARGIN = 11;

    private static final float LEAST_MARGIN = 3;
    /** The corner's share of the page, within which a place is looked for. */
    private static final double REACH_ACROSS = 0.5;

    private static final double REACH_DOWN = 0.3;
    private static final float STEP = 4;
    /** How much darker than the paper a pixel is that counts as ink, of 255. */
    private static final int INK = 48;
    /** A share of ink below this is dust. */
    private static final double DUST = 0.002;

    private static final RenderingHints QUICK = new RenderingHints(Map.of(
            RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR,
            RenderingHints.KEY_RENDERING, RenderingHints.VALUE_RENDER_SPEED,
            RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON));

    private StampPlacement() {}

    /** A place on the page as shown: left and top edge in points, and the share of it that is covered already. */
    record Place(float left, float top, double ink) {}

    static Place find(PDDocument document, Stamp.Corner corner, float width, float height) throws IOException {
        PDPage page = document.getPage(0);
        Shown shown = Shown.of(page);
        Ink ink = Ink.of(document, page, shown);
        boolean fromRight = corner == Stamp.Corner.TOP_RIGHT;
        double across = Math.max(shown.width() * REACH_ACROSS - width, shown.width() * 0.12);
        double down = Math.max(shown.height() * REACH_DOWN - height, shown.height() * 0.08);

        Place best = null;
        double bestCost = Double.MAX_VALUE;
        for (float dy = LEAST_MARGIN; dy <= MARGIN + down; dy += STEP) {
            for (float dx = LEAST_MARGIN; dx <= MARGIN + across; dx += STEP) {
                float left = within(fromRight ? shown.width() - dx - width : dx, shown.width() - width);
                float top = within(dy, shown.height() - height);
                double covered = ink.share(left, top, width, height);
                // Ink counts first. Going down moves into the text sooner than going across.
                double cost = Math.max(0, covered - DUST) * 1e6 + Math.abs(dx - MARGIN) + 2 * Math.abs(dy - MARGIN);
                if (cost < bestCost) {
                    bestCost = cost;
                    best = new Place(left, top, covered);
                }
            }
        }
        if (best == null) {
            throw new IOException("page 1 has no area");
        }
        return best;
    }

    private static float within(float value, float most) {
        return Math.max(0, Math.min(value, Math.max(0, most)));
    }

    /** The page as a viewer shows it, in units of user space. */
    record Shown(PDRectangle crop, int rotation) {
        static Shown of(PDPage page) {
            return new Shown(page.getCropBox(), Math.floorMod(page.getRotation(), 360));
        }

        boolean sideways() {
            return rotation == 90 || rotation == 270;
        }

        float width() {
            return sideways() ? crop.getHeight() : crop.getWidth();
        }

        float height() {
            return sideways() ? crop.getWidth() : crop.getHeight();
        }

        /** From the page as shown (origin top left) to user space. */
        PDRectangle toUserSpace(float left, float top, float width, float height) {
            float x0 = crop.getLowerLeftX();
            float y0 = crop.getLowerLeftY();
            return switch (rotation) {
                case 90 -> new PDRectangle(x0 + top, y0 + left, height, width);
                case 180 -> new PDRectangle(x0 + crop.getWidth() - left - width, y0 + top, width, height);
                case 270 ->
                    new PDRectangle(
                            x0 + crop.getWidth() - top - height, y0 + crop.getHeight() - left - width, height, width);
                default -> new PDRectangle(x0 + left, y0 + crop.getHeight() - top - height, width, height);
            };
        }

        /** From user space to the page as shown: left, top, right, bottom. */
        float[] toShown(PDRectangle box) {
            float x0 = box.getLowerLeftX() - crop.getLowerLeftX();
            float x1 = box.getUpperRightX() - crop.getLowerLeftX();
            float y0 = box.getLowerLeftY() - crop.getLowerLeftY();
            float y1 = box.getUpperRightY() - crop.getLowerLeftY();
            return switch (rotation) {
                case 90 -> new float[] {y0, x0, y1, x1};
                case 180 -> new float[] {crop.getWidth() - x1, y0, crop.getWidth() - x0, y1};
                case 270 ->
                    new float[] {
                        crop.getHeight() - y1, crop.getWidth() - x1, crop.getHeight() - y0, crop.getWidth() - x0
                    };
                default -> new float[] {x0, crop.getHeight() - y1, x1, crop.getHeight() - y0};
            };
        }
    }

    /** How much of a rectangle is covered, by a summed-area table. */
    private static final class Ink {
        private final int[][] sums;
        private final double pixelsAcross;
        private final double pixelsDown;

        private Ink(int[][] sums, double pixelsAcross, double pixelsDown) {
            this.sums = sums;
            this.pixelsAcross = pixelsAcross;
            this.pixelsDown = pixelsDown;
        }

        static Ink of(PDDocument document, PDPage page, Shown shown) throws IOException {
            PDFRenderer renderer = new PDFRenderer(document);
            // Where there is ink is asked, not how it looks: the best drawing would take twice as long.
            renderer.setSubsamplingAllowed(true);
            renderer.setRenderingHints(QUICK);
            // A page of several metres would make a picture of gigabytes.
            float scale = Math.min(SCALE, 1200 / Math.max(shown.width(), shown.height()));
            BufferedImage image = renderer.renderImage(0, scale, ImageType.GRAY);
            int width = image.getWidth();
            int height = image.getHeight();
            boolean[][] dark = dark(image);
            for (PDAnnotation annotation : page.getAnnotations()) {
                if (annotation.getRectangle() != null) {
                    cover(dark, shown.toShown(annotation.getRectangle()), width / shown.width());
                }
            }
            int[][] sums = new int[height + 1][width + 1];
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    sums[y + 1][x + 1] = sums[y][x + 1] + sums[y + 1][x] - sums[y][x] + (dark[y][x] ? 1 : 0);
                }
            }
            return new Ink(sums, width / (double) shown.width(), height / (double) shown.height());
        }

        /** Darker than the paper round about; the paper is the tone that most of the page has. */
        private static boolean[][] dark(BufferedImage image) {
            int width = image.getWidth();
            int height = image.getHeight();
            int[] tones = new int[256];
            int[] row = new int[width];
            boolean[][] dark = new boolean[height][width];
            for (int y = 0; y < height; y++) {
                image.getRaster().getSamples(0, y, width, 1, 0, row);
                for (int tone : row) {
                    tones[tone]++;
                }
            }
            int paper = 255;
            for (int tone = 128; tone < 256; tone++) {
                if (tones[tone] > tones[paper]) {
                    paper = tone;
                }
            }
            for (int y = 0; y < height; y++) {
                image.getRaster().getSamples(0, y, width, 1, 0, row);
                for (int x = 0; x < width; x++) {
                    dark[y][x] = row[x] < paper - INK;
                }
            }
            return dark;
        }

        /** Earlier signatures and other annotations are left alone, empty or not. */
        private static void cover(boolean[][] dark, float[] box, float pixels) {
            int top = Math.max(0, (int) (box[1] * pixels));
            int bottom = Math.min(dark.length, (int) Math.ceil(box[3] * pixels));
            for (int y = top; y < bottom; y++) {
                int left = Math.max(0, (int) (box[0] * pixels));
                int right = Math.min(dark[y].length, (int) Math.ceil(box[2] * pixels));
                if (left < right) {
                    Arrays.fill(dark[y], left, right, true);
                }
            }
        }

        double share(float left, float top, float width, float height) {
            int x0 = clamp((int) (left * pixelsAcross), sums[0].length - 1);
            int x1 = clamp((int) Math.ceil((left + width) * pixelsAcross), sums[0].length - 1);
            int y0 = clamp((int) (top * pixelsDown), sums.length - 1);
            int y1 = clamp((int) Math.ceil((top + height) * pixelsDown), sums.length - 1);
            int area = Math.max(1, (x1 - x0) * (y1 - y0));
            return (sums[y1][x1] - sums[y0][x1] - sums[y1][x0] + sums[y0][x0]) / (double) area;
        }

        private static int clamp(int value, int most) {
            return Math.max(0, Math.min(value, most));
        }
    }
}
