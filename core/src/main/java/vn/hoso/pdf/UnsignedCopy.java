package vn.hoso.pdf;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationWidget;

/**
 * A working copy of the pages of signed papers without their signatures and what those show on the page.
 *
 * <p>To arrange pages anew they must be signed anew: a signature holds for the file that was signed and no other. Images
 * and text are those of the papers, bit by bit. Needs memory for the structure of the files, not for their images.
 */
public final class UnsignedCopy {
    private UnsignedCopy() {}

    /**
     * Writes the pages of papers, one after the other, into one file.
     *
     * @param signed the papers, at least one; they are not changed
     * @param target the file to write
     * @throws IOException if a paper can't be read or the target can't be written
     */
    public static void write(List<Path> signed, Path target) throws IOException {
        List<PDDocument> open = new ArrayList<>();
        try (PDDocument copy = new PDDocument(IOUtils.createTempFileOnlyStreamCache())) {
            for (Path paper : signed) {
                PDDocument document = Loader.loadPDF(paper.toFile(), IOUtils.createTempFileOnlyStreamCache());
                open.add(document);
                for (PDPage page : document.getPages()) {
                    copy.importPage(page).setAnnotations(withoutSignatures(page));
                }
            }
            copy.save(target.toFile());
        } finally {
            for (PDDocument document : open) {
                document.close();
            }
        }
    }

    private static List<PDAnnotation> withoutSignatures(PDPage page) throws IOException {
        return page.getAnnotations(annotation -> !(annotation instanceof PDAnnotationWidget));
    }
}
