package vn.hoso.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Rectangle;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDMetadata;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.color.PDOutputIntent;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.pdf.PdfACheck;
import vn.hoso.pdf.PdfAVerdict;
import vn.hoso.seal.SealVerdict;
import vn.hoso.seal.SigningRole;

class AppearanceTest {
    private static final TestAuthority AUTHORITY = Samples.authority();
    private static final Instant SCANNED = Instant.parse("2026-11-20T18:30:15Z");

    private static final String XMP = """
            <?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
            <x:xmpmeta xmlns:x="adobe:ns:meta/">
            <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
            <rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
            <pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
            </rdf:Description></rdf:RDF></x:xmpmeta>
            <?xpacket end="w"?>""";

    @TempDir
    Path folder;

    private Path sign(byte[] paper, SigningRole role, String name) throws IOException {
        Path unsigned = Samples.write(folder, "paper-" + role + ".pdf", paper);
        Path signed = folder.resolve("signed-" + role + ".pdf");
        PadesSigner.builder()
                .key(AUTHORITY.issue(name))
                .clock(Samples.CLOCK)
                .timeStamper(AUTHORITY.timeStamper())
                .status(AUTHORITY.status())
                .level(role == SigningRole.AGENCY ? SignatureLevel.LTA : SignatureLevel.B)
                .build()
                .sign(unsigned, signed, role, SCANNED);
        return signed;
    }

    /** Where page 1 looks different, as shares of the page: left, top, right, bottom in thousandths. */
    private static Rectangle difference(byte[] before, byte[] after) throws IOException {
        BufferedImage a = render(before);
        BufferedImage b = render(after);
        assertThat(b.getWidth()).isEqualTo(a.getWidth());
        Rectangle box = new Rectangle(-1, -1);
        for (int y = 0; y < a.getHeight(); y++) {
            for (int x = 0; x < a.getWidth(); x++) {
                if (a.getRGB(x, y) != b.getRGB(x, y)) {
                    box.add(new Rectangle(x, y, 1, 1));
                }
            }
        }
        return new Rectangle(
                box.x * 1000 / a.getWidth(),
                box.y * 1000 / a.getHeight(),
                box.width * 1000 / a.getWidth(),
                box.height * 1000 / a.getHeight());
    }

    private static BufferedImage render(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFRenderer(document).renderImage(0, 1);
        }
    }

    @ParameterizedTest
    @CsvSource({"0", "90", "180", "270"})
    void standsUprightInItsCornerHoweverThePageIsTurned(int rotation) throws IOException {
        byte[] paper = Samples.paper(1, rotation);

        Path officer = sign(paper, SigningRole.SCANNING_OFFICER, "Nguyễn Thị Hồng Ánh");
        Path agency = sign(Files.readAllBytes(officer), SigningRole.AGENCY, "ỦY BAN NHÂN DÂN XÃ ĐỨC LỄ");

        Rectangle left = difference(paper, Files.readAllBytes(officer));
        assertThat(left.x).isBetween(0, 60);
        assertThat(left.y).isBetween(0, 60);
        assertThat(left.width).isGreaterThan(3 * left.height);
        Rectangle right = difference(Files.readAllBytes(officer), Files.readAllBytes(agency));
        assertThat(right.x + right.width).isBetween(940, 1000);
        assertThat(right.y).isBetween(0, 60);
        assertThat(right.width).isGreaterThan(3 * right.height);
        assertThat(left.intersects(right)).isFalse();
    }

    @Test
    void goesOutOfTheWayOfWhatIsOnThePage() throws IOException {
        byte[] paper = drawn(content -> {
            content.addRect(5, 770, 90, 68);
            content.fill();
        });

        Path signed = sign(paper, SigningRole.SCANNING_OFFICER, "A");

        Rectangle stamp = difference(paper, Files.readAllBytes(signed));
        Rectangle code = new Rectangle(5 * 1000 / 595, 4 * 1000 / 842, 90 * 1000 / 595, 68 * 1000 / 842);
        assertThat(stamp.intersects(code)).isFalse();
        assertThat(stamp.y).isLessThan(120);
    }

    /** Certificates have a frame all round; above it there is just room. */
    @Test
    void standsAboveAFrameInsteadOfInTheText() throws IOException {
        byte[] paper = drawn(content -> {
            content.addRect(20, 20, 555, 842 - 20 - 44);
            content.setLineWidth(3);
            content.stroke();
        });

        Path signed = sign(paper, SigningRole.AGENCY, "ỦY BAN NHÂN DÂN XÃ ĐỨC LỄ");

        Rectangle stamp = difference(paper, Files.readAllBytes(signed));
        assertThat(stamp.y + stamp.height).isLessThan(44 * 1000 / 842);
        assertThat(stamp.x + stamp.width).isGreaterThan(950);
    }

    @Test
    void fitsOnACardThatIsCutOutOfALargerPage() throws IOException {
        byte[] paper;
        try (PDDocument document = new PDDocument();
                ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            PDPage page = new PDPage(PDRectangle.A4);
            page.setCropBox(new PDRectangle(100, 300, 150, 95));
            document.addPage(page);
            document.save(bytes);
            paper = bytes.toByteArray();
        }

        Path signed = sign(paper, SigningRole.SCANNING_OFFICER, "Công Tằng Tôn Nữ Thị Hoàng Yến");

        Rectangle stamp = difference(paper, Files.readAllBytes(signed));
        assertThat(stamp.x).isGreaterThanOrEqualTo(0);
        assertThat(stamp.width).isBetween(600, 1000);
    }

    @Test
    void aPdfAStaysOneThroughTwoSignaturesAndTimeStamps() throws IOException {
        byte[] paper = pdfA();
        PdfACheck check = PdfACheck.create();
        assertValid(check.check(Samples.write(folder, "before.pdf", paper)));

        Path officer = sign(paper, SigningRole.SCANNING_OFFICER, "Đặng Thị Ngọc Ươm");
        assertValid(check.check(officer));
        Path agency = sign(Files.readAllBytes(officer), SigningRole.AGENCY, "ỦY BAN NHÂN DÂN PHƯỜNG THỬ");
        assertValid(check.check(agency));

        for (SignatureLevel level : SignatureLevel.values()) {
            Path signed = folder.resolve(level + ".pdf");
            PadesSigner.builder()
                    .key(AUTHORITY.issue("A"))
                    .clock(Samples.CLOCK)
                    .level(level)
                    .timeStamper(AUTHORITY.timeStamper())
                    .status(AUTHORITY.status())
                    .build()
                    .sign(folder.resolve("before.pdf"), signed, SigningRole.SCANNING_OFFICER, SCANNED);
            assertValid(check.check(signed));
        }
    }

    private static void assertValid(PdfAVerdict verdict) {
        assertThat(verdict.compliant()).as(verdict.toString()).isTrue();
    }

    @Test
    void theImageOfACompetentPersonStandsAboveThePrintedName() throws IOException {
        byte[] paper = pdfA();
        Path unsigned = Samples.write(folder, "original.pdf", paper);
        BufferedImage drawn = new BufferedImage(80, 40, BufferedImage.TYPE_INT_ARGB);
        for (int x = 0; x < 80; x++) {
            drawn.setRGB(x, x / 2, 0xff0000c0);
        }
        Path image = folder.resolve("signature.png");
        ImageIO.write(drawn, "png", image.toFile());
        PadesSigner.Builder signer = PadesSigner.builder()
                .key(AUTHORITY.issue("Lê Đức Toàn"))
                .clock(Samples.CLOCK)
                .image(image);
        Path signed = folder.resolve("original-signed.pdf");
        signer.printedName("Lê Đức  TOÀN").build().sign(unsigned, signed, SigningRole.COMPETENT_PERSON, SCANNED);

        assertValid(PdfACheck.create().check(signed));
        Rectangle seen = difference(paper, Files.readAllBytes(signed));
        // The name is printed from 350 points on, its feet at 200 from below.
        assertThat(seen.x).isBetween(300 * 1000 / 595, 350 * 1000 / 595);
        assertThat(seen.y + seen.height).isBetween((842 - 230) * 1000 / 842, (842 - 205) * 1000 / 842);
        assertThat(SignatureValidator.builder()
                        .status(AUTHORITY.status())
                        .clock(Samples.CLOCK)
                        .build()
                        .verifyPdf(signed)
                        .status())
                .isEqualTo(SealVerdict.Status.VALID);

        PadesSigner other = signer.printedName("Ai khác").build();
        assertThatThrownBy(() -> other.sign(unsigned, signed, SigningRole.COMPETENT_PERSON, SCANNED))
                .isInstanceOfSatisfying(
                        HosoException.class, e -> assertThat(e.problem()).isEqualTo(Problem.SIGNING_FAILED));
    }

    @Test
    void aSignatureAddsLittle() throws IOException {
        byte[] paper = Samples.paper(1, 0);
        Path signed = sign(paper, SigningRole.SCANNING_OFFICER, "Nguyễn Thị Hồng Ánh");
        assertThat(Files.size(signed) - paper.length).isLessThan(22_000);
    }

    @Test
    void textHasTheTimeInVietnam() {
        Stamp officer = Stamp.officer("Nguyễn Văn A", SCANNED);
        assertThat(officer.lines())
                .containsExactly("Người số hóa: Nguyễn Văn A", "Thời gian số hóa: 2026-11-21T01:30:15+07:00");
        Stamp agency = Stamp.agency(CopyForm.SAO_LUC, "Sở X", SCANNED);
        assertThat(agency.lines()).containsExactly("SAO LỤC", "Sở X", "Thời gian ký: 2026-11-21T01:30:15+07:00");
    }

    private static byte[] pdfA() throws IOException {
        try (PDDocument document = new PDDocument();
                ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            PDPage page = new PDPage(PDRectangle.A4);
            document.addPage(page);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.addRect(85, 700, 300, 12);
                content.fill();
                content.beginText();
                content.setFont(StampFont.load(document), 14);
                content.newLineAtOffset(350, 200);
                content.showText("Lê Đức Toàn");
                content.endText();
            }
            byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
            PDOutputIntent intent = new PDOutputIntent(document, new ByteArrayInputStream(profile));
            intent.setOutputConditionIdentifier("sRGB IEC61966-2.1");
            document.getDocumentCatalog().addOutputIntent(intent);
            PDMetadata metadata = new PDMetadata(document);
            metadata.importXMPMetadata(XMP.getBytes(StandardCharsets.UTF_8));
            document.getDocumentCatalog().setMetadata(metadata);
            document.save(bytes);
            return bytes.toByteArray();
        }
    }

    /** What a page shows is drawn by the test. */
    private interface Drawing {
        void on(PDPageContentStream content) throws IOException;
    }

    private static byte[] drawn(Drawing drawing) throws IOException {
        try (PDDocument document = new PDDocument();
                ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            PDPage page = new PDPage(PDRectangle.A4);
            document.addPage(page);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                drawing.on(content);
            }
            document.save(bytes);
            return bytes.toByteArray();
        }
    }
}
