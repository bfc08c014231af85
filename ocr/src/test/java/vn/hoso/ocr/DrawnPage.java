package vn.hoso.ocr;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.GraphicsEnvironment;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import vn.hoso.text.PageImage;

/** Pages drawn for tests, 200 dots an inch, in a font of this machine that has the Vietnamese letters. */
final class DrawnPage {
    static final int DPI = 200;

    static final List<String> LINES = List.of(
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
            "Theo đề nghị của Trưởng phòng Nội vụ tại Tờ trình số 27/TTr-NV,",
            "Điều 1. Cho phép hộ gia đình được chuyển mục đích sử dụng đất",
            "trồng cây lâu năm sang đất ở kể từ ngày ký Quyết định này.",
            "Điều 2. Người sử dụng đất thực hiện nghĩa vụ tài chính theo thông báo.");

    private DrawnPage() {}

    /** A font that can draw Vietnamese, if this machine has one. */
    static Optional<Font> font() {
        String wanted = String.join("", LINES) + "ẵẫỗữỷỵặậệộợự";
        return Arrays.stream(GraphicsEnvironment.getLocalGraphicsEnvironment().getAllFonts())
                .filter(font ->
                        font.getFamily().matches("(?i).*(serif|times|tinos|liberation|noto sans|dejavu sans|arial).*"))
                .filter(font ->
                        !font.getName().matches("(?i).*(mono|condensed|light|thin|black|oblique|italic|bold).*"))
                .filter(font -> font.canDisplayUpTo(wanted) == -1)
                .min(java.util.Comparator.comparing(font -> font.getName().contains("Sans") ? 1 : 0));
    }

    /** A4 with {@link #LINES} on it. */
    static BufferedImage page(Font font) {
        BufferedImage page = blank();
        Graphics2D g = page.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setColor(new Color(30, 30, 30));
        g.setFont(font.deriveFont(13f * DPI / 72));
        int y = 260;
        for (String line : LINES) {
            g.drawString(line, 180, y);
            y += 64;
        }
        g.dispose();
        return page;
    }

    static BufferedImage blank() {
        BufferedImage page = new BufferedImage(1654, 2339, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D g = page.createGraphics();
        g.setColor(new Color(250, 250, 248));
        g.fillRect(0, 0, page.getWidth(), page.getHeight());
        g.dispose();
        return page;
    }

    /** The page turned clockwise by quarters and a little more, as it comes from a scanner. */
    static BufferedImage turned(BufferedImage page, int quarters, double degrees) {
        boolean across = quarters % 2 == 1;
        int w = across ? page.getHeight() : page.getWidth();
        int h = across ? page.getWidth() : page.getHeight();
        BufferedImage out = new BufferedImage(w, h, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D g = out.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, w, h);
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        AffineTransform turn = new AffineTransform();
        turn.translate(w / 2.0, h / 2.0);
        turn.rotate(Math.toRadians(90.0 * quarters + degrees));
        turn.translate(-page.getWidth() / 2.0, -page.getHeight() / 2.0);
        g.drawImage(page, turn, null);
        g.dispose();
        return out;
    }

    static PageImage image(BufferedImage pixels) {
        return new PageImage(1, pixels, DPI);
    }
}
