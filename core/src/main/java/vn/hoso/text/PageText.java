package vn.hoso.text;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What is known of the text of one page.
 *
 * <p>All boxes are in pixels of the page image after it was turned upright by {@code rotation}; they are those of the
 * image as scanned (not of a straightened or scaled copy that a recogniser may have used).
 *
 * @param page the page in its file, from 1
 * @param width width of the upright page image, pixels
 * @param height height of the upright page image, pixels
 * @param dpi resolution of that image, dots an inch
 * @param rotation by how many degrees clockwise the upright page was turned when it was scanned: 0, 90, 180 or 270;
 *     turning the image back by as much makes it upright
 * @param skew by how many degrees clockwise the lines are inclined on the upright page; small
 * @param blank whether nothing is on the page
 * @param origin where the text comes from
 * @param lines the lines in reading order
 * @param codes the codes found on the page
 * @param attempts how else the page was read because the plain way left doubts, in order; none for most pages
 */
public record PageText(
        int page,
        int width,
        int height,
        double dpi,
        int rotation,
        double skew,
        boolean blank,
        TextOrigin origin,
        List<Line> lines,
        List<Code> codes,
        List<Attempt> attempts) {
    public PageText {
        lines = List.copyOf(lines);
        codes = List.copyOf(codes);
        attempts = List.copyOf(attempts);
        if (page < 1 || width < 1 || height < 1) {
            throw new IllegalArgumentException(
                    "page, width and height must be 1 or more, got " + page + ", " + width + ", " + height);
        }
        if (rotation != 0 && rotation != 90 && rotation != 180 && rotation != 270) {
            throw new IllegalArgumentException("rotation must be 0, 90, 180 or 270, got " + rotation);
        }
    }

    /**
     * A page that was read in the plain way.
     *
     * @param page the page in its file, from 1
     * @param width width of the upright page image, pixels
     * @param height height of the upright page image, pixels
     * @param dpi resolution of that image, dots an inch
     * @param rotation degrees clockwise
     * @param skew degrees clockwise
     * @param blank whether nothing is on the page
     * @param origin where the text comes from
     * @param lines the lines in reading order
     * @param codes the codes found on the page
     */
    public PageText(
            int page,
            int width,
            int height,
            double dpi,
            int rotation,
            double skew,
            boolean blank,
            TextOrigin origin,
            List<Line> lines,
            List<Code> codes) {
        this(page, width, height, dpi, rotation, skew, blank, origin, lines, codes, List.of());
    }

    /**
     * The same page with what was tried on it.
     *
     * @param tried the attempts, in order
     * @return a copy
     */
    public PageText withAttempts(List<Attempt> tried) {
        return new PageText(page, width, height, dpi, rotation, skew, blank, origin, lines, codes, tried);
    }

    /**
     * The text, one line a line, in reading order.
     *
     * @return the lines joined by a line feed; empty for a page without text
     */
    public String text() {
        return lines.stream().map(Line::text).collect(Collectors.joining("\n"));
    }

    /**
     * The mean confidence of the words.
     *
     * @return 0 to 100; 0 for a page without words
     */
    public double confidence() {
        return lines.stream()
                .flatMap(line -> line.words().stream())
                .mapToDouble(Word::confidence)
                .average()
                .orElse(0);
    }
}
