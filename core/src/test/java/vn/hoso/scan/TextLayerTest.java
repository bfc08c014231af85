package vn.hoso.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.apache.pdfbox.util.Matrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hoso.scan.TextLayerAudit.Verdict;
import vn.hoso.text.Box;
import vn.hoso.text.Line;
import vn.hoso.text.PageText;
import vn.hoso.text.TextOrigin;
import vn.hoso.text.Word;

class TextLayerTest {
    private static final String[] DECREE = {
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
        "Căn cứ Nghị định số 30/2020/NĐ-CP của Chính phủ về công tác văn thư;",
        "Xét đề nghị của Trưởng phòng Nội vụ, Ủy ban nhân dân xã quyết định:",
        "Điều 1. Bổ nhiệm ông Nguyễn Văn Thiện giữ chức vụ Trưởng thôn Đoài.",
        "Điều 2. Quyết định này có hiệu lực thi hành kể từ ngày ký ban hành."
    };

    @TempDir
    Path folder;

    private Scan open(Path file) {
        return ScanReader.builder().build().open(file, folder);
    }

    private Path pdf(int rotate, Pdfs.Drawing... pages) throws IOException {
        return Pdfs.write(folder.resolve("text.pdf"), PDRectangle.A4, rotate, pages);
    }

    @Test
    void findsWordsWhereTheyStand() throws IOException {
        Path file = pdf(0, (d, p, c) -> Pdfs.text(d, c, 72, 700, 12, true, "Giấy khai sinh", "Số: 15/2024"));
        try (Scan scan = open(file)) {
            PageText text = scan.textLayer(1).orElseThrow();
            assertThat(text.text()).isEqualTo("Giấy khai sinh\nSố: 15/2024");
            assertThat(text.origin()).isEqualTo(TextOrigin.TEXT_LAYER);
            assertThat(text.rotation()).isZero();
            assertThat(text.width()).isEqualTo(scan.image(1).pixels().getWidth());
            assertThat(text.height()).isEqualTo(scan.image(1).pixels().getHeight());
            Box first = text.lines().get(0).words().get(0).box();
            assertThat((double) first.left()).isCloseTo(72 / 72.0 * 300, within(6.0));
            assertThat((double) first.bottom()).isBetween((842 - 700) / 72.0 * 300, (842 - 696) / 72.0 * 300);
            assertInk(scan, text);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 90, 180, 270})
    void tellsWhatRotateLeavesToCorrect(int turn) throws IOException {
        // The text runs upright, up, upside down or down the page; /Rotate is applied on top.
        for (int rotate = 0; rotate < 360; rotate += 90) {
            double radians = Math.toRadians(-turn);
            Path file = pdf(rotate, (d, p, c) -> {
                c.saveGraphicsState();
                c.transform(Matrix.getTranslateInstance(300, 420));
                c.transform(Matrix.getRotateInstance(radians, 0, 0));
                Pdfs.text(d, c, -100, 20, 14, true, "Giấy chứng nhận kết hôn", "Họ và tên: Trần Thị Bưởi");
                c.restoreGraphicsState();
            });
            try (Scan scan = open(file)) {
                PageText text = scan.textLayer(1).orElseThrow();
                assertThat(text.rotation()).isEqualTo((turn + rotate) % 360);
                assertThat(text.text()).isEqualTo("Giấy chứng nhận kết hôn\nHọ và tên: Trần Thị Bưởi");
                assertInk(scan, text);
            }
        }
    }

    /** Turned back by its rotation, the image has ink in every word and none to the left and right of a line. */
    private static void assertInk(Scan scan, PageText text) {
        BufferedImage upright =
                Pixels.turned(Pixels.plain(scan.image(1).pixels()), (360 - text.rotation()) % 360, false);
        assertThat(upright.getWidth()).isEqualTo(text.width());
        for (Line line : text.lines()) {
            for (Word word : line.words()) {
                assertThat(dark(upright, word.box())).as(word.text()).isPositive();
            }
            Box box = line.box();
            assertThat(dark(upright, new Box(box.right() + 4, box.top(), box.right() + 40, box.bottom())))
                    .isZero();
            assertThat(dark(upright, new Box(box.left() - 40, box.top(), box.left() - 4, box.bottom())))
                    .isZero();
        }
    }

    private static int dark(BufferedImage image, Box box) {
        int count = 0;
        for (int y = box.top(); y < box.bottom(); y++) {
            for (int x = box.left(); x < box.right(); x++) {
                count += (image.getRGB(x, y) & 0xff) < 128 ? 1 : 0;
            }
        }
        return count;
    }

    @Test
    void readsHeadingsByColumnAndTablesByRow() throws IOException {
        Path file = pdf(0, (d, p, c) -> {
            PDFont font = Pdfs.font(d);
            Pdfs.text(font, c, 320, 780, 12, true, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc");
            Pdfs.text(font, c, 90, 780, 12, true, "ỦY BAN NHÂN DÂN", "XÃ ĐẠI NHUỆ SƠN");
            Pdfs.text(font, c, 110, 730, 12, true, "Số: 12/GM-UBND");
            Pdfs.text(font, c, 350, 730, 12, true, "Hà Nội, ngày 05 tháng 3 năm 2025");
            Pdfs.text(font, c, 262, 660, 14, true, "GIẤY MỜI");
            for (int row = 0; row < 3; row++) {
                for (int column = 0; column < 3; column++) {
                    Pdfs.text(font, c, 90 + 150 * column, 600 - 30 * row, 12, true, "ô " + row + column);
                }
            }
        });
        try (Scan scan = open(file)) {
            PageText text = scan.textLayer(1).orElseThrow();
            assertThat(text.text())
                    .isEqualTo(lines(
                            "ỦY BAN NHÂN DÂN",
                            "XÃ ĐẠI NHUỆ SƠN",
                            "Số: 12/GM-UBND",
                            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                            "Độc lập - Tự do - Hạnh phúc",
                            "Hà Nội, ngày 05 tháng 3 năm 2025",
                            "GIẤY MỜI",
                            "ô 00",
                            "ô 01",
                            "ô 02",
                            "ô 10",
                            "ô 11",
                            "ô 12",
                            "ô 20",
                            "ô 21",
                            "ô 22"));
            assertThat(text.lines().get(0).block())
                    .isNotEqualTo(text.lines().get(3).block());
        }
    }

    @Test
    void joinsLettersAndComposesMarks() throws IOException {
        Path file = pdf(0, (d, p, c) -> {
            PDFont font = Pdfs.font(d);
            c.beginText();
            c.setFont(font, 20);
            c.newLineAtOffset(100, 500);
            // Letter by letter, the first word twice with a small shift as poor man's bold, in an order of its own.
            for (double shift : new double[] {0, 0.4}) {
                c.setTextMatrix(Matrix.getTranslateInstance((float) (100 + shift), 500));
                c.showText("H");
                c.showText("ộ");
            }
            c.setTextMatrix(Matrix.getTranslateInstance(200, 500));
            c.showText("khẩu");
            c.setTextMatrix(Matrix.getTranslateInstance(150, 500));
            c.showText("tịch");
            c.endText();
        });
        try (Scan scan = open(file)) {
            PageText text = scan.textLayer(1).orElseThrow();
            assertThat(text.text().replace('\n', ' ')).isEqualTo("Hộ tịch khẩu");
            assertThat(Normalizer.isNormalized(text.text(), Normalizer.Form.NFC))
                    .isTrue();
        }
    }

    /** Draws a line as programs do whose font lacks letters: first the rest with holes, then the holes are filled. */
    private static void withHoles(
            PDFont font, PDFont other, PDPageContentStream c, double x, double y, double size, String text)
            throws IOException {
        List<Object> line = new ArrayList<>();
        for (String letter : text.split("", -1)) {
            line.add(letter.compareTo("~") > 0 ? (Object) (-font.getStringWidth(letter)) : letter);
        }
        c.beginText();
        c.setFont(font, (float) size);
        c.setTextMatrix(Matrix.getTranslateInstance((float) x, (float) y));
        c.showTextWithPositioning(line.toArray());
        c.setFont(other, (float) size);
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > '~') {
                double before = font.getStringWidth(text.substring(0, i)) / 1000 * size;
                c.setTextMatrix(Matrix.getTranslateInstance((float) (x + before), (float) y));
                c.showText(text.substring(i, i + 1));
            }
        }
        c.endText();
    }

    private static void positioned(PDFont font, PDPageContentStream c, double y, double spacing, Object... parts)
            throws IOException {
        c.beginText();
        c.setFont(font, 12);
        c.setCharacterSpacing((float) spacing);
        c.setTextMatrix(Matrix.getTranslateInstance(80, (float) y));
        c.showTextWithPositioning(parts);
        c.setCharacterSpacing(0);
        c.endText();
    }

    @Test
    void joinsWhatFontsAndSpacesOfTheFileTear() throws IOException {
        Path file = pdf(0, (d, p, c) -> {
            PDFont font = Pdfs.font(d);
            PDFont other = Pdfs.font(d);
            withHoles(font, other, c, 80, 780, 13, "CHỦ NGHĨA VIỆT NAM");
            withHoles(font, other, c, 80, 750, 11, "Ủy ban: ổ ở y tế, người thị tứ í ới");
            // Kerning, words without spaces between them, justified words, narrow spaces.
            positioned(font, c, 720, 0, "V", 70f, "Ă", -40f, "N", 30f, " T", 90f, "ự do");
            positioned(font, c, 690, 0, "Hộ", -260f, "tịch", -900f, "xã", -240f, "Tân");
            positioned(font, c, 660, 0, "Hộ ", -800f, "tịch ", -1100f, "xã");
            positioned(font, c, 630, 0, "Hộ ", 130f, "tịch ", 150f, "xã");
            // Letters set apart by the file, by spaces, and a list of letters.
            positioned(font, c, 600, 4, "QUYẾT ĐỊNH");
            positioned(font, c, 570, 0, "G I Ấ Y   K H A I   S I N H");
            positioned(font, c, 540, 0, "A B C D Đ");
            c.beginText();
            c.setFont(font, 12);
            c.newLineAtOffset(80, 510);
            c.showText("100 m");
            c.setTextRise(4);
            c.setFont(font, 7);
            c.showText("2");
            c.setTextRise(0);
            c.setFont(font, 12);
            c.showText(" đất");
            c.endText();
        });
        try (Scan scan = open(file)) {
            assertThat(scan.textLayer(1).orElseThrow().text())
                    .isEqualTo(lines(
                            "CHỦ NGHĨA VIỆT NAM",
                            "Ủy ban: ổ ở y tế, người thị tứ í ới",
                            "VĂN Tự do",
                            "Hộ tịch xã Tân",
                            "Hộ tịch xã",
                            "Hộ tịch xã",
                            "QUYẾT ĐỊNH",
                            "GIẤY KHAI SINH",
                            "A B C D Đ",
                            "100 m2 đất"));
        }
    }

    @Test
    void givesMarksThatAreDrawnLastToTheirLetters() throws IOException {
        Path file = pdf(0, (d, p, c) -> {
            PDFont font = Pdfs.font(d);
            String bare = "Họ va tên: Nguyên Văn Ty";
            Pdfs.text(font, c, 80, 700, 12, true, bare);
            for (Object[] mark : new Object[][] {{4, "`"}, {15, "\u02DC"}, {23, "´"}}) {
                int at = (Integer) mark[0];
                double left = font.getStringWidth(bare.substring(0, at)) / 1000 * 12;
                double right = font.getStringWidth(bare.substring(0, at + 1)) / 1000 * 12;
                double wide = font.getStringWidth((String) mark[1]) / 1000 * 12;
                Pdfs.text(font, c, 80 + (left + right - wide) / 2, 701, 12, true, (String) mark[1]);
            }
            Pdfs.text(font, c, 80, 650, 12, true, "~ 5 `x´");
            Pdfs.text(font, c, 80, 600, 12, true, Normalizer.normalize("Tạ Thị Mùi", Normalizer.Form.NFD));
        });
        try (Scan scan = open(file)) {
            assertThat(scan.textLayer(1).orElseThrow().text())
                    .isEqualTo(lines("Họ và tên: Nguyễn Văn Tý", "~ 5 `x´", "Tạ Thị Mùi"));
        }
    }

    private static BufferedImage scanned(String... lines) {
        BufferedImage sheet = Pixels.canvas(1654, 2339, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D g = sheet.createGraphics();
        g.setColor(Color.BLACK);
        for (int i = 0; i < lines.length; i++) {
            for (int x = 0; x < 60; x++) {
                g.fillRect(200 + 20 * x, 300 + 60 * i, 12, 24);
            }
        }
        g.dispose();
        return sheet;
    }

    @Test
    void seesHowMuchOfAScanItsTextCovers() throws IOException {
        BufferedImage sheet = scanned(DECREE);
        Path file = pdf(
                0,
                (d, p, c) -> {
                    c.drawImage(LosslessFactory.createFromImage(d, sheet), 0, 0, 595.28f, 841.89f);
                    PDFont font = Pdfs.font(d);
                    c.beginText();
                    c.setRenderingMode(RenderingMode.NEITHER);
                    for (int i = 0; i < DECREE.length; i++) {
                        float size = 8.6f;
                        c.setFont(font, size);
                        float wide = font.getStringWidth(DECREE[i]) / 1000 * size;
                        c.setHorizontalScaling(100 * 430 / wide);
                        c.setTextMatrix(Matrix.getTranslateInstance(72, 841.89f - (324 + 60 * i) * 0.36f));
                        c.showText(DECREE[i]);
                    }
                    c.endText();
                },
                (d, p, c) -> {
                    c.drawImage(LosslessFactory.createFromImage(d, sheet), 0, 0, 595.28f, 841.89f);
                    Pdfs.text(
                            d,
                            c,
                            60,
                            810,
                            9,
                            true,
                            "Người ký: Ủy ban nhân dân xã Đại Nhuệ Sơn, thời gian ký: ngày mùng tám tháng ba",
                            "Cơ quan: tỉnh Quảng Nam");
                },
                (d, p, c) -> c.drawImage(LosslessFactory.createFromImage(d, sheet), 0, 0, 595.28f, 841.89f),
                (d, p, c) -> Pdfs.text(d, c, 60, 700, 11, true, DECREE));
        try (Scan scan = open(file)) {
            assertThat(scan.makeup(1).kind()).isEqualTo(PageMakeup.Kind.SCANNED);
            assertThat(scan.makeup(1).stored()).isTrue();
            assertThat(scan.makeup(1).bareInk()).isLessThan(0.1);
            assertThat(TextLayerAudit.judge(scan, 1).verdict()).isEqualTo(Verdict.TRUSTED);
            assertThat(scan.makeup(2).kind()).isEqualTo(PageMakeup.Kind.MIXED);
            assertThat(scan.makeup(2).bareInk()).isGreaterThan(0.6);
            assertThat(TextLayerAudit.judge(scan, 2).verdict()).isEqualTo(Verdict.PARTIAL);
            assertThat(TextLayerAudit.judge(scan, 3).verdict()).isEqualTo(Verdict.EMPTY);
            assertThat(scan.makeup(3).bareInk()).isEqualTo(1);
            assertThat(scan.makeup(4).kind()).isEqualTo(PageMakeup.Kind.DRAWN);
            assertThat(TextLayerAudit.judge(scan, 4).verdict()).isEqualTo(Verdict.TRUSTED);
        }
    }

    @Test
    void takesTextUnderAScanForInvisible() throws IOException {
        BufferedImage sheet = scanned(DECREE);
        Path file = pdf(0, (d, p, c) -> {
            Pdfs.text(d, c, 72, 700, 12, true, DECREE);
            c.drawImage(LosslessFactory.createFromImage(d, sheet), 0, 0, 595.28f, 841.89f);
        });
        try (Scan scan = open(file)) {
            assertThat(scan.makeup(1).kind()).isEqualTo(PageMakeup.Kind.SCANNED);
            ImageFilesTest.assertSame(scan.image(1).pixels(), sheet);
            assertThat(scan.textLayer(1)).isPresent();
        }
    }

    @Test
    void judgesTexts() {
        assertThat(judged(DECREE)).isEqualTo(Verdict.TRUSTED);
        assertThat(judged(
                        "CONG HOA xA HQI CHU NGHiA VI¥1;' NAM",
                        "UY BAN NHAN DAN TiNH QUANG NAM",
                        "Can ctr Luat T6 chirc chinh quyen dia phuong ngay 19 thang 6 nam 2015"))
                .isEqualTo(Verdict.JUNK);
        // The same decree in the encoding of the old .VnTime fonts.
        assertThat(judged(
                        "C¨n cø LuËt Tæ chøc chÝnh quyÒn ®Þa ph­¬ng ngµy 19 th¸ng 6 n¨m 2015;",
                        "XÐt ®Ò nghÞ cña Tr­ëng phßng Néi vô, ñy ban nh©n d©n x· quyÕt ®Þnh:"))
                .isEqualTo(Verdict.JUNK);
        assertThat(judged(
                        "This is to certify that the above named person has been a resident of the commune",
                        "and that the particulars given in this certificate are as they stand in the register."))
                .isEqualTo(Verdict.TRUSTED);
        assertThat(judged("qwf zxkj vbnm plok qwrt zxcv hjkl poiu trew asdf ghjk lmnb vcxz qwer tyui opas dfgh"))
                .isEqualTo(Verdict.JUNK);
        // In the encoding of the VNI fonts, then UTF-8 taken for Latin letters.
        assertThat(judged(
                        "COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM Ñoäc laäp - Töï do - Haïnh phuùc",
                        "Xeùt ñeà nghò cuûa Tröôûng phoøng Noäi vuï, uûy ban nhaân daân xaõ quyeát ñònh:"))
                .isEqualTo(Verdict.JUNK);
        String garbled = new String(
                String.join(" ", DECREE).getBytes(java.nio.charset.StandardCharsets.UTF_8),
                java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThat(judged(garbled)).isEqualTo(Verdict.JUNK);
        // Each letter shown by the code beside its own, by the number of its glyph, and by signs alone.
        assertThat(judged(shifted(String.join(" ", DECREE), 1))).isEqualTo(Verdict.JUNK);
        assertThat(judged(shifted(String.join(" ", DECREE), -29))).isEqualTo(Verdict.JUNK);
        assertThat(judged("&$1&8/8$77<&+8&&+,1+48<(1 @#=^ ~{}[] |&*<> $$@# ^^{}+= <>|~ #@!$ &*+= <{}> [|]~ ##&&"))
                .isEqualTo(Verdict.JUNK);
        // Right words, torn apart.
        assertThat(judged(
                        "T Ờ KHAI ĐĂNG KÝ KHAI SINH của Ủ y ban nhân dân xã Đại Nhuệ Sơn",
                        "Ng ười yêu cầu đăng ký khai sinh và đ ề ngh ị đăng ký khai sinh"))
                .isEqualTo(Verdict.JUNK);
        // A form of dotted lines is not.
        assertThat(judged("Họ và tên: ............................................................................"))
                .isEqualTo(Verdict.UNDECIDED);
        assertThat(judged("Số: 15/2024")).isEqualTo(Verdict.UNDECIDED);
        assertThat(judged("1.234.567 2024 98 % 15/03/2021 001203004567 12.5 77 90 1.000 23.456 7.890"))
                .isEqualTo(Verdict.UNDECIDED);
        assertThat(
                        judged(
                                "\uFFFD\uFFFD\uFFFD \uFFFD\uFFFD\uFFFD\uFFFD \uFFFD\uFFFD \uFFFD\uFFFD\uFFFD \uE000\uE001 \uFFFD\uFFFD\uFFFD"
                                        + " \uFFFD\uFFFD\uFFFD \uFFFD\uFFFD\uFFFD\uFFFD \uFFFD\uFFFD\uFFFD \uFFFD\uFFFD\uFFFD\uFFFD"))
                .isEqualTo(Verdict.JUNK);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nguyễn", "nghiêng", "quyết", "giữa", "gì", "khuỷu", "thuở", "yêu", "ủy", "uỷ", "hòa", "hoà", "đường",
                "ngoằn", "huých", "quốc", "gặp", "giếng", "xoong", "việt"
            })
    void knowsSyllables(String word) {
        assertThat(Syllables.isPossible(word)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"chirc", "hqi", "vi¥", "ctr", "certify", "zxkj", "phirc", "thtrc", "quyén1", "ngườií"})
    void knowsWhatIsNoSyllable(String word) {
        assertThat(Syllables.isPossible(word)).isFalse();
    }

    private static String shifted(String text, int by) {
        StringBuilder shifted = new StringBuilder();
        text.codePoints().forEach(c -> shifted.appendCodePoint(c <= ' ' ? ' ' : Math.max(0x21, c + by)));
        return shifted.toString();
    }

    private static Verdict judged(String... lines) {
        List<Line> made = new ArrayList<>();
        for (String line : lines) {
            List<Word> words = java.util.Arrays.stream(line.split(" ", -1))
                    .map(word -> new Word(word, new Box(0, 0, 10, 10), 100))
                    .toList();
            made.add(Line.of(words, 0));
        }
        return TextLayerAudit.judge(new PageText(1, 100, 100, 100, 0, 0, false, TextOrigin.TEXT_LAYER, made, List.of()))
                .verdict();
    }

    private static String lines(String... lines) {
        return String.join("\n", lines);
    }
}
