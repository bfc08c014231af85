package vn.hoso.pdf;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import vn.hoso.text.PageText;

/** Where the pictures of the pages come from, as they are stored there. */
interface PageSource extends Closeable {
    /**
     * Writes the images of a page without changing a pixel of them.
     *
     * @return the picture, or empty where that can't be done: the page must be rendered
     * @throws PdfFile.WriteFailure if the target can't be written
     * @throws IOException if the source can't be followed: as if empty
     */
    Optional<Picture> copy(PageText page, PdfFile out) throws IOException;

    @Override
    default void close() throws IOException {}
}
