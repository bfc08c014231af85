package vn.hoso.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.hoso.extract.CaptionsTest.only;
import static vn.hoso.extract.CaptionsTest.value;

import org.junit.jupiter.api.Test;
import vn.hoso.paper.Field;

/** Forms with the captions in one column and the values in another, as electronic forms have them, with lines or without. */
class TableFormsTest {
    private static final String MOTTO = """
                             CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
                                Độc lập - Tự do - Hạnh phúc

            """;

    @Test
    void readsTheLinesOfACellAboveAndBelowTheMiddleWhereItsCaptionStands() {
        Extraction paper = only(MOTTO + """
                                 GIẤY CHỨNG NHẬN
                             QUYỀN SỬ DỤNG ĐẤT

             I. Người sử dụng đất
             Bà                      VŨ THỊ BÍCH
             Năm sinh                1976
                                     Tổ 6, khu 2, phường Cao Xanh, thành phố
            ½ Nơi thường trú
                                     Hạ Long, tỉnh Quảng Ninh
             II. Thông tin thửa đất
             Số hiệu thửa            87
             Thuộc tờ bản đồ         112
                                     Khu 4, phường Hà Khánh, thành phố Hạ
            ½ Vị trí
                                     Long, tỉnh Quảng Ninh
             Mục đích                Đất ở tại đô thị
             Được sử dụng đến        Lâu dài
            """);
        assertThat(value(paper, "owner_address"))
                .isEqualTo("Tổ 6, khu 2, phường Cao Xanh, thành phố Hạ Long, tỉnh Quảng Ninh");
        assertThat(value(paper, "land_address"))
                .isEqualTo("Khu 4, phường Hà Khánh, thành phố Hạ Long, tỉnh Quảng Ninh");
        assertThat(value(paper, "owner_birth_year")).isEqualTo("1976");
        assertThat(value(paper, "map_sheet_number")).isEqualTo("112");
        assertThat(value(paper, "use_purpose")).isEqualTo("Đất ở tại đô thị");
        assertThat(value(paper, "use_term")).isEqualTo("Lâu dài");
    }

    private static final String STATUS = MOTTO + """
             Số: 264/UBND-XNTTHN                    Liên Trì, ngày 06 tháng 01 năm 2026

                       GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN

             a) Họ và tên                        TRƯƠNG THỊ KIM OANH
             b) Ngày sinh                        25-8-1998
             c) Giới tính; dân tộc; quốc tịch    Nữ; Cơ Tu; Việt Nam
             d) Thẻ căn cước số                  048198006732
             - Ngày cấp thẻ                      19-11-2024
            """;

    @Test
    void sharesOutValuesThatStandTogether() {
        Extraction paper = only(STATUS);
        assertThat(value(paper, "sex")).isEqualTo("Nữ");
        assertThat(value(paper, "ethnicity")).isEqualTo("Cơ Tu");
        assertThat(value(paper, "nationality")).isEqualTo("Việt Nam");
        assertThat(value(paper, "dob")).isEqualTo("1998-08-25");
    }

    @Test
    void sharesOutValuesBelowTheirCaptions() {
        Extraction paper = only(STATUS.replace(
                "c) Giới tính; dân tộc; quốc tịch    Nữ; Cơ Tu; Việt Nam",
                "c) Giới tính; dân tộc; quốc tịch\n             Nữ; Cơ Tu; Việt Nam;"));
        assertThat(value(paper, "ethnicity")).isEqualTo("Cơ Tu");
        assertThat(value(paper, "nationality")).isEqualTo("Việt Nam");
    }

    @Test
    void endsAFullCellWhereTheRowsAroundItBeginTheNext() {
        Extraction paper =
                only(STATUS.replace("quốc tịch    Nữ", "quốc tịch  Nữ").replace("c) Giới tính", "  c) Giới tính"));
        assertThat(value(paper, "ethnicity")).isEqualTo("Cơ Tu");
        assertThat(value(paper, "nationality")).isEqualTo("Việt Nam");
    }

    @Test
    void knowsAPersonByTheWordBehindTheCaption() {
        Extraction paper = only(MOTTO + """
                                    GIẤY KHAI SINH

             Họ, chữ đệm và tên khai sinh    PHAN GIA KHIÊM
             Sinh ngày, tháng, năm           14/9/2025
             II. Cha, mẹ của người được khai sinh
             Họ, chữ đệm và tên cha          PHAN HOÀNG ĐỨC
             Sinh năm                        1994          Dân tộc: Kinh
             Chỗ ở hiện nay của cha          Xóm 7, xã Yên Thuận
             Họ, chữ đệm và tên của mẹ       VI THỊ NGỌC LAN
             Sinh năm                        1997          Dân tộc: Thái
            """);
        assertThat(value(paper, "father_full_name")).isEqualTo("Phan Hoàng Đức");
        assertThat(value(paper, "father_birth_year")).isEqualTo("1994");
        assertThat(value(paper, "father_ethnicity")).isEqualTo("Kinh");
        assertThat(value(paper, "mother_full_name")).isEqualTo("Vi Thị Ngọc Lan");
        assertThat(value(paper, "mother_birth_year")).isEqualTo("1997");
        assertThat(value(paper, "mother_ethnicity")).isEqualTo("Thái");
        Field mother = paper.fields().get("mother_full_name");
        assertThat(mother).isNotNull();
        assertThat(mother.doubts()).doesNotContain("whose");
    }

    @Test
    void endsAValueAtTheNextRowThoughItsCaptionIsUnknown() {
        Extraction paper = only(MOTTO + """
                                 GIẤY PHÉP XÂY DỰNG

             Người được cấp phép                 LƯU CHÍ HÙNG
             Đơn vị thiết kế                     Công ty TNHH Kiến trúc Nam Phương
             Thuộc lô đất (số thửa - số tờ)      Thửa 341 - Tờ 27
             Tầng cao                            3 tầng
            """);
        assertThat(value(paper, "designer")).isEqualTo("Công ty TNHH Kiến trúc Nam Phương");
        assertThat(value(paper, "floors")).isEqualTo("3");
    }

    @Test
    void takesBracketsUnderTheHeadingOfAColumnForNoValue() {
        Extraction paper = only(MOTTO + """
                              GIẤY CHỨNG NHẬN KẾT HÔN

                                   BÊN NAM               BÊN NỮ
                                   (Chồng)               (Vợ)
             1. Họ, chữ đệm và     BÙI TRUNG THÀNH       LÊ THỊ PHƯƠNG MAI
             tên
             2. Ngày sinh          17/02/1991            30/11/1993
             3. Dân tộc            Kinh                  Sán Dìu
             4. Quốc tịch          Việt Nam              Việt Nam
             9. Cơ quan đăng ký kết hôn: Ủy ban nhân dân thị trấn Thổ Tang
            """);
        assertThat(value(paper, "husband_full_name")).isEqualTo("Bùi Trung Thành");
        assertThat(value(paper, "wife_full_name")).isEqualTo("Lê Thị Phương Mai");
        assertThat(value(paper, "wife_ethnicity")).isEqualTo("Sán Dìu");
    }

    @Test
    void findsATitleInLargePrint() {
        Extraction paper = only(MOTTO + """
                              TRƯỜNG ĐẠI HỌC HỒNG LĨNH

            #                       Bằng kỹ sư

             Chuyên ngành đào tạo: Kỹ thuật xây dựng
             Cấp cho ông: Cao Đình Phúc
             Ngày, tháng, năm sinh: 19/10/1998
             Năm hoàn thành khóa học: 2021
             Kết quả xếp loại: Khá
            """);
        assertThat(value(paper, "degree")).isEqualTo("Bằng kỹ sư");
        assertThat(value(paper, "graduation_year")).isEqualTo("2021");
        assertThat(value(paper, "classification")).isEqualTo("Khá");
    }

    @Test
    void doubtsANumberThatAnotherFollowsAtOnce() {
        Extraction paper = only(MOTTO + """
                                 GIẤY CHỨNG NHẬN
                             QUYỀN SỬ DỤNG ĐẤT

             II. Thông tin thửa đất
             Số hiệu thửa            15 212
             Thuộc tờ bản đồ         112
            """);
        Field parcel = paper.fields().get("parcel_number");
        assertThat(parcel).isNotNull();
        assertThat(parcel.doubts()).contains("two_numbers");
        Field sheet = paper.fields().get("map_sheet_number");
        assertThat(sheet).isNotNull();
        assertThat(sheet.doubts()).doesNotContain("two_numbers");
    }

    @Test
    void putsTheRiverIaRightAndDoubtsAYearBehindAnAgency() {
        Extraction paper = only(STATUS + """
             - Cơ quan cấp                       Công an tỉnh Gia Lai 2022
             đ) Nơi thường trú                   Làng Klăh, xã la Bơ Nông, tỉnh Gia Lai
            """);
        assertThat(value(paper, "residence")).isEqualTo("Làng Klăh, xã Ia Bơ Nông, tỉnh Gia Lai");
        Field issuer = paper.fields().get("id_issuer");
        assertThat(issuer).isNotNull();
        assertThat(issuer.doubts()).contains("unusual");
    }
}
