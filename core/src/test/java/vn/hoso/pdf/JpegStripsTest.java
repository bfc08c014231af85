package vn.hoso.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JpegStripsTest {
    @ParameterizedTest
    @CsvSource({"1, 100, 64, 16", "1, 203, 165, 32", "5, 640, 1000, 16", "10, 333, 90, 16"})
    void joinedStripsShowTheSamePixels(int type, int width, int height, int rows) throws IOException {
        BufferedImage page = picture(width, height, type);
        List<byte[]> strips = strips(page, rows);

        byte[] joined = JpegStrips.join(strips, height).orElseThrow();

        BufferedImage shown = ImageIO.read(new ByteArrayInputStream(joined));
        assertThat(shown.getWidth()).isEqualTo(width);
        assertThat(shown.getHeight()).isEqualTo(height);
        for (int i = 0; i < strips.size(); i++) {
            BufferedImage strip = ImageIO.read(new ByteArrayInputStream(strips.get(i)));
            for (int y = 0; y < strip.getHeight(); y++) {
                // Chroma is smoothed across strips only where it is subsampled: at their edges.
                boolean edge = y < 2 || y >= strip.getHeight() - 2;
                for (int x = 0; x < width && !edge; x++) {
                    assertThat(shown.getRGB(x, i * rows + y)).isEqualTo(strip.getRGB(x, y));
                }
            }
        }
    }

    @Test
    void refusesStripsThatDoNotFit() throws IOException {
        BufferedImage page = picture(100, 64, BufferedImage.TYPE_INT_RGB);
        List<byte[]> strips = strips(page, 16);
        List<byte[]> grey = strips(picture(100, 64, BufferedImage.TYPE_BYTE_GRAY), 16);
        byte[] cut = Arrays.copyOf(strips.get(0), strips.get(0).length / 2);

        assertThat(JpegStrips.join(strips, 100)).isEmpty();
        assertThat(JpegStrips.join(strips, 48)).isEmpty();
        assertThat(JpegStrips.join(List.of(strips.get(0), grey.get(1)), 32)).isEmpty();
        assertThat(JpegStrips.join(List.of(cut, cut), 32)).isEmpty();
        assertThat(JpegStrips.join(strips(page, 12), 64)).isEmpty();
        assertThat(JpegStrips.join(List.of(new byte[0], new byte[3]), 32)).isEmpty();
    }

    private static BufferedImage picture(int width, int height, int type) {
        BufferedImage image = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, new Color(x * 255 / width, y * 255 / height, (x * 7 + y * 13) % 256).getRGB());
            }
        }
        return image;
    }

    private static List<byte[]> strips(BufferedImage page, int rows) throws IOException {
        List<byte[]> strips = new ArrayList<>();
        for (int y = 0; y < page.getHeight(); y += rows) {
            ByteArrayOutputStream strip = new ByteArrayOutputStream();
            int count = Math.min(rows, page.getHeight() - y);
            assertThat(ImageIO.write(page.getSubimage(0, y, page.getWidth(), count), "jpg", strip))
                    .isTrue();
            strips.add(strip.toByteArray());
        }
        return strips;
    }
}
