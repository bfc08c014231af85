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
 *
 * <h2>Which way up</h2>
 *
 * <p>The image of a page shows the <em>whole page as a viewer shows it</em>: for a PDF its CropBox with {@code /Rotate}
 * applied, whatever the images on it measure; for an image file the pixels as stored, where the orientation tag of a
 * camera is <em>not</em> applied but given as {@link PageMakeup#hintedRotation()} (only an image stored mirrored is
 * mirrored back, and {@link #repairs} says so). {@link PageText#rotation()} is what remains to be corrected on that
 * image: 0 for a sideways scan that its {@code /Rotate} already puts right.
 *
 * <p>For whoever writes the page again: a pixel {@code (x, y)} of the image lies at
 * {@code (x / imageWidth * pageWidth, y / imageHeight * pageHeight)} of the page as shown, {@code pageWidth} and
 * {@code pageHeight} being those of the CropBox after {@code /Rotate}; and the {@code /Rotate} that makes the page
 * upright is {@code (the present /Rotate - PageText.rotation()) mod 360}. A page made of an image file takes the stored
 * bytes, stretched over a page of {@code imageWidth / dpi} by {@code imageHeight / dpi} inches (the image is scaled to
 * square pixels, the stored one need not be), and {@code /Rotate = -PageText.rotation() mod 360}.
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
     * <p>A page of nothing but images gives their own pixels at their own resolution; invisible text does not matter.
     * Any other page is drawn, with its form fields and stamps, at the resolution of its images or at 300 dpi. The image
     * is {@code TYPE_BYTE_BINARY}, {@code TYPE_BYTE_GRAY} or {@code TYPE_3BYTE_BGR}, the smallest that holds it, without
     * alpha, and its pixels are square. The same image may be given again.
     *
     * @param page the page, from 1
     * @return its image
     * @throws vn.hoso.failure.HosoException with {@code DAMAGED} or {@code TOO_MANY_PIXELS} if it can't be decoded
     */
    PageImage image(int page);

    /**
     * How many pixels the image of a page is going to have, told from headers without decoding one: what memory it takes.
     *
     * @param page the page, from 1
     * @return width times height of {@link #image}, nearly
     * @throws vn.hoso.failure.HosoException as {@link #image}
     */
    long pixels(int page);

    /**
     * The text that the file itself carries for a page, not judged yet.
     *
     * @param page the page, from 1
     * @return its text with boxes in the pixels of {@link #image} turned upright, or empty where the page has none
     */
    Optional<PageText> textLayer(int page);

    /**
     * What the page is made of: whether it is a scan, drawn text, or both, and how far its own text goes.
     *
     * <p>For a page with images and text this looks at the pixels, which costs about as much as {@link #image}.
     *
     * @param page the page, from 1
     * @return its makeup
     * @throws vn.hoso.failure.HosoException as {@link #image}
     */
    default PageMakeup makeup(int page) {
        return new PageMakeup(PageMakeup.Kind.SCANNED, 1, textLayer(page).isPresent() ? 0 : 1, 0, false);
    }

    /**
     * Whether the source carries a digital signature; it is in the source only, never in the work file.
     *
     * @return true for a signed PDF, whether the signature is valid or not
     */
    default boolean signed() {
        return false;
    }

    @Override
    void close();
}
