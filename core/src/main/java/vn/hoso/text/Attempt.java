package vn.hoso.text;

/**
 * One way in which a page was made ready for the engine, where the plain way left doubts.
 *
 * @param preparation how the image was made ready
 * @param confidence the mean confidence of the words that came of it, 0 to 100
 * @param chosen whether its words are those of the page
 */
public record Attempt(Preparation preparation, double confidence, boolean chosen) {
    /** The ways, the cheapest and commonest first. */
    public enum Preparation {
        /** Set upright and level, paper made even, seals lifted off. */
        AS_SCANNED,
        /** The same, but the engine is given the whole page and finds the lines by itself. */
        WHOLE_PAGE,
        /** All coloured ink taken for paper: seals, pens, printed patterns. */
        WITHOUT_COLOUR,
        /** Made black and white by the brightness around each pixel (Sauvola and Pietikäinen 2000). */
        LOCAL_THRESHOLD,
        /** Drawn larger. */
        ENLARGED
    }
}
