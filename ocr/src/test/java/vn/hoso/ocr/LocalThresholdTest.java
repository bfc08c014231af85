package vn.hoso.ocr;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LocalThresholdTest {
    @Test
    void findsTheSameInkOnDarkAndOnBrightPaper() {
        int w = 400;
        int h = 200;
        byte[] pixels = new byte[w * h];
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                boolean ink = y % 20 < 4 && x % 10 < 3;
                int paper = 250 - x / 2;
                pixels[y * w + x] = (byte) (ink ? paper * 0.5 : paper);
            }
        }
        Gray found = LocalThreshold.apply(new Gray(w, h, pixels), 40);
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                assertThat(found.at(x, y)).isEqualTo(y % 20 < 4 && x % 10 < 3 ? 0 : 255);
            }
        }
    }
}
