package vn.hoso.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.graphics.color.PDDeviceRGB;
import org.apache.pdfbox.pdmodel.graphics.image.CCITTFactory;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationRubberStamp;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAppearanceDictionary;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAppearanceStream;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.apache.pdfbox.util.Matrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.text.PageImage;

class PdfScanTest {
    /** A page of 200 x 280 pixels at 100 dpi. */
    private static final PDRectangle SHEET = new PDRectangle(144, 201.6f);

    @TempDir
    Path folder;

    @TempDir
    Path work;

    private Scan open(Path file) {
        return ScanReader.builder().build().open(file, work);
    }

    private void refused(Path file, Problem problem) throws IOException {
        assertThatThrownBy(() -> open(file).close())
                .isInstanceOfSatisfying(
                        HosoException.class,
                        e -> assertThat(e.problem()).as(e.getMessage()).isEqualTo(problem));
        try (Stream<Path> left = Files.list(work)) {
            assertThat(left).isEmpty();
        }
    }

    private Path sheet(int rotate, float... matrix) throws IOException {
        BufferedImage corners = Sheets.corners(200, 280, BufferedImage.TYPE_3BYTE_BGR);
        return Pdfs.write(folder.resolve("sheet.pdf"), SHEET, rotate, (document, page, content) -> {
            PDImageXObject image = LosslessFactory.createFromImage(document, corners);
            content.drawImage(image, new Matrix(matrix[0], matrix[1], matrix[2], matrix[3], matrix[4], matrix[5]));
        });
    }

    @ParameterizedTest
    @CsvSource({"0,RGBK,200", "90,BRKG,280", "180,KBGR,200", "270,GKRB,280", "-90,GKRB,280", "450,BRKG,280"})
    void showsThePageAsAViewerDoes(int rotate, String corners, int width) throws IOException {
        try (Scan scan = open(sheet(rotate, 144, 0, 0, 201.6f, 0, 0))) {
            PageImage image = scan.image(1);
            assertThat(Sheets.cornersOf(image)).isEqualTo(corners);
            assertThat(image.pixels().getWidth()).isEqualTo(width);
            assertThat(image.dpi()).isCloseTo(100, within(0.1));
            assertThat(scan.makeup(1)).isEqualTo(new PageMakeup(PageMakeup.Kind.SCANNED, 1, 1, 0, true));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "144,0,0,-201.6,0,201.6,BKRG",
        "-144,0,0,201.6,144,0,GRKB",
        "-144,0,0,-201.6,144,201.6,KBGR",
        "0,201.6,-144,0,144,0,GKRB",
        "0,-201.6,144,0,0,201.6,BRKG",
        "0,201.6,144,0,0,0,KGBR",
        "0,-201.6,-144,0,144,201.6,RBGK"
    })
    void followsTheMatrixOfTheImage(float a, float b, float c, float d, float e, float f, String corners)
            throws IOException {
        try (Scan scan = open(sheet(0, a, b, c, d, e, f))) {
            assertThat(Sheets.cornersOf(scan.image(1))).isEqualTo(corners);
            assertThat(scan.makeup(1).kind()).isEqualTo(PageMakeup.Kind.SCANNED);
        }
    }

    @Test
    void givesBitonalPixelsUntouched() throws IOException {
        BufferedImage sheet = Sheets.bitonal(400, 560, 3);
        Path file = Pdfs.write(
                folder.resolve("fax.pdf"),
                SHEET,
                0,
                (document, page, content) ->
                        content.drawImage(CCITTFactory.createFromImage(document, sheet), 0, 0, 144, 201.6f),
                (document, page, content) -> content.drawImage(Pdfs.bits(document, sheet), 0, 0, 144, 201.6f),
                (document, page, content) -> {
                    PDImageXObject inverted = Pdfs.bits(document, sheet);
                    inverted.setDecode(new org.apache.pdfbox.cos.COSArray(java.util.List.of(
                            org.apache.pdfbox.cos.COSInteger.ONE, org.apache.pdfbox.cos.COSInteger.ZERO)));
                    content.drawImage(inverted, 0, 0, 144, 201.6f);
                });
        try (Scan scan = open(file)) {
            ImageFilesTest.assertSame(scan.image(1).pixels(), sheet);
            ImageFilesTest.assertSame(scan.image(2).pixels(), sheet);
            assertThat(scan.image(3).pixels().getRGB(3, 3) & 0xffffff).isEqualTo(0xffffff);
            for (int page = 1; page <= 3; page++) {
                assertThat(scan.image(page).pixels().getType()).isEqualTo(BufferedImage.TYPE_BYTE_BINARY);
                assertThat(scan.image(page).dpi()).isCloseTo(200, within(0.1));
            }
        }
    }

    @Test
    void putsStripsTogether() throws IOException {
        BufferedImage sheet = Sheets.bitonal(400, 560, 3);
        Path file = Pdfs.write(folder.resolve("strips.pdf"), SHEET, 0, (document, page, content) -> {
            for (int i = 0; i < 7; i++) {
                PDImageXObject strip = Pdfs.bits(document, sheet.getSubimage(0, 80 * i, 400, 80));
                content.drawImage(strip, 0, 201.6f - 28.8f * (i + 1), 144, 28.8f);
            }
        });
        try (Scan scan = open(file)) {
            ImageFilesTest.assertSame(scan.image(1).pixels(), sheet);
            assertThat(scan.makeup(1).stored()).isFalse();
            assertThat(scan.makeup(1).imageShare()).isEqualTo(1);
        }
    }

    @Test
    void leavesACardInItsPlaceOnAWhitePage() throws IOException {
        BufferedImage card = Sheets.corners(200, 280, BufferedImage.TYPE_3BYTE_BGR);
        Path file = Pdfs.write(
                folder.resolve("card.pdf"),
                new PDRectangle(288, 403.2f),
                0,
                (document, page, content) ->
                        content.drawImage(LosslessFactory.createFromImage(document, card), 72, 100.8f, 144, 201.6f));
        try (Scan scan = open(file)) {
            BufferedImage pixels = scan.image(1).pixels();
            assertThat(pixels.getWidth()).isEqualTo(400);
            assertThat(pixels.getHeight()).isEqualTo(560);
            assertThat(pixels.getRGB(5, 5)).isEqualTo(0xffffffff);
            ImageFilesTest.assertSame(pixels.getSubimage(100, 140, 200, 280), card);
            assertThat(scan.makeup(1).imageShare()).isCloseTo(0.25, within(0.02));
        }
    }

    @Test
    void makesPixelsSquareAndCutsAtTheCropBox() throws IOException {
        BufferedImage flat = Sheets.corners(200, 140, BufferedImage.TYPE_3BYTE_BGR);
        Path file = folder.resolve("flat.pdf");
        try (PDDocument document = new PDDocument()) {
            Pdfs.add(
                    document,
                    SHEET,
                    0,
                    (d, page, content) ->
                            content.drawImage(LosslessFactory.createFromImage(d, flat), 0, 0, 144, 201.6f));
            PDPage cut = Pdfs.add(
                    document,
                    SHEET,
                    0,
                    (d, page, content) ->
                            content.drawImage(LosslessFactory.createFromImage(d, flat), 0, 0, 144, 201.6f));
            cut.setCropBox(new PDRectangle(72, 100.8f, 72, 100.8f));
            document.save(file.toFile());
        }
        try (Scan scan = open(file)) {
            assertThat(scan.image(1).pixels().getHeight()).isEqualTo(280);
            assertThat(Sheets.cornersOf(scan.image(1))).isEqualTo("RGBK");
            assertThat(Sheets.cornersOf(scan.image(2))).isEqualTo("WGWW");
        }
    }

    @Test
    void readsEveryKindOfImage() throws IOException {
        BufferedImage sheet = Sheets.corners(200, 280, BufferedImage.TYPE_3BYTE_BGR);
        BufferedImage alpha = new BufferedImage(200, 280, BufferedImage.TYPE_INT_ARGB);
        var g = alpha.createGraphics();
        g.setColor(Color.RED);
        g.fillRect(0, 0, 100, 140);
        g.dispose();
        byte[] grey = new byte[200 * 280];
        Arrays.fill(grey, (byte) 255);
        Arrays.fill(grey, 0, 200 * 70, (byte) 0);
        byte[] cmyk = new byte[200 * 280 * 4];
        for (int i = 0; i < 200 * 70; i++) {
            cmyk[4 * i + 1] = (byte) 255;
            cmyk[4 * i + 2] = (byte) 255;
        }
        byte[] rgb = new byte[200 * 280 * 3];
        for (int i = 0; i < rgb.length; i += 3) {
            rgb[i] = (byte) 255;
        }
        Path file = Pdfs.write(
                folder.resolve("kinds.pdf"),
                SHEET,
                0,
                (d, page, content) -> content.drawImage(
                        Pdfs.image(
                                d,
                                Sheets.encoded(sheet, "jpeg"),
                                COSName.DCT_DECODE,
                                200,
                                280,
                                8,
                                PDDeviceRGB.INSTANCE),
                        0,
                        0,
                        144,
                        201.6f),
                (d, page, content) -> content.drawImage(
                        Pdfs.image(
                                d,
                                Sheets.encoded(sheet, "jpeg2000"),
                                COSName.JPX_DECODE,
                                200,
                                280,
                                8,
                                PDDeviceRGB.INSTANCE),
                        0,
                        0,
                        144,
                        201.6f),
                (d, page, content) -> content.drawImage(LosslessFactory.createFromImage(d, alpha), 0, 0, 144, 201.6f),
                (d, page, content) -> content.drawImage(
                        Pdfs.grey(d, Sheets.deflated(grey), COSName.FLATE_DECODE, 200, 280), 0, 0, 144, 201.6f),
                (d, page, content) -> content.drawImage(
                        Pdfs.image(
                                d,
                                Sheets.deflated(cmyk),
                                COSName.FLATE_DECODE,
                                200,
                                280,
                                8,
                                org.apache.pdfbox.pdmodel.graphics.color.PDDeviceCMYK.INSTANCE),
                        0,
                        0,
                        144,
                        201.6f),
                (d, page, content) -> content.drawImage(
                        Pdfs.image(d, Sheets.deflated(rgb), COSName.FLATE_DECODE, 200, 280, 8, PDDeviceRGB.INSTANCE),
                        0,
                        0,
                        144,
                        201.6f));
        String[] expected = {"RGBK", "RGBK", "RWWW", "KKWW", "RRWW", "RRRR"};
        try (Scan scan = open(file)) {
            for (int page = 1; page <= expected.length; page++) {
                assertThat(Sheets.cornersOf(scan.image(page)))
                        .as("page " + page)
                        .isEqualTo(expected[page - 1]);
                assertThat(scan.image(page).pixels().getWidth()).isEqualTo(200);
            }
            assertThat(scan.image(4).pixels().getType()).isEqualTo(BufferedImage.TYPE_BYTE_GRAY);
        }
    }

    /** A square of 8 by 8 pixels whose upper left quarter is painted, drawn over the whole page in several ways. */
    @ParameterizedTest
    @CsvSource({
        "'/ImageMask true /BitsPerComponent 1', q 0 g 612 0 0 792 0 0 cm /Im Do Q, 0f0f0f0fffffffff, KWWW",
        "'/ImageMask true /BitsPerComponent 1', q 1 0 0 rg 612 0 0 792 0 0 cm /Im Do Q, 0f0f0f0fffffffff, RWWW",
        "'/ImageMask true /BitsPerComponent 1 /Decode [1 0]', q 0 g 612 0 0 792 0 0 cm /Im Do Q, f0f0f0f000000000, KWWW",
        "'/ColorSpace /DeviceGray /BitsPerComponent 1 /Mask [1 1]', q 612 0 0 792 0 0 cm /Im Do Q, 0f0f0f0fffffffff, KWWW",
        "'/ColorSpace /DeviceGray /BitsPerComponent 1 /Decode [1 0]', q 612 0 0 792 0 0 cm /Im Do Q, f0f0f0f000000000, KWWW",
        "'/ColorSpace [/Indexed /DeviceRGB 1 <0000FFFFFFFF>] /BitsPerComponent 1', q 612 0 0 792 0 0 cm /Im Do Q,"
                + " 0f0f0f0fffffffff, BWWW",
    })
    void readsStencilsAndMasks(String image, String content, String bits, String corners) throws IOException {
        Path file = new Pdfs.Raw()
                        .object("<< /Type /Catalog /Pages 2 0 R >>")
                        .object("<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
                        .object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
                                + " /Resources << /XObject << /Im 5 0 R >> >> >>")
                        .stream("", content.getBytes(StandardCharsets.US_ASCII))
                        .stream(
                                "/Type /XObject /Subtype /Image /Width 8 /Height 8 " + image,
                                HexFormat.of().parseHex(bits))
                        .write(folder.resolve("mask.pdf"));
        try (Scan scan = open(file)) {
            assertThat(Sheets.cornersOf(scan.image(1))).isEqualTo(corners);
            assertThat(scan.makeup(1).kind()).isEqualTo(PageMakeup.Kind.SCANNED);
        }
    }

    @Test
    void readsImagesInsideContentsAndForms() throws IOException {
        String inline = "q 612 0 0 792 0 0 cm BI /W 8 /H 8 /BPC 1 /CS /G /F /AHx ID 0f0f0f0fffffffff> EI Q";
        Path file = new Pdfs.Raw()
                        .object("<< /Type /Catalog /Pages 2 0 R >>")
                        .object("<< /Type /Pages /Kids [3 0 R 5 0 R] /Count 2 >>")
                        .object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R >>")
                        .stream("", inline.getBytes(StandardCharsets.US_ASCII))
                        .object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 6 0 R"
                                + " /Resources << /XObject << /Fm 7 0 R >> >> >>")
                        .stream("", "q 0.5 0 0 0.5 0 396 cm /Fm Do Q".getBytes(StandardCharsets.US_ASCII))
                        .stream(
                                "/Type /XObject /Subtype /Form /BBox [0 0 612 792]",
                                inline.getBytes(StandardCharsets.US_ASCII))
                        .write(folder.resolve("inline.pdf"));
        try (Scan scan = open(file)) {
            assertThat(Sheets.cornersOf(scan.image(1))).isEqualTo("KWWW");
            assertThat(scan.makeup(1).kind()).isEqualTo(PageMakeup.Kind.SCANNED);
            // Half as wide and high, in the upper left of the page: its black part covers the very corner.
            assertThat(Sheets.cornersOf(scan.image(2))).isEqualTo("KWWW");
            assertThat(scan.makeup(2).kind()).isEqualTo(PageMakeup.Kind.SCANNED);
        }
    }

    @Test
    void drawsAPageThatIsMoreThanImages() throws IOException {
        BufferedImage sheet = Sheets.corners(400, 560, BufferedImage.TYPE_3BYTE_BGR);
        Path file = folder.resolve("stamp.pdf");
        try (PDDocument document = new PDDocument()) {
            PDPage page = Pdfs.add(
                    document,
                    SHEET,
                    0,
                    (d, p, content) -> content.drawImage(LosslessFactory.createFromImage(d, sheet), 0, 0, 144, 201.6f));
            PDAnnotationRubberStamp stamp = new PDAnnotationRubberStamp();
            stamp.setRectangle(new PDRectangle(0, 150, 36, 51.6f));
            PDAppearanceStream look = new PDAppearanceStream(document);
            look.setBBox(new PDRectangle(36, 51.6f));
            try (var out = look.getContentStream().createOutputStream()) {
                out.write("0 0 1 rg 0 0 36 51.6 re f".getBytes(StandardCharsets.US_ASCII));
            }
            PDAppearanceDictionary looks = new PDAppearanceDictionary();
            looks.setNormalAppearance(look);
            stamp.setAppearance(looks);
            page.getAnnotations().add(stamp);
            document.save(file.toFile());
        }
        try (Scan scan = open(file)) {
            PageImage image = scan.image(1);
            assertThat(image.pixels().getWidth()).isEqualTo(400);
            assertThat(Sheets.cornersOf(image)).isEqualTo("BGBK");
            assertThat(scan.makeup(1).kind()).isEqualTo(PageMakeup.Kind.MIXED);
            assertThat(scan.makeup(1).stored()).isFalse();
        }
    }

    @Test
    void repairsPageBoxesAndSaysSo() throws IOException {
        Path file = new Pdfs.Raw()
                .object("<< /Type /Catalog /Pages 2 0 R >>")
                .object("<< /Type /Pages /Kids [3 0 R 4 0 R 5 0 R 6 0 R] /Count 4 >>")
                .object("<< /Type /Page /Parent 2 0 R /MediaBox [612 792 0 0] >>")
                .object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /CropBox [700 800 900 1000] >>")
                .object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /CropBox [-10 0 600 792] /Rotate 45 >>")
                .object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 0 0] >>")
                .write(folder.resolve("boxes.pdf"));
        try (Scan scan = open(file)) {
            assertThat(scan.repairs()).hasSize(5);
            assertThat(scan.repairs().get(0)).contains("page 1", "MediaBox");
            assertThat(scan.repairs().get(1)).contains("page 2", "CropBox");
            assertThat(scan.repairs().get(2)).contains("page 3", "CropBox");
            assertThat(scan.repairs().get(3)).contains("page 3", "45");
            assertThat(scan.repairs().get(4)).contains("page 4", "A4");
            assertThat(scan.image(1).pixels().getWidth()).isEqualTo(2550);
            assertThat(scan.image(2).pixels().getWidth()).isEqualTo(2550);
            assertThat(scan.image(3).pixels().getWidth()).isEqualTo(2500);
            assertThat(scan.image(4).pixels().getWidth()).isEqualTo(2480);
            assertThat(scan.makeup(1).kind()).isEqualTo(PageMakeup.Kind.EMPTY);
            try (PDDocument copy = Loader.loadPDF(scan.workFile().toFile())) {
                assertThat(copy.getPage(0).getMediaBox().getWidth()).isEqualTo(612);
            }
        }
    }

    @Test
    void opensWhatOnlyAnOwnerProtected() throws IOException {
        AccessPermission allowed = new AccessPermission();
        allowed.setCanPrint(false);
        Path owner = encrypted("owner.pdf", "secret", "", allowed);
        try (Scan scan = open(owner)) {
            assertThat(scan.repairs()).singleElement().asString().contains("permission bits", "printing not allowed");
            assertThat(Sheets.cornersOf(scan.image(1))).isEqualTo("RGBK");
            try (PDDocument copy = Loader.loadPDF(scan.workFile().toFile())) {
                assertThat(copy.isEncrypted()).isFalse();
            }
        }
        refused(encrypted("user.pdf", "secret", "user", allowed), Problem.ENCRYPTED);
        ScanReader strict =
                ScanReader.builder().protectedFiles(ProtectionPolicy.REFUSE).build();
        assertThatThrownBy(() -> strict.open(owner, work))
                .isInstanceOfSatisfying(
                        HosoException.class, e -> assertThat(e.problem()).isEqualTo(Problem.ENCRYPTED));
        assertThat(work).isEmptyDirectory();
    }

    private Path encrypted(String name, String owner, String user, AccessPermission allowed) throws IOException {
        Path file = folder.resolve(name);
        try (PDDocument document = new PDDocument()) {
            Pdfs.add(
                    document,
                    SHEET,
                    0,
                    (d, page, content) -> content.drawImage(
                            LosslessFactory.createFromImage(d, Sheets.corners(200, 280, BufferedImage.TYPE_3BYTE_BGR)),
                            0,
                            0,
                            144,
                            201.6f));
            StandardProtectionPolicy policy = new StandardProtectionPolicy(owner, user, allowed);
            policy.setEncryptionKeyLength(256);
            document.protect(policy);
            document.save(file.toFile());
        }
        return file;
    }

    @Test
    void readsWhatScannersAndMailProgramsWrite() throws IOException {
        byte[] grey = new byte[100 * 140];
        Arrays.fill(grey, 0, 100 * 70, (byte) 0x40);
        Arrays.fill(grey, 100 * 70, grey.length, (byte) 0xff);
        byte[] data = Sheets.deflated(grey);
        String image =
                "/Type /XObject /Subtype /Image /Width 100 /Height 140 /BitsPerComponent 8 /ColorSpace /DeviceGray"
                        + " /Filter /FlateDecode";
        Pdfs.Raw scanner = new Pdfs.Raw()
                        .object("<< /Type /Catalog /Pages 2 0 R >>")
                        .object("<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
                        .object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 72 100.8] /Contents 4 0 R"
                                + " /Resources << /XObject << /Im 5 0 R >> >> >>")
                        .stream("", "q 72 0 0 100.8 0 0 cm /Im Do Q".getBytes(StandardCharsets.US_ASCII), "\r", 30)
                        .stream(image, data, "\r", data.length)
                        .object("<< /Producer (scanner) >>")
                        .trailer("/Info 6 0 R /Info 6 0 R");
        byte[] whole = scanner.bytes();
        byte[] mail = ("From: office\r\n\r\n" + new String(whole, StandardCharsets.ISO_8859_1))
                .getBytes(StandardCharsets.ISO_8859_1);
        byte[] noTable = new String(whole, StandardCharsets.ISO_8859_1)
                .replaceAll("startxref\\n\\d+", "startxref\n7")
                .getBytes(StandardCharsets.ISO_8859_1);
        for (byte[] bytes : new byte[][] {whole, mail, noTable}) {
            try (Scan scan = open(Files.write(folder.resolve("scanner.bin"), bytes))) {
                assertThat(scan.kind()).isEqualTo(FileKind.PDF);
                assertThat(scan.repairs()).anyMatch(r -> r.contains("carriage return"));
                assertThat(scan.repairs()).anyMatch(r -> r.contains("same key"));
                assertThat(scan.repairs().stream().anyMatch(r -> r.contains("before the PDF header")))
                        .isEqualTo(bytes == mail);
                BufferedImage pixels = scan.image(1).pixels();
                assertThat(pixels.getWidth()).isEqualTo(100);
                assertThat(pixels.getRaster().getSample(50, 30, 0)).isEqualTo(0x40);
                assertThat(pixels.getRaster().getSample(50, 100, 0)).isEqualTo(0xff);
            }
        }
    }

    @Test
    void neverLosesAPageInSilence() throws IOException {
        BufferedImage sheet = Sheets.corners(200, 280, BufferedImage.TYPE_3BYTE_BGR);
        Pdfs.Drawing scan = (document, page, content) ->
                content.drawImage(LosslessFactory.createFromImage(document, sheet), 0, 0, 144, 201.6f);
        Path file = Pdfs.write(folder.resolve("whole.pdf"), SHEET, 0, scan, scan, scan, scan);
        byte[] whole = Files.readAllBytes(file);
        for (int percent = 5; percent < 100; percent += 5) {
            byte[] part = Arrays.copyOf(whole, whole.length * percent / 100);
            Path cut = Files.write(folder.resolve("cut.pdf"), part);
            try (Scan opened = open(cut)) {
                assertThat(opened.pageCount()).as(percent + " %").isEqualTo(4);
                for (int page = 1; page <= 4; page++) {
                    assertThat(Sheets.cornersOf(opened.image(page)))
                            .as(percent + " %")
                            .isEqualTo("RGBK");
                }
            } catch (HosoException e) {
                assertThat(e.problem()).isIn(Problem.DAMAGED, Problem.NO_PAGES);
            }
        }
    }

    @Test
    void believesThePagesNotTheirCount() throws IOException {
        Path lying = new Pdfs.Raw()
                .object("<< /Type /Catalog /Pages 2 0 R >>")
                .object("<< /Type /Pages /Kids [3 0 R 4 0 R 2 0 R 3 0 R] /Count 1 >>")
                .object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>")
                .object("<< /Type /Pages /Parent 2 0 R /Kids [5 0 R] /Count 77 /MediaBox [0 0 200 200] >>")
                .object("<< /Type /Page /Parent 4 0 R >>")
                .write(folder.resolve("lying.pdf"));
        try (Scan scan = open(lying)) {
            assertThat(scan.pageCount()).isEqualTo(3);
            assertThat(scan.repairs()).anyMatch(r -> r.contains("1 pages and has 3"));
            assertThat(scan.image(2).pixels().getWidth()).isEqualTo(833);
            try (PDDocument copy = Loader.loadPDF(scan.workFile().toFile())) {
                assertThat(copy.getNumberOfPages()).isEqualTo(3);
                assertThat(copy.getPage(1).getMediaBox().getWidth()).isEqualTo(200);
            }
        }
        refused(
                new Pdfs.Raw()
                        .object("<< /Type /Catalog /Pages 2 0 R >>")
                        .object("<< /Type /Pages /Kids [3 0 R 9 0 R] /Count 2 >>")
                        .object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>")
                        .write(folder.resolve("missing.pdf")),
                Problem.DAMAGED);
        refused(
                new Pdfs.Raw()
                        .object("<< /Type /Catalog /Pages 2 0 R >>")
                        .object("<< /Type /Pages /Kids [] /Count 5 >>")
                        .write(folder.resolve("none.pdf")),
                Problem.NO_PAGES);
        refused(
                new Pdfs.Raw()
                        .object("<< /Type /Catalog /Pages 2 0 R >>")
                        .object("<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
                        .object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] /Contents 8 0 R >>")
                        .write(folder.resolve("lost.pdf")),
                Problem.DAMAGED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"%PDF-1.4\nnothing\n%%EOF", "%PDF-1.7", "%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"})
    void refusesWhatIsNoPdfBehindItsHeader(String text) throws IOException {
        assertThatThrownBy(() -> open(Files.writeString(folder.resolve("bad.pdf"), text)))
                .isInstanceOfSatisfying(
                        HosoException.class, e -> assertThat(e.problem()).isIn(Problem.DAMAGED, Problem.NO_PAGES));
    }

    @Test
    void refusesAnImageThatIsCutOff() throws IOException {
        byte[] jpeg = Sheets.encoded(Sheets.corners(400, 560, BufferedImage.TYPE_3BYTE_BGR), "jpeg");
        byte[] half = Arrays.copyOf(jpeg, jpeg.length / 2);
        byte[] flate = Sheets.deflated(new byte[100 * 70]);
        for (Pdfs.Raw raw : new Pdfs.Raw[] {
            Pdfs.withImage(
                    "/Width 400 /Height 560 /BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter /DCTDecode", half),
            Pdfs.withImage(
                    "/Width 100 /Height 140 /BitsPerComponent 8 /ColorSpace /DeviceGray /Filter /FlateDecode", flate)
        }) {
            try (Scan scan = open(raw.write(folder.resolve("cut.pdf")))) {
                assertThatThrownBy(() -> scan.image(1))
                        .isInstanceOfSatisfying(
                                HosoException.class,
                                e -> assertThat(e.problem()).isEqualTo(Problem.DAMAGED));
            }
        }
    }

    @Test
    void tellsSignedFilesApart() throws IOException {
        Path file = folder.resolve("signed.pdf");
        Path plain = sheet(0, 144, 0, 0, 201.6f, 0, 0);
        try (PDDocument document = Loader.loadPDF(plain.toFile());
                var out = Files.newOutputStream(file)) {
            PDSignature signature = new PDSignature();
            signature.setFilter(PDSignature.FILTER_ADOBE_PPKLITE);
            signature.setSubFilter(PDSignature.SUBFILTER_ETSI_CADES_DETACHED);
            document.addSignature(signature, content -> new byte[16]);
            document.saveIncremental(out);
        }
        byte[] before = Files.readAllBytes(file);
        try (Scan scan = open(file)) {
            assertThat(scan.signed()).isTrue();
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        try (Scan scan = open(sheet(0, 144, 0, 0, 201.6f, 0, 0))) {
            assertThat(scan.signed()).isFalse();
        }
    }

    @Test
    void removesItsWorkCopy() throws IOException {
        Scan scan = open(sheet(0, 144, 0, 0, 201.6f, 0, 0));
        assertThat(scan.workFile()).exists().hasParent(work);
        scan.close();
        scan.close();
        try (Stream<Path> left = Files.list(work)) {
            assertThat(left).isEmpty();
        }
        assertThatThrownBy(() -> scan.image(1)).isInstanceOf(IllegalStateException.class);
    }
}
