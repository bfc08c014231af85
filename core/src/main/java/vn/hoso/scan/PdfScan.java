package vn.hoso.scan;

import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.Closeable;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.internal.Durable;
import vn.hoso.text.Line;
import vn.hoso.text.PageImage;
import vn.hoso.text.PageText;
import vn.hoso.text.Word;

/** A scan whose pages are those of a PDF, read from a repaired work copy. */
final class PdfScan implements Scan {
    private static final Logger LOG = LoggerFactory.getLogger(PdfScan.class);
    private static final double IMAGES_WORTH_MENTIONING = 0.05;

    private final SourceFile file;
    private final ScanLimits limits;
    private final Duration patience;
    private final PdfWorkCopy copy;
    private final PDDocument document;
    private final List<PDPage> pages;

    private int contentOf;
    private @Nullable PdfPageContent content;
    private int imageOf;
    private SoftReference<PageImage> image = new SoftReference<>(null);
    private boolean closed;

    private PdfScan(SourceFile file, ScanLimits limits, Duration patience, PdfWorkCopy copy, PDDocument document) {
        this.file = file;
        this.limits = limits;
        this.patience = patience;
        this.copy = copy;
        this.document = document;
        this.pages = new ArrayList<>();
        document.getPages().forEach(page -> pages.add(new PDPage(page.getCOSObject())));
    }

    static PdfScan open(
            SourceFile file, ScanLimits limits, Duration patience, ProtectionPolicy protection, Path workFolder) {
        PdfWorkCopy copy = Guarded.run(
                file.name(),
                patience,
                () -> PdfWorkCopy.make(file, limits, protection, workFolder),
                late -> Durable.deleteQuietly(late.file()));
        try {
            return Guarded.run(
                    file.name(),
                    patience,
                    () -> {
                        PDDocument document = Loader.loadPDF(copy.file().toFile(), PdfWorkCopy.cache(workFolder));
                        return new PdfScan(file, limits, patience, copy, document);
                    },
                    PdfScan::close);
        } catch (RuntimeException e) {
            Durable.deleteQuietly(copy.file());
            throw e;
        }
    }

    @Override
    public Path source() {
        return file.path();
    }

    @Override
    public String sha256() {
        return file.sha256();
    }

    @Override
    public FileKind kind() {
        return FileKind.PDF;
    }

    @Override
    public Path workFile() {
        return copy.file();
    }

    @Override
    public int pageCount() {
        return pages.size();
    }

    @Override
    public List<String> repairs() {
        return copy.repairs();
    }

    @Override
    public boolean signed() {
        return copy.signed();
    }

    @Override
    public long pixels(int page) {
        PixelPlan plan = PixelPlan.of(content(page), limits, file.name());
        return (long) plan.width() * plan.height();
    }

    @Override
    public PageImage image(int page) {
        PageImage known = image.get();
        if (known != null && imageOf == page && !closed) {
            return known;
        }
        PdfPageContent found = content(page);
        BufferedImage pixels = reading(
                page,
                () -> new PdfPagePixels(document, found, page - 1, limits, file.name(), new Deadline(patience))
                        .pixels());
        PageImage made = new PageImage(page, pixels, dpi(page, found, pixels.getWidth(), pixels.getHeight()));
        image = new SoftReference<>(made);
        imageOf = page;
        return made;
    }

    @Override
    public Optional<PageText> textLayer(int page) {
        PdfPageContent found = content(page);
        if (found.glyphs().stream().allMatch(glyph -> glyph.text().isBlank())) {
            return Optional.empty();
        }
        PixelPlan plan = PixelPlan.of(found, limits, file.name());
        double dpi = dpi(page, found, plan.width(), plan.height());
        return PdfTextLayer.of(found, page, plan.width(), plan.height(), dpi);
    }

    private double dpi(int page, PdfPageContent found, int width, int height) {
        double inches = found.width() * pages.get(page - 1).getUserUnit() / 72;
        return Resolution.of(width, height, width / inches);
    }

    @Override
    public PageMakeup makeup(int page) {
        PdfPageContent found = content(page);
        double share = imageShare(found);
        boolean drawn = found.visibleText() || found.drawings();
        PageMakeup.Kind kind;
        if (drawn) {
            kind = share < IMAGES_WORTH_MENTIONING ? PageMakeup.Kind.DRAWN : PageMakeup.Kind.MIXED;
        } else {
            kind = found.images().isEmpty() ? PageMakeup.Kind.EMPTY : PageMakeup.Kind.SCANNED;
        }
        double bare = share < IMAGES_WORTH_MENTIONING ? 0 : bareInk(page, found);
        return new PageMakeup(kind, share, bare, 0, PixelPlan.isOneImage(found));
    }

    private double bareInk(int page, PdfPageContent found) {
        Optional<PageText> text = textLayer(page);
        if (text.isEmpty()) {
            return 1;
        }
        List<Word> words = new ArrayList<>();
        for (Line line : text.get().lines()) {
            words.addAll(line.words());
        }
        List<Rectangle2D> areas = found.images().stream().map(DrawnImage::area).toList();
        double pointsToPixels = image(page).pixels().getWidth() / found.width();
        return BareInk.share(image(page), text.get().rotation(), words, areas, pointsToPixels);
    }

    private static double imageShare(PdfPageContent found) {
        // Counted on a grid, since images overlap.
        int cells = 64;
        boolean[] covered = new boolean[cells * cells];
        int count = 0;
        for (DrawnImage drawn : found.images()) {
            Rectangle2D area = drawn.area();
            for (int y = 0; y < cells; y++) {
                for (int x = 0; x < cells; x++) {
                    boolean inside =
                            area.contains((x + 0.5) * found.width() / cells, (y + 0.5) * found.height() / cells);
                    if (inside && !covered[y * cells + x]) {
                        covered[y * cells + x] = true;
                        count++;
                    }
                }
            }
        }
        return (double) count / covered.length;
    }

    private PdfPageContent content(int page) {
        if (closed) {
            throw new IllegalStateException("this scan is closed");
        }
        if (page < 1 || page > pages.size()) {
            throw new IllegalArgumentException("pages are 1 to " + pages.size() + ", got " + page);
        }
        PdfPageContent known = content;
        if (known == null || contentOf != page) {
            known = reading(
                    page, () -> PdfPageContent.of(pages.get(page - 1), limits, file.name(), new Deadline(patience)));
            content = known;
            contentOf = page;
        }
        return known;
    }

    private <T> T reading(int page, Guarded.Work<T> work) {
        try {
            return work.run();
        } catch (IOException e) {
            if (String.valueOf(e.getMessage()).contains("recursion depth")) {
                throw new HosoException(Problem.TOO_DEEP, e, file.name(), limits.depth());
            }
            throw new HosoException(Problem.DAMAGED, e, file.name(), "page " + page + " can't be read");
        } catch (HosoException e) {
            throw e;
        } catch (StackOverflowError e) {
            throw new HosoException(Problem.TOO_DEEP, e, file.name(), limits.depth());
        } catch (OutOfMemoryError e) {
            throw new HosoException(
                    Problem.TOO_MUCH_UNPACKED,
                    e,
                    file.name(),
                    Runtime.getRuntime().maxMemory());
        } catch (RuntimeException e) {
            // The engine meets damage in many ways.
            throw new HosoException(Problem.DAMAGED, e, file.name(), "page " + page + " can't be read");
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        content = null;
        image.clear();
        closeQuietly(document);
        Durable.deleteQuietly(copy.file());
    }

    private static void closeQuietly(Closeable open) {
        try {
            open.close();
        } catch (IOException e) {
            LOG.debug("a work copy did not close", e);
        }
    }
}
