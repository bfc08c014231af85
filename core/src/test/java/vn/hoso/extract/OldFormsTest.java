package vn.hoso.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.hoso.extract.CaptionsTest.only;
import static vn.hoso.extract.CaptionsTest.value;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import vn.hoso.paper.Field;

/** Forms of other years and provinces: other wordings, tables, sections and signatures than today's models have. */
class OldFormsTest {
    private static final String PARENTS = """
                             CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
                                Độc lập - Tự do - Hạnh phúc

                                    GIẤY KHAI SINH

             Họ và tên: Lê Đình Quyết                     Nam hay nữ: Nam
             Sinh ngày: 02/11/1999 (Ngày hai tháng mười một năm một nghìn chín trăm chín mươi chín)

                                       NGƯỜI MẸ                  NGƯỜI CHA
             Họ và tên                 Phạm Thị Xoan             Lê Đình Khải
             Quốc tịch                 Việt Nam                  Việt Nam
             Nghề nghiệp               Làm ruộng                 Bộ đội
             Nơi thường trú            Thôn 2, xã Xuân Lam       Thôn 2, xã Xuân Lam

             III. Thông tin đăng ký
             Họ và tên người đứng khai: Lê Đình Khải
             Nơi đăng ký: Ủy ban nhân dân xã Xuân Lam
             Ngày 15 tháng 11 năm 1999
            """;

    @Test
    void endsTheCellsOfATableAtRowsThatItDoesNotKnow() {
        Extraction paper = only(PARENTS);
        assertThat(value(paper, "mother_nationality")).isEqualTo("Việt Nam");
        assertThat(value(paper, "father_nationality")).isEqualTo("Việt Nam");
        assertThat(value(paper, "father_residence")).isEqualTo("Thôn 2, xã Xuân Lam");
    }

    @Test
    void readsWordsInBracketsAndADateThatStandsAlone() {
        Extraction paper = only(PARENTS);
        assertThat(value(paper, "child_sex")).isEqualTo("Nam");
        assertThat(value(paper, "child_dob_words"))
                .isEqualTo("Ngày hai tháng mười một năm một nghìn chín trăm chín mươi chín");
        assertThat(value(paper, "declarant_full_name")).isEqualTo("Lê Đình Khải");
        assertThat(value(paper, "registration_date")).isEqualTo("1999-11-15");
    }

    @Test
    void takesNoHeadingInCapitalsForACaption() {
        Extraction paper = only("""
                             CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
                                Độc lập - Tự do - Hạnh phúc

                                    GIẤY KHAI SINH

             1. NGƯỜI ĐƯỢC KHAI SINH
             Họ, chữ đệm và tên                  Giới tính
             TRỊNH MINH ĐĂNG                     Nam
             IV. NGƯỜI YÊU CẦU ĐĂNG KÝ
             Họ, chữ đệm và tên                  Số CCCD
             TRỊNH VĂN BÌNH                      048064001275
            """);
        assertThat(value(paper, "child_full_name")).isEqualTo("Trịnh Minh Đăng");
        assertThat(value(paper, "declarant_full_name")).isEqualTo("Trịnh Văn Bình");
    }

    private static String couple(String first, String second) {
        return String.format(Locale.ROOT, """
                             CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
                                Độc lập - Tự do - Hạnh phúc

                              GIẤY CHỨNG NHẬN KẾT HÔN

             %s
             Họ, chữ đệm, tên: Vàng A Sếnh               Năm sinh: 03/9/1994
             Dân tộc: Mông                               Quốc tịch: Việt Nam
             %s
             Họ, chữ đệm, tên: Giàng Thị Mỷ              Năm sinh: 18/01/1997
             Dân tộc: Mông                               Quốc tịch: Việt Nam
             Nơi đăng ký: Ủy ban nhân dân xã Gia Phú
             Đăng ký ngày: 29 tháng 02 năm 2016
            """, first, second);
    }

    @Test
    void knowsWhomASectionIsAboutByTheWordsBeforeIt() {
        Extraction paper = only(couple("Phần ghi về người chồng", "Phần ghi về người vợ"));
        assertThat(value(paper, "husband_full_name")).isEqualTo("Vàng A Sếnh");
        assertThat(value(paper, "husband_dob")).isEqualTo("1994-09-03");
        assertThat(value(paper, "wife_full_name")).isEqualTo("Giàng Thị Mỷ");
        assertThat(doubts(paper, "wife_full_name")).doesNotContain("whose");
    }

    @Test
    void doubtsWhoseTheValuesAreWhereNoHeadingSaysSo() {
        Extraction paper = only(couple("Thông tin thứ nhất", "Thông tin thứ hai"));
        for (String key : List.of("wife_full_name", "wife_dob", "husband_full_name", "husband_dob")) {
            assertThat(doubts(paper, key)).as(key).contains("whose");
        }
    }

    private static final String STATUS = """
             UBND HUYỆN ĐỨC TRỌNG                    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
               UBND XÃ HIỆP AN                          Độc lập - Tự do - Hạnh phúc
              Số: 71/GXN-UBND                        Hiệp An, ngày 17 tháng 3 năm 2020

                          GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN

             Họ và tên                         Trần Hoàng Sơn
             Giấy tờ tùy thân                  CMND số 250861437, cấp ngày 14/02/2014, nơi cấp: Công
                                               an tỉnh Lâm Đồng
             Địa chỉ cư trú hiện nay           Thôn 4, xã Hiệp An, huyện Đức Trọng, tỉnh Lâm Đồng
             Tình trạng hôn nhân hiện tại      Chưa đăng ký kết hôn với ai
             Mục đích xin cấp giấy này         Làm thủ tục vay vốn ngân hàng
            """;

    @Test
    void takesTheRestOfACaptionForNoValue() {
        Extraction paper = only(STATUS);
        assertThat(value(paper, "residence")).isEqualTo("Thôn 4, xã Hiệp An, huyện Đức Trọng, tỉnh Lâm Đồng");
        assertThat(value(paper, "purpose")).isEqualTo("Làm thủ tục vay vốn ngân hàng");
        assertThat(value(paper, "id_issuer")).isEqualTo("Công an tỉnh Lâm Đồng");
    }

    @Test
    void letsASentenceHaveTheWordsOfCaptions() {
        Extraction paper = only("""
              ỦY BAN NHÂN DÂN                        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
             PHƯỜNG AN CỰU                              Độc lập - Tự do - Hạnh phúc

                          GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN

             Họ và tên: Tôn Nữ Khánh Huyền
             Nơi thường trú: Số 27 đường Phan Chu Trinh, phường An Cựu, thành phố Huế
             Giấy này được sử dụng để: Đăng ký kết hôn với anh Nguyễn Phúc Lâm, cư trú tại phường Thuận Hóa
            """);
        assertThat(value(paper, "purpose"))
                .isEqualTo("Đăng ký kết hôn với anh Nguyễn Phúc Lâm, cư trú tại phường Thuận Hóa");
    }

    private static String record(String signature) {
        return String.format(Locale.ROOT, """
             UBND THÀNH PHỐ CẦN THƠ                  CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
                 SỞ TƯ PHÁP                             Độc lập - Tự do - Hạnh phúc
               Số: 5532/STP-LLTP                     Cần Thơ, ngày 24 tháng 9 năm 2024

                             PHIẾU LÝ LỊCH TƯ PHÁP SỐ 1

             1. Họ và tên: HUỲNH TẤN PHÁT
             8. Căn cước công dân số: 092090006114
             Cấp ngày 19 tháng 4 năm 2021. Nơi cấp: Cục Cảnh sát QLHC về TTXH
             9. Tình trạng án tích:
             Tình trạng án tích            Ngày tuyên án, số bản án            Ghi chú
             Không có án tích              /                                   /
             10. Cấm đảm nhiệm chức vụ: Không

            %s
            """, signature);
    }

    @Test
    void takesAYearBeforeACaptionForNoListNumber() {
        Extraction paper = only(record(""));
        assertThat(value(paper, "id_issue_date")).isEqualTo("2021-04-19");
        assertThat(value(paper, "id_issuer")).isEqualTo("Cục Cảnh sát QLHC về TTXH");
    }

    @Test
    void readsUnderTheHeadsOfATable() {
        assertThat(value(only(record("")), "conviction_status")).isEqualTo("Không có án tích");
    }

    @Test
    void keepsTheLineIntoWhichAPostWraps() {
        Extraction paper = only(record("""
                                                       TL. GIÁM ĐỐC
                                                 TRƯỞNG PHÒNG HỒ SƠ NGHIỆP
                                                            VỤ


                                                      Nguyễn Sỹ Hùng
            """));
        assertThat(value(paper, "signer_title")).isEqualToIgnoringCase("Trưởng phòng hồ sơ nghiệp vụ");
    }

    @Test
    void doubtsThePostOfOneWhoSignsForAnother() {
        Extraction deputy = only(record("""
                                                       KT. GIÁM ĐỐC
                                                       PHÓ GIÁM ĐỐC


                                                      Nguyễn Sỹ Hùng
            """));
        assertThat(value(deputy, "signer_title")).isEqualToIgnoringCase("Phó Giám đốc");
        assertThat(doubts(deputy, "signer_title")).doesNotContain("cut_off");
        Extraction lost = only(record("""
                                                       KT. GIÁM ĐỐC
                                                           GIÁM ĐỐC


                                                      Nguyễn Sỹ Hùng
            """));
        assertThat(doubts(lost, "signer_title")).contains("cut_off");
    }

    @Test
    void doubtsASignerOfNoKnownFamilyName() {
        Extraction paper = only(record("""
                                                         GIÁM ĐỐC


                                                      Hệ Sỹ Nhâm
            """));
        assertThat(value(paper, "signer_name")).isEqualTo("Hệ Sỹ Nhâm");
        assertThat(doubts(paper, "signer_name")).contains("unlisted");
        assertThat(paper.fields().get("signer_name").accepted()).isFalse();
    }

    private static final String PERMIT = """
             UBND QUẬN BÌNH PHÚ                      CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
                                                        Độc lập - Tự do - Hạnh phúc

                                  GIẤY PHÉP XÂY DỰNG

             1. Cấp cho ông: TRẦN HỮU PHƯỚC
             Địa chỉ thường trú: Số 62/9 đường Lê Văn Khương, phường 7, quận Bình Phú, TP.
             Hồ Chí Minh
             14 Chiều cao tối đa                     9,10 m
             15 Mật độ xây dựng                      55%
             4. Giấy phép này có hiệu lực khởi công xây dựng trong thời hạn một năm (12 tháng)
             kể từ ngày cấp.
            """;

    @Test
    void goesOnAfterAUnitCutShort() {
        assertThat(value(only(PERMIT), "owner_address"))
                .isEqualTo("Số 62/9 đường Lê Văn Khương, phường 7, quận Bình Phú, TP. Hồ Chí Minh");
    }

    @Test
    void countsRowsOfATableAsNoPartOfAValue() {
        assertThat(value(only(PERMIT), "height_m")).isEqualTo("9.1");
        assertThat(value(only(PERMIT), "density_percent")).isEqualTo("55");
    }

    @Test
    void takesANumberInBracketsForNoPartOfTheCaption() {
        assertThat(value(only(PERMIT), "start_within_months")).isEqualTo("12");
    }

    @Test
    void readsTheBodyThatACertificateOfLandSpeaksFor() {
        Extraction paper = only("""
                             CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
                                Độc lập - Tự do - Hạnh phúc

                         GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT

                           ỦY BAN NHÂN DÂN HUYỆN THẠCH LAM
                                  TỈNH THANH HÓA
                                    CHỨNG NHẬN
             Ông: Lê Đình Thưởng
             4. Diện tích: 412,5 m?
             5. Hình thức sử dụng: Riêng 412,5 m?

                                              Thạch Lam, ngày 12 tháng 9 năm 2007
                                                  TM. ỦY BAN NHÂN DÂN
                                                      CHỦ TỊCH


                                                    Trịnh Xuân Bách
            """);
        assertThat(value(paper, "issuing_agency")).isEqualTo("Ủy ban nhân dân huyện Thạch Lam");
        assertThat(value(paper, "use_form")).isEqualTo("Riêng 412,5 m²");
        assertThat(doubts(paper, "use_form")).contains("repaired");
    }

    @Test
    void doubtsNamesThatLackTheirOwnWord() {
        assertThat(read("ỦY BAN NHÂN DÂN HUYỆN").doubts()).contains("incomplete");
        assertThat(read("SỞ NỘI TỈNH BẮC GIANG").doubts()).contains("incomplete");
        assertThat(read("Công").doubts()).contains("incomplete");
        assertThat(read("CỤC CẢNH SÁT").doubts()).contains("incomplete");
        assertThat(read("SỞ NỘI VỤ TỈNH BẮC GIANG").doubts()).isEmpty();
        assertThat(read("Công an tỉnh Lâm Đồng").doubts()).isEmpty();
    }

    private static Normalised read(String agency) {
        return Normaliser.normalise(vn.hoso.paper.FieldKind.AGENCY, tokens(agency))
                .orElseThrow();
    }

    private static List<Token> tokens(String words) {
        return PageView.of(List.of(Pages.page(1, words)))
                .get(0)
                .layout()
                .rows()
                .get(0)
                .tokens();
    }

    @Test
    void readsTheSubjectUnderTheFirstTitleOfADecision() {
        Extraction paper = only("""
             ỦY BAN NHÂN DÂN                         CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
             HUYỆN NGỌC SƠN                             Độc lập - Tự do - Hạnh phúc
             Số: 415/QĐ-UBND                         Ngọc Sơn, ngày 21 tháng 5 năm 2003

                         QUYẾT ĐỊNH CỦA CHỦ TỊCH UBND HUYỆN
                     Công nhận Ban Quản lý chợ Đầm, xã Hoằng Lưu

             Căn cứ Luật Tổ chức chính quyền địa phương;
             Theo đề nghị của Trưởng phòng Nội vụ,

                                     QUYẾT ĐỊNH:
             Điều 1. Công nhận Ban Quản lý chợ Đầm gồm các ông, bà có tên sau đây.
             Điều 2. Quyết định này có hiệu lực kể từ ngày ký.
            """);
        assertThat(value(paper, "abstract")).isEqualTo("Công nhận Ban Quản lý chợ Đầm, xã Hoằng Lưu");
    }

    @Test
    void doubtsAPlaceThatIsTheEndOfALongerName() {
        Extraction paper = only("""
             SỞ TƯ PHÁP TỈNH QUẢNG NAM               CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
                                                        Độc lập - Tự do - Hạnh phúc
               Số: 174/STP-LLTP                      Nam, ngày 24 tháng 11 năm 2022

                             PHIẾU LÝ LỊCH TƯ PHÁP SỐ 1

             1. Họ và tên: HUỲNH TẤN PHÁT
            """);
        assertThat(value(paper, "issue_place")).isEqualTo("Nam");
        assertThat(doubts(paper, "issue_place")).contains("incomplete");
    }

    @Test
    void readsATitleOfSeveralLines() {
        Extraction paper = only("""
                             CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
                                Độc lập - Tự do - Hạnh phúc

                                    ĐƠN YÊU CẦU
                         CẤP GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN

             Kính gửi: Ủy ban nhân dân phường Nghĩa Đô
             Họ và tên: Tạ Phương Linh
             Tình trạng hôn nhân đến ngày làm đơn
             Chưa kết hôn với ai
             Tôi cam đoan lời khai trên là đúng.
                                              Làm tại: Nghĩa Đô, ngày 03 tháng 11
                                                   năm 2025
                                                 NGƯỜI LÀM ĐƠN

                                                 Tạ Phương Linh
            """);
        assertThat(paper.type()).isEqualTo("application_form");
        assertThat(value(paper, "form_title")).isEqualTo("ĐƠN YÊU CẦU CẤP GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN");
        assertThat(value(paper, "requested_procedure")).isEqualTo("marital_status_certificate");
        assertThat(value(paper, "marital_status")).isEqualTo("Chưa kết hôn với ai");
        assertThat(value(paper, "application_date")).isEqualTo("2025-11-03");
    }

    @Test
    void readsTwoCaptionsInOneCell() {
        Extraction paper = only("""
             UBND XÃ HIỆP AN                         CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
                                                        Độc lập - Tự do - Hạnh phúc

                          GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN

             Họ và tên                         Trần Hoàng Sơn
             Dân tộc / Quốc tịch               Cơ Ho / Việt Nam
             Địa chỉ cư trú                    Thôn 4, xã Hiệp An, huyện Đức Trọng, tỉnh Lâm Đồng
            """);
        assertThat(value(paper, "ethnicity")).isEqualTo("Cơ Ho");
        assertThat(value(paper, "nationality")).isEqualTo("Việt Nam");
    }

    @Test
    void readsBesideCaptionsOfThreeLinesAndOfTwoInOneCell() {
        Extraction paper = only("""
                 SỞ TƯ PHÁP                          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
                                                        Độc lập - Tự do - Hạnh phúc

                             PHIẾU LÝ LỊCH TƯ PHÁP SỐ 1

             Họ và tên                       TĂNG QUỐC BẢO
             Ngày, tháng, năm sinh / Giới    15/04/2001 / Nam
             tính
             Quốc tịch                       Việt Nam
             Về việc cấm đảm nhiệm           Không bị cấm đảm nhiệm chức vụ, thành lập, quản
             chức vụ, thành lập, quản lý     lý doanh nghiệp, hợp tác xã
             doanh nghiệp, hợp tác xã
             Ghi chú                         Không có thông tin khác về người này ở địa phương
            """);
        assertThat(value(paper, "dob")).isEqualTo("2001-04-15");
        assertThat(value(paper, "sex")).isEqualTo("Nam");
        assertThat(value(paper, "ban_status"))
                .isEqualTo("Không bị cấm đảm nhiệm chức vụ, thành lập, quản lý doanh nghiệp, hợp tác xã");
    }

    @Test
    void takesNoUnitForAValue() {
        Extraction paper = only("""
             UBND QUẬN BÌNH PHÚ                      CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
                                                        Độc lập - Tự do - Hạnh phúc

                                  GIẤY PHÉP XÂY DỰNG

             Cho phép ông: TRẦN HỮU PHƯỚC
             - Diện tích lô (m2); 96,4
             Diện tích chiếm đất của công trình        m2          75,2
             Số tầng (kể cả tầng tum)                  tầng        4
            """);
        assertThat(value(paper, "owner_full_name")).isEqualTo("Trần Hữu Phước");
        assertThat(value(paper, "land_area_m2")).isEqualTo("96.4");
        assertThat(value(paper, "building_area_m2")).isEqualTo("75.2");
        assertThat(value(paper, "floors")).isEqualTo("4");
    }

    @Test
    void readsADateLineInDigitsAndDoubtsAPostWithADigit() {
        Extraction paper = only(record("""
                                              Cần Thơ, ngày 29/10/2025
                                                         PIU2 TRƯỞNG PHÒNG


                                                      Nguyễn Sỹ Hùng
            """).replace("Cần Thơ, ngày 24 tháng 9 năm 2024", ""));
        assertThat(value(paper, "issue_place")).isEqualTo("Cần Thơ");
        assertThat(value(paper, "issue_date")).isEqualTo("2025-10-29");
        assertThat(doubts(paper, "signer_title")).contains("no_word");
    }

    @Test
    void readsTheNumberOfAnOldCardAndWhoSignedADiploma() {
        Extraction card = only("""
                             CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
                                Độc lập - Tự do - Hạnh phúc

                              GIẤY CHỨNG MINH NHÂN DÂN

             Số 171603925
             Họ tên       LÊ ĐÌNH KHẢI
             Sinh ngày    12-03-1971
            """);
        assertThat(value(card, "id_number")).isEqualTo("171603925");
        Extraction diploma = only("""
                             CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
                                Độc lập - Tự do - Hạnh phúc

                                   BẰNG TỐT NGHIỆP
                                TRUNG HỌC PHỔ THÔNG

             Cấp cho: Nguyễn Thị Minh Thư
             Xếp loại tốt nghiệp: Khá

                                              Quảng Ngãi, ngày 20 tháng 8 năm 2021
                                                       GIÁM ĐỐC
                                               SỞ GIÁO DỤC VÀ ĐÀO TẠO


                                                    Nguyễn Ngọc Thái
            """);
        assertThat(value(diploma, "signer_title")).isEqualTo("Giám đốc");
        assertThat(value(diploma, "issuing_agency")).isEqualTo("Sở Giáo dục và Đào tạo");
        assertThat(read("TRƯỜNG ĐẠI HỌC LAM GIANG").value()).isEqualTo("Trường Đại học Lam Giang");
        assertThat(read("TRƯỜNG CAO ĐẲNG KỸ THUẬT VÂN SƠN").value()).isEqualTo("Trường Cao đẳng Kỹ thuật Vân Sơn");
    }

    private static final String DEATH = """
                             CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
                                Độc lập - Tự do - Hạnh phúc

                             TỜ KHAI ĐĂNG KÝ KHAI TỬ

             Kính gửi: Ủy ban nhân dân xã Hòa Tiến

             Họ, chữ đệm, tên người yêu cầu: Phan Thanh Tùng
             Giấy tờ tùy thân: CCCD 048090001234 cấp ngày 12/5/2021

             Đề nghị cơ quan đăng ký khai tử cho người có tên dưới đây:
             Họ, chữ đệm, tên: Phan Văn Hai
             Ngày, tháng, năm sinh: 02/9/1945
             Giới tính: Nam        Dân tộc: Kinh        Quốc tịch: Việt Nam
             Giấy tờ tùy thân: CCCD 048045005678 cấp ngày 01/3/2020
             Tôi cam đoan những nội dung khai trên đây là đúng sự thật.
                                              Làm tại: Hòa Tiến, ngày 12 tháng 10 năm 2025
                                                       Người yêu cầu


                                                      Phan Thanh Tùng
            """;

    @Test
    void takesNothingOfAnotherPersonForTheApplicant() {
        Extraction paper = only(DEATH);
        assertThat(value(paper, "applicant_full_name")).isEqualTo("Phan Thanh Tùng");
        assertThat(value(paper, "applicant_id_number")).isEqualTo("048090001234");
        assertThat(doubts(paper, "applicant_id_number")).isEmpty();
        assertThat(value(paper, "applicant_id_issue_date")).isEqualTo("2021-05-12");
        assertThat(paper.fields()).doesNotContainKeys("applicant_dob", "applicant_sex", "applicant_ethnicity");
    }

    @Test
    void doubtsAnApplicantWhomAnotherNameSigns() {
        Extraction paper = only(DEATH.replace("  Phan Thanh Tùng\n", "  Phan Thanh Tú\n"));
        assertThat(doubts(paper, "applicant_full_name")).contains("differs");
        assertThat(doubts(paper, "signer_name")).contains("differs");
    }

    @Test
    void endsTheNameOfACommuneAboveItsDistrict() {
        Extraction paper = only("""
                ỦY BAN NHÂN DÂN                      CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
                  XÃ NAM LẠC                            Độc lập - Tự do - Hạnh phúc
             HUYỆN ĐÔNG THÀNH - TỈNH NGHỆ AN
               Số: 87/UBND-XNTTHN                    Nam Lạc, ngày 09 tháng 8 năm 2012

                          GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN

             Họ và tên: Trần Hoàng Sơn
            """);
        assertThat(value(paper, "issuing_agency")).isEqualTo("Ủy ban nhân dân xã Nam Lạc");
        Extraction insurance = only("""
                BẢO HIỂM XÃ HỘI                      CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
                TỈNH KHÁNH HÒA                          Độc lập - Tự do - Hạnh phúc
               Số: 87/BHXH-VP                        Nha Trang, ngày 09 tháng 8 năm 2021
               V/v cấp lại sổ

                      Kính gửi: Sở Nội vụ tỉnh Khánh Hòa
            """);
        assertThat(value(insurance, "issuing_agency")).isEqualToIgnoringCase("Bảo hiểm xã hội tỉnh Khánh Hòa");
    }

    @Test
    void takesNoPartOfADateForACountAndNoCaptionForAName() {
        Extraction paper = only("""
                             CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
                                Độc lập - Tự do - Hạnh phúc

                      GIẤY CHỨNG NHẬN ĐĂNG KÝ HỘ KINH DOANH
                    Cấp lần đầu: ngày 05 tháng 4 năm 2022
                    Thay đổi lần thứ2: ngày 19 tháng 7 năm 2024

             1. Tên gọi của hộ kinh doanh (ghi bằng chữ in hoa)
             HỘ KINH DOANH BÚN CHẢ CÔ NHẠN
            """);
        assertThat(paper.fields()).doesNotContainKey("change_number");
        assertThat(value(paper, "business_name")).isEqualTo("HỘ KINH DOANH BÚN CHẢ CÔ NHẠN");
    }

    @Test
    void takesTheMeasureOfSomethingElseForNoValue() {
        Extraction paper = only("""
                             CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
                                Độc lập - Tự do - Hạnh phúc

                         ĐƠN XIN CHUYỂN MỤC ĐÍCH SỬ DỤNG ĐẤT

             Kính gửi: Ủy ban nhân dân quận Cẩm Giang
             1. Người xin chuyển mục đích: Trần Thị Kim Liên
             c) Tổng diện tích (m2)          286,4
             5. Loại đất xin chuyển sang: đất ở tại đô thị, diện tích xin chuyển 100 m2
            """);
        assertThat(value(paper, "land_area_m2")).isEqualTo("286.4");
    }

    @Test
    void aHeadingOfTwoPersonsIsTheHeadingOfNeither() {
        Extraction paper = only("""
              ỦY BAN NHÂN DÂN                        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
              XÃ HÒA THUẬN ĐÔNG                           Độc lập - Tự do - Hạnh phúc
              Số: 217/2025
                                          GIẤY KHAI SINH
              I. NGƯỜI ĐƯỢC KHAI SINH
              1. Họ, chữ đệm, tên                               2. Giới tính
              TRẦN NGỌC BẢO CHÂU                                Nữ
              4. Dân tộc                  5. Quốc tịch          6. Số định danh cá nhân
              Kinh                        Việt Nam              048325011746
              II. CHA, MẸ            Người cha                      Người mẹ
              Họ, chữ đệm, tên       TRẦN QUỐC TOẢN                 LÊ THỊ THANH HIỀN
              Năm sinh               1991                           1994
              Dân tộc                Kinh                           Mường
              Quốc tịch              Việt Nam                       Việt Nam
              Nơi cư trú             Thôn Phú Sơn 3, xã Hòa Thuận   Tổ 12, phường Thanh Lộc, thành
                                     Đông, thành phố Đà Nẵng        phố Đà Nẵng
            """);
        assertThat(value(paper, "father_full_name")).isEqualTo("Trần Quốc Toản");
        assertThat(value(paper, "father_ethnicity")).isEqualTo("Kinh");
        assertThat(value(paper, "mother_full_name")).isEqualTo("Lê Thị Thanh Hiền");
        assertThat(value(paper, "mother_birth_year")).isEqualTo("1994");
        assertThat(value(paper, "mother_ethnicity")).isEqualTo("Mường");
    }

    @Test
    void theNumberOfARowStandsInAColumnOfItsOwn() {
        Extraction paper = only("""
                BỘ CÔNG AN                         CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
              CÔNG AN TỈNH AN GIANG                   Độc lập - Tự do - Hạnh phúc
              Số: 40917/CATAG-PLLTP1
                            PHIẾU LÝ LỊCH TƯ PHÁP SỐ 1
              1  Họ, chữ đệm và tên khai sinh      TĂNG QUỐC BẢO
                 Ngày cấp                          23/12/2021
                 Cơ quan cấp                       Cục Cảnh sát quản lý hành chính về trật tự xã hội
              8  Về án tích                        Không có án tích
              9  Về việc cấm đảm nhiệm             Không bị cấm
            """);
        assertThat(value(paper, "id_issuer")).isEqualTo("Cục Cảnh sát quản lý hành chính về trật tự xã hội");
        assertThat(value(paper, "conviction_status")).isEqualTo("Không có án tích");
    }

    @Test
    void readsANumberWithoutItsColonAndAPostThatIsHeldForTheTimeBeing() {
        Extraction paper = only("""
                SỞ Y TẾ THANH HÓA                     CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
             BỆNH VIỆN PHỤC HỒI CHỨC NĂNG                Độc lập - Tự do - Hạnh phúc
             Số 387/BVPHCN-KHTH                       Thanh Hóa, ngày 02 tháng 11 năm 2016
               V/v phối hợp hội chẩn
                        Kính gửi: Ban Giám đốc Bệnh viện Đa khoa tỉnh Thanh Hóa
             Trong thời gian qua, Bệnh viện đã nhận được sự giúp đỡ của quý đơn vị.
                                                            Q. GIÁM ĐỐC



                                                           Lường Hữu Khải
            """);
        assertThat(value(paper, "document_number")).isEqualTo("387/BVPHCN-KHTH");
        assertThat(value(paper, "issuing_agency")).isEqualTo("Bệnh viện Phục hồi chức năng");
        assertThat(value(paper, "signer_title")).isEqualTo("Q. Giám đốc");
    }

    @Test
    void doubtsAPostAndANameWhoseMarksWereLost() {
        Extraction paper = only("""
                ỦY BAN NHÂN DÂN                       CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
                  XÃ NAM LẠC                             Độc lập - Tự do - Hạnh phúc
             Số: 38/UBND-VP                           Nam Lạc, ngày 02 tháng 11 năm 2016
               V/v phối hợp

                        Kính gửi: Sở Nội vụ tỉnh An Giang
             Trong thời gian qua, xã đã nhận được sự giúp đỡ của quý đơn vị.
                                                         VI'Ó TRƯỞNG PHÒNG



                                                          TRẦN QUÔC TOẢN
            """);
        assertThat(doubts(paper, "signer_title")).contains("no_word");
        assertThat(doubts(paper, "signer_name")).contains("unusual");
    }

    @Test
    void joinsTheDigitsOfASerialThatWereReadApart() {
        Extraction paper = only("""
                              CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
                                 Độc lập - Tự do - Hạnh phúc

                          ĐƠN ĐỀ NGHỊ CẤP LẠI GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT

             Kính gửi: Ủy ban nhân dân quận Cẩm Giang
             1. Người sử dụng đất: Trần Thị Kim Liên
             2.1. Số phát hành: QV 5 53480
            """);
        assertThat(value(paper, "land_certificate_serial")).isEqualTo("QV 553480");
        assertThat(doubts(paper, "land_certificate_serial")).contains("repaired");
    }

    private static List<String> doubts(Extraction paper, String key) {
        Field field = paper.fields().get(key);
        assertThat(field).as(key).isNotNull();
        return field.doubts();
    }
}
