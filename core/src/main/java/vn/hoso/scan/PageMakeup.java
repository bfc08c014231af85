package vn.hoso.scan;

/**
 * What a page is made of, so that one can tell how far its own text goes.
 *
 * @param kind scanned, drawn, or both
 * @param imageShare the share of the page's area that images cover, 0 to 1
 * @param bareInk the share of the page's ink (dark spots) that lies in images and under none of the words of the text
 *     layer: near 1 for a scan without text, near 0 for a born-digital page, in between for a scan with a text layer
 *     (stamps, signatures and frames carry no words); 0 for a page without images
 * @param hintedRotation by how many degrees clockwise the file itself says that the upright page was turned to be
 *     stored, 0, 90, 180 or 270: the orientation tag of a TIFF or of a camera, which is <em>not</em> applied to the
 *     pixels. Always 0 for a PDF, whose {@code /Rotate} is applied
 * @param stored whether {@link Scan#image} gives the pixels of one stored image unchanged, so that its bytes can be
 *     carried over as they are; false where the page was rendered, put together from several images, scaled to square
 *     pixels, or where alpha or colour had to be converted
 */
public record PageMakeup(Kind kind, double imageShare, double bareInk, int hintedRotation, boolean stored) {
    /** What is on a page. */
    public enum Kind {
        /** Images only, perhaps with invisible text over or under them. */
        SCANNED,
        /** Text and drawings; images, if any, cover less than a twentieth of the page. */
        DRAWN,
        /** Visible text or drawings and images. */
        MIXED,
        /** Nothing. */
        EMPTY
    }

    /** Checks shares and rotation. */
    public PageMakeup {
        if (!(imageShare >= 0 && imageShare <= 1 && bareInk >= 0 && bareInk <= 1)) {
            throw new IllegalArgumentException("shares must be 0 to 1, got " + imageShare + " and " + bareInk);
        }
        if (hintedRotation != 0 && hintedRotation != 90 && hintedRotation != 180 && hintedRotation != 270) {
            throw new IllegalArgumentException("rotation must be 0, 90, 180 or 270, got " + hintedRotation);
        }
    }
}
