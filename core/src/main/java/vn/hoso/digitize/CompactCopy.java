package vn.hoso.digitize;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import vn.hoso.archive.Archive;
import vn.hoso.digitize.Renditions.Rendering;
import vn.hoso.pdf.ComposedPdf;
import vn.hoso.pdf.ConversionMark;
import vn.hoso.pdf.PdfComposer;
import vn.hoso.scan.Scan;
import vn.hoso.text.PageText;

/**
 * A small copy of a paper for looking things up, beside the signed file: searchable like it, not signed, and kept only where
 * it saves something.
 */
final class CompactCopy {
    /** What is not smaller than this share of the faithful file is not worth its place. */
    private static final double WORTH_IT = 0.7;

    private final PdfComposer composer = PdfComposer.builder().compact().build();
    private final ConverterSettings settings;

    CompactCopy(ConverterSettings settings) {
        this.settings = settings;
    }

    /** The copy, in the work folder; empty where none was asked for or none is worth it. */
    Optional<Path> of(Scan scan, List<PageText> pages, String title, Rendering faithful, Path work, Stopwatch watch) {
        if (!settings.compact()) {
            return Optional.empty();
        }
        ConversionMark mark =
                new ConversionMark(settings.signer().signatory().name(), settings.agency(), faithful.madeAt());
        Path target = work.resolve(Archive.COMPACT);
        ComposedPdf made = watch.time(Step.COMPOSE, () -> compose(scan, pages, mark, title, target));
        return made.bytes() < WORTH_IT * faithful.bytes() ? Optional.of(target) : Optional.empty();
    }

    /** The composer decodes one page at a time: it needs room for the largest. */
    private ComposedPdf compose(Scan scan, List<PageText> pages, ConversionMark mark, String title, Path target) {
        long largest =
                pages.stream().mapToLong(page -> scan.pixels(page.page())).max().orElse(0);
        PixelBudget.Share room = settings.digitizer().room(largest);
        try {
            return composer.compose(scan, pages, mark, title + " (bản tra cứu)", target);
        } finally {
            room.giveBack();
        }
    }
}
