package vn.hoso.digitize;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import vn.hoso.text.Box;
import vn.hoso.text.Line;
import vn.hoso.text.Word;

/**
 * Scans for tests: real image files whose pages carry a number in their pixels, and the text that stands for the number.
 * So a recogniser that reads only that number reads each page rightly, on whatever road the page came.
 */
final class Papers {
    private static final int WIDTH = 1240;
    private static final int HEIGHT = 1754;
    private static final int BITS = 24;
    private static final int CELL = 20;
    private static final int TOP = 1600;

    private Papers() {}

    /** A PNG of one page. */
    static Path png(Path folder, String name, int number) throws IOException {
        Path file = folder.resolve(name);
        ImageIO.write(page(number), "png", file.toFile());
        return file;
    }

    /** A PNG of one page in colour: print on paper with a grain. */
    static Path photo(Path folder, String name, int number) throws IOException {
        Path file = folder.resolve(name);
        BufferedImage bits = page(number);
        BufferedImage photo = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
        Random grain = new Random(number);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int light = ((bits.getRGB(x, y) & 1) == 1 ? 215 : 30) + grain.nextInt(24);
                photo.setRGB(x, y, light << 16 | light << 8 | light - 20);
            }
        }
        ImageIO.write(photo, "png", file.toFile());
        return file;
    }

    /** A TIFF with the pages {@code first}, {@code first + 1}, ... */
    static Path tiff(Path folder, String name, int first, int pages) throws IOException {
        Path file = folder.resolve(name);
        Files.deleteIfExists(file);
        ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            for (int i = 0; i < pages; i++) {
                writer.writeToSequence(new IIOImage(page(first + i), null, null), null);
            }
            writer.endWriteSequence();
        } finally {
            writer.dispose();
        }
        return file;
    }

    private static BufferedImage page(int number) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_BINARY);
        Graphics2D pen = image.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, WIDTH, HEIGHT);
        pen.setColor(Color.BLACK);
        for (int bit = 0; bit < BITS; bit++) {
            if ((number >> bit & 1) == 1) {
                pen.fillRect(100 + bit * CELL, TOP, CELL, CELL);
            }
        }
        pen.dispose();
        return image;
    }

    static int number(BufferedImage image) {
        int number = 0;
        for (int bit = 0; bit < BITS; bit++) {
            int x = 100 + bit * CELL + CELL / 2;
            if ((image.getRGB(x, TOP + CELL / 2) & 0xff) < 128) {
                number |= 1 << bit;
            }
        }
        return number;
    }

    /** The lines of a letter with a number; {@code mark} stands where a mark of secrecy would. */
    static List<Line> letter(int number, String mark) {
        String[] rows = {
            "    UBND TỈNH ĐỒNG THÁP              CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "       SỞ NỘI VỤ                         Độc lập - Tự do - Hạnh phúc",
            "",
            "    Số: " + number + "/SNV-CCHC                   Đồng Tháp, ngày 07 tháng 3 năm 2025",
            " V/v số hóa kết quả giải quyết",
            "    thủ tục hành chính",
            mark,
            "              Kính gửi: Ủy ban nhân dân thành phố Sa Đéc.",
            "",
            "      Thực hiện kế hoạch năm 2025, Sở Nội vụ đề nghị đơn vị báo cáo tiến độ.",
            "Báo cáo gửi về Sở trước ngày 20 tháng 3 năm 2025./.",
            "",
            "Nơi nhận:                                        KT. GIÁM ĐỐC",
            "- Như trên;                                      PHÓ GIÁM ĐỐC",
            "- Lưu: VT.",
            "",
            "",
            "                                               Trần Thị Thanh Hoa",
        };
        return lines(rows);
    }

    /** The lines of a page in the middle of something. */
    static List<Line> body(int number) {
        return lines(new String[] {
            "      Theo báo cáo của các phòng chuyên môn, việc số hóa hồ sơ trong quý thứ",
            "nhất đã hoàn thành " + number + " phần trăm khối lượng được giao."
        });
    }

    private static List<Line> lines(String[] rows) {
        List<Line> lines = new ArrayList<>();
        for (int r = 0; r < rows.length; r++) {
            List<Word> words = words(rows[r], 100 + r * 44);
            if (!words.isEmpty()) {
                lines.add(Line.of(words, r));
            }
        }
        return lines;
    }

    private static List<Word> words(String row, int top) {
        List<Word> words = new ArrayList<>();
        int at = 0;
        while (at < row.length()) {
            if (row.charAt(at) == ' ') {
                at++;
                continue;
            }
            int end = row.indexOf(' ', at) < 0 ? row.length() : row.indexOf(' ', at);
            words.add(new Word(row.substring(at, end), new Box(60 + at * 14, top, 60 + end * 14 - 3, top + 26), 95));
            at = end;
        }
        return words;
    }
}
