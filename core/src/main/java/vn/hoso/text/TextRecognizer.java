package vn.hoso.text;

/**
 * Reads the text of page images (nhận dạng ký tự quang học, OCR).
 *
 * <p>A recogniser may hold native memory or child processes until it is closed; it may be closed twice. It is safe for
 * use by several threads at once.
 */
public interface TextRecognizer extends AutoCloseable {
    /**
     * Reads one page.
     *
     * <p>A blank or unreadable page is not an error: it comes back without lines.
     *
     * @param image the page; it is not changed
     * @return its text, with boxes in the pixels of {@code image} turned upright
     * @throws vn.hoso.failure.HosoException with {@code RECOGNITION_FAILED} or {@code RECOGNITION_TIMEOUT} when the
     *     engine failed on this page; the recogniser stays usable
     * @throws IllegalStateException if this recogniser is closed
     */
    PageText recognize(PageImage image);

    /**
     * What reads here, for the record of provenance.
     *
     * @return name and version of engine and model, such as {@code tesseract 5.5.2 vie}
     */
    String engine();

    @Override
    void close();
}
