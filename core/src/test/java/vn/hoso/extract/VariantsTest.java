package vn.hoso.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hoso.paper.Field;
import vn.hoso.text.PageText;

/** Papers as agencies print them in their own ways: other captions, capitals, old numbers, notes, stamps, lost words. */
class VariantsTest {
    private static final String LETTER = """
                ỦY BAN NHÂN DÂN                  CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
                TỈNH BÌNH ĐỊNH                       Độc lập - Tự do - Hạnh phúc

                Số: 87/UBND-KT                    Bình Định, ngày 05 tháng 02 năm 2024
             V/v kiểm tra việc sử dụng
               đất công năm 2024
               {mark}

                  Kính gửi:
                           - Sở Tài chính;
                           - Sở Nội vụ.

                  Căn cứ kế hoạch năm 2024, đề nghị các đơn vị kiểm tra việc sử dụng đất công.
            Báo cáo gửi về trước ngày 20 tháng 3 năm 2024./.

            Nơi nhận:                                        TL. CHỦ TỊCH
            - Như trên;                                   CHÁNH VĂN PHÒNG
            - Lưu: VT.


                                                          {signer}
            """;

    private static final String MENU = """
                                     {mark}
                 DANH MỤC MÓN ĂN

            Phở bò        45.000
            Bún chả       50.000
            """;

    private final Extractor extractor = Extractor.builder().build();

    @Test
    void readsAgencyOverTwoLinesUrgencyAndSignerByOrder() {
        Extraction letter = only(letter("HỎA TỐC", "Nguyễn Thị Thu Hà"));
        assertThat(letter.type()).isEqualTo("official_letter");
        assertThat(value(letter, "issuing_agency")).isEqualTo("Ủy ban nhân dân tỉnh Bình Định");
        assertThat(value(letter, "document_number")).isEqualTo("87/UBND-KT");
        assertThat(value(letter, "urgency_mark")).isEqualTo("HỎA TỐC");
        assertThat(value(letter, "abstract")).isEqualTo("kiểm tra việc sử dụng đất công năm 2024");
        assertThat(value(letter, "addressee")).isEqualTo("Sở Tài chính; Sở Nội vụ");
        assertThat(value(letter, "signer_title")).isEqualTo("TL. Chủ tịch Chánh Văn phòng");
        assertThat(value(letter, "signer_name")).isEqualTo("Nguyễn Thị Thu Hà");
        assertThat(letter.fields()).doesNotContainKey("secrecy_mark");
    }

    @Test
    void neverAcceptsNameThatTheSealMayHaveCut() {
        Field name = field(only(letter("", "Thu Hà")), "signer_name");
        if (name != null) {
            assertThat(name.accepted()).isFalse();
        }
        Field two = field(only(letter("", "Hoàng Anh")), "signer_name");
        assertThat(two).isNotNull();
        assertThat(two.doubts()).contains("cut_off");
        assertThat(two.accepted()).isFalse();
    }

    @Test
    void doubtsTheTitleOfSomebodyWhoSignsForAnotherWhenHisOwnPostWasNotRead() {
        String whole = letter("", "Nguyễn Thị Thu Hà");
        Field title = field(only(whole.replace("CHÁNH VĂN PHÒNG", "")), "signer_title");
        assertThat(title).isNotNull();
        assertThat(title.doubts()).contains("cut_off");
        assertThat(title.accepted()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PHÓ GIÁM ĐỐC", "HÓ GIÁM ĐỐC", "*PHÓ GIÁM ĐÓC", "HO GIÁM ĐỐC"})
    void readsAPostWhoseBeginningTheSealCovers(String read) {
        String whole = letter("", "Nguyễn Thị Thu Hà")
                .replace("TL. CHỦ TỊCH", "KT. GIÁM ĐỐC")
                .replace("CHÁNH VĂN PHÒNG", read);
        assertThat(value(only(whole), "signer_title")).isEqualTo("KT. Giám đốc Phó Giám đốc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Số:", "SỐ:", "Sé:", "Só :", "5ố:", "Sõ;"})
    void readsNumberBehindMisreadLabel(String label) {
        Extraction letter = only(letter("", "Nguyễn Thị Thu Hà").replace("Số:", label));
        assertThat(value(letter, "document_symbol")).isEqualTo("UBND-KT");
        assertThat(value(letter, "issuing_agency")).isEqualTo("Ủy ban nhân dân tỉnh Bình Định");
    }

    @Test
    void keepsNotesBesideTheSubjectOutOfIt() {
        Extraction letter = only("""
                     UBND TỈNH AN GIANG               CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
                         SỞ Y TẾ                          Độc lập - Tự do - Hạnh phúc

                     Số: 1595/SYT-NVY                  An Giang, ngày 31 tháng 5 năm 2019
                  V/v bảo đảm an toàn cho   1. Phòng Nghiệp vụ gửi văn bản đến các đơn vị;
                 học sinh trong dịp nghỉ hè 2. Phòng Tổ chức theo dõi, báo cáo Sở;
                     và kỳ thi năm 2019     3. Văn phòng phối hợp thực hiện;
                                            4. Đoàn Thanh niên phổ biến toàn thể.

                       Kính gửi: Các đơn vị trực thuộc Sở.

                 Thực hiện Công văn số 2114/BYT ngày 16/5/2019 của Bộ Y tế.
                """);
        assertThat(value(letter, "abstract"))
                .isEqualTo("bảo đảm an toàn cho học sinh trong dịp nghỉ hè và kỳ thi năm 2019");
    }

    @Test
    void takesTheIssuerFromTheSymbolWhereTheHeadingIsCutOff() {
        Extraction decree = only("""
                                                     Độc lập - Tự do - Hạnh phúc

                   Số: 28/2021/NĐ-CP                Hà Nội, ngày 26 tháng 3 năm 2021

                                       NGHỊ ĐỊNH
                         Quy định cơ chế quản lý tài chính dự án

                 Căn cứ Luật Tổ chức Chính phủ ngày 19 tháng 6 năm 2015;
                """);
        Field issuer = field(decree, "issuing_agency");
        assertThat(issuer).isNotNull();
        assertThat(issuer.value()).isEqualTo("Chính phủ");
        assertThat(issuer.doubts()).contains("derived");
        assertThat(issuer.accepted()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "MẬT,MẬT",
        "TỐI MẬT,TỐI MẬT",
        "TUYỆT MẬT,TUYỆT MẬT",
        "TUYỆT MÂT,TUYỆT MẬT",
        "[MẬT],MẬT",
        "MÂT,MẬT",
        "ĐỘ MẬT,MẬT"
    })
    void seesTheStampOfSecrecyOnAnyPaper(String stamp, String mark) {
        Extraction unknown = only(menu(stamp));
        assertThat(unknown.type()).isEqualTo(Extraction.UNKNOWN);
        assertThat(value(unknown, "secrecy_mark")).isEqualTo(mark);
        assertThat(value(only(letter(stamp, "Nguyễn Thị Thu Hà")), "secrecy_mark"))
                .isEqualTo(mark);
        assertThat(value(only(birth("Họ, chữ đệm và tên", stamp)), "secrecy_mark"))
                .isEqualTo(mark);
    }

    @ParameterizedTest
    @ValueSource(strings = {"BẢO MẬT", "BÍ MẬT NHÀ NƯỚC", "MẶT TRẬN", "MẬT KHẨU", "Mật", "MẮT", "mật", "TỐI", "KHẨN"})
    void takesNoOtherWordForTheStamp(String words) {
        assertThat(only(menu(words)).fields()).doesNotContainKey("secrecy_mark");
    }

    private static final String ANNEX = """
                                       Phụ lục I
                         (Kèm theo Nghị định quy định chi tiết một số điều)

            {text}

                                     {mark}

                 Hình chữ nhật, có đường viền xung quanh.
            {more}
            """;

    private static String annex(String text, String mark, String more) {
        return ANNEX.replace("{text}", text).replace("{mark}", mark).replace("{more}", more);
    }

    private boolean isSecret(String... pages) {
        List<PageText> texts = new ArrayList<>();
        for (String page : pages) {
            texts.add(Pages.page(texts.size() + 1, page));
        }
        return extractor.extract(texts).stream()
                .anyMatch(paper -> paper.fields().containsKey("secrecy_mark"));
    }

    @Test
    void takesNoSpecimenOfAStampForTheStamp() {
        String decree = letter("", "Nguyễn Thị Thu Hà");
        String three = annex("1. Dấu của ba loại:", "TUYỆT MẬT", "             TỐI MẬT\n\n             MẬT");
        assertThat(isSecret(decree, three)).isFalse();
        assertThat(isSecret(three)).isFalse();
        assertThat(isSecret(decree, annex("Mẫu số 01. MẪU DẤU CHỈ ĐỘ MẬT", "TỐI MẬT", "")))
                .isFalse();
        String sentence = "     Tài liệu thuộc độ này được đóng dấu TỐI MẬT";
        assertThat(isSecret(annex(sentence, "", ""))).isFalse();
        assertThat(isSecret(annex("TỐI MẬT, người có thẩm quyền quyết định việc sao, chụp.", "", "")))
                .isFalse();
        assertThat(isSecret(decree + "\n\n\n\n\n   STT      TUYỆT MẬT      TỐI MẬT      MẬT\n   1    2   0   4\n"))
                .isFalse();
    }

    @Test
    void missesNoStampBesideWhatSpeaksOfStamps() {
        String decree = letter("", "Nguyễn Thị Thu Hà");
        // at its place on a first page, whatever else is there
        assertThat(isSecret(letter("MẬT", "Nguyễn Thị Thu Hà") + "\n   mẫu dấu\n\n      TỐI MẬT\n"))
                .isTrue();
        // lowered from one to the other
        assertThat(isSecret(letter("TỐI MẬT            MẬT", "Nguyễn Thị Thu Hà")))
                .isTrue();
        // on top of a further page that shows specimens
        assertThat(isSecret(decree, "          MẬT\n" + annex("Mẫu dấu:", "TỐI MẬT", "")))
                .isTrue();
        // alone on a further page that says nothing of specimens
        assertThat(isSecret(decree, annex("Danh sách cán bộ dự phòng:", "MẬT", "")))
                .isTrue();
        // a secret letter that was laid behind an annex
        assertThat(isSecret(annex("Mẫu dấu:", "TUYỆT MẬT", "      TỐI MẬT"), letter("TỐI MẬT", "Nguyễn Thị Thu Hà")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Họ, chữ đệm và tên",
                "HỌ, CHỮ ĐỆM, TÊN",
                "Họ và tên",
                "Họ, chữ đệm và tên khai sinh / Full name",
                "Ho, chu dem va ten"
            })
    void readsCaptionsInTheirSpellings(String caption) {
        Extraction birth = only(birth(caption, ""));
        assertThat(birth.type()).isEqualTo("birth_certificate");
        assertThat(value(birth, "child_full_name")).isEqualTo("Lê Hoàng Minh Khôi");
        assertThat(value(birth, "child_dob")).isEqualTo("2012-02-05");
        assertThat(value(birth, "declarant_id")).isEqualTo("313465458");
    }

    @Test
    void knowsPaperByItsCaptionsWhereTheTitleIsLostButAcceptsNothing() {
        Extraction paper = only("""
                   UBND TỈNH QUẢNG NAM              CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
                      SỞ TƯ PHÁP                        Độc lập - Tự do - Hạnh phúc
                    Số: 174/PLLTP                   Quảng Nam, ngày 24 tháng 11 năm 2022

                1. Họ và tên: NGUYỄN XUÂN TOÀN
                2. Giới tính: Nam
                3. Ngày, tháng, năm sinh: 23/05/1986
                4. Nơi sinh: tỉnh Quảng Nam
                5. Quốc tịch: Việt Nam
                6. Nơi thường trú: xã Sơn Nhiễu, tỉnh Quảng Nam
                8. Giấy CMND/Căn cước công dân số: 049086609203
                   Cấp ngày: 21/05/2022
                9. Tình trạng án tích: Không có án tích
                10. Thông tin về cấm đảm nhiệm chức vụ, thành lập, quản lý doanh nghiệp, hợp tác xã: Không bị cấm
                """);
        assertThat(paper.type()).isEqualTo("criminal_record_certificate_1");
        assertThat(paper.typeConfidence()).isLessThan(0.7);
        assertThat(value(paper, "full_name")).isEqualTo("Nguyễn Xuân Toàn");
        assertThat(paper.fields().values()).isNotEmpty().noneMatch(Field::accepted);
    }

    @Test
    void spellsWordsAsTheRestOfTheFileDoes() {
        String page = """
                     UBND TỈNH AN GIANG               CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
                         SỞ Y TẾ                          Độc lập - Tự do - Hạnh phúc
                     Số: 95/SYT-NVY                  An Giang, ngày 31 tháng 5 năm 2019
                  V/v chăm sóc người cao tuôi

                 Báo cáo công tác chăm sóc người cao tuổi năm 2019 theo mẫu.
                 Số người cao tuổi được khám. Số người cao tuổi có thẻ.
                """;
        Extraction letter =
                extractor.extract(List.of(Pages.page(1, page, 93, 0))).get(0);
        assertThat(value(letter, "abstract")).isEqualTo("chăm sóc người cao tuổi");
        Field subject = field(letter, "abstract");
        assertThat(subject).isNotNull();
        assertThat(subject.doubts()).contains("repaired");
    }

    @Test
    void putsBackTonesThatWereLostAsOftenAsKept() {
        String page = """
                     UBND TỈNH AN GIANG               CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
                         SỞ Y TẾ                          Độc lập - Tự do - Hạnh phúc
                     Số: 95/SYT-NVY                  An Giang, ngày 31 tháng 5 năm 2019
                  V/v công bô quyết định cấp giây phép

                 Thực hiện việc công bố quyết định cấp giấy phép năm 2019.
                """;
        Extraction letter =
                extractor.extract(List.of(Pages.page(1, page, 93, 0))).get(0);
        assertThat(value(letter, "abstract")).isEqualTo("công bố quyết định cấp giấy phép");
        // a tone that is there is never taken away
        Extraction other = extractor
                .extract(List.of(Pages.page(
                        1, page.replace("bô", "#").replace("bố", "bô").replace("#", "bố"), 93, 0)))
                .get(0);
        assertThat(value(other, "abstract")).startsWith("công bố quyết định");
    }

    @Test
    void capitalisesTheAgencyAsItsSentencesDo() {
        Extraction notice = only("""
                     BỘ GIÁO DỤC VÀ ĐÀO TẠO           CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
                    TRƯỜNG ĐẠI HỌC SÔNG HỒNG              Độc lập - Tự do - Hạnh phúc
                     Số: 95/TB-ĐHSH                  Hà Nội, ngày 31 tháng 5 năm 2019

                                            THÔNG BÁO
                                   Về việc nghỉ lễ Quốc khánh

                  Trường Đại học Sông Hồng thông báo lịch nghỉ lễ tới các đơn vị.

                  Nơi nhận:                                     TL. HIỆU TRƯỞNG
                  - Lưu: VT.                                 TRƯỞNG PHÒNG CTSV

                                                              Nguyễn Thị Thu Hà
                """);
        assertThat(value(notice, "issuing_agency")).isEqualTo("Trường Đại học Sông Hồng");
        assertThat(value(notice, "signer_title")).isEqualTo("TL. Hiệu trưởng Trưởng phòng CTSV");
    }

    @Test
    void readsASubjectInCapitalsUpToWhoDecides() {
        Extraction circular = only("""
                     THANH TRA CHÍNH PHỦ               CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
                                                            Độc lập - Tự do - Hạnh phúc
                     Số: 96/2021/TT-TTCP               Hà Nội, ngày 01 tháng 10 năm 2021

                                              THÔNG TƯ
                             BAN HÀNH QUY CHẾ TIẾP CÔNG DÂN
                              VÀ XỬ LÝ ĐƠN THƯ NĂM 2021

                                     TỔNG THANH TRA CHÍNH PHỦ

                       Căn cứ Luật Thanh tra ngày 15 tháng 11 năm 2010;

                       Nơi nhận:                                     TỔNG THANH TRA
                       - Lưu: VT.


                                                                     Nguyễn Thị Thu Hà
                """);
        assertThat(circular.type()).isEqualTo("circular");
        assertThat(value(circular, "abstract")).isEqualTo("BAN HÀNH QUY CHẾ TIẾP CÔNG DÂN VÀ XỬ LÝ ĐƠN THƯ NĂM 2021");
        assertThat(value(circular, "signer_title")).isEqualToIgnoringCase("Tổng Thanh tra");
    }

    @Test
    void neverAcceptsAPostThatMayGoOn() {
        Extraction letter = only(letter("", "Nguyễn Thị Thu Hà")
                .replace("   CHÁNH VĂN PHÒNG", "TRƯỞNG PHÒNG TUYÊN TRUYỀN")
                .replace("- Lưu: VT.", "- Lưu: VT." + " ".repeat(38) + "NGƯỜI NỘP THUẾ"));
        Field post = field(letter, "signer_title");
        assertThat(post).isNotNull();
        assertThat(post.accepted()).isFalse();
    }

    @Test
    void readsTheNumberOfAPartyBody() {
        Extraction letter = only("""
                      TỈNH ỦY NGHỆ AN                          ĐẢNG CỘNG SẢN VIỆT NAM
                      BAN TỔ CHỨC                        Nghệ An, ngày 20 tháng 10 năm 2022
                           *
                      Số 1234-CV/BTCTU
                      V/v chuẩn bị hội nghị

                              Kính gửi: Các huyện, thành, thị ủy

                         Thực hiện chương trình công tác năm 2022.
                """);
        assertThat(value(letter, "document_number")).isEqualTo("1234-CV/BTCTU");
        assertThat(value(letter, "document_symbol")).isEqualTo("CV/BTCTU");
        assertThat(value(letter, "parent_agency")).isEqualTo("Tỉnh ủy Nghệ An");
        assertThat(value(letter, "issuing_agency")).isEqualTo("Ban Tổ chức");
    }

    @Test
    void readsThePlaceBesideADayThatWasWritten() {
        String page = letter("", "Nguyễn Thị Thu Hà").replaceAll("ngày \\d+ tháng \\d+", "ngày.) tháng &");
        Extraction letter = only(page);
        assertThat(value(letter, "issue_place")).isEqualTo("Bình Định");
        assertThat(letter.fields()).doesNotContainKey("issue_date");
        Field date = field(only(letter("", "Nguyễn Thị Thu Hà").replace("Số: 87/", "Số: 8 7 /")), "issue_date");
        assertThat(date).isNotNull();
        assertThat(date.doubts()).contains("handwritten");
    }

    @Test
    void doesNotRespellNames() {
        String page = birth("Họ, chữ đệm và tên", "").replace("LÊ VĂN NAM", "Lê Văn Nấm");
        Extraction birth = extractor
                .extract(List.of(Pages.page(1, page + "\n            Lê Văn Nam, Lê Văn Nam\n", 90, 0)))
                .get(0);
        assertThat(value(birth, "father_full_name")).isEqualTo("Lê Văn Nấm");
    }

    private static String letter(String mark, String signer) {
        return LETTER.replace("{mark}", mark).replace("{signer}", signer);
    }

    private static String menu(String stamp) {
        return MENU.replace("{mark}", stamp);
    }

    private static String birth(String caption, String stamp) {
        return """
               ỦY BAN NHÂN DÂN                 CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
               XÃ TÂN PHÚ TRUNG                    Độc lập - Tự do - Hạnh phúc
              Số: 41/2012        {stamp}

                                 GIẤY KHAI SINH

            {caption}: LÊ HOÀNG MINH KHÔI
            Ngày, tháng, năm sinh: 05/02/2012      Giới tính: Nam
            Dân tộc: Kinh         Quốc tịch: Việt Nam
            Họ, chữ đệm, tên người mẹ: PHẠM THỊ THU
            Họ, chữ đệm, tên người cha: LÊ VĂN NAM
            Họ, chữ đệm, tên người đi khai sinh: LÊ VĂN NAM
            Giấy tờ tùy thân: Giấy CMND số 313465458
            Nơi đăng ký khai sinh: Ủy ban nhân dân xã Tân Phú Trung
            Ngày, tháng, năm đăng ký: 21/02/2012
            """.replace("{stamp}", stamp).replace("{caption}", caption);
    }

    private Extraction only(String drawing) {
        List<Extraction> papers = extractor.extract(List.of(Pages.page(1, drawing)));
        assertThat(papers).hasSize(1);
        return papers.get(0);
    }

    private static @org.jspecify.annotations.Nullable Field field(Extraction paper, String key) {
        return paper.fields().get(key);
    }

    private static @org.jspecify.annotations.Nullable String value(Extraction paper, String key) {
        Field field = field(paper, key);
        return field == null ? null : field.value();
    }
}
