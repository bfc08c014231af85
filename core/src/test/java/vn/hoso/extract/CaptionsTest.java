package vn.hoso.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import vn.hoso.paper.Field;
import vn.hoso.text.PageText;
import vn.hoso.text.TextOrigin;

/** Captions and values as running text breaks them over lines, and words that look like captions and are none. */
class CaptionsTest {
    private static final String MARITAL = """
             ỦY BAN NHÂN DÂN                    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
              XÃ YÊN BÌNH                           Độc lập - Tự do - Hạnh phúc

              Số: 45/XNTTHN-UBND                     Yên Bình, ngày 09 tháng 8 năm 2024

                          GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN

             Ủy ban nhân dân xã Yên Bình xác nhận ông/bà: Hoàng Thanh Duy, có ngày tháng năm, sinh
             ngày 27/10/1968; giới tính: Nam; dân tộc: Mông; quốc tịch: Việt Nam; Giấy tờ tùy thân:
             Căn cước công dân số 010068301557, được cấp cho ông theo đúng quy định, được cấp ngày
             22/12/2021, theo quy định hiện hành của pháp luật về căn cước của công dân; nơi cấp:
             Cục Cảnh sát quản lý hành chính về trật tự xã hội;
             Nơi cư trú: Thôn 7, xã Yên Bình, tỉnh Lào Cai
             Tình trạng hôn nhân: Có đăng ký kết hôn, nhưng vợ đã chết theo Giấy chứng tử có số
             17/2020 do Ủy ban nhân dân xã Tân Văn lập; hiện tại chưa đăng ký kết hôn với ai
             Giấy này được cấp để: Làm thủ tục mua bán nhà đất
            """;

    @Test
    void readsValuesThatBeginOnTheLineBelowTheirCaption() {
        Extraction paper = only(MARITAL);
        assertThat(value(paper, "dob")).isEqualTo("1968-10-27");
        assertThat(value(paper, "id_issue_date")).isEqualTo("2021-12-22");
        assertThat(value(paper, "id_issuer")).isEqualTo("Cục Cảnh sát quản lý hành chính về trật tự xã hội");
    }

    @Test
    void doesNotTakeTheIssuerOfAnotherDocumentForTheIssuerOfTheCard() {
        assertThat(value(only(MARITAL), "marital_status"))
                .isEqualTo("Có đăng ký kết hôn, nhưng vợ đã chết theo Giấy chứng tử có số 17/2020 do Ủy ban nhân dân"
                        + " xã Tân Văn lập; hiện tại chưa đăng ký kết hôn với ai");
    }

    @Test
    void keepsListNumbersOutOfCaptionsThatBreakOverLines() {
        Extraction paper = only("""
                                 CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
                                    Độc lập - Tự do - Hạnh phúc

                                 GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT

            1. Người sử dụng đất:
            Ông: Hoàng Thanh Duy, CCCD số: 010068301557
            2. Thông tin thửa đất
            a) Thửa đất số                  654
            b) Tờ bản đồ số                 17
            c) Diện tích                    1001,0 m²
            d) Loại đất                     Đất ở tại đô thị
            đ) Thời hạn sử dụng đất         Lâu dài
            """);
        assertThat(value(paper, "parcel_number")).isEqualTo("654");
        assertThat(value(paper, "map_sheet_number")).isEqualTo("17");
        assertThat(value(paper, "area_m2")).isEqualTo("1001.0");
        assertThat(value(paper, "use_purpose")).isEqualTo("Đất ở tại đô thị");
        assertThat(value(paper, "use_term")).isEqualTo("Lâu dài");
    }

    @Test
    void leavesTheStampOfArrivalOutOfTheHeading() {
        Extraction paper = only("""
               CÔNG VĂN ĐẾN
               Số: 2464
               Ngày: 14/10/2025
              UBND XÃ YÊN BÌNH                   CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
              TRẠM Y TẾ YÊN BÌNH                     Độc lập - Tự do - Hạnh phúc

              Số: 19/TB-TYT                          Yên Bình, ngày 09 tháng 8 năm 2025

                                  THÔNG BÁO
                         Về việc tiêm chủng mở rộng năm 2025

                 Trạm Y tế Yên Bình thông báo lịch tiêm chủng tại các thôn.
            """);
        assertThat(value(paper, "issuing_agency")).isEqualTo("Trạm Y tế Yên Bình");
        assertThat(value(paper, "document_number")).isEqualTo("19/TB-TYT");
    }

    @Test
    void doubtsABodyWhosePlaceWasNotRead() {
        Extraction paper = only(MARITAL.replace("XÃ YÊN BÌNH  ", "             "));
        Field agency = paper.fields().get("issuing_agency");
        assertThat(agency).isNotNull();
        assertThat(agency.doubts()).contains("incomplete");
        assertThat(agency.accepted()).isFalse();
    }

    @Test
    void doubtsAWordThatWasReadInTwoParts() {
        Field agency =
                only(MARITAL.replace("XÃ YÊN BÌNH  ", "XÃ Y ÊN BÌNH ")).fields().get("issuing_agency");
        assertThat(agency).isNotNull();
        assertThat(agency.doubts()).contains("torn");
        assertThat(agency.accepted()).isFalse();
    }

    @Test
    void takesNothingFromAFormThatIsNotFilledIn() {
        PageText drawn = Pages.page(1, """
                    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
                       Độc lập - Tự do - Hạnh phúc

                        TỜ KHAI ĐĂNG KÝ KHAI SINH

              Kính gửi: Ủy ban nhân dân ......................

              I. THÔNG TIN CỦA NGƯỜI ĐƯỢC ĐĂNG KÝ KHAI SINH
              Họ, chữ đệm, tên:
              Ngày, tháng, năm sinh:

              IV. NGƯỜI YÊU CẦU ĐĂNG KÝ
              Họ, chữ đệm, tên:
            """);
        PageText form = new PageText(
                1,
                drawn.width(),
                drawn.height(),
                drawn.dpi(),
                0,
                0,
                false,
                TextOrigin.TEXT_LAYER,
                drawn.lines(),
                List.of());
        Extraction paper = Extractor.builder().build().extract(List.of(form)).get(0);
        assertThat(paper.type()).isEqualTo("application_form");
        assertThat(paper.fields().values().stream().filter(Field::accepted).map(Field::key))
                .isSubsetOf("form_title", "requested_procedure");
        Field name = paper.fields().get("applicant_full_name");
        assertThat(name == null || name.doubts().contains("respelt")).isTrue();
        assertThat(paper.fields().get("addressee"))
                .isNotNull()
                .satisfies(body -> assertThat(body.doubts()).contains("incomplete"));
    }

    @Test
    void readsAValueBesideACaptionThatWrapsInItsCell() {
        String form = """
                      UBND XÃ YÊN BÌNH                  CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
                       PHÒNG KINH TẾ                        Độc lập - Tự do - Hạnh phúc

                         GIẤY CHỨNG NHẬN ĐĂNG KÝ DOANH NGHIỆP
                            Mã số doanh nghiệp: 3200719352

            Tên công ty viết bằng          CÔNG TY TRÁCH NHIỆM HỮU HẠN MỘT THÀNH VIÊN GỖ HIẾU
            tiếng Việt%s                   AN PHÁT
            Địa chỉ trụ sở chính           Thôn 7, xã Yên Bình, tỉnh Lào Cai
            """;
        String name = "CÔNG TY TRÁCH NHIỆM HỮU HẠN MỘT THÀNH VIÊN GỖ HIẾU AN PHÁT";
        assertThat(value(only(form.replace("%s", ":")), "business_name")).isEqualTo(name);
        assertThat(value(only(form.replace("%s", " ")), "business_name")).isEqualTo(name);
    }

    @Test
    void beginsEachFieldOfWorkThatADashJoinsWithACapital() {
        assertThat(issuer("HỘI ĐỒNG NHÂN DÂN XÃ YÊN BÌNH", "BAN KINH TẾ - NGÂN SÁCH"))
                .isEqualTo("Ban Kinh tế - Ngân sách");
        assertThat(issuer("UBND XÃ YÊN BÌNH", "PHÒNG LAO ĐỘNG - VIỆC LÀM")).isEqualTo("Phòng Lao động - Việc làm");
    }

    private static @org.jspecify.annotations.Nullable String issuer(String above, String office) {
        return value(only(String.format(Locale.ROOT, """
                 %-32s        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
                 %-32s            Độc lập - Tự do - Hạnh phúc

                 Số: 19/TB-YB                        Yên Bình, ngày 09 tháng 8 năm 2025

                                  THÔNG BÁO
                         Về việc tiêm chủng mở rộng năm 2025

                 Lịch tiêm chủng tại các thôn được niêm yết.
            """, above, office)), "issuing_agency");
    }

    @Test
    void offersTheCommitteeOfTheLetterheadForOneWithoutPlace() {
        Extraction letter = only("""
                 UBND XÃ YÊN BÌNH                 CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
                TRẠM Y TẾ YÊN BÌNH                    Độc lập - Tự do - Hạnh phúc

                 Số: 19/TYT                         Yên Bình, ngày 09 tháng 8 năm 2025
            V/v bố trí kinh phí

                           Kính gửi: Ủy ban nhân dân

                 Trạm Y tế Yên Bình đề nghị bố trí kinh phí tiêm chủng.
            """);
        assertOffered(letter.fields().get("addressee"), "Ủy ban nhân dân", "Ủy ban nhân dân xã Yên Bình");
        Extraction council = only("""
                 HỘI ĐỒNG NHÂN DÂN                CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
                    XÃ YÊN BÌNH                       Độc lập - Tự do - Hạnh phúc

                 Số: 19/HĐND                        Yên Bình, ngày 09 tháng 8 năm 2025
            V/v bố trí kinh phí

                           Kính gửi: Ủy ban nhân dân

                 Hội đồng nhân dân đề nghị bố trí kinh phí tiêm chủng.
            """);
        assertThat(council.fields().get("addressee"))
                .isNotNull()
                .satisfies(field -> assertThat(field.alternatives()).isEmpty());
    }

    @Test
    void offersTheCommitteeOfTheLetterheadForTheSigningOne() {
        Extraction certificate = only("""
                 ỦY BAN NHÂN DÂN                  CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
                  HUYỆN YÊN BÌNH                      Độc lập - Tự do - Hạnh phúc

                        GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT

            I. Người sử dụng đất
            Ông: Hoàng Thanh Duy, CCCD số: 010068301557
            II. Thửa đất
            Thửa đất số: 654, tờ bản đồ số: 17
            Diện tích: 1001,0 m²
            Mục đích sử dụng: Đất ở tại đô thị
            Thời hạn sử dụng: Lâu dài

                                                   Yên Bình, ngày 09 tháng 8 năm 2014
                                                        TM. ỦY BAN NHÂN DÂN
                                                             CHỦ TỊCH


                                                          Trần Văn Nam
            """);
        assertOffered(certificate.fields().get("issuing_agency"), "Ủy ban nhân dân", "Ủy ban nhân dân huyện Yên Bình");
    }

    private static void assertOffered(@org.jspecify.annotations.Nullable Field field, String value, String offered) {
        assertThat(field).isNotNull();
        assertThat(field.value()).isEqualTo(value);
        assertThat(field.alternatives()).containsExactly(offered);
        assertThat(field.doubts()).contains("incomplete");
        assertThat(field.accepted()).isFalse();
    }

    /** The one paper that is drawn. */
    static Extraction only(String drawing) {
        List<Extraction> found = Extractor.builder().build().extract(List.of(Pages.page(1, drawing)));
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    static @org.jspecify.annotations.Nullable String value(Extraction paper, String key) {
        Field field = paper.fields().get(key);
        return field == null ? null : field.value();
    }
}
