package vn.hoso.ocr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What belongs to a row of print, on pages of black boxes: small letters are 20 pixels high, letters 14 wide. */
class RowsTest {
    private static final int LETTER = 20;
    private static final int PACE = 18;
    private final Gray page = Gray.white(900, 400);

    @Test
    void takesBulletsPointsAndColonsIntoTheRow() {
        box(100, 110, 110, 113);
        letters(130, 120, 8);
        box(130 + 8 * PACE, 104, 134 + 8 * PACE, 108);
        box(130 + 8 * PACE, 116, 134 + 8 * PACE, 120);

        List<Row> rows = rows();

        assertThat(rows).hasSize(1);
        assertThat(rows.get(0).left()).isEqualTo(100);
        assertThat(rows.get(0).right()).isEqualTo(134 + 8 * PACE);
    }

    @Test
    void givesEachAccentToTheLettersThatItStandsOver() {
        letters(100, 120, 10);
        letters(100, 160, 10);
        // Close under the upper row, but closer over the lower one.
        box(100, 131, 112, 136);

        List<Row> rows = rows();

        assertThat(rows).hasSize(2);
        assertThat(rows.get(0).bottom()).isEqualTo(120);
        assertThat(rows.get(1).top()).isEqualTo(131);
    }

    @Test
    void cutsARowWithoutItsNeighbours() {
        letters(100, 120, 10);
        letters(100, 160, 10);
        box(100, 131, 112, 136);
        Rows found = found();
        Row upper = found.all().get(0);

        Gray image = found.cut(page, upper, 90, 90, 300, 140);

        assertThat(dark(image)).isEqualTo(10 * 14 * LETTER);
    }

    @Test
    void doesNotSplitTheRaisedFigureOfSquareMetresFromItsRow() {
        letters(100, 120, 1);
        box(100 + PACE, 90, 110 + PACE, 106);

        assertThat(rows())
                .singleElement()
                .satisfies(row -> assertThat(row.top()).isEqualTo(90));
    }

    @Test
    void endsARowAtAWideGap() {
        letters(100, 120, 6);
        letters(100 + 6 * PACE + 4 * LETTER, 120, 6);

        assertThat(rows()).hasSize(2);
    }

    @Test
    void goesOnBehindLettersThatTouchASeal() {
        letters(100, 120, 4);
        box(100 + 5 * PACE, 60, 104 + 5 * PACE, 180);
        letters(100 + 9 * PACE, 120, 4);

        assertThat(rows())
                .singleElement()
                .satisfies(row -> assertThat(row.right()).isGreaterThan(100 + 12 * PACE));
    }

    @Test
    void takesScrapsOfAFrameForNoRow() {
        box(100, 100, 102, 130);
        box(100, 140, 102, 170);
        box(300, 104, 330, 112);

        assertThat(rows()).isEmpty();
    }

    @Test
    void findsWhereABlankWasLost() {
        letters(100, 120, 3);
        letters(100 + 3 * PACE + 10, 120, 3);
        Rows found = found();
        Row row = found.all().get(0);
        Engine.Found word = new Engine.Found("Nơisin", row.left(), row.top(), row.right(), row.bottom(), 76, 0);

        double[] gaps = found.gaps(word, row);

        assertThat(gaps).hasSize(1);
        assertThat(gaps[0]).isBetween(0.45, 0.55);
    }

    private List<Row> rows() {
        return found().all();
    }

    private Rows found() {
        Ink ink = Ink.of(page, 128);
        return Rows.of(Strips.of(ink, LETTER), ink, LETTER);
    }

    private void letters(int left, int baseline, int count) {
        for (int i = 0; i < count; i++) {
            box(left + i * PACE, baseline - LETTER, left + i * PACE + 14, baseline);
        }
    }

    private void box(int left, int top, int right, int bottom) {
        for (int y = top; y < bottom; y++) {
            Arrays.fill(page.pixels(), y * page.width() + left, y * page.width() + right, (byte) 0);
        }
    }

    private static int dark(Gray image) {
        int dark = 0;
        for (byte pixel : image.pixels()) {
            dark += (pixel & 0xff) < 128 ? 1 : 0;
        }
        return dark;
    }
}
