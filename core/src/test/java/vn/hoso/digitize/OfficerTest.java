package vn.hoso.digitize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OfficerTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Trần C",
                "Trần C [id H56.14/0012]",
                "Trần C [cert 3f2a]",
                "Trần C [id H56.14/0012, cert 3f2a]",
                "Nguyễn Văn Thử (TEST) [cert 01]"
            })
    void isReadFromWhatItIsWrittenAs(String actor) {
        assertThat(Officer.parse(actor).text()).isEqualTo(actor);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Trần C []", "[id x]", "Trần C [id a, b]", "  ", "a [cert XYZ]", "a [id b] c"})
    void takesAnythingElseForAName(String actor) {
        assertThat(Officer.parse(actor).id()).isNull();
        assertThat(Officer.parse(actor).certificate()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Trần C | Trần C | true",
                "Trần C | ' trần  c ' | true",
                "Trần C | Lê D | false",
                // a home of before, and one with numbers
                "Trần C | Trần C [id H56/1] | true",
                "Trần C | Lê D [id H56/1] | false",
                // two of one name
                "Trần C [id H56/1] | Trần C [id H56/2] | false",
                "Trần C [id H56/1] | Trần C [id H57/1] | false",
                // one person who changed the name in the settings, but not the key
                "Trần C [cert 3f2a] | Lê D [cert 3f2a] | true",
                "Trần C [id H56/1, cert 3f2a] | Lê D [id H56/2, cert 3f2a] | true",
                "Trần C [id H56/1] | Lê D [id h56/1] | true",
                // a certificate that was renewed
                "Trần C [cert 3f2a] | Trần C [cert 3f2b] | true",
                "Trần C [cert 3f2a] | Lê D [cert 3f2b] | false"
            })
    void isOnePersonWhereSomethingSpeaksForIt(String one, String other, boolean may) {
        assertThat(Officer.parse(one).mayBe(Officer.parse(other))).isEqualTo(may);
        assertThat(Officer.parse(other).mayBe(Officer.parse(one))).isEqualTo(may);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a]b", "a,b", "", "a\nb"})
    void hasANumberThatCanBeReadAgain(String id) {
        assertThatThrownBy(() -> new Officer("Trần C", id, null)).isInstanceOf(IllegalArgumentException.class);
    }
}
