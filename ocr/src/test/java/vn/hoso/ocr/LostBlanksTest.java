package vn.hoso.ocr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Words of which the engine lost the blanks between them. */
class LostBlanksTest {
    @Test
    void setsSyllablesApartWhereTheInkShowsABlank() {
        List<Engine.Found> words = LostBlanks.restored(word("Nơisinh:"), part -> new double[] {0.4});

        assertThat(words).extracting(Engine.Found::text).containsExactly("Nơi", "sinh:");
        assertThat(words).extracting(Engine.Found::left).containsExactly(100, 140);
        assertThat(words).extracting(Engine.Found::right).containsExactly(140, 200);
    }

    @Test
    void setsThreeSyllablesApart() {
        List<Engine.Found> words = LostBlanks.restored(
                word("ngàysinhcủa"),
                part -> part.text().startsWith("ngày") ? new double[] {0.37, 0.75} : new double[] {0.6});

        assertThat(words).extracting(Engine.Found::text).containsExactly("ngày", "sinh", "của");
    }

    @Test
    void leavesAWordAloneWhoseInkIsWhole() {
        assertThat(LostBlanks.restored(word("Nơisinh"), part -> new double[0])).containsExactly(word("Nơisinh"));
    }

    @Test
    void leavesASyllableAloneThoughItsLettersStandApart() {
        assertThat(LostBlanks.restored(word("nghiêng"), part -> new double[] {0.5}))
                .containsExactly(word("nghiêng"));
    }

    @Test
    void leavesAloneWhatIsNotMadeOfSyllables() {
        assertThat(LostBlanks.restored(word("QSDĐ/PT"), part -> new double[] {0.5}))
                .containsExactly(word("QSDĐ/PT"));
    }

    private static Engine.Found word(String text) {
        return new Engine.Found(text, 100, 50, 200, 80, 90, 3);
    }
}
