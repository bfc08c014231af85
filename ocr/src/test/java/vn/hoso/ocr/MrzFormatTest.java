package vn.hoso.ocr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MrzFormatTest {
    /** The specimens printed in ICAO 9303. */
    private static final List<String> TD1 = List.of(
            "I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<");

    private static final List<String> TD2 =
            List.of("I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "D231458907UTO7408122F1204159<<<<<<<6");

    private static final List<String> TD3 =
            List.of("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10");

    @Test
    void findsAllCheckDigitsOfTheSpecimensRight() {
        assertThat(MrzFormat.TD1.right(TD1)).isEqualTo(4);
        assertThat(MrzFormat.TD2.right(TD2)).isEqualTo(4);
        assertThat(MrzFormat.TD3.right(TD3)).isEqualTo(5);
    }

    @Test
    void noticesEveryChangedDigitOfWhatIsCovered() {
        for (int at = 0; at < 6; at++) {
            List<String> changed = new ArrayList<>(TD1);
            StringBuilder line = new StringBuilder(TD1.get(1));
            line.setCharAt(at, line.charAt(at) == '9' ? '0' : (char) (line.charAt(at) + 1));
            changed.set(1, line.toString());
            assertThat(MrzFormat.TD1.right(changed)).as("digit %d", at).isLessThan(4);
        }
    }

    @Test
    void putsDigitsWhereOnlyDigitsCanStandAndLettersWhereOnlyLettersCan() {
        assertThat(MrzFormat.fitting('O', MrzFormat.TD1.classOf(1, 0))).isEqualTo('0');
        assertThat(MrzFormat.fitting('0', MrzFormat.TD1.classOf(2, 0))).isEqualTo('O');
        assertThat(MrzFormat.fitting('O', MrzFormat.TD1.classOf(0, 5))).isEqualTo('O');
        assertThat(MrzFormat.TD3.classOf(1, 43)).isEqualTo('9');
        assertThat(MrzFormat.TD2.classOf(1, 35)).isEqualTo('9');
    }
}
