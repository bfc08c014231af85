package vn.hoso.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import vn.hoso.pdf.ConversionMark;
import vn.hoso.pdf.PdfACheck;
import vn.hoso.pdf.PdfComposer;
import vn.hoso.scan.Scan;
import vn.hoso.scan.ScanReader;
import vn.hoso.text.PageImage;
import vn.hoso.text.PageText;
import vn.hoso.text.TextOrigin;

/** A paper to try signatures on: a sample scan as the PDF/A that a conversion makes of it, without its text. */
final class TrialPaper {
    private static final String SAMPLE = "official-letter.tif";

    private TrialPaper() {}

    /**
     * Composes the paper.
     *
     * @param texts says where the samples are missing
     * @param folder where to
     * @return the file
     */
    static Path compose(Texts texts, Path folder) throws IOException {
        Path work = Files.createTempDirectory(folder, "scan");
        Path paper = folder.resolve("paper.pdf");
        try (Scan scan =
                ScanReader.builder().build().open(SampleFolder.find(texts).resolve(SAMPLE), work)) {
            PageImage image = scan.image(1);
            PageText page = new PageText(
                    1,
                    image.pixels().getWidth(),
                    image.pixels().getHeight(),
                    image.dpi(),
                    0,
                    0,
                    false,
                    TextOrigin.NONE,
                    List.of(),
                    List.of());
            PdfComposer.builder()
                    .check(PdfACheck.create())
                    .build()
                    .compose(scan, List.of(page), new ConversionMark("", "", Instant.EPOCH), SAMPLE, paper);
        } finally {
            Folders.delete(work);
        }
        return paper;
    }
}
