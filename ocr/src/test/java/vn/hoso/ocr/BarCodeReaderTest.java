package vn.hoso.ocr;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.MultiFormatWriter;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.hoso.text.Code;

class BarCodeReaderTest {
    @ParameterizedTest
    @CsvSource({
        "CODE_39, PATCHT, 0, 0",
        "CODE_39, PATCHT, 1, 0",
        "CODE_39, PATCHT, 3, 0.5",
        "CODE_128, HOSO-SEPARATOR, 0, 0.6",
        "CODE_128, HOSO-SEPARATOR, 2, 0",
        "ITF, 00012345678905, 0, 0",
    })
    void readsCodesHoweverTheSheetWasLaid(BarcodeFormat format, String payload, int quarters, double degrees)
            throws WriterException {
        BufferedImage page = DrawnPage.blank();
        BitMatrix bars = new MultiFormatWriter().encode(payload, format, 700, 120);
        for (int y = 0; y < bars.getHeight(); y++) {
            for (int x = 0; x < bars.getWidth(); x++) {
                if (bars.get(x, y)) {
                    page.setRGB(400 + x, 900 + y, Color.DARK_GRAY.getRGB());
                }
            }
        }
        List<Code> codes = find(DrawnPage.turned(page, quarters, degrees));
        assertThat(codes).singleElement().satisfies(code -> {
            assertThat(code.kind()).isEqualTo(Code.Kind.BARCODE);
            assertThat(code.payload()).isEqualTo(payload);
            assertThat(code.page()).isEqualTo(7);
        });
    }

    @Test
    void findsNoneInATableOfTallCells() {
        BufferedImage page = DrawnPage.blank();
        Graphics2D g = page.createGraphics();
        g.setColor(Color.BLACK);
        for (int i = 0; i < 30; i++) {
            g.fillRect(100 + i * 45, 400, 3, 1200);
        }
        g.dispose();
        assertThat(find(page)).isEmpty();
    }

    private static List<Code> find(BufferedImage image) {
        Gray page = Gray.of(image, Gray.LUMA);
        return BarCodeReader.find(page, Ink.of(page, 128), 1, 7);
    }
}
