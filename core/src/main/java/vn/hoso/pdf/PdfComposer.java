package vn.hoso.pdf;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.jspecify.annotations.Nullable;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.scan.FileKind;
import vn.hoso.scan.Scan;
import vn.hoso.text.Box;
import vn.hoso.text.Line;
import vn.hoso.text.PageText;
import vn.hoso.text.TextOrigin;
import vn.hoso.text.Word;

/**
 * Composes the two-layer PDF/A of a scan: the page images, and over them invisible text that can be searched and copied.
 *
 * <pre>{@code
 * PdfComposer composer = PdfComposer.builder().check(PdfACheck.create()).build();
 * ComposedPdf pdf = composer.compose(scan, pages, mark, "Quyết định số 12/QĐ-UBND", Path.of("paper.pdf"));
 * }</pre>
 *
 * <p>The file is PDF/A-2u (ISO 19005-2). Scanned images keep their bytes wherever PDF has the codec (JPEG, fax, JPEG 2000,
 * JBIG2, PNG); other codecs are unpacked and packed again without loss. A page that is not an image alone (born digital,
 * with annotations or form fields) or whose image PDF/A does not allow is rendered, stored without loss, and listed in
 * {@link ComposedPdf#rasterised()}. The same scan, text and mark give the same file, byte for byte.
 *
 * <p>Pages are written one by one, so that the number of pages does not matter for memory. A composer keeps nothing
 * between two files and is safe for use by several threads; each needs a scan of its own.
 */
public final class PdfComposer {
    private static final int ATTEMPTS = 3;
    private static final PdfAReport VALID = new PdfAReport(new PdfAVerdict(true, "2u", 0, ""), Set.of());

    private final @Nullable PdfACheck check;
    private final boolean compact;

    private PdfComposer(Builder builder) {
        this.check = builder.check;
        this.compact = builder.compact;
    }

    /**
     * Starts with the defaults: nothing is checked.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** Settings of a composer. */
    public static final class Builder {
        private @Nullable PdfACheck check;
        private boolean compact;

        private Builder() {}

        /**
         * Checks every file before it gets its name. Pages whose images turn out not to be fit for PDF/A are rendered and
         * the file is checked again; one that still fails is not kept.
         *
         * @param check the validator
         * @return this builder
         */
        public Builder check(PdfACheck check) {
            this.check = check;
            return this;
        }

        /**
         * Makes files for looking things up, as small as they may be: the print of each page stays sharp, what is behind it
         * (paper, seals, pens, pictures) is kept at a low resolution. Pages that are black and white keep their bytes. Such
         * a file stands beside the faithful one and never for it: its pages are among {@link ComposedPdf#rasterised}.
         *
         * @return this builder
         */
        public Builder compact() {
            this.compact = true;
            return this;
        }

        /**
         * Makes the composer.
         *
         * @return a composer with these settings
         */
        public PdfComposer build() {
            return new PdfComposer(this);
        }
    }

    /**
     * Writes the two-layer PDF/A of some or all pages of a scan.
     *
     * <p>The file appears under its name when it is complete and, if asked for, valid. After a failure nothing is left.
     *
     * @param scan the source
     * @param pages the text of the pages that the file is to have, in their order; one entry a page, also for a page
     *     without text
     * @param mark who converted it, and when
     * @param title the title that viewers show
     * @param target the file to write; an existing one is replaced
     * @return what was written
     * @throws HosoException with {@code NO_PERMISSION} or {@code DISK_FULL} if the target can't be written, {@code
     *     DAMAGED} if the source can't be decoded, {@code NOT_PDFA} if the check fails, {@code PAGES_LOST} if the file
     *     written has another number of pages
     */
    public ComposedPdf compose(Scan scan, List<PageText> pages, ConversionMark mark, String title, Path target) {
        check(scan, pages);
        Metadata metadata = new Metadata(title, mark, scan.sha256(), pages.size());
        Path whole = target.toAbsolutePath();
        Path part = whole.resolveSibling(whole.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            Set<Integer> render = Set.of();
            for (int attempt = 1; ; attempt++) {
                Written written = write(scan, pages, metadata, part, render);
                count(scan, part, pages.size());
                PdfAReport report = check == null ? VALID : check.report(part);
                if (report.verdict().compliant()) {
                    move(part, whole);
                    return new ComposedPdf(target, pages.size(), Files.size(whole), List.copyOf(written.changed));
                }
                if (attempt == ATTEMPTS || written.rendered.size() == pages.size()) {
                    throw invalid(report.verdict(), target);
                }
                render = suspects(report, pages, written.rendered, attempt == ATTEMPTS - 1);
                Files.delete(part);
            }
        } catch (IOException e) {
            throw failure(e, target);
        } finally {
            discard(part);
        }
    }

    private static void check(Scan scan, List<PageText> pages) {
        if (pages.isEmpty()) {
            throw new IllegalArgumentException("a PDF needs at least one page");
        }
        for (PageText page : pages) {
            if (page.page() > scan.pageCount()) {
                throw new IllegalArgumentException(
                        "the scan has pages 1 to " + scan.pageCount() + ", there is no page " + page.page());
            }
        }
    }

    /** Writes a file of one nearly empty page. */
    static void sample(Path target) throws IOException {
        Box box = new Box(1, 1, 9, 5);
        Line line = Line.of(List.of(new Word("Hồ", box, 100), new Word("sơ", box, 100)), 0);
        PageText page = new PageText(1, 10, 10, 72, 0, 0, false, TextOrigin.OCR, List.of(line), List.of());
        BufferedImage pixels = new BufferedImage(10, 10, BufferedImage.TYPE_BYTE_GRAY);
        ConversionMark mark = new ConversionMark("-", "", Instant.EPOCH);
        try (TwoLayerPdf pdf = new TwoLayerPdf(target)) {
            pdf.add(page, Picture.filling(Raster.write(pdf.file(), pixels), page, false));
            pdf.finish(new Metadata("-", mark, "-", 1));
        }
    }

    private static HosoException invalid(PdfAVerdict verdict, Path target) {
        return new HosoException(
                Problem.NOT_PDFA,
                String.valueOf(target.getFileName()),
                "PDF/A-" + verdict.flavour(),
                verdict.violations(),
                verdict.first());
    }

    /**
     * The pages to render on the next attempt: those rendered before, and those that the validator blames. A failure that
     * names no page may come from any, so then, as on the last attempt, no image is taken over.
     */
    private static Set<Integer> suspects(
            PdfAReport report, List<PageText> pages, Set<Integer> rendered, boolean lastAttempt) {
        Set<Integer> suspects = new TreeSet<>(rendered);
        for (int place : report.pages()) {
            suspects.add(pages.get(place).page());
        }
        if (lastAttempt || suspects.size() == rendered.size()) {
            pages.forEach(page -> suspects.add(page.page()));
        }
        return suspects;
    }

    /**
     * What was written.
     *
     * @param rendered the pages whose images were not taken over
     * @param changed those of them that don't show the stored pixels
     */
    private record Written(Set<Integer> rendered, Set<Integer> changed) {}

    private Written write(Scan scan, List<PageText> pages, Metadata metadata, Path part, Set<Integer> render)
            throws IOException {
        Set<Integer> rendered = new TreeSet<>();
        Set<Integer> changed = new TreeSet<>();
        try (TwoLayerPdf pdf = new TwoLayerPdf(part);
                PageSource source = source(scan, pdf.file())) {
            for (PageText page : pages) {
                if (compact && !render.contains(page.page())) {
                    BufferedImage image = scan.image(page.page()).pixels();
                    if (image.getType() != BufferedImage.TYPE_BYTE_BINARY) {
                        pdf.add(page, MixedRaster.write(pdf.file(), image, page));
                        changed.add(page.page());
                        continue;
                    }
                }
                Picture picture = render.contains(page.page()) ? null : copy(source, page, pdf.file());
                if (picture == null) {
                    int image = Raster.write(pdf.file(), scan.image(page.page()).pixels());
                    picture = Picture.filling(image, page, false);
                    rendered.add(page.page());
                    if (scan.kind() == FileKind.PDF
                            || scan.kind().office()
                            || !scan.makeup(page.page()).stored()) {
                        changed.add(page.page());
                    }
                }
                pdf.add(page, picture);
            }
            pdf.finish(metadata);
        }
        return new Written(rendered, changed);
    }

    private static PageSource source(Scan scan, PdfFile file) throws IOException {
        return switch (scan.kind()) {
            case PDF, DOCX, DOC, ODT, RTF, XLSX, XLS, ODS -> new PdfPages(scan.workFile(), file);
            case JPEG -> new JpegPages(scan.workFile());
            case PNG -> new PngPages(scan.workFile());
            case TIFF -> new TiffPages(scan.workFile());
            // PDF has no such codec, or not one that is sure to be allowed: drawn without loss.
            case JPEG2000, JBIG2, BMP, GIF, WEBP -> (page, out) -> Optional.empty();
        };
    }

    private static @Nullable Picture copy(PageSource source, PageText page, PdfFile file) throws IOException {
        try {
            return source.copy(page, file).orElse(null);
        } catch (PdfFile.WriteFailure e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // What can't be copied may still be decoded; if not, decoding says why.
            return null;
        }
    }

    /** Reads the file as a stranger would, and counts its pages. */
    private static void count(Scan scan, Path part, int expected) throws IOException {
        try (PDDocument written = Loader.loadPDF(part.toFile())) {
            if (written.getNumberOfPages() != expected) {
                throw new HosoException(
                        Problem.PAGES_LOST,
                        String.valueOf(scan.source().getFileName()),
                        "compose",
                        expected,
                        written.getNumberOfPages());
            }
        }
    }

    private static void move(Path part, Path whole) throws IOException {
        try {
            Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void discard(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            // The failure that brought us here is the one to report.
        }
    }

    private static HosoException failure(IOException e, Path target) {
        String name = String.valueOf(target.getFileName());
        if (e instanceof AccessDeniedException || e.getCause() instanceof AccessDeniedException) {
            return new HosoException(Problem.NO_PERMISSION, e, name);
        }
        if (full(target)) {
            return new HosoException(Problem.DISK_FULL, e, name);
        }
        return new HosoException(Problem.INTERNAL, e, name, e.getClass().getSimpleName());
    }

    private static boolean full(Path target) {
        try {
            Path folder = target.toAbsolutePath().getParent();
            return folder != null && Files.getFileStore(folder).getUsableSpace() < 1 << 20;
        } catch (IOException e) {
            return false;
        }
    }
}
