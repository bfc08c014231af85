package vn.hoso.pdf;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
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
import vn.hoso.text.PageText;

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
    private static final int PAGES_IN_NODE = 50;
    private static final int ATTEMPTS = 3;

    private final @Nullable PdfACheck check;

    private PdfComposer(Builder builder) {
        this.check = builder.check;
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
        Path whole = target.toAbsolutePath();
        Path part = whole.resolveSibling(whole.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            Set<Integer> render = new TreeSet<>();
            for (int attempt = 1; ; attempt++) {
                Set<Integer> rasterised = new TreeSet<>(render);
                Set<Integer> rendered = write(
                        scan, pages, new Metadata(title, mark, scan.sha256(), pages.size()), part, render, rasterised);
                count(scan, part, pages.size());
                if (check == null || valid(check, pages, part, target, attempt, render, rendered)) {
                    move(part, whole);
                    return new ComposedPdf(target, pages.size(), Files.size(whole), List.copyOf(rasterised));
                }
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

    /**
     * Whether the file is valid; where not, puts the pages to render instead into {@code render}.
     *
     * @param rendered the pages that are rendered already
     */
    private static boolean valid(
            PdfACheck check,
            List<PageText> pages,
            Path part,
            Path target,
            int attempt,
            Set<Integer> render,
            Set<Integer> rendered) {
        PdfAReport report = check.report(part);
        if (report.verdict().compliant()) {
            return true;
        }
        List<Integer> copied = pages.stream()
                .map(PageText::page)
                .filter(page -> !rendered.contains(page))
                .toList();
        List<Integer> guilty = report.pages().stream()
                .filter(place -> place < pages.size())
                .map(place -> pages.get(place).page())
                .filter(copied::contains)
                .toList();
        if (attempt == ATTEMPTS || copied.isEmpty()) {
            PdfAVerdict verdict = report.verdict();
            throw new HosoException(
                    Problem.NOT_PDFA,
                    String.valueOf(target.getFileName()),
                    "PDF/A-" + verdict.flavour(),
                    verdict.violations(),
                    verdict.first());
        }
        // A failure that names no page may come from any: the last attempt takes no image over.
        render.addAll(guilty.isEmpty() || attempt == ATTEMPTS - 1 ? copied : guilty);
        return false;
    }

    /** Writes the file; gives the pages that were rendered, and adds those with changed pixels to {@code changed}. */
    private static Set<Integer> write(
            Scan scan, List<PageText> pages, Metadata metadata, Path part, Set<Integer> render, Set<Integer> changed)
            throws IOException {
        Set<Integer> rendered = new TreeSet<>(render);
        try (PdfFile file = new PdfFile(part);
                PageSource source = source(scan, file)) {
            int catalogue = file.reserve();
            int tree = file.reserve();
            int fontNumber = file.reserve();
            GlyphlessFont font = new GlyphlessFont();
            List<String> nodes = new ArrayList<>();
            for (int from = 0; from < pages.size(); from += PAGES_IN_NODE) {
                int node = file.reserve();
                List<PageText> some = pages.subList(from, Math.min(pages.size(), from + PAGES_IN_NODE));
                StringBuilder kids = new StringBuilder();
                for (PageText page : some) {
                    Picture picture = render.contains(page.page()) ? null : copy(source, page, file);
                    if (picture == null) {
                        picture = render(scan, page, file);
                        rendered.add(page.page());
                    }
                    if (!picture.faithful()) {
                        changed.add(page.page());
                    }
                    kids.append(page(file, node, page, picture, font, fontNumber))
                            .append(" 0 R ");
                }
                file.object(
                        node, "<</Type/Pages/Parent " + tree + " 0 R/Count " + some.size() + "/Kids[" + kids + "]>>");
                nodes.add(node + " 0 R");
            }
            file.object(tree, "<</Type/Pages/Count " + pages.size() + "/Kids[" + String.join(" ", nodes) + "]>>");
            font.write(file, fontNumber);
            file.object(catalogue, catalogue(file, tree, metadata));
            file.finish(catalogue, file.object(metadata.information()));
        }
        return rendered;
    }

    private static String catalogue(PdfFile file, int tree, Metadata metadata) throws IOException {
        int profile = file.deflated("/N 3", SrgbProfile.bytes());
        int xmp = file.stream("/Type/Metadata/Subtype/XML", metadata.xmp());
        return "<</Type/Catalog/Pages " + tree + " 0 R/Metadata " + xmp + " 0 R/Lang(vi)"
                + "/ViewerPreferences<</DisplayDocTitle true>>/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1"
                + "/OutputConditionIdentifier(sRGB)/Info(sRGB)/DestOutputProfile " + profile + " 0 R>>]>>";
    }

    private static PageSource source(Scan scan, PdfFile file) throws IOException {
        return switch (scan.kind()) {
            case PDF -> new PdfPages(scan.workFile(), file);
            case JPEG -> new JpegPages(scan.workFile());
            case PNG -> new PngPages(scan.workFile());
            case TIFF -> new TiffPages(scan.workFile());
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

    private static Picture render(Scan scan, PageText page, PdfFile file) throws IOException {
        int image = Raster.write(file, scan.image(page.page()).pixels());
        return Picture.filling(image, page, false, scan.kind() == FileKind.TIFF || scan.kind() == FileKind.PNG);
    }

    private static int page(
            PdfFile file, int parent, PageText page, Picture picture, GlyphlessFont font, int fontNumber)
            throws IOException {
        String text = TextLayer.of(page, font, "/F0");
        String content = picture.operators();
        if (!text.isEmpty()) {
            content += "q " + picture.matrix(page.rotation(), page.width(), page.height()) + " cm\n" + text + "Q\n";
        }
        int stream = file.deflated("", content.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        StringBuilder images = new StringBuilder();
        for (int i = 0; i < picture.images().size(); i++) {
            images.append("/I")
                    .append(i)
                    .append(' ')
                    .append(picture.images().get(i))
                    .append(" 0 R");
        }
        int rotate = picture.rotate(page.rotation());
        return file.object("<</Type/Page/Parent " + parent + " 0 R/MediaBox[0 0 "
                + PdfSyntax.numbers(3, picture.width(), picture.height()) + "]"
                + (rotate == 0 ? "" : "/Rotate " + rotate)
                + "/Resources<</XObject<<" + images + ">>"
                + (text.isEmpty() ? "" : "/Font<</F0 " + fontNumber + " 0 R>>")
                + ">>/Contents " + stream + " 0 R>>");
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
