package vn.hoso.extract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.hoso.paper.Field;

/** Two blocks side by side with the same captions in both, as on the marriage certificate. */
class SideBySideTest {
    private static final String COUPLE = """
                              CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
                                 Độc lập - Tự do - Hạnh phúc

                              GIẤY CHỨNG NHẬN KẾT HÔN

             {left}                                            {right}
         Họ, chữ đệm, tên: LÊ NGỌC KHÁNH                   Họ, chữ đệm, tên: PHẠM HẢI BÌNH
         Ngày, tháng, năm sinh: 02/03/1990                 Ngày, tháng, năm sinh: 14/07/1988
         Dân tộc: Tày    Quốc tịch: Việt Nam               Dân tộc: Kinh    Quốc tịch: Việt Nam
         Nơi cư trú: Số 12 đường Hùng Vương, phường        Nơi cư trú: Thôn 7, xã Yên Bình, tỉnh Lào Cai
         Thống Nhất, tỉnh Gia Lai                          Giấy tờ tùy thân: Căn cước công dân số
         Giấy tờ tùy thân: Căn cước số 064190001234, cấp   010088004321, cấp ngày 05/06/2021
         ngày 09/10/2022
         Nơi đăng ký kết hôn: Ủy ban nhân dân xã Yên Bình, tỉnh Lào Cai, nơi cư trú của một bên
         Ngày, tháng, năm đăng ký: 20/11/2023
        """;

    @ParameterizedTest
    @CsvSource({"VỢ,CHỒNG,wife,husband", "CHỒNG,VỢ,husband,wife", "BÊN NỮ,BÊN NAM,wife,husband"})
    void readsTwoBlocksSideBySideEachWithItsOwnCaptions(String left, String right, String first, String second) {
        Extraction paper = CaptionsTest.only(COUPLE.replace("{left}", left).replace("{right}", right));
        assertThat(CaptionsTest.value(paper, first + "_full_name")).isEqualTo("Lê Ngọc Khánh");
        assertThat(CaptionsTest.value(paper, first + "_dob")).isEqualTo("1990-03-02");
        assertThat(CaptionsTest.value(paper, first + "_ethnicity")).isEqualTo("Tày");
        assertThat(CaptionsTest.value(paper, first + "_residence"))
                .isEqualTo("Số 12 đường Hùng Vương, phường Thống Nhất, tỉnh Gia Lai");
        assertThat(CaptionsTest.value(paper, first + "_id_number")).isEqualTo("064190001234");
        assertThat(CaptionsTest.value(paper, first + "_id_issue_date")).isEqualTo("2022-10-09");
        assertThat(CaptionsTest.value(paper, second + "_full_name")).isEqualTo("Phạm Hải Bình");
        assertThat(CaptionsTest.value(paper, second + "_dob")).isEqualTo("1988-07-14");
        assertThat(CaptionsTest.value(paper, second + "_ethnicity")).isEqualTo("Kinh");
        assertThat(CaptionsTest.value(paper, second + "_residence")).isEqualTo("Thôn 7, xã Yên Bình, tỉnh Lào Cai");
        assertThat(CaptionsTest.value(paper, second + "_id_number")).isEqualTo("010088004321");
        assertThat(CaptionsTest.value(paper, second + "_id_issue_date")).isEqualTo("2021-06-05");
        assertThat(CaptionsTest.value(paper, "registration_date")).isEqualTo("2023-11-20");
    }

    @Test
    void acceptsNothingOfTwoBlocksThatDontSayWhoseTheyAre() {
        Extraction paper = CaptionsTest.only(COUPLE.replace("{left}", "").replace("{right}", ""));
        assertThat(paper.fields().values())
                .filteredOn(
                        field -> field.key().startsWith("wife_") || field.key().startsWith("husband_"))
                .noneMatch(Field::accepted);
    }
}
