package vn.hoso.ocr;

import vn.hoso.text.PageImage;

/**
 * Tells a page with nothing on it from one with a drawing, a seal or a signature alone.
 *
 * <p>What reaches into the margins is left to the scanner: borders, punch holes, shadows of a fold. Any stroke of ink
 * within them that is longer than a full stop makes a page one with something on it; so does what shows through from the
 * other side, where it is dark enough to be taken for ink.
 */
final class BarePage {
    /** The longest side of the copy that is looked at, pixels. */
    private static final int SIDE = 2400;

    private static final double LONG_SIDE_MM = 297;
    private static final double MARGIN_MM = 12;
    private static final double STROKE_MM = 1.5;

    private BarePage() {}

    /** Whether there is nothing on a page in which no text was found. Colour counts: a red seal is something. */
    static boolean is(PageImage image) {
        Gray scanned = Gray.of(image.pixels(), Gray.LUMA);
        Gray copy = scanned.scaled(Math.min(1, (double) SIDE / Math.max(scanned.width(), scanned.height())));
        double millimetre = Math.max(copy.width(), copy.height()) / LONG_SIDE_MM;
        Gray flat = Background.flatten(copy, (int) Math.max(16, 4 * millimetre));
        Ink ink = Ink.of(flat, Background.threshold(flat));
        double margin = MARGIN_MM * millimetre;
        for (int p = 0; p < ink.pieces; p++) {
            boolean within = ink.left[p] > margin
                    && ink.top[p] > margin
                    && ink.right[p] < ink.width - margin
                    && ink.bottom[p] < ink.height - margin;
            if (within && Math.max(ink.width(p), ink.height(p)) >= STROKE_MM * millimetre) {
                return false;
            }
        }
        return true;
    }
}
