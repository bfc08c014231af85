package vn.hoso.ocr;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import vn.hoso.text.PageImage;

class BarePageTest {
    private static boolean bare(Consumer<Graphics2D> drawing) {
        BufferedImage page = DrawnPage.blank();
        Graphics2D g = page.createGraphics();
        g.setStroke(new BasicStroke(3));
        drawing.accept(g);
        g.dispose();
        return BarePage.is(new PageImage(1, page, DrawnPage.DPI));
    }

    @Test
    void countsWhatScannersAndPunchesLeaveAsNothing() {
        assertThat(bare(g -> {})).isTrue();
        assertThat(bare(g -> {
                    g.setColor(new Color(40, 40, 40));
                    g.fillRect(0, 0, 40, 2339);
                    g.fillOval(70, 800, 45, 45);
                    g.fillOval(70, 1430, 45, 45);
                    Random specks = new Random(1);
                    for (int i = 0; i < 400; i++) {
                        g.fillRect(specks.nextInt(1600), specks.nextInt(2300), 3, 3);
                    }
                }))
                .isTrue();
    }

    @Test
    void countsASealOrASignatureAloneAsSomething() {
        assertThat(bare(g -> {
                    g.setColor(new Color(220, 60, 60));
                    g.drawOval(800, 1500, 280, 280);
                }))
                .isFalse();
        assertThat(bare(g -> {
                    g.setColor(new Color(50, 60, 160));
                    g.drawLine(900, 1600, 1100, 1560);
                }))
                .isFalse();
        assertThat(bare(g -> {
                    g.setColor(Color.GRAY);
                    g.drawRect(300, 300, 1000, 1400);
                }))
                .isFalse();
    }
}
