package vn.hoso.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.hoso.pdf.PdfACheck;
import vn.hoso.pdf.PdfAVerdict;
import vn.hoso.seal.SealVerdict;
import vn.hoso.seal.SigningRole;

class ReportPdfTest {
    private static final TestAuthority AUTHORITY = Samples.authority();

    @TempDir
    Path folder;

    @Test
    void theReportIsAPdfAThatSaysWhatTheTextSays() throws IOException {
        Path signed = folder.resolve("Giấy khai sinh <&>.pdf");
        PadesSigner.builder()
                .key(AUTHORITY.issue("Nguyễn Văn Ảnh"))
                .clock(Samples.CLOCK)
                .build()
                .sign(
                        Samples.write(folder, "paper.pdf", Samples.paper(2, 0)),
                        signed,
                        SigningRole.SCANNING_OFFICER,
                        Samples.CLOCK.instant());
        ValidationReport report = SignatureValidator.builder()
                .status(AUTHORITY.status())
                .clock(Samples.CLOCK)
                .build()
                .report(signed);
        for (Locale locale : List.of(Locale.forLanguageTag("vi"), Locale.ENGLISH)) {
            Path pdf = folder.resolve("report-" + locale + ".pdf");
            report.writePdf(pdf, locale);

            PdfAVerdict verdict = PdfACheck.create().check(pdf);
            assertThat(verdict.compliant()).as(verdict.toString()).isTrue();
            assertThat(verdict.flavour()).isEqualTo("2b");
            assertThat(words(pdf))
                    .contains("Nguyễn Văn Ảnh (TEST)", report.sha256().substring(0, 30));
            for (ReportLine line : ReportLine.of(report, locale)) {
                assertThat(words(pdf)).contains(line.label());
            }
        }
        assertThat(words(folder.resolve("report-vi.pdf"))).contains("HỢP LỆ", "2 / 2 trang");
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.endsWith(".part"));
        }
    }

    @Test
    void aLongReportHasSeveralPages() throws IOException {
        List<SealVerdict.Reason> reasons = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            reasons.add(ReasonCode.CHANGED_AFTER_SIGNING
                    .with("x".repeat(200) + " 漢字")
                    .reason());
        }
        ValidationReport report = new ValidationReport(
                "a.pdf",
                "00".repeat(32),
                1,
                1,
                Instant.EPOCH,
                new SealVerdict(SealVerdict.Status.INVALID, List.of(), reasons),
                List.of(),
                List.of());
        Path pdf = folder.resolve("long.pdf");
        report.writePdf(pdf, Locale.ENGLISH);
        assertThat(PdfACheck.create().check(pdf).compliant()).isTrue();
        try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
            assertThat(document.getNumberOfPages()).isGreaterThan(5);
        }
    }

    private static String words(Path pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
            return new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
        }
    }
}
