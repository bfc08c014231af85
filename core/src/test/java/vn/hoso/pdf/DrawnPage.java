package vn.hoso.pdf;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import vn.hoso.text.Box;
import vn.hoso.text.Line;
import vn.hoso.text.PageText;
import vn.hoso.text.TextOrigin;
import vn.hoso.text.Word;

/** A page of words drawn at known places: its image, and its text with the boxes that a recogniser would find. */
final class DrawnPage {
    static final double DPI = 150;

    private final BufferedImage upright;
    private final Graphics2D g;
    private final double skew;
    private final List<Line> lines = new ArrayList<>();

    DrawnPage(int width, int height, int type) {
        this(width, height, type, 0);
    }

    /** A page whose lines are inclined clockwise by some degrees. */
    DrawnPage(int width, int height, int type, double skew) {
        this.skew = skew;
        upright = new BufferedImage(width, height, type);
        g = upright.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, width, height);
        g.setColor(Color.BLACK);
        boolean smooth = type != BufferedImage.TYPE_BYTE_BINARY;
        g.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING,
                smooth ? RenderingHints.VALUE_TEXT_ANTIALIAS_ON : RenderingHints.VALUE_TEXT_ANTIALIAS_OFF);
        g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 30));
        g.rotate(Math.toRadians(skew), width / 2.0, height / 2.0);
    }

    static DrawnPage a4(int type) {
        return new DrawnPage(1240, 1754, type);
    }

    DrawnPage colour(Color colour) {
        g.setColor(colour);
        return this;
    }

    /** Draws a line with its base line at y, and black bars where no glyphs may be compared. */
    DrawnPage line(int block, int x, int y, String text) {
        AffineTransform toPage = g.getTransform();
        List<Word> words = new ArrayList<>();
        int left = x;
        for (String word : text.split(" ", -1)) {
            g.drawString(word, left, y);
            Rectangle2D ink = g.getFont()
                    .createGlyphVector(g.getFontRenderContext(), word)
                    .getVisualBounds();
            ink.setRect(left + ink.getX(), y + ink.getY(), ink.getWidth(), ink.getHeight());
            Rectangle place = toPage.createTransformedShape(ink).getBounds();
            words.add(new Word(
                    word,
                    new Box(place.x, place.y, place.x + place.width, place.y + place.height),
                    90 + words.size() % 10));
            left += g.getFontMetrics().stringWidth(word) + 9;
        }
        lines.add(Line.of(words, block));
        return this;
    }

    /** The image as a scanner gives it when the page lies turned clockwise. */
    BufferedImage image(int rotation) {
        BufferedImage image = new BufferedImage(upright.getWidth(), upright.getHeight(), upright.getType());
        image.setData(upright.getRaster());
        for (int quarters = rotation / 90; quarters > 0; quarters--) {
            image = turned(image);
        }
        return image;
    }

    /** By a quarter, clockwise. */
    private static BufferedImage turned(BufferedImage image) {
        int w = image.getWidth();
        int h = image.getHeight();
        BufferedImage turned = new BufferedImage(h, w, image.getType());
        int[] row = null;
        for (int y = 0; y < h; y++) {
            row = image.getRaster().getPixels(0, y, w, 1, row);
            turned.getRaster().setPixels(h - 1 - y, 0, 1, w, row);
        }
        return turned;
    }

    PageText text(int page, int rotation) {
        return new PageText(
                page,
                upright.getWidth(),
                upright.getHeight(),
                DPI,
                rotation,
                skew,
                lines.isEmpty(),
                lines.isEmpty() ? TextOrigin.NONE : TextOrigin.OCR,
                lines,
                List.of());
    }
}
