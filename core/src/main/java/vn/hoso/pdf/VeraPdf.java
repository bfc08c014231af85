package vn.hoso.pdf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.verapdf.core.EncryptedPdfException;
import org.verapdf.core.ModelParsingException;
import org.verapdf.core.ValidationException;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** The only class that knows veraPDF, so that the library loads without it. */
final class VeraPdf {
    /** Failures of one rule that are kept; the number of all is counted anyway. */
    private static final int KEPT = 100;

    private static final Pattern PAGE = Pattern.compile("/pages\\[(\\d+)\\]");

    static {
        VeraGreenfieldFoundryProvider.initialise();
    }

    private VeraPdf() {}

    /** Checks a small file with all that our files have, so that every rule is loaded and compiled. */
    static void warmUp() {
        try {
            Path folder = Files.createTempDirectory("hoso");
            Path sample = folder.resolve("sample.pdf");
            try {
                PdfComposer.sample(sample);
                check(sample);
            } finally {
                Files.deleteIfExists(sample);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static PdfAReport check(Path pdf) {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(pdf.toFile(), PDFAFlavour.NO_FLAVOUR)) {
            PDFAFlavour flavour = parser.getFlavour();
            if (flavour == PDFAFlavour.NO_FLAVOUR) {
                return failed("", "the file does not claim to be a PDF/A");
            }
            try (PDFAValidator validator = validator(flavour)) {
                return report(validator.validate(parser));
            }
        } catch (EncryptedPdfException e) {
            return failed("", "the file is encrypted");
        } catch (IOException | ModelParsingException | ValidationException | RuntimeException e) {
            return failed("", "the file can't be parsed as PDF: " + e.getClass().getSimpleName());
        }
    }

    private static PDFAValidator validator(PDFAFlavour flavour) {
        return Foundries.defaultInstance().createValidator(flavour, KEPT, false, true, false);
    }

    private static PdfAReport report(ValidationResult result) {
        String flavour = result.getPDFAFlavour().getId();
        if (result.isCompliant()) {
            return new PdfAReport(new PdfAVerdict(true, flavour, 0, ""), new TreeSet<>());
        }
        int violations = result.getFailedChecks().values().stream()
                .mapToInt(Integer::intValue)
                .sum();
        String first = "";
        TreeSet<Integer> pages = new TreeSet<>();
        boolean elsewhere = false;
        for (TestAssertion failure : result.getTestAssertions()) {
            if (failure.getStatus() != TestAssertion.Status.FAILED) {
                continue;
            }
            if (first.isEmpty()) {
                first = failure.getRuleId().getClause() + "-"
                        + failure.getRuleId().getTestNumber() + ": "
                        + failure.getMessage().replaceAll("\\s+", " ");
            }
            Matcher place = PAGE.matcher(failure.getLocation().getContext());
            if (place.find()) {
                pages.add(Integer.valueOf(place.group(1)));
            } else {
                elsewhere = true;
            }
        }
        if (elsewhere) {
            pages.clear();
        }
        return new PdfAReport(new PdfAVerdict(false, flavour, violations, first), pages);
    }

    private static PdfAReport failed(String flavour, String why) {
        return new PdfAReport(new PdfAVerdict(false, flavour, 1, why), new TreeSet<>());
    }
}
