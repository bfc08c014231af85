package vn.hoso.examples;

import java.awt.image.Raster;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import vn.hoso.text.PageImage;
import vn.hoso.text.PageText;
import vn.hoso.text.TextRecognizer;

/**
 * Reads each page once and knows its text from then on, so that all the rest of the road can be gone often. Pages are told
 * apart by some of their rows: for benchmarks, not for papers that matter.
 */
final class ReadOnce implements TextRecognizer {
    private static final int EVERY_ROW = 16;

    private final TextRecognizer reader;
    private final Map<Page, PageText> texts = new ConcurrentHashMap<>();

    /**
     * Reads for the first time with another recogniser.
     *
     * @param reader stays the caller's
     */
    ReadOnce(TextRecognizer reader) {
        this.reader = reader;
    }

    /** What tells a page from others. */
    private record Page(int number, int width, int height, int pixels) {
        static Page of(PageImage image) {
            Raster raster = image.pixels().getRaster();
            int[] row = new int[raster.getWidth() * raster.getNumBands()];
            int pixels = 0;
            for (int y = 0; y < raster.getHeight(); y += EVERY_ROW) {
                pixels = 31 * pixels + Arrays.hashCode(raster.getPixels(0, y, raster.getWidth(), 1, row));
            }
            return new Page(image.page(), raster.getWidth(), raster.getHeight(), pixels);
        }
    }

    @Override
    public PageText recognize(PageImage image) {
        return texts.computeIfAbsent(Page.of(image), page -> reader.recognize(image));
    }

    @Override
    public String engine() {
        return reader.engine();
    }

    @Override
    public void close() {
        // the reader is the caller's
    }
}
