package vn.hoso.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.hoso.paper.Field;
import vn.hoso.paper.FieldKind;
import vn.hoso.text.Box;
import vn.hoso.text.Word;

/** What a blurred or speckled scan leaves of a paper: marks that changed, lines that are missing, names side by side. */
class NoiseTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DATE_WORDS|Ngày ba tháng chín năm hai nghìn không trắm mười lắm|Ngày ba tháng chín năm hai nghìn không trăm mười lăm",
                "DATE_WORDS|Ngày hai muối mốt tháng muời năm hai ngàn linh tư|Ngày hai mươi mốt tháng mười năm hai ngàn linh tư",
                "NUMBER_WORDS|Sáu tỷ đông|Sáu tỷ đồng",
                "NUMBER_WORDS|BẢY TRẮM TRIỆU ĐỒNG|BẢY TRĂM TRIỆU ĐỒNG",
                "NUMBER_WORDS|Hai trăm sáu mươi hai phấy chín mét vuông|Hai trăm sáu mươi hai phẩy chín mét vuông",
                "TEXT|Đế bổ sung hồ sơ vay vốn|Để bổ sung hồ sơ vay vốn",
                "AGENCY|Cực Cảnh sát quản lý hành chính về trật tự xã hội|Cục Cảnh sát quản lý hành chính về trật tự xã hội",
                "AGENCY|PHỎNG TƯ PHÁP|Phòng Tư pháp"
            })
    void putsMarksRightThatCanOnlyBeThose(FieldKind kind, String read, String value) {
        assertThat(Normaliser.normalise(kind, tokens(read, 10))).hasValueSatisfying(found -> {
            assertThat(found.value()).isEqualTo(value);
            assertThat(found.doubts()).containsExactly("repaired");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DATE_WORDS|Ngày hai mươi mốt tháng mười năm một nghìn chín trăm chín mươi lăm",
                "NUMBER_WORDS|Một tỉ bẩy trăm linh tư triệu đồng chẵn",
                "TEXT|Đề nghị cấp lại",
                "AGENCY|Phòng Kinh tế",
                "AGENCY|Sở Văn hóa và Thể thao",
                "AGENCY|Ủy ban nhân dân tỉnh Hà Tĩnh",
                "AGENCY|Sở Nội vụ tỉnh Hà Tĩnh"
            })
    void leavesWhatIsRight(FieldKind kind, String read) {
        assertThat(Normaliser.normalise(kind, tokens(read, 10))).hasValueSatisfying(found -> {
            assertThat(found.value()).isEqualTo(read);
            assertThat(found.doubts()).isEmpty();
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Cục Cảnh sát quản lý|incomplete",
                "Sở Tài nguyên và Môi|incomplete",
                "Ủy ban nhân dân tỉnh Hà Tĩnh Sự Nội vụ|incomplete"
            })
    void doubtsAgenciesOfWhichAPartWasNotRead(String read, String doubt) {
        assertThat(Normaliser.normalise(FieldKind.AGENCY, tokens(read, 10)))
                .hasValueSatisfying(found -> assertThat(found.doubts()).contains(doubt));
    }

    @Test
    void doubtsAnAddressWithoutItsCommune() {
        assertThat(Normaliser.normalise(FieldKind.PLACE, tokens("Thôn Quảng Nam", 10)))
                .hasValueSatisfying(found -> assertThat(found.doubts()).contains("incomplete"));
        for (String whole : List.of(
                "Thôn 2, Tân Phú, Quảng Nam", "Thôn 2 xã Tân Phú tỉnh Quảng Nam", "Tổ 5 phường Tân Phú", "Quảng Nam")) {
            assertThat(Normaliser.normalise(FieldKind.PLACE, tokens(whole, 10)))
                    .hasValueSatisfying(
                            found -> assertThat(found.doubts()).as(whole).isEmpty());
        }
    }

    @Test
    void doubtsAnEthnicityThatNoListHas() {
        assertThat(Normaliser.normalise(FieldKind.ETHNICITY, tokens("Qíab", 10)))
                .hasValueSatisfying(found -> assertThat(found.doubts()).containsExactly("unlisted"));
    }

    @Test
    void doubtsANameOfOneWord() {
        assertThat(Names.read(tokens("Lưu", 10)))
                .hasValueSatisfying(found -> assertThat(found.doubts()).contains("cut_off"));
    }

    @Test
    void doubtsANameWithAnotherBesideIt() {
        List<Token> side = Stream.concat(
                        tokens("ĐOÀN THỊ THANH", 10).stream(), tokens("NGUYÊN QUỐC LONG", 600).stream())
                .toList();
        assertThat(Names.read(side)).hasValueSatisfying(found -> {
            assertThat(found.value()).isEqualTo("Đoàn Thị Thanh");
            assertThat(found.doubts()).contains("whose");
        });
        List<Token> wide = Stream.of(tokens("ĐOÀN", 10), tokens("THỊ", 200), tokens("THANH", 400))
                .flatMap(List::stream)
                .toList();
        assertThat(Names.read(wide))
                .hasValueSatisfying(found -> assertThat(found.doubts()).isEmpty());
    }

    @Test
    void takesTheOwnerOfADiplomaForNoSigner() {
        Extraction paper = CaptionsTest.only("""
                                 CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
                                    Độc lập - Tự do - Hạnh phúc

                            HIỆU TRƯỞNG TRƯỜNG CAO ĐẲNG KỸ THUẬT NAM HẢI
                                           cấp bằng
                                    BẰNG TỐT NGHIỆP CAO ĐẲNG


                 Cho bà: MAI THỊ MỸ HẠNH
                 Sinh ngày: 31/12/1994              Tại: Quảng Nam
                 Ngành: Quản trị kinh doanh
                 Hạng tốt nghiệp: Trung bình
                 Hệ đào tạo: Vừa làm vừa học        Khóa tốt nghiệp năm: 2017

                                                    Quảng Nam, ngày 18 tháng 8 năm 2017



                 Số hiệu bằng: QD2931806
                 Vào sổ số: 2606/ĐHCQ-2017
            """);
        assertThat(paper.type()).isEqualTo("diploma");
        assertThat(paper.fields().values().stream()
                        .filter(field -> field.key().startsWith("signer_"))
                        .filter(Field::accepted))
                .isEmpty();
    }

    private static List<Token> tokens(String text, double from) {
        java.util.ArrayList<Token> tokens = new java.util.ArrayList<>();
        int x = (int) from;
        for (String word : text.split(" ", -1)) {
            Box box = new Box(x, 10, x + 12 * word.length(), 30);
            tokens.add(new Token(word, new Word(word, box, 96), 1, box.left(), 10, box.right(), 30, false));
            x = box.right() + 10;
        }
        return tokens;
    }
}
