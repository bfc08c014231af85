package vn.hoso.examples;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import javax.imageio.ImageIO;
import vn.hoso.digitize.Digitizer;
import vn.hoso.text.Box;
import vn.hoso.text.Line;
import vn.hoso.text.PageImage;
import vn.hoso.text.PageText;
import vn.hoso.text.TextOrigin;
import vn.hoso.text.TextRecognizer;
import vn.hoso.text.Word;

/**
 * Small pages with a number in their pixels, and a recogniser that knows only them and takes as long as it is told: so all the
 * rest of the road can be watched over many papers.
 */
final class NumberedPages {
    private static final int WIDTH = 620;
    private static final int HEIGHT = 877;
    private static final int BITS = 24;
    private static final int CELL = 12;
    private static final int LEFT = 100;
    private static final int TOP = 820;
    private static final int LETTER = 6;
    private static final int ROW = 22;

    private NumberedPages() {}

    /** Writes a file for each number from 0 on; what is there already stays. */
    static List<Path> write(Path folder, int count) throws IOException {
        Files.createDirectories(folder);
        List<Path> files = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            Path file = folder.resolve("paper-" + number + ".png");
            if (!Files.exists(file)) {
                ImageIO.write(page(number), "png", file.toFile());
            }
            files.add(file);
        }
        return files;
    }

    private static BufferedImage page(int number) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_BINARY);
        Graphics2D pen = image.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, WIDTH, HEIGHT);
        pen.setColor(Color.BLACK);
        for (int bit = 0; bit < BITS; bit++) {
            if ((number >> bit & 1) == 1) {
                pen.fillRect(LEFT + bit * CELL, TOP, CELL, CELL);
            }
        }
        pen.dispose();
        return image;
    }

    private static int number(BufferedImage image) {
        int number = 0;
        for (int bit = 0; bit < BITS; bit++) {
            boolean black = (image.getRGB(LEFT + bit * CELL + CELL / 2, TOP + CELL / 2) & 0xff) < 128;
            number |= black ? 1 << bit : 0;
        }
        return number;
    }

    /** Reads such pages; everything but the recogniser is as it always is. */
    static Digitizer digitizer(Duration each) {
        return Digitizer.builder().recognizer(new Reader(each)).pagesAhead(1).build();
    }

    private record Reader(Duration each) implements TextRecognizer {
        @Override
        public PageText recognize(PageImage image) {
            LockSupport.parkNanos(each.toNanos());
            return new PageText(
                    image.page(),
                    image.pixels().getWidth(),
                    image.pixels().getHeight(),
                    image.dpi(),
                    0,
                    0,
                    false,
                    TextOrigin.OCR,
                    letter(number(image.pixels())),
                    List.of());
        }

        @Override
        public String engine() {
            return "numbered pages";
        }

        @Override
        public void close() {
            // holds nothing
        }
    }

    private static List<Line> letter(int number) {
        List<Line> lines = new ArrayList<>();
        String[] rows = {
            "    UBND TỈNH ĐỒNG THÁP              CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "       SỞ NỘI VỤ                         Độc lập - Tự do - Hạnh phúc",
            "",
            "    Số: " + number + "/SNV-CCHC                   Đồng Tháp, ngày 07 tháng 3 năm 2025",
            " V/v số hóa kết quả giải quyết",
            "    thủ tục hành chính",
            "",
            "              Kính gửi: Ủy ban nhân dân thành phố Sa Đéc.",
            "",
            "      Thực hiện kế hoạch năm 2025, Sở Nội vụ đề nghị đơn vị báo cáo tiến độ.",
            "Báo cáo gửi về Sở trước ngày 20 tháng 3 năm 2025./.",
            "",
            "Nơi nhận:                                        KT. GIÁM ĐỐC",
            "- Như trên;                                      PHÓ GIÁM ĐỐC",
            "- Lưu: VT.",
            "",
            "                                               Trần Thị Thanh Hoa",
        };
        for (int row = 0; row < rows.length; row++) {
            List<Word> words = words(rows[row], 50 + row * ROW);
            if (!words.isEmpty()) {
                lines.add(Line.of(words, row));
            }
        }
        return lines;
    }

    private static List<Word> words(String row, int top) {
        List<Word> words = new ArrayList<>();
        int at = 0;
        for (String word : row.split(" ", -1)) {
            if (!word.isEmpty()) {
                int left = 40 + at * LETTER;
                words.add(new Word(word, new Box(left, top, left + word.length() * LETTER - 1, top + ROW / 2), 95));
            }
            at += word.length() + 1;
        }
        return words;
    }
}
