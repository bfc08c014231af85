package vn.hoso.scan;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import vn.hoso.text.PageImage;
import vn.hoso.text.PageText;

/**
 * An opened source file as an ordered list of pages (bản quét).
 *
 * <p>Pages are decoded one at a time when asked for; the whole file is never in memory. The source file is never
 * changed. A scan is for one thread at a time and holds files open until it is closed; it may be closed twice.
 */
public interface Scan extends AutoCloseable {
    /**
     * The file as it was given.
     *
     * @return its path
     */
    Path source();

    /**
     * The digest of the file as it was given.
     *
     * @return SHA-256, 64 lower-case hexadecimal digits
     */
    String sha256();

    /**
     * What the file is by its content.
     *
     * @return its kind
     */
    FileKind kind();

    /**
     * The file that holds the pages: for a PDF a repaired work copy, which vanishes when the scan is closed, otherwise
     * the source.
     *
     * @return its path
     */
    Path workFile();

    /**
     * How many pages the file has.
     *
     * @return 1 or more
     */
    int pageCount();

    /**
     * What had to be repaired for reading, in words for an operator.
     *
     * @return one entry a repair; empty for a sound file
     */
    List<String> repairs();

    /**
     * The pixels of a page: the image that was scanned, or for a page of text and drawings the page rendered.
     *
     * @param page the page, from 1
     * @return its image
     * @throws vn.hoso.failure.HosoException with {@code DAMAGED} or {@code TOO_MANY_PIXELS} if it can't be decoded
     */
    PageImage image(int page);

    /**
     * The text that the file itself carries for a page, not judged yet.
     *
     * @param page the page, from 1
     * @return its text with boxes in the pixels of {@link #image} turned upright, or empty where the page has none
     */
    Optional<PageText> textLayer(int page);

    @Override
    void close();
}
