package vn.hoso.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;

class DoubtsTest {
    private static final Locale VIETNAMESE = Locale.forLanguageTag("vi");

    @Test
    void hasASentenceForEveryDoubtInBothLanguages() {
        ResourceBundle english = ResourceBundle.getBundle("vn.hoso.paper.Doubts", Locale.ROOT);
        ResourceBundle vietnamese = ResourceBundle.getBundle("vn.hoso.paper.Doubts", VIETNAMESE);
        assertThat(english.keySet()).isNotEmpty().allSatisfy(code -> {
            assertThat(Doubts.sentence(code, Locale.ENGLISH)).isNotBlank().isNotEqualTo(code);
            assertThat(Doubts.sentence(code, VIETNAMESE)).isNotEqualTo(Doubts.sentence(code, Locale.ENGLISH));
        });
        assertThat(vietnamese.keySet()).isEqualTo(english.keySet());
    }

    @Test
    void givesAnUnknownDoubtAsItIs() {
        assertThat(Doubts.sentence("of_tomorrow", VIETNAMESE)).isEqualTo("of_tomorrow");
    }
}
