package vn.hoso.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hoso.paper.FieldKind;
import vn.hoso.text.Box;
import vn.hoso.text.Word;

/** Values as papers print them, good and bad, against the rules for each kind. */
class ValuesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "05/02/2022|2022-02-05",
                "5/2/2022|2022-02-05",
                "05-02-2022|2022-02-05",
                "05.02.2022|2022-02-05",
                "ngày 05 tháng 02 năm 2022|2022-02-05",
                "ngày 29 tháng 6 năm 2019|2019-06-29",
                "Ngày 29 tháng 02 năm 2024|2024-02-29",
                "O5/02/2022|2022-02-05",
                "sinh ngày l5/12/1980 tại|1980-12-15"
            })
    void readsDates(String printed, LocalDate day) {
        assertThat(Dates.find(printed)).map(Dates.Found::day).contains(day);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "31/02/2022",
                "29/02/2023",
                "00/01/2022",
                "12/13/2022",
                "ngày 32 tháng 1 năm 2022",
                "15/QĐ-UBND",
                ""
            })
    void readsNoDateWhereThereIsNone(String printed) {
        assertThat(Dates.find(printed)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Ngày năm tháng hai năm hai nghìn không trăm hai mươi hai|2022-02-05",
                "ngày hai mươi mốt tháng mười một năm một nghìn chín trăm chín mươi lăm|1995-11-21",
                "Ngày ba mươi tháng tư năm hai nghìn không trăm linh bốn|2004-04-30",
                "mười lăm, tháng giêng, năm hai ngàn không trăm lẻ chín|2009-01-15"
            })
    void readsDatesInWords(String words, LocalDate day) {
        assertThat(Dates.fromWords(words)).isEqualTo(java.util.Optional.ofNullable(day));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ngày 05 tháng 02 năm 2024|true",
                "ngày 15 tháng 3 năm 2024|true",
                "ngày 15 tháng 12 năm 2024|true",
                "ngày 5 tháng 02 năm 2024|false",
                "ngày 05 tháng 2 năm 2024|false",
                "ngày 05 tháng 03 năm 2024|false",
                "15/03/2024|true"
            })
    void knowsTheLeadingZeroOfDecree30(String date, boolean kept) {
        assertThat(LeadingZero.kept(date)).isEqualTo(kept);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"641,5 m2|641.5", "1.234,56 m²|1234.56", "120 m2|120.0", "+3,20 m|3.2", "-0,45|-0.45", "không có|"
            })
    void readsDecimals(String printed, String value) {
        assertThat(Numbers.decimal(printed).map(Numbers.Found::value).orElse(null))
                .isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2.400.000.000 đồng|Hai tỷ bốn trăm triệu đồng|true",
                "150.000.000 VNĐ|Một trăm năm mươi triệu đồng chẵn|true",
                "150.000.000|Một trăm lăm mươi triệu đồng|true",
                "240.000.000 đồng|Hai tỷ bốn trăm triệu đồng|false",
                "15.000.000|Một trăm năm mươi triệu đồng|false"
            })
    void comparesMoneyWithItsWords(String digits, String words, boolean same) {
        String value = Numbers.grouped(digits).map(Numbers.Found::value).orElseThrow();
        assertThat(Numbers.fromWords(words).map(number -> number.toString().equals(value)))
                .contains(same);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PERSON_ID|001093012345|001093012345",
                "PERSON_ID|001 093 012 345|001093012345",
                "PERSON_ID|O01O93012345|001093012345",
                "PERSON_ID|313465458|313465458",
                "SEX|Nam|Nam",
                "SEX|Nu|Nữ",
                "ETHNICITY|Kinh|Kinh",
                "NATIONALITY|Viet Nam|Việt Nam",
                "PHONE|0912 345 678|0912345678",
                "YEAR|sinh năm 1985|1985",
                "SERIAL|CS 123456|CS 123456",
                "SERIAL|AA 01234567|AA 01234567",
                "NAME|Ông NGUYỄN VĂN AN|Nguyễn Văn An",
                "NAME|Bà Trần Thị Bình, sinh năm 1960|Trần Thị Bình"
            })
    void normalisesValues(FieldKind kind, String printed, String value) {
        assertThat(Normaliser.normalise(kind, tokens(printed)).map(Normalised::value))
                .contains(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PERSON_ID|không có",
                "PERSON_ID|12345",
                "YEAR|85",
                "SEX|Kinh",
                "DATE|hôm nay",
                "INTEGER|mười",
                "PHONE|12"
            })
    void takesNoOtherThingForAValue(FieldKind kind, String printed) {
        assertThat(Normaliser.normalise(kind, tokens(printed))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "THỦ TƯỚNG,Thủ tướng",
        "THỨ TRƯỞNG,Thứ trưởng",
        "THỦ TRƯỞNG CƠ QUAN,Thủ trưởng cơ quan",
        "CÔNG CHỨNG VIÊN,Công chứng viên",
        "VIÊN TRƯỞNG,Viện trưởng",
        "HIỆU TRƯỞNG TRƯỜNG THPT,Hiệu trưởng trường THPT",
        "PHÓ CHỦ TỊCH UBND XÃ,Phó Chủ tịch UBND xã"
    })
    void putsBackLostMarksOfPostsAndLeavesOtherWords(String printed, String post) {
        assertThat(Posts.read(tokens(printed)).value()).isEqualTo(post);
    }

    private static List<Token> tokens(String text) {
        java.util.ArrayList<Token> tokens = new java.util.ArrayList<>();
        int x = 10;
        for (String word : text.split(" ", -1)) {
            Box box = new Box(x, 10, x + 12 * word.length(), 30);
            tokens.add(new Token(word, new Word(word, box, 96), 1, box.left(), 10, box.right(), 30, false));
            x = box.right() + 10;
        }
        return tokens;
    }
}
