package vn.hoso.ocr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.ConvolveOp;
import java.awt.image.Kernel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.text.Attempt;
import vn.hoso.text.Code;
import vn.hoso.text.Line;
import vn.hoso.text.PageText;
import vn.hoso.text.TextOrigin;
import vn.hoso.text.TextRecognizer;
import vn.hoso.text.Word;

class TesseractRecognizerTest {
    private static TextRecognizer recognizer;

    @BeforeAll
    static void open() {
        recognizer = TesseractRecognizer.builder().build();
    }

    @AfterAll
    static void close() {
        recognizer.close();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0, 1.5", "1, -0.8", "2, 0.4", "3, 2"})
    void readsVietnameseHoweverThePageWasLaidOnTheGlass(int quarters, double degrees) {
        Optional<Font> font = DrawnPage.font();
        if (font.isEmpty()) {
            System.err.println("left out: this machine has no font with Vietnamese letters");
            return;
        }
        BufferedImage scanned = DrawnPage.turned(DrawnPage.page(font.get()), quarters, degrees);

        PageText text = recognizer.recognize(DrawnPage.image(scanned));

        assertThat(text.rotation()).isEqualTo(90 * quarters);
        assertThat(text.skew()).isCloseTo(degrees, within(0.15));
        assertThat(text.text()).isEqualTo(String.join("\n", DrawnPage.LINES));
        assertThat(text.blank()).isFalse();
        assertThat(text.origin()).isEqualTo(TextOrigin.OCR);
        assertThat(text.confidence()).isGreaterThan(85);
        for (Line line : text.lines()) {
            for (Word word : line.words()) {
                assertThat(word.box().right()).isLessThanOrEqualTo(text.width());
                assertThat(word.box().bottom()).isLessThanOrEqualTo(text.height());
            }
        }
        assertThat(text.lines().get(0).box().left()).isBetween(120, 240);
        assertThat(text.lines().get(0).box().top()).isBetween(180, 290);
    }

    @Test
    void tellsABlankPageWithSpecksFromOneWithText() {
        BufferedImage page = DrawnPage.blank();
        Graphics2D g = page.createGraphics();
        g.setColor(new Color(60, 60, 60));
        for (int i = 0; i < 60; i++) {
            g.fillRect((i * 7919) % 1600, (i * 104729) % 2300, 2, 2);
        }
        g.fillOval(40, 700, 60, 60);
        g.fillOval(40, 1600, 60, 60);
        g.dispose();

        PageText text = recognizer.recognize(DrawnPage.image(page));

        assertThat(text.blank()).isTrue();
        assertThat(text.lines()).isEmpty();
        assertThat(text.origin()).isEqualTo(TextOrigin.NONE);
    }

    @ParameterizedTest
    @CsvSource({"4, 0, 0", "3, 0, 33", "2, 1, 5", "5, 2, -12"})
    void readsQrCodesSmallAndTurned(int module, int quarters, double degrees) throws Exception {
        String payload = "024193033739||Hoàng Thị Nhung|02111993|Nữ|Số 50 đường Trầm Hương|05022024";
        BitMatrix code = new QRCodeWriter()
                .encode(payload, BarcodeFormat.QR_CODE, 1, 1, Map.of(EncodeHintType.CHARACTER_SET, "UTF-8"));
        BufferedImage page = DrawnPage.blank();
        Graphics2D g = page.createGraphics();
        g.setColor(Color.DARK_GRAY);
        for (int y = 0; y < code.getHeight(); y++) {
            for (int x = 0; x < code.getWidth(); x++) {
                if (code.get(x, y)) {
                    g.fillRect(900 + x * module, 600 + y * module, module, module);
                }
            }
        }
        g.dispose();

        PageText text = recognizer.recognize(DrawnPage.image(DrawnPage.turned(page, quarters, degrees)));

        assertThat(text.codes()).extracting(Code::payload).containsExactly(payload);
        assertThat(text.codes().get(0).kind()).isEqualTo(Code.Kind.QR);
    }

    @Test
    void namesTheTrainedDataThatIsMissing(@TempDir Path empty) {
        assertThatThrownBy(() -> TesseractRecognizer.builder().models(empty).build())
                .isInstanceOfSatisfying(
                        HosoException.class, e -> assertThat(e.problem()).isEqualTo(Problem.BAD_CONFIGURATION))
                .hasMessageContaining("vie.traineddata");
        assertThatThrownBy(() -> TesseractRecognizer.builder().languages("xyz").build())
                .isInstanceOf(HosoException.class)
                .hasMessageContaining("xyz.traineddata");
    }

    @Test
    void canBeClosedTwiceAndReadsNoMoreAfterwards() {
        TextRecognizer other = TesseractRecognizer.builder().build();
        other.close();
        other.close();
        assertThatThrownBy(() -> other.recognize(DrawnPage.image(DrawnPage.blank())))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void saysWhatReads() {
        assertThat(recognizer.engine()).matches("tesseract 5\\.\\d+\\.\\d+ vie");
    }

    @Test
    void readsSmallFiguresThatStandAlone() {
        Optional<Font> font = DrawnPage.font();
        if (font.isEmpty()) {
            System.err.println("left out: this machine has no font with Vietnamese letters");
            return;
        }
        List<String> figures = List.of("2", "8,4 m", "57%", "0,45 m", "3", "12,6 m", "5", "9,1 m", "7", "80%", "4");
        BufferedImage page = DrawnPage.page(font.get());
        Graphics2D g = page.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setColor(new Color(70, 70, 70));
        g.setFont(font.get().deriveFont(13.5f * DrawnPage.DPI / 72));
        for (int i = 0; i < figures.size(); i++) {
            int y = 900 + 50 * i;
            g.drawString("Mục thứ " + (i + 1), 190, y);
            g.drawString(figures.get(i), 760, y);
            g.drawRect(180, y - 36, 560, 50);
            g.drawRect(740, y - 36, 600, 50);
        }
        g.dispose();

        PageText text = recognizer.recognize(DrawnPage.image(soft(page)));

        String read = text.lines().stream().map(Line::text).collect(Collectors.joining("|"));
        List<String> wanted =
                figures.stream().map(figure -> figure.replace(" ", "")).toList();
        List<String> found = text.lines().stream()
                .map(line -> line.text().replaceAll("^Mục thứ [0-9]+", "").replace(" ", ""))
                .filter(line -> line.matches("[0-9].{0,6}"))
                .toList();
        assertThat(found).as(read).containsExactlyInAnyOrderElementsOf(wanted);
    }

    /** As a scanner of middling sharpness sees it. */
    private static BufferedImage soft(BufferedImage page) {
        float[] weights = {.08f, .12f, .08f, .12f, .2f, .12f, .08f, .12f, .08f};
        return new ConvolveOp(new Kernel(3, 3, weights), ConvolveOp.EDGE_NO_OP, null).filter(page, null);
    }

    @Test
    void readsBelowAPrintedPatternAndSaysHow() {
        Optional<Font> font = DrawnPage.font();
        if (font.isEmpty()) {
            System.err.println("left out: this machine has no font with Vietnamese letters");
            return;
        }
        BufferedImage page = DrawnPage.page(font.get());
        for (int y = 0; y < page.getHeight(); y++) {
            for (int x = 0; x < page.getWidth(); x++) {
                double wave = Math.sin(x / 5.0 + 8 * Math.sin(y / 40.0)) * Math.sin(y / 4.0 + 8 * Math.sin(x / 50.0));
                Color paper = new Color(page.getRGB(x, y));
                double share = 1 - 0.4 * (1 + wave);
                page.setRGB(
                        x,
                        y,
                        new Color(paper.getRed(), (int) (paper.getGreen() * share), (int) (paper.getBlue() * share))
                                .getRGB());
            }
        }

        PageText text = recognizer.recognize(DrawnPage.image(page));

        assertThat(text.text()).isEqualTo(String.join("\n", DrawnPage.LINES));
        assertThat(text.attempts()).singleElement().satisfies(attempt -> {
            assertThat(attempt.preparation()).isEqualTo(Attempt.Preparation.WITHOUT_COLOUR);
            assertThat(attempt.chosen()).isTrue();
        });
    }

    @Test
    void letsTheEngineFindTheLinesWhereRowsLeaveDoubts() {
        Optional<Font> font = DrawnPage.font();
        if (font.isEmpty()) {
            System.err.println("left out: this machine has no font with Vietnamese letters");
            return;
        }
        BufferedImage page = DrawnPage.page(font.get());
        Graphics2D g = page.createGraphics();
        g.setColor(new Color(60, 60, 60));
        g.setStroke(new BasicStroke(4));
        Random random = new Random(7);
        for (int i = 0; i < 70; i++) {
            int x = random.nextInt(1500);
            int y = 220 + random.nextInt(460);
            g.drawLine(x, y, x + random.nextInt(160), y + random.nextInt(90) - 45);
        }
        g.dispose();

        PageText text = recognizer.recognize(DrawnPage.image(page));

        assertThat(text.attempts().stream().map(Attempt::preparation))
                .as(text.text())
                .startsWith(Attempt.Preparation.AS_SCANNED, Attempt.Preparation.WHOLE_PAGE);
        assertThat(text.attempts().stream().filter(Attempt::chosen)).hasSize(1);
        assertThat(text.text()).contains("đất");
    }

    @Test
    void looksTwiceAtAPageThatAPenWentOver() {
        Optional<Font> font = DrawnPage.font();
        if (font.isEmpty()) {
            System.err.println("left out: this machine has no font with Vietnamese letters");
            return;
        }
        BufferedImage page = DrawnPage.page(font.get());
        BufferedImage pen = DrawnPage.blank();
        Graphics2D g = pen.createGraphics();
        g.setColor(new Color(50, 70, 215));
        g.setStroke(new BasicStroke(5));
        Random random = new Random(5);
        for (int i = 0; i < 60; i++) {
            g.drawLine(random.nextInt(1600), random.nextInt(900), random.nextInt(1600), random.nextInt(900));
        }
        g.dispose();
        // Ink over print: each colour is as dark as the darker of the two.
        for (int y = 0; y < page.getHeight(); y++) {
            for (int x = 0; x < page.getWidth(); x++) {
                Color print = new Color(page.getRGB(x, y));
                Color ink = new Color(pen.getRGB(x, y));
                int red = Math.min(print.getRed(), ink.getRed());
                int green = Math.min(print.getGreen(), ink.getGreen());
                page.setRGB(x, y, new Color(red, green, Math.min(print.getBlue(), ink.getBlue())).getRGB());
            }
        }

        PageText text = recognizer.recognize(DrawnPage.image(page));

        assertThat(text.attempts().stream().map(Attempt::preparation))
                .as(text.text())
                .startsWith(Attempt.Preparation.AS_SCANNED, Attempt.Preparation.WITHOUT_COLOUR);
        assertThat(text.attempts().stream().filter(Attempt::chosen))
                .singleElement()
                .satisfies(chosen -> assertThat(chosen.preparation()).isEqualTo(Attempt.Preparation.WITHOUT_COLOUR));
        assertThat(text.text()).contains("Căn cứ Luật Tổ chức").contains("trồng cây lâu năm");
    }
}
