package vn.hoso.digitize;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import vn.hoso.digitize.Probe.Moment;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.internal.Digests;
import vn.hoso.internal.Writing;
import vn.hoso.pdf.ComposedPdf;
import vn.hoso.pdf.ConversionMark;
import vn.hoso.pdf.PdfComposer;
import vn.hoso.record.DigitisedRecord;
import vn.hoso.scan.Scan;
import vn.hoso.seal.PdfSigner;
import vn.hoso.seal.SigningRole;
import vn.hoso.text.PageText;

/** Makes the signed two-layer PDF/A of a paper: composed, signed by the scanning officer, validated. */
final class Renditions {
    /** The flavour of PDF/A that is written. */
    private static final String FLAVOUR = "2u";

    private final PdfSigner signer;
    private final String agency;
    private final PdfComposer plain;
    private final PdfAChecks checks;
    private final Probe probe;

    Renditions(PdfSigner signer, String agency, PdfComposer plain, PdfAChecks checks, Probe probe) {
        this.signer = signer;
        this.agency = agency;
        this.plain = plain;
        this.checks = checks;
        this.probe = probe;
    }

    /**
     * What became of the pages.
     *
     * @param sha256 the digest of the signed file
     * @param bytes its size
     * @param pages its pages
     * @param faithful whether it holds the scanned images unchanged
     * @param madeAt when, as its mark and its signature say
     */
    record Rendering(String sha256, long bytes, int pages, boolean faithful, Instant madeAt) {}

    /** The name of the officer who signs. */
    String officer() {
        return signer.signatory().name();
    }

    /**
     * Makes the file.
     *
     * @param scan where the pages come from
     * @param pages the text of the pages, with their numbers in the scan
     * @param title what viewers show
     * @param at when it was scanned
     * @param work a folder for what is made on the way
     * @param signed the file to write
     */
    Rendering make(Scan scan, List<PageText> pages, String title, Instant at, Path work, Path signed, Stopwatch watch)
            throws IOException {
        ConversionMark mark = new ConversionMark(officer(), agency, at);
        Path unsigned = work.resolve("unsigned.pdf");
        ComposedPdf composed = watch.time(Step.COMPOSE, () -> plain.compose(scan, pages, mark, title, unsigned));
        probe.reached(Moment.COMPOSED);
        String name = String.valueOf(scan.source().getFileName());
        sign(unsigned, signed, name, at, watch);
        if (checks.next()) {
            boolean valid = watch.time(Step.CHECK, () -> checks.check(signed).compliant());
            if (!valid) {
                // An image that PDF/A does not allow as it is: drawn anew, without loss, and checked again.
                composed = watch.time(Step.COMPOSE, () -> checks.careful().compose(scan, pages, mark, title, unsigned));
                sign(unsigned, signed, name, at, watch);
                watch.time(Step.CHECK, () -> checks.require(signed));
            }
        }
        if (composed.pages() != pages.size()) {
            throw new HosoException(Problem.PAGES_LOST, name, "compose", pages.size(), composed.pages());
        }
        Files.deleteIfExists(unsigned);
        return new Rendering(
                Digests.sha256(signed),
                Files.size(signed),
                composed.pages(),
                composed.rasterised().isEmpty(),
                at);
    }

    private void sign(Path unsigned, Path signed, String name, Instant at, Stopwatch watch) {
        watch.time(Step.SIGN, () -> {
            try {
                signer.sign(unsigned, signed, SigningRole.SCANNING_OFFICER, at);
            } catch (HosoException e) {
                throw Writing.behind(e, name);
            }
            return signed;
        });
    }

    /** What a record says of a rendering. */
    DigitisedRecord.Rendition described(Rendering made, String engine) {
        return new DigitisedRecord.Rendition(
                made.sha256(), made.bytes(), made.pages(), FLAVOUR, engine, officer(), agency, made.madeAt());
    }
}
