package vn.hoso.ocr;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

/** Seals of 36 mm at 200 dots an inch, over strokes as wide and as high as those of printed letters. */
class SealsTest {
    private static final int RADIUS = 142;
    private static final int X = 500;
    private static final int Y = 500;
    private static final Color RED = new Color(225, 60, 60);
    private static final double SMALL_LETTER = 19;

    private static Graphics2D on(BufferedImage page) {
        Graphics2D g = page.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, page.getWidth(), page.getHeight());
        return g;
    }

    private static void ring(Graphics2D g, Color colour) {
        g.setColor(colour);
        g.setStroke(new BasicStroke(5));
        g.drawOval(X - RADIUS, Y - RADIUS, 2 * RADIUS, 2 * RADIUS);
        g.setStroke(new BasicStroke(2));
        g.drawOval(X - 90, Y - 90, 180, 180);
        g.setStroke(new BasicStroke(5));
        for (int i = 0; i < 24; i++) {
            double angle = 2 * Math.PI * i / 24;
            g.drawLine(
                    (int) (X + 105 * Math.cos(angle)),
                    (int) (Y + 105 * Math.sin(angle)),
                    (int) (X + 125 * Math.cos(angle)),
                    (int) (Y + 125 * Math.sin(angle)));
        }
    }

    /** Upright strokes like those of a line of print. */
    private static void print(Graphics2D g, Color colour, int left, int right, int top) {
        g.setColor(colour);
        for (int x = left; x < right; x += 14) {
            g.fillRect(x, top, 4, 26);
            g.fillRect(x, top + 11, 9, 3);
        }
    }

    private static double dark(Gray page, int left, int right, int top) {
        int dark = 0;
        int all = 0;
        for (int x = left; x < right; x += 14) {
            for (int y = top + 1; y < top + 25; y++) {
                all += 2;
                dark += (page.at(x + 1, y) < 128 ? 1 : 0) + (page.at(x + 2, y) < 128 ? 1 : 0);
            }
        }
        return (double) dark / all;
    }

    /** How much of the outer ring is still dark, the part where print crosses it left out. */
    private static double darkRing(Gray page) {
        int dark = 0;
        for (int i = 0; i < 180; i++) {
            double angle = Math.PI + Math.PI * i / 180;
            int x = (int) Math.round(X + RADIUS * Math.cos(angle));
            int y = (int) Math.round(Y + RADIUS * Math.sin(angle));
            dark += page.at(x, y) < 150 ? 1 : 0;
        }
        return dark / 180.0;
    }

    @Test
    void liftsARedSealOffBlackPrintAndLeavesARedStampBesideIt() {
        BufferedImage page = new BufferedImage(1000, 1000, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D g = on(page);
        ring(g, RED);
        print(g, new Color(40, 40, 40), 480, 760, 420); // ink is darker than the seal over it: so it looks
        print(g, RED, 605, 880, 625);
        g.dispose();
        Gray lifted = Seals.grey(page, 200);
        assertThat(darkRing(Gray.of(page, Gray.LUMA))).isGreaterThan(0.95);
        assertThat(darkRing(lifted)).isLessThan(0.05);
        assertThat(dark(lifted, 480, 760, 420)).isGreaterThan(0.97);
        assertThat(dark(lifted, 605, 880, 625)).isGreaterThan(0.93);
    }

    @Test
    void takesTheRingsOfABlackSealOffAndLeavesTheStrokesThatCrossThem() {
        BufferedImage page = new BufferedImage(1000, 1000, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D g = on(page);
        print(g, Color.BLACK, 480, 760, 420);
        ring(g, Color.BLACK);
        g.dispose();
        Gray swept = Gray.of(page, Gray.LUMA);
        Ink left = Sweeper.sweep(swept, Ink.of(swept, 128), SMALL_LETTER);
        assertThat(darkRing(swept)).isLessThan(0.05);
        assertThat(dark(swept, 480, 760, 420)).isGreaterThan(0.93);
        assertThat(left.pieces).as("strokes of the print and little else").isBetween(20, 26);
    }

    @Test
    void leavesDiscsAndLinesOfPrintAlone() {
        BufferedImage page = new BufferedImage(1000, 1000, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D g = on(page);
        g.setColor(Color.DARK_GRAY);
        g.fillOval(X - RADIUS, Y - RADIUS, 2 * RADIUS, 2 * RADIUS);
        for (int top = 40; top < 340; top += 40) {
            print(g, Color.BLACK, 100, 900, top);
        }
        g.dispose();
        Gray before = Gray.of(page, Gray.LUMA);
        Gray swept = Gray.of(page, Gray.LUMA);
        Sweeper.sweep(swept, Ink.of(swept, 128), SMALL_LETTER);
        assertThat(swept.pixels()).isEqualTo(before.pixels());
    }

    @Test
    void findsARingOfWhichAFifthIsMissing() {
        int side = 80;
        boolean[] inked = new boolean[side * side];
        for (int i = 0; i < 720; i++) {
            double angle = 2 * Math.PI * i / 720;
            if (i < 576) {
                int row = (int) (40.3 + 17.4 * Math.sin(angle));
                int column = (int) (38.8 + 17.4 * Math.cos(angle));
                inked[row * side + column] = true;
            }
        }
        assertThat(Circles.find(inked, side, side, 12, 23)).singleElement().satisfies(circle -> {
            assertThat(circle.x()).isBetween(37.5, 40.0);
            assertThat(circle.y()).isBetween(39.0, 41.5);
            assertThat(circle.radius()).isBetween(16.5, 18.5);
        });
    }
}
