package vn.hoso.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.hoso.paper.Field;
import vn.hoso.paper.Method;
import vn.hoso.paper.PaperTypes;
import vn.hoso.text.Box;
import vn.hoso.text.Code;
import vn.hoso.text.PageText;

class ExtractorTest {
    private static final String LETTER = """
                UBND TỈNH ĐỒNG THÁP              CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
                   SỞ NỘI VỤ                         Độc lập - Tự do - Hạnh phúc

                Số: 512/SNV-CCHC                   Đồng Tháp, ngày 07 tháng 3 năm 2025
             V/v số hóa kết quả giải quyết
                thủ tục hành chính

                          Kính gửi: Ủy ban nhân dân thành phố Sa Đéc.

                  Thực hiện kế hoạch năm 2025, Sở Nội vụ đề nghị đơn vị báo cáo tiến độ.
            Báo cáo gửi về Sở trước ngày 20 tháng 3 năm 2025./.

            Nơi nhận:                                        KT. GIÁM ĐỐC
            - Như trên;                                      PHÓ GIÁM ĐỐC
            - Lưu: VT.


                                                           Trần Thị Thanh Hoa
            """;

    private static final String BIRTH = """
               ỦY BAN NHÂN DÂN                 CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
               XÃ TÂN PHÚ TRUNG                    Độc lập - Tự do - Hạnh phúc
              Số: 41/2022

                                 GIẤY KHAI SINH

            Họ, chữ đệm và tên: ......LÊ HOÀNG MINH KHÔI........................
            Ngày, tháng, năm sinh: 05/02/2022      Giới tính: Nam
            Viết bằng chữ: Ngày năm tháng hai năm hai nghìn không trăm hai mươi hai
            Dân tộc: Kinh         Quốc tịch: Việt Nam
            Nơi sinh: Bệnh viện Phụ sản, thành phố Sa Đéc, tỉnh Đồng Tháp
            Quê quán: xã Tân Phú Trung, huyện Châu Thành, tỉnh Đồng Tháp
            Số định danh cá nhân: 087222001234
            Họ, chữ đệm, tên người mẹ: PHẠM THỊ THU
            Năm sinh: 1995        Dân tộc: Kinh        Quốc tịch: Việt Nam
            Nơi cư trú: ấp Tân Hòa, xã Tân Phú Trung, huyện Châu Thành, tỉnh
            Đồng Tháp
            Họ, chữ đệm, tên người cha: LÊ VĂN NAM
            Năm sinh: 1993        Dân tộc: Hoa         Quốc tịch: Việt Nam
            Nơi cư trú: ấp Tân Hòa, xã Tân Phú Trung, huyện Châu Thành, tỉnh
            Đồng Tháp
            Họ, chữ đệm, tên người đi khai sinh: LÊ VĂN NAM
            Giấy tờ tùy thân: Căn cước công dân số 087093001111
            Nơi đăng ký khai sinh: Ủy ban nhân dân xã Tân Phú Trung
            Ngày, tháng, năm đăng ký: 21/02/2022

                                                   CHỦ TỊCH


                                               Võ Thị Bích Loan
            """;

    private static final String CARD = """
                CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
                    Độc lập - Tự do - Hạnh phúc
                     CĂN CƯỚC CÔNG DÂN
                    Citizen Identity Card
            Số / No.: 001093012345
            Họ và tên / Full name:
            NGUYỄN VĂN AN
            Ngày sinh / Date of birth: 15/04/1993
            Giới tính / Sex: Nam    Quốc tịch / Nationality: Việt Nam
            Quê quán / Place of origin:
            Phường Bạch Mai, Hà Nội
            Nơi thường trú / Place of residence:
            Số 5 phố Huế, Phường Bạch Mai, Hà Nội
            Có giá trị đến / Date of expiry: 15/04/2033
            """;

    private final Extractor extractor = Extractor.builder().build();

    @Test
    void readsHeadingOfALetter() {
        Extraction letter = only(LETTER);
        assertThat(letter.type()).isEqualTo("official_letter");
        assertThat(value(letter, "document_number")).isEqualTo("512/SNV-CCHC");
        assertThat(value(letter, "document_symbol")).isEqualTo("SNV-CCHC");
        assertThat(value(letter, "issuing_agency")).isEqualTo("Sở Nội vụ");
        assertThat(value(letter, "parent_agency")).isEqualTo("UBND tỉnh Đồng Tháp");
        assertThat(value(letter, "issue_place")).isEqualTo("Đồng Tháp");
        assertThat(value(letter, "issue_date")).isEqualTo("2025-03-07");
        assertThat(value(letter, "abstract")).isEqualTo("số hóa kết quả giải quyết thủ tục hành chính");
        assertThat(value(letter, "addressee")).isEqualTo("Ủy ban nhân dân thành phố Sa Đéc");
        assertThat(value(letter, "signer_title")).isEqualTo("KT. Giám đốc Phó Giám đốc");
        assertThat(value(letter, "signer_name")).isEqualTo("Trần Thị Thanh Hoa");
        assertThat(letter.validity().from()).isEqualTo(LocalDate.of(2025, 3, 7));
    }

    @Test
    void tellsMotherFromFatherBySection() {
        Extraction birth = only(BIRTH);
        assertThat(birth.type()).isEqualTo("birth_certificate");
        assertThat(value(birth, "certificate_number")).isEqualTo("41/2022");
        assertThat(value(birth, "child_full_name")).isEqualTo("Lê Hoàng Minh Khôi");
        assertThat(value(birth, "child_dob")).isEqualTo("2022-02-05");
        assertThat(value(birth, "child_dob_words"))
                .isEqualTo("Ngày năm tháng hai năm hai nghìn không trăm hai mươi hai");
        assertThat(value(birth, "child_personal_id")).isEqualTo("087222001234");
        assertThat(value(birth, "mother_full_name")).isEqualTo("Phạm Thị Thu");
        assertThat(value(birth, "mother_birth_year")).isEqualTo("1995");
        assertThat(value(birth, "mother_ethnicity")).isEqualTo("Kinh");
        assertThat(value(birth, "mother_residence"))
                .isEqualTo("ấp Tân Hòa, xã Tân Phú Trung, huyện Châu Thành, tỉnh Đồng Tháp");
        assertThat(value(birth, "father_full_name")).isEqualTo("Lê Văn Nam");
        assertThat(value(birth, "father_ethnicity")).isEqualTo("Hoa");
        assertThat(value(birth, "declarant_full_name")).isEqualTo("Lê Văn Nam");
        assertThat(value(birth, "declarant_id")).isEqualTo("087093001111");
        assertThat(value(birth, "registration_date")).isEqualTo("2022-02-21");
        assertThat(birth.owner().id()).isEqualTo("087222001234");
        assertThat(birth.validity().permanent()).isTrue();
    }

    @Test
    void acceptsDateThatWordsAgreeWithAndDoubtsOneTheyContradict() {
        assertThat(field(only(BIRTH), "child_dob").doubts()).isEmpty();
        Extraction wrong = only(BIRTH.replace("05/02/2022", "06/02/2022"));
        assertThat(field(wrong, "child_dob").doubts()).contains("differs");
        assertThat(field(wrong, "child_dob").accepted()).isFalse();
    }

    @Test
    void doubtsNumberThatContradictsSexOrBirthYear() {
        Extraction wrong = only(BIRTH.replace("087222001234", "087322001234"));
        assertThat(field(wrong, "child_personal_id").doubts()).contains("sex_differs");
        assertThat(field(wrong, "child_personal_id").accepted()).isFalse();
    }

    @Test
    void findsLabelsWithMisreadLetters() {
        Extraction birth = only(BIRTH.replace("Quê quán:", "Qué quan:")
                .replace("Nơi sinh:", "Nơl sinh:")
                .replace("Ngày, tháng, năm đăng ký:", "Ngảy, thàng, nám đăng kỷ:"));
        assertThat(value(birth, "child_hometown")).startsWith("xã Tân Phú Trung");
        assertThat(value(birth, "child_birth_place")).startsWith("Bệnh viện Phụ sản");
        assertThat(value(birth, "registration_date")).isEqualTo("2022-02-21");
    }

    @Test
    void readsTiltedPage() {
        Extraction birth =
                extractor.extract(List.of(Pages.page(1, BIRTH, 95, 0.04))).get(0);
        assertThat(value(birth, "child_full_name")).isEqualTo("Lê Hoàng Minh Khôi");
        assertThat(value(birth, "father_ethnicity")).isEqualTo("Hoa");
    }

    @Test
    void takesCardFromItsQrCode() {
        Code qr = new Code(
                Code.Kind.QR,
                "001093012345|012345678|Nguyễn Văn An|15041993|Nam|Số 5 phố Huế, Phường Bạch Mai, Hà Nội|20082023",
                1,
                new Box(0, 0, 10, 10));
        Extraction card = extractor.extract(List.of(Pages.page(1, CARD, qr))).get(0);
        assertThat(card.type()).isEqualTo("identity_card");
        assertThat(value(card, "id_number")).isEqualTo("001093012345");
        assertThat(field(card, "id_number").accepted()).isTrue();
        assertThat(value(card, "full_name")).isEqualTo("Nguyễn Văn An");
        assertThat(value(card, "issue_date")).isEqualTo("2023-08-20");
        assertThat(field(card, "issue_date").method()).isEqualTo(Method.QR);
        assertThat(value(card, "hometown")).isEqualTo("Phường Bạch Mai, Hà Nội");
        assertThat(card.validity().until()).isEqualTo(LocalDate.of(2033, 4, 15));
    }

    @Test
    void showsBothReadingsWhereQrAndPrintDiffer() {
        Code qr = new Code(
                Code.Kind.QR,
                "001093012345||Nguyễn Văn Ân|15041993|Nam|Số 5 phố Huế, Phường Bạch Mai, Hà Nội|20082023",
                1,
                new Box(0, 0, 10, 10));
        Extraction card = extractor.extract(List.of(Pages.page(1, CARD, qr))).get(0);
        Field name = field(card, "full_name");
        assertThat(name.value()).isEqualTo("Nguyễn Văn Ân");
        assertThat(name.alternatives()).contains("Nguyễn Văn An");
    }

    @Test
    void checksMachineReadableZone() {
        Code mrz = new Code(
                Code.Kind.MRZ,
                "IDVNM0930123453001093012345<<4\n9304158M3312315VNM<<<<<<<<<<<2\nNGUYEN<<VAN<AN<<<<<<<<<<<<<<<<",
                1,
                new Box(0, 0, 10, 10));
        Extraction card = extractor.extract(List.of(Pages.page(1, CARD, mrz))).get(0);
        assertThat(field(card, "id_number").accepted()).isTrue();
        Field expiry = field(card, "expiry_date");
        assertThat(expiry.value()).isEqualTo("2033-12-31");
        assertThat(expiry.doubts()).contains("mrz_differs");
        assertThat(expiry.alternatives()).contains("2033-04-15");
    }

    @Test
    void splitsPapersAndKeepsBlankBacks() {
        List<Extraction> papers = extractor.extract(List.of(
                Pages.page(1, BIRTH), Pages.page(2, ""), Pages.page(3, LETTER), Pages.page(4, "Phụ lục kèm theo")));
        assertThat(papers).extracting(Extraction::type).containsExactly("birth_certificate", "official_letter");
        assertThat(papers.get(0).pages()).containsExactly(1, 2);
        assertThat(papers.get(1).pages()).containsExactly(3, 4);
    }

    @Test
    void saysUnknownRatherThanGuess() {
        assertThat(only("Thực đơn hôm nay\n\nPhở bò        45.000\nBún chả       50.000")
                        .type())
                .isEqualTo(Extraction.UNKNOWN);
        assertThat(extractor.extract(List.of(Pages.page(1, ""))).get(0).type()).isEqualTo(Extraction.UNKNOWN);
    }

    @Test
    void readsTheTypeOfTheReadmeThatIsDeclaredInYamlAlone(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("fishing.yaml"), exampleOfTheReadme());
        Extractor own = Extractor.builder().types(PaperTypes.load(folder)).build();
        Extraction licence = own.extract(List.of(Pages.page(1, """
                           CHI CỤC THỦY SẢN               CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
                            TỈNH CÀ MAU                      Độc lập - Tự do - Hạnh phúc
                          Số: 118/GPKT

                                      GIẤY PHÉP KHAI THÁC THỦY SẢN

                        Tên chủ tàu: TRẦN VĂN BIỂN
                        CCCD số: 096085004321
                        Số đăng ký tàu cá: CM-91234-TS    Chiều dài lớn nhất: 15,6 m
                        Giấy phép có giá trị đến: 30/06/2028

                                                        Cà Mau, ngày 01 tháng 7 năm 2023
                                                              CHI CỤC TRƯỞNG
                        """))).get(0);
        assertThat(licence.type()).isEqualTo("fishing_licence");
        assertThat(value(licence, "document_number")).isEqualTo("118/GPKT");
        assertThat(value(licence, "owner_full_name")).isEqualTo("Trần Văn Biển");
        assertThat(value(licence, "vessel_number")).isEqualTo("CM-91234-TS");
        assertThat(value(licence, "length_m")).isEqualTo("15.6");
        assertThat(value(licence, "issue_date")).isEqualTo("2023-07-01");
        assertThat(licence.owner().id()).isEqualTo("096085004321");
        assertThat(licence.validity().until()).isEqualTo(LocalDate.of(2028, 6, 30));
    }

    private static String exampleOfTheReadme() throws IOException {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("LICENSE"))) {
            root = root.getParent();
        }
        String readme = Files.readString(root.resolve("README.md"));
        int from = readme.indexOf("```yaml\n", readme.indexOf("<!-- ExtractorTest")) + 8;
        return readme.substring(from, readme.indexOf("```", from));
    }

    private Extraction only(String drawing) {
        List<Extraction> papers = extractor.extract(List.of(page(drawing)));
        assertThat(papers).hasSize(1);
        return papers.get(0);
    }

    private static PageText page(String drawing) {
        return Pages.page(1, drawing);
    }

    private static Field field(Extraction paper, String key) {
        assertThat(paper.fields()).containsKey(key);
        return paper.fields().get(key);
    }

    private static String value(Extraction paper, String key) {
        return field(paper, key).value();
    }

    @Test
    void leavesSeparatorSheetsOutOfThePapersThatTheyPart() {
        Code patch = new Code(Code.Kind.BARCODE, "PATCHT", 2, new Box(0, 0, 100, 40));
        Extractor extractor = Extractor.builder().build();
        List<PageText> pages = List.of(
                Pages.page(1, "a letter without a heading"),
                Pages.page(2, "Patch code T", patch),
                Pages.page(3, ""),
                Pages.page(4, "PATCH T", patch),
                Pages.page(5, "another letter without a heading"),
                Pages.page(6, ""));
        assertThat(extractor.extract(pages).stream().map(Extraction::pages)).containsExactly(List.of(1), List.of(5, 6));
        assertThat(extractor.separatorSheets(pages)).containsExactly(2, 3, 4);
        assertThat(Extractor.builder().separators(List.of()).build().extract(pages))
                .singleElement()
                .satisfies(paper -> assertThat(paper.pages()).containsExactly(1, 2, 3, 4, 5, 6));
    }

    @Test
    void keepsAPileOfNothingButSeparatorSheets() {
        Code patch = new Code(Code.Kind.BARCODE, "patch-t", 1, new Box(0, 0, 100, 40));
        List<PageText> pages = List.of(Pages.page(1, "Patch code T", patch), Pages.page(2, ""));
        Extractor extractor = Extractor.builder().build();
        assertThat(extractor.extract(pages))
                .singleElement()
                .satisfies(paper -> assertThat(paper.pages()).containsExactly(1, 2));
        assertThat(extractor.separatorSheets(pages)).isEmpty();
    }
}
