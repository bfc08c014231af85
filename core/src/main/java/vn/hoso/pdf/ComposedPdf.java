package vn.hoso.pdf;

import java.nio.file.Path;
import java.util.List;

/**
 * A two-layer PDF that was written.
 *
 * @param file where it is
 * @param pages how many pages it has
 * @param bytes how long it is
 * @param rasterised the pages, by their numbers in the source and ascending, whose picture is not the one that the source
 *     stores: text and drawings that were rendered, and colours that had to be converted. All other pages show the scanned
 *     pixels unchanged
 */
public record ComposedPdf(Path file, int pages, long bytes, List<Integer> rasterised) {
    /** Copies the list. */
    public ComposedPdf {
        rasterised = List.copyOf(rasterised);
    }
}
