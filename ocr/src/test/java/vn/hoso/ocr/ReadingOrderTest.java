package vn.hoso.ocr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The order in which words are read, on pages whose small letters are 20 pixels high. */
class ReadingOrderTest {
    private static final int LETTER = 20;
    private final List<Engine.Found> words = new ArrayList<>();
    private int lines;

    @Test
    void aHeadingIsReadByColumnsAlsoWhereALongLineNearlyFillsTheGap() {
        put(360, 150, "ỦY BAN");
        put(840, 150, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
        put(310, 200, "THÀNH PHỐ A");
        put(960, 200, "Độc lập - Tự do - Hạnh phúc");
        put(250, 250, "PHÒNG TÀI CHÍNH THÀNH PHỐ A VÀ B DỰ");
        put(300, 300, "SỐ MỘT");
        assertThat(order())
                .isEqualTo("ỦY BAN | THÀNH PHỐ A | PHÒNG TÀI CHÍNH THÀNH PHỐ A VÀ B DỰ | SỐ MỘT |"
                        + " CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM | Độc lập - Tự do - Hạnh phúc");
    }

    @Test
    void theCellsOfATableRowAreReadOneAfterTheOther() {
        put(300, 100, "Ngày sinh");
        put(620, 100, "28/09/1994");
        put(1030, 100, "18/08/1994");
        put(300, 200, "Nơi thường");
        put(620, 200, "Thôn Đoài, xã Sơn");
        put(1030, 200, "Thôn Mười, xã");
        put(300, 250, "trú/tạm trú");
        put(620, 250, "Nhiễu, Hải Phòng");
        put(1030, 250, "Mỹ Lạc Tràng");
        assertThat(order())
                .isEqualTo("Ngày sinh 28/09/1994 18/08/1994 | Nơi thường | trú/tạm trú | Thôn Đoài, xã Sơn |"
                        + " Nhiễu, Hải Phòng | Thôn Mười, xã | Mỹ Lạc Tràng");
    }

    @Test
    void whatStandsBesideATextAtHeightsOfItsOwnIsReadAfterIt() {
        put(300, 100, "Đặc điểm nhân dạng:");
        put(1000, 116, "Ngón trỏ trái");
        put(300, 150, "Sẹo chấm dưới mép");
        put(300, 200, "Ngày cấp 20/08/2023");
        put(1000, 216, "Ngón trỏ phải");
        put(300, 250, "Cục trưởng");
        assertThat(order())
                .isEqualTo("Đặc điểm nhân dạng: | Sẹo chấm dưới mép | Ngày cấp 20/08/2023 | Cục trưởng |"
                        + " Ngón trỏ trái | Ngón trỏ phải");
    }

    @Test
    void fieldsSideBySideStayOnTheirLine() {
        put(300, 100, "Sinh ngày: 02/08/1992");
        put(900, 104, "Tại: Nghệ An");
        put(300, 200, "Ngành: Công nghệ");
        put(300, 300, "Hệ: Chính quy");
        put(900, 304, "Khóa: 2014");
        assertThat(order())
                .isEqualTo("Sinh ngày: 02/08/1992 Tại: Nghệ An | Ngành: Công nghệ | Hệ: Chính quy Khóa: 2014");
    }

    @Test
    void aPlainTextStaysAsItIs() {
        put(300, 150, "về dân số và kế hoạch hóa gia đình");
        put(300, 100, "Căn cứ Luật Tổ chức chính quyền địa phương");
        assertThat(order())
                .isEqualTo("Căn cứ Luật Tổ chức chính quyền địa phương | về dân số và kế hoạch hóa gia đình");
    }

    /** Puts a line of words at its place, each letter 14 pixels wide. */
    private void put(int left, int top, String text) {
        int x = left;
        for (String word : text.split(" ", -1)) {
            int width = word.length() * 14;
            words.add(new Engine.Found(word, x, top, x + width, top + 30, 95, lines));
            x += width + 12;
        }
        lines++;
    }

    private String order() {
        return ReadingOrder.order(words, LETTER, 1650).stream()
                .map(line -> line.words().stream().map(Engine.Found::text).collect(Collectors.joining(" ")))
                .collect(Collectors.joining(" | "));
    }
}
