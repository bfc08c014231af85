package vn.hoso.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.hoso.scan.FileKind;
import vn.hoso.text.Box;
import vn.hoso.text.Line;
import vn.hoso.text.PageText;
import vn.hoso.text.TextOrigin;
import vn.hoso.text.Word;

class PdfComposerTest {
    static final ConversionMark MARK =
            new ConversionMark("Nguyễn Thị Hạnh", "Ủy ban nhân dân xã Tân Lập", Instant.parse("2026-11-22T02:30:00Z"));
    static final PdfACheck CHECK = PdfACheck.create();

    @TempDir
    Path folder;

    @Test
    void writesValidPdfA() throws Exception {
        Path png = folder.resolve("scan.png");
        BufferedImage image = new BufferedImage(1240, 1754, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, 1240, 1754);
        g.setColor(Color.BLACK);
        g.setFont(new Font("DejaVu Sans", Font.PLAIN, 40));
        List<Line> lines = new ArrayList<>();
        String[] text = {"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Số: 12/QĐ-UBND 𝄞"};
        for (int i = 0; i < text.length; i++) {
            int x = 100;
            List<Word> words = new ArrayList<>();
            for (String word : text[i].split(" ", -1)) {
                int w = g.getFontMetrics().stringWidth(word);
                g.drawString(word, x, 200 + 80 * i);
                words.add(new Word(word, new Box(x, 160 + 80 * i, x + w, 212 + 80 * i), 90));
                x += w + 14;
            }
            lines.add(Line.of(words, 0));
        }
        ImageIO.write(image, "png", png.toFile());
        PageText page = new PageText(1, 1240, 1754, 150, 0, 0, false, TextOrigin.OCR, lines, List.of());
        Path target = folder.resolve("out.pdf");
        PdfComposer.builder()
                .build()
                .compose(new FakeScan(png, FileKind.PNG, 150), List.of(page), MARK, "Quyết định", target);
        assertThat(CHECK.check(target)).isEqualTo(new PdfAVerdict(true, "2u", 0, ""));
        try (PDDocument document = Loader.loadPDF(target.toFile())) {
            assertThat(new PDFTextStripper().getText(document).strip()).isEqualTo(page.text());
        }
    }
}
