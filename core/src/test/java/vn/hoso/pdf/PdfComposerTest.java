package vn.hoso.pdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.graphics.image.CCITTFactory;
import org.apache.pdfbox.pdmodel.graphics.image.JPEGFactory;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.apache.pdfbox.util.Matrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.scan.FileKind;
import vn.hoso.text.Box;
import vn.hoso.text.Line;
import vn.hoso.text.PageText;
import vn.hoso.text.TextOrigin;
import vn.hoso.text.Word;

class PdfComposerTest {
    private static final ConversionMark MARK =
            new ConversionMark("Nguyễn Thị Hạnh", "Ủy ban nhân dân xã Tân Lập", Instant.parse("2026-11-22T02:30:00Z"));
    private static final PdfACheck CHECK = PdfACheck.create();
    private static final PdfComposer COMPOSER = PdfComposer.builder().build();

    @TempDir
    Path folder;

    // --- images keep their bytes ---

    @Test
    void keepsTheBytesOfAJpeg() throws Exception {
        DrawnPage page = letter(BufferedImage.TYPE_INT_RGB);
        Path jpeg = image("jpg", page.image(0));

        ComposedPdf pdf = valid(jpeg, FileKind.JPEG, page.text(1, 0));

        assertThat(raw(pdf, 0)).isEqualTo(Files.readAllBytes(jpeg));
        assertThat(pdf.rasterised()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                BufferedImage.TYPE_INT_RGB,
                BufferedImage.TYPE_BYTE_GRAY,
                BufferedImage.TYPE_BYTE_BINARY,
                BufferedImage.TYPE_BYTE_INDEXED
            })
    void keepsTheRowsOfAPng(int type) throws Exception {
        DrawnPage page = letter(type);
        Path png = image("png", page.image(0));

        ComposedPdf pdf = valid(png, FileKind.PNG, page.text(1, 0));

        byte[] raw = raw(pdf, 0);
        assertThat(new String(Files.readAllBytes(png), StandardCharsets.ISO_8859_1))
                .contains(new String(raw, 0, 1000, StandardCharsets.ISO_8859_1));
        assertSamePixels(pdf, page.image(0));
        assertThat(pdf.rasterised()).isEmpty();
    }

    @Test
    void keepsTheBytesOfFaxInATiff() throws Exception {
        DrawnPage one = letter(BufferedImage.TYPE_BYTE_BINARY);
        DrawnPage two = columns(BufferedImage.TYPE_BYTE_BINARY);
        Path tiff = tiff("CCITT T.6", one.image(0), two.image(180));

        ComposedPdf pdf = valid(tiff, FileKind.TIFF, one.text(1, 0), two.text(2, 180));

        String source = new String(Files.readAllBytes(tiff), StandardCharsets.ISO_8859_1);
        try (PDDocument document = Loader.loadPDF(pdf.file().toFile())) {
            for (PDPage page : document.getPages()) {
                COSStream image = image(page);
                assertThat(image.getNameAsString(COSName.FILTER)).isEqualTo("CCITTFaxDecode");
                assertThat(source).contains(new String(raw(image), StandardCharsets.ISO_8859_1));
            }
        }
        assertSamePixels(pdf, one.image(0));
    }

    @ParameterizedTest
    @CsvSource({"LZW, 5", "Deflate, 5", "PackBits, 5", "LZW, 10", "LZW, 12", "CCITT T.4, 12", "CCITT RLE, 12"})
    void repacksOtherTiffsWithoutLoss(String compression, int type) throws Exception {
        DrawnPage page = letter(type);
        Path tiff = tiff(compression, page.image(0));

        ComposedPdf pdf = valid(tiff, FileKind.TIFF, page.text(1, 0));

        assertSamePixels(pdf, page.image(0));
        if (type == BufferedImage.TYPE_BYTE_BINARY) {
            assertThat(filter(pdf)).isEqualTo("CCITTFaxDecode");
        }
    }

    @Test
    void repacksFaxInManyStripsWithoutLoss() throws Exception {
        DrawnPage page = letter(BufferedImage.TYPE_BYTE_BINARY);
        Path tiff = tiff(tiffWriter("com.sun"), "CCITT T.6", page.image(0));

        ComposedPdf pdf = valid(tiff, FileKind.TIFF, page.text(1, 0));

        assertSamePixels(pdf, page.image(0));
        assertThat(filter(pdf)).isEqualTo("CCITTFaxDecode");
    }

    @ParameterizedTest
    @ValueSource(strings = {"com.twelvemonkeys", "com.sun"})
    void keepsJpegDataOfATiff(String writer) throws Exception {
        DrawnPage page = letter(BufferedImage.TYPE_INT_RGB);
        Path tiff = tiff(tiffWriter(writer), "JPEG", page.image(0));

        ComposedPdf pdf = valid(tiff, FileKind.TIFF, page.text(1, 0));

        assertThat(filter(pdf)).isEqualTo("DCTDecode");
        assertSimilarPixels(pdf, page.image(0), 12);
    }

    @Test
    void keepsTheStreamsOfAPdfAndTheirPlaces() throws Exception {
        DrawnPage page = letter(BufferedImage.TYPE_INT_RGB);
        DrawnPage bitonal = letter(BufferedImage.TYPE_BYTE_BINARY);
        Path source = folder.resolve("source.pdf");
        List<byte[]> streams = new ArrayList<>();
        try (PDDocument document = new PDDocument()) {
            PDImageXObject jpeg = JPEGFactory.createFromImage(document, page.image(0), 0.6f);
            PDImageXObject fax = CCITTFactory.createFromImage(document, bitonal.image(90));
            PDImageXObject flate = LosslessFactory.createFromImage(document, page.image(0));
            place(document, jpeg, 595.2f, 841.92f, 0);
            place(document, fax, 841.92f, 595.2f, 0);
            place(document, flate, 595.2f, 841.92f, 0);
            for (PDImageXObject image : List.of(jpeg, fax, flate)) {
                streams.add(raw(image.getCOSObject()));
            }
            document.save(source.toFile());
        }

        ComposedPdf pdf = valid(source, FileKind.PDF, page.text(1, 0), bitonal.text(2, 90), page.text(3, 0));

        for (int i = 0; i < streams.size(); i++) {
            assertThat(raw(pdf, i)).isEqualTo(streams.get(i));
        }
        assertThat(pdf.rasterised()).isEmpty();
        assertSimilarPixels(pdf, page.image(0), 40);
    }

    @Test
    void dropsAnOldTextLayerButKeepsTheImage() throws Exception {
        DrawnPage page = letter(BufferedImage.TYPE_INT_RGB);
        Path source = folder.resolve("source.pdf");
        byte[] stream;
        try (PDDocument document = new PDDocument()) {
            PDImageXObject jpeg = JPEGFactory.createFromImage(document, page.image(0), 0.6f);
            stream = raw(jpeg.getCOSObject());
            PDPage target = place(document, jpeg, 595.2f, 841.92f, 0);
            try (PDPageContentStream content =
                    new PDPageContentStream(document, target, PDPageContentStream.AppendMode.APPEND, true)) {
                content.beginText();
                content.setRenderingMode(org.apache.pdfbox.pdmodel.graphics.state.RenderingMode.NEITHER);
                content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
                content.newLineAtOffset(50, 700);
                content.showText("CQNG HOA xA HQI");
                content.endText();
            }
            document.save(source.toFile());
        }

        ComposedPdf pdf = valid(source, FileKind.PDF, page.text(1, 0));

        assertThat(raw(pdf, 0)).isEqualTo(stream);
        assertThat(pdf.rasterised()).isEmpty();
        assertThat(text(pdf)).isEqualTo(page.text(1, 0).text());
    }

    // --- pages that are drawn anew ---

    @Test
    void rendersPagesThatAreMoreThanAnImage() throws Exception {
        DrawnPage page = letter(BufferedImage.TYPE_INT_RGB);
        Path source = folder.resolve("source.pdf");
        try (PDDocument document = new PDDocument()) {
            PDImageXObject jpeg = JPEGFactory.createFromImage(document, page.image(0), 0.6f);
            place(document, jpeg, 595.2f, 841.92f, 0);
            PDPage mixed = place(document, jpeg, 595.2f, 841.92f, 0);
            try (PDPageContentStream content =
                    new PDPageContentStream(document, mixed, PDPageContentStream.AppendMode.APPEND, true)) {
                content.setNonStrokingColor(Color.RED);
                content.addRect(100, 100, 50, 50);
                content.fill();
            }
            document.save(source.toFile());
        }

        ComposedPdf pdf = valid(source, FileKind.PDF, page.text(1, 0), page.text(2, 0));

        assertThat(pdf.rasterised()).containsExactly(2);
        try (PDDocument document = Loader.loadPDF(pdf.file().toFile())) {
            Color seen = new Color(new PDFRenderer(document).renderImage(1).getRGB(125, 842 - 125));
            assertThat(seen).isEqualTo(Color.RED);
        }
    }

    @Test
    void convertsInksAndSaysSo() throws Exception {
        DrawnPage page = letter(BufferedImage.TYPE_INT_RGB);
        Path source = folder.resolve("source.pdf");
        try (PDDocument document = new PDDocument()) {
            PDImageXObject image = LosslessFactory.createFromImage(document, page.image(0));
            byte[] rgb = image.createInputStream().readAllBytes();
            byte[] inks = new byte[rgb.length / 3 * 4];
            for (int i = 0; i < rgb.length / 3; i++) {
                for (int j = 0; j < 3; j++) {
                    inks[4 * i + j] = (byte) ~rgb[3 * i + j];
                }
            }
            PDImageXObject cmyk = new PDImageXObject(
                    document,
                    new ByteArrayInputStream(inks),
                    null,
                    image.getWidth(),
                    image.getHeight(),
                    8,
                    org.apache.pdfbox.pdmodel.graphics.color.PDDeviceCMYK.INSTANCE);
            place(document, cmyk, 595.2f, 841.92f, 0);
            document.save(source.toFile());
        }

        assertThat(valid(source, FileKind.PDF, page.text(1, 0)).rasterised()).containsExactly(1);
    }

    @Test
    void rendersThePageThatTheCheckFinds() throws Exception {
        DrawnPage page = letter(BufferedImage.TYPE_INT_RGB);
        Path source = folder.resolve("source.pdf");
        try (PDDocument document = new PDDocument()) {
            PDImageXObject good = JPEGFactory.createFromImage(document, page.image(0), 0.6f);
            place(document, good, 595.2f, 841.92f, 0);
            PDImageXObject bad = JPEGFactory.createFromImage(document, page.image(0), 0.6f);
            COSStream profile = document.getDocument().createCOSStream();
            profile.setInt(COSName.N, 3);
            try (OutputStream out = profile.createOutputStream()) {
                byte[] broken = SrgbProfile.bytes();
                broken[8] = 9;
                out.write(broken);
            }
            COSArray space = new COSArray();
            space.add(COSName.ICCBASED);
            space.add(profile);
            bad.getCOSObject().setItem(COSName.COLORSPACE, space);
            place(document, bad, 595.2f, 841.92f, 0);
            document.save(source.toFile());
        }
        List<PageText> pages = List.of(page.text(1, 0), page.text(2, 0));
        Path target = folder.resolve("out.pdf");
        FakeScan scan = new FakeScan(source, FileKind.PDF, DrawnPage.DPI);

        COMPOSER.compose(scan, pages, MARK, "", target);
        PdfAVerdict unchecked = CHECK.check(target);
        ComposedPdf pdf = PdfComposer.builder().check(CHECK).build().compose(scan, pages, MARK, "", target);

        assertThat(unchecked.compliant()).isFalse();
        assertThat(unchecked.first()).startsWith("6.2.4.2");
        assertThat(pdf.rasterised()).containsExactly(2);
        assertThat(CHECK.check(target).compliant()).isTrue();
    }

    // --- geometry ---

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0",
        "90, 0, 0",
        "180, 0, 0",
        "270, 0, 0",
        "0, 1.5, 0",
        "90, -2.5, 0",
        "0, 0, 90",
        "90, 0, 90",
        "180, 1, 270",
        "270, 0, 180"
    })
    void textStandsOnThePrintedWords(int rotation, double skew, int turn) throws Exception {
        DrawnPage page = new DrawnPage(1240, 1754, BufferedImage.TYPE_BYTE_BINARY, skew);
        fill(page);
        Path source;
        if (turn == 0) {
            source = image("png", page.image(rotation));
        } else {
            // A PDF whose page a viewer turns: what is stored must be turned back.
            source = folder.resolve("turned.pdf");
            try (PDDocument document = new PDDocument()) {
                BufferedImage stored = page.image(Math.floorMod(rotation - turn, 360));
                PDImageXObject fax = CCITTFactory.createFromImage(document, stored);
                boolean lying = stored.getWidth() > stored.getHeight();
                PDPage target = place(document, fax, lying ? 841.92f : 595.2f, lying ? 595.2f : 841.92f, 30);
                target.setRotation(turn);
                document.save(source.toFile());
            }
        }
        PageText text = page.text(1, rotation);

        ComposedPdf pdf = valid(source, turn == 0 ? FileKind.PNG : FileKind.PDF, text);

        assertSamePixels(pdf, page.image(0));
        assertThat(text(pdf)).isEqualTo(text.text());
        List<Word> words =
                text.lines().stream().flatMap(line -> line.words().stream()).toList();
        List<double[]> places = places(pdf);
        assertThat(places).hasSameSizeAs(words);
        double pixel = 72 / DrawnPage.DPI;
        for (int i = 0; i < words.size(); i++) {
            Box box = words.get(i).box();
            double[] place = places.get(i);
            assertThat(place[0]).as("left of word %d", i).isCloseTo(box.left() * pixel, within(1.0));
            assertThat(place[1]).as("right of word %d", i).isCloseTo(box.right() * pixel, within(1.5));
            // Capitals without a mark below stand on the base line.
            if (skew == 0 && words.get(i).text().matches("[\\p{Lu}&&[^ẠẬẶẸỆỊỌỘỢỤỰỴQ]]+")) {
                assertThat(place[2]).as("base of word %d", i).isCloseTo(box.bottom() * pixel, within(1.5));
            }
        }
        if (poppler()) {
            assertThat(poppler(pdf, "-raw").replace('\n', ' ').strip())
                    .isEqualTo(text.text().replace('\n', ' '));
        }
    }

    @Test
    void readersGetColumnsInTheirOrder() throws Exception {
        DrawnPage page = columns(BufferedImage.TYPE_BYTE_BINARY);

        ComposedPdf pdf = valid(image("png", page.image(0)), FileKind.PNG, page.text(1, 0));

        String expected = page.text(1, 0).text();
        assertThat(text(pdf)).isEqualTo(expected);
        if (poppler()) {
            assertThat(poppler(pdf, "-raw")).isEqualTo(expected);
            assertThat(poppler(pdf, "-nopgbrk").lines().filter(line -> !line.isBlank()))
                    .containsExactlyElementsOf(expected.lines().toList());
        }
    }

    @Test
    void pageSizeComesFromPixelsAndResolution() throws Exception {
        DrawnPage page = letter(BufferedImage.TYPE_BYTE_BINARY);
        ComposedPdf pdf = valid(image("png", page.image(0)), FileKind.PNG, page.text(1, 0));
        try (PDDocument document = Loader.loadPDF(pdf.file().toFile())) {
            PDRectangle box = document.getPage(0).getMediaBox();
            assertThat(box.getWidth()).isCloseTo(595.2f, within(0.01f));
            assertThat(box.getHeight()).isCloseTo(841.92f, within(0.01f));
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1200", "1, 3000, 10", "20000, 2, 5"})
    void strangeSizesStayWithinTheStandard(int width, int height, double dpi) throws Exception {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        PageText text = new PageText(1, width, height, dpi, 0, 0, true, TextOrigin.NONE, List.of(), List.of());
        ComposedPdf pdf = compose(image("png", image), FileKind.PNG, text);
        try (PDDocument document = Loader.loadPDF(pdf.file().toFile())) {
            PDRectangle box = document.getPage(0).getMediaBox();
            assertThat(Math.min(box.getWidth(), box.getHeight())).isGreaterThanOrEqualTo(3);
        }
    }

    // --- text ---

    @Test
    void anyTextGivesAValidFile() throws Exception {
        List<Word> words = new ArrayList<>();
        List<String> texts = List.of(
                "\u0000\u0001",
                "\ud800",
                "\ufeff\ufffe\uffff",
                "𝄞𠮷",
                "a\u0301",
                "\u200b",
                "ﬁ",
                "שלום",
                "(\\)",
                "\u00a0");
        for (int i = 0; i < texts.size(); i++) {
            words.add(new Word(texts.get(i), new Box(100 * i, 50, 100 * i + (i % 3) * 40, 50 + (i % 2) * 30), 50));
        }
        StringBuilder all = new StringBuilder();
        for (int c = 0x21; c < 0x3000; c++) {
            if (Character.isDefined(c) && !Character.isWhitespace(c)) {
                all.appendCodePoint(c);
            }
        }
        words.add(new Word(all.toString(), new Box(0, 100, 1000, 130), 50));
        PageText text = new PageText(
                1,
                1240,
                1754,
                150,
                0,
                0,
                false,
                TextOrigin.OCR,
                List.of(new Line(words, new Box(0, 0, 9, 9), 0)),
                List.of());
        BufferedImage white = DrawnPage.a4(BufferedImage.TYPE_BYTE_BINARY).image(0);

        ComposedPdf pdf = valid(image("png", white), FileKind.PNG, text);

        assertThat(text(pdf)).contains("𝄞𠮷").contains("ẰằẲẳẴẵẶặ").contains("(\\)");
    }

    @Test
    void blankPagesStay() throws Exception {
        DrawnPage blank = DrawnPage.a4(BufferedImage.TYPE_BYTE_BINARY);
        ComposedPdf pdf = valid(image("png", blank.image(0)), FileKind.PNG, blank.text(1, 0));
        assertThat(text(pdf)).isEmpty();
    }

    // --- the file ---

    @Test
    void carriesTheConversionMark() throws Exception {
        DrawnPage page = letter(BufferedImage.TYPE_BYTE_BINARY);
        ComposedPdf pdf = valid(image("png", page.image(0)), FileKind.PNG, page.text(1, 0));
        try (PDDocument document = Loader.loadPDF(pdf.file().toFile())) {
            String xmp = new String(document.getDocumentCatalog().getMetadata().toByteArray(), StandardCharsets.UTF_8);
            assertThat(xmp)
                    .contains("<pdfaid:part>2</pdfaid:part>", "<pdfaid:conformance>U</pdfaid:conformance>")
                    .contains("<hoso:convertedFrom>paper</hoso:convertedFrom>")
                    .contains("<hoso:convertedAt>2026-11-22T09:30:00+07:00</hoso:convertedAt>")
                    .contains("<hoso:convertedBy>Nguyễn Thị Hạnh</hoso:convertedBy>")
                    .contains("<hoso:agency>Ủy ban nhân dân xã Tân Lập</hoso:agency>")
                    .contains("Chuyển đổi từ văn bản giấy")
                    .contains("Quyết định &lt;số 1&gt; &amp; khác");
            assertThat(document.getDocumentInformation().getTitle()).isEqualTo("Quyết định <số 1> & khác");
            assertThat(document.getDocumentInformation().getSubject())
                    .contains("2026-11-22T09:30:00+07:00", "Nguyễn Thị Hạnh", "Ủy ban nhân dân xã Tân Lập");
            assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo("vi");
            assertThat(document.getDocumentCatalog().getViewerPreferences().displayDocTitle())
                    .isTrue();
        }
    }

    @Test
    void theSameInputGivesTheSameBytes() throws Exception {
        DrawnPage page = letter(BufferedImage.TYPE_INT_RGB);
        Path tiff = tiff("LZW", page.image(0), page.image(90));
        PageText[] pages = {page.text(1, 0), page.text(2, 90)};
        byte[] first = Files.readAllBytes(compose(tiff, FileKind.TIFF, pages).file());
        byte[] second = Files.readAllBytes(compose(tiff, FileKind.TIFF, pages).file());
        assertThat(second).isEqualTo(first);
    }

    @Test
    void takesSomePagesOfAScan() throws Exception {
        DrawnPage one = letter(BufferedImage.TYPE_BYTE_BINARY);
        DrawnPage two = columns(BufferedImage.TYPE_BYTE_BINARY);
        Path tiff = tiff("CCITT T.6", one.image(0), two.image(0), one.image(0));
        ComposedPdf pdf = valid(tiff, FileKind.TIFF, two.text(2, 0));
        assertThat(pdf.pages()).isEqualTo(1);
        assertSamePixels(pdf, two.image(0));
    }

    @Test
    void manyPagesMakeATreeThatReadersFollow() throws Exception {
        DrawnPage page = new DrawnPage(100, 60, BufferedImage.TYPE_BYTE_BINARY).line(0, 5, 40, "Trang");
        BufferedImage[] images = Stream.generate(() -> page.image(0)).limit(120).toArray(BufferedImage[]::new);
        Path tiff = tiff("CCITT T.6", images);
        PageText[] pages = Stream.iterate(1, i -> i + 1)
                .limit(120)
                .map(i -> page.text(i, 0))
                .toArray(PageText[]::new);
        ComposedPdf pdf = valid(tiff, FileKind.TIFF, pages);
        assertThat(pdf.pages()).isEqualTo(120);
        assertThat(text(pdf).lines().filter("Trang"::equals)).hasSize(120);
    }

    // --- small copies ---

    @Test
    void aCompactFileLooksAlikeAndIsSearchable() throws Exception {
        DrawnPage page = letter(BufferedImage.TYPE_INT_RGB);
        BufferedImage scanned = page.image(0);
        Graphics2D pen = scanned.createGraphics();
        pen.setColor(new Color(200, 30, 40));
        pen.fillOval(700, 900, 150, 150); // a seal, over print and paper
        pen.dispose();
        Path png = image("png", scanned);

        ComposedPdf pdf = PdfComposer.builder()
                .compact()
                .check(CHECK)
                .build()
                .compose(
                        new FakeScan(png, FileKind.PNG, DrawnPage.DPI),
                        List.of(page.text(1, 0)),
                        MARK,
                        "Bản tra cứu",
                        folder.resolve("compact.pdf"));

        assertThat(pdf.rasterised()).containsExactly(1);
        assertThat(text(pdf)).contains("Căn cứ Luật Tổ chức chính quyền địa phương ngày 19/6/2015;");
        assertSimilarPixels(pdf, scanned, 90);
        try (PDDocument document = Loader.loadPDF(pdf.file().toFile())) {
            BufferedImage shown = new PDFRenderer(document).renderImageWithDPI(0, (float) DrawnPage.DPI + 0.02f);
            Color seal = new Color(shown.getRGB(775, 975));
            assertThat(seal.getRed()).isGreaterThan(160);
            assertThat(seal.getGreen()).isLessThan(80);
        }
    }

    @Test
    void aCompactFileKeepsTheBytesOfBlackAndWhitePages() throws Exception {
        DrawnPage page = letter(BufferedImage.TYPE_BYTE_BINARY);
        Path tiff = tiff("CCITT T.6", page.image(0));
        ComposedPdf pdf = PdfComposer.builder()
                .compact()
                .build()
                .compose(
                        new FakeScan(tiff, FileKind.TIFF, DrawnPage.DPI),
                        List.of(page.text(1, 0)),
                        MARK,
                        "Bản tra cứu",
                        folder.resolve("compact.pdf"));
        assertThat(pdf.rasterised()).isEmpty();
        assertSamePixels(pdf, page.image(0));
    }

    // --- failures ---

    @Test
    void leavesNothingBehindAfterAFailure() throws Exception {
        DrawnPage page = letter(BufferedImage.TYPE_BYTE_BINARY);
        Path png = image("png", page.image(0));
        Path missing = folder.resolve("missing/out.pdf");
        assertThatThrownBy(() -> COMPOSER.compose(
                        new FakeScan(png, FileKind.PNG, 150), List.of(page.text(1, 0)), MARK, "", missing))
                .isInstanceOf(HosoException.class);
        Path directory = Files.createDirectory(folder.resolve("taken.pdf"));
        Files.createFile(directory.resolve("x"));
        assertThatThrownBy(() -> COMPOSER.compose(
                        new FakeScan(png, FileKind.PNG, 150), List.of(page.text(1, 0)), MARK, "", directory))
                .isInstanceOf(HosoException.class);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).noneMatch(path -> path.toString().endsWith(".part"));
        }
    }

    @Test
    void refusesPagesThatAreNotThere() throws Exception {
        DrawnPage page = letter(BufferedImage.TYPE_BYTE_BINARY);
        FakeScan scan = new FakeScan(image("png", page.image(0)), FileKind.PNG, 150);
        Path target = folder.resolve("out.pdf");
        assertThatThrownBy(() -> COMPOSER.compose(scan, List.of(page.text(2, 0)), MARK, "", target))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> COMPOSER.compose(scan, List.of(), MARK, "", target))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theCheckNamesWhatIsNoPdfA() throws Exception {
        Path text = Files.writeString(folder.resolve("text.pdf"), "no PDF at all");
        Path plain = folder.resolve("plain.pdf");
        try (PDDocument document = new PDDocument()) {
            document.addPage(new PDPage());
            document.save(plain.toFile());
        }
        assertThat(CHECK.check(text).compliant()).isFalse();
        assertThat(CHECK.check(plain).compliant()).isFalse();
        assertThat(CHECK.check(plain).first()).isNotEmpty();
        assertThatThrownBy(() -> CHECK.check(folder.resolve("missing.pdf")))
                .isInstanceOfSatisfying(
                        HosoException.class, e -> assertThat(e.problem()).isEqualTo(Problem.UNREADABLE));
    }

    @Test
    void theCheckServesSeveralThreads() throws Exception {
        DrawnPage page = letter(BufferedImage.TYPE_BYTE_BINARY);
        Path pdf = compose(image("png", page.image(0)), FileKind.PNG, page.text(1, 0))
                .file();
        Path broken = folder.resolve("broken.pdf");
        String content = Files.readString(pdf, StandardCharsets.ISO_8859_1);
        Files.writeString(
                broken, content.replace("/Lang(vi)", "/AA<</WC<</S/Named/N/NextPage>>>>"), StandardCharsets.ISO_8859_1);
        List<Path> files = Stream.generate(() -> List.of(pdf, broken))
                .limit(4)
                .flatMap(List::stream)
                .toList();
        List<Boolean> verdicts = files.parallelStream()
                .map(file -> CHECK.check(file).compliant())
                .toList();
        assertThat(verdicts).containsExactly(true, false, true, false, true, false, true, false);
    }

    @Test
    void warmsUp() {
        CHECK.warmUp();
    }

    // --- helpers ---

    private static DrawnPage letter(int type) {
        DrawnPage page = DrawnPage.a4(type);
        fill(page);
        return page;
    }

    private static void fill(DrawnPage page) {
        page.line(0, 150, 180, "ỦY BAN NHÂN DÂN")
                .line(0, 150, 230, "XÃ TÂN LẬP")
                .line(1, 620, 180, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA")
                .line(1, 620, 230, "Độc lập - Tự do - Hạnh phúc")
                .line(2, 480, 420, "QUYẾT ĐỊNH")
                .line(3, 150, 560, "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19/6/2015;")
                .line(3, 150, 610, "Xét đề nghị của Trưởng phòng Tư pháp, số 12/QĐ-UBND.")
                .line(4, 150, 900, "Nơi nhận:");
    }

    private static DrawnPage columns(int type) {
        DrawnPage page = DrawnPage.a4(type);
        String[] words = {"một hai ba bốn", "năm sáu bảy", "tám chín mười", "trăm nghìn triệu", "tỷ và hơn nữa"};
        for (int i = 0; i < words.length; i++) {
            page.line(0, 120, 300 + 38 * i, words[i]);
        }
        for (int i = 0; i < words.length; i++) {
            page.line(1, 700, 300 + 38 * i, words[words.length - 1 - i]);
        }
        return page;
    }

    private ComposedPdf compose(Path source, FileKind kind, PageText... pages) {
        Path target = folder.resolve("out.pdf");
        return COMPOSER.compose(
                new FakeScan(source, kind, DrawnPage.DPI), List.of(pages), MARK, "Quyết định <số 1> & khác", target);
    }

    private ComposedPdf valid(Path source, FileKind kind, PageText... pages) throws IOException {
        ComposedPdf pdf = compose(source, kind, pages);
        assertThat(CHECK.check(pdf.file())).isEqualTo(new PdfAVerdict(true, "2u", 0, ""));
        assertThat(pdf.pages()).isEqualTo(pages.length);
        assertThat(pdf.bytes()).isEqualTo(Files.size(pdf.file()));
        return pdf;
    }

    private Path image(String format, BufferedImage image) throws IOException {
        Path file = folder.resolve("scan." + format);
        assertThat(ImageIO.write(image, format, file.toFile())).isTrue();
        return file;
    }

    private Path tiff(String compression, BufferedImage... images) throws IOException {
        return tiff(tiffWriter("com.twelvemonkeys"), compression, images);
    }

    /** The writer of the platform makes many strips of a page, the other one makes one. */
    private static ImageWriter tiffWriter(String vendor) {
        List<ImageWriter> writers = new ArrayList<>();
        ImageIO.getImageWritersByFormatName("tiff").forEachRemaining(writers::add);
        return writers.stream()
                .filter(writer -> writer.getClass().getName().startsWith(vendor))
                .findFirst()
                .orElseThrow();
    }

    private Path tiff(ImageWriter writer, String compression, BufferedImage... images) throws IOException {
        Path file = folder.resolve("scan.tif");
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            for (BufferedImage image : images) {
                ImageWriteParam param = writer.getDefaultWriteParam();
                param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                param.setCompressionType(compression);
                writer.writeToSequence(new IIOImage(image, null, null), param);
            }
            writer.endWriteSequence();
        }
        return file;
    }

    private static PDPage place(PDDocument document, PDImageXObject image, float width, float height, float margin)
            throws IOException {
        PDPage page = new PDPage(new PDRectangle(-margin, -margin, width + 2 * margin, height + 2 * margin));
        page.setCropBox(new PDRectangle(0, 0, width, height));
        document.addPage(page);
        try (PDPageContentStream content = new PDPageContentStream(document, page)) {
            content.drawImage(image, new Matrix(width, 0, 0, height, 0, 0));
        }
        return page;
    }

    private static COSStream image(PDPage page) throws IOException {
        return page.getResources().getXObject(COSName.getPDFName("I0")).getCOSObject();
    }

    private static byte[] raw(COSStream stream) throws IOException {
        try (InputStream in = stream.createRawInputStream()) {
            return in.readAllBytes();
        }
    }

    private static byte[] raw(ComposedPdf pdf, int page) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf.file().toFile())) {
            return raw(image(document.getPage(page)));
        }
    }

    private static String filter(ComposedPdf pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf.file().toFile())) {
            return image(document.getPage(0)).getNameAsString(COSName.FILTER);
        }
    }

    private static void assertSamePixels(ComposedPdf pdf, BufferedImage expected) throws IOException {
        assertSimilarPixels(pdf, expected, 0);
    }

    private static void assertSimilarPixels(ComposedPdf pdf, BufferedImage expected, int tolerance) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf.file().toFile())) {
            // A little more than the resolution, because the renderer rounds the number of pixels down.
            BufferedImage shown = new PDFRenderer(document).renderImageWithDPI(0, (float) DrawnPage.DPI + 0.02f);
            assertThat(List.of(shown.getWidth(), shown.getHeight()))
                    .isEqualTo(List.of(expected.getWidth(), expected.getHeight()));
            int width = shown.getWidth();
            int[] a = new int[width];
            int[] b = new int[width];
            long different = 0;
            for (int y = 0; y < shown.getHeight(); y++) {
                shown.getRGB(0, y, width, 1, a, 0, width);
                expected.getRGB(0, y, width, 1, b, 0, width);
                for (int x = 0; x < width; x++) {
                    different += gap(a[x], b[x]) > tolerance ? 1 : 0;
                }
            }
            // A renderer may place an image half a pixel off; then edges differ, but not pages.
            long all = (long) shown.getWidth() * shown.getHeight();
            assertThat(different).as("pixels that differ").isLessThan(all / 50);
        }
    }

    /** The largest difference of a channel. */
    private static int gap(int a, int b) {
        int gap = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            gap = Math.max(gap, Math.abs((a >> shift & 0xff) - (b >> shift & 0xff)));
        }
        return gap;
    }

    private static String text(ComposedPdf pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf.file().toFile())) {
            return new PDFTextStripper().getText(document).strip();
        }
    }

    /** Left, right and base line of each word as a viewer shows it, points from the top left. */
    private static List<double[]> places(ComposedPdf pdf) throws IOException {
        List<double[]> places = new ArrayList<>();
        PDFTextStripper stripper = new PDFTextStripper() {
            private boolean inWord;

            @Override
            protected void processTextPosition(TextPosition position) {
                if (position.getUnicode().isBlank()) {
                    inWord = false;
                    return;
                }
                double end = places.isEmpty() ? 0 : places.get(places.size() - 1)[1];
                boolean follows = Math.abs(position.getX() - end) < 0.5;
                if (!inWord || !follows) {
                    places.add(new double[] {position.getX(), 0, position.getY()});
                }
                places.get(places.size() - 1)[1] = position.getX() + position.getWidth();
                inWord = true;
            }
        };
        try (PDDocument document = Loader.loadPDF(pdf.file().toFile())) {
            stripper.getText(document);
        }
        return places;
    }

    private static boolean poppler() {
        boolean there = Stream.of(String.valueOf(System.getenv("PATH")).split(":", -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "pdftotext")));
        if (!there) {
            System.out.println("pdftotext is not installed: extraction was tried with PDFBox alone");
        }
        return there;
    }

    private static String poppler(ComposedPdf pdf, String option) throws Exception {
        Process process = new ProcessBuilder(
                        "pdftotext", "-enc", "UTF-8", option, pdf.file().toString(), "-")
                .start();
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        process.getInputStream().transferTo(text);
        assertThat(process.waitFor()).isZero();
        return text.toString(StandardCharsets.UTF_8).replace("\f", "").strip();
    }
}
