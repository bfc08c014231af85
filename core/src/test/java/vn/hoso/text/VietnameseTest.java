package vn.hoso.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VietnameseTest {
    @ParameterizedTest
    @CsvSource({"Đồng Nai,dong nai", "QUYẾT ĐỊNH số 15/QĐ-BNV,quyet dinh so 15/qd-bnv", "abc 123,abc 123"})
    void foldsCaseAndMarks(String text, String folded) {
        assertThat(Vietnamese.fold(text)).isEqualTo(folded);
    }

    @ParameterizedTest
    @CsvSource({
        "Hoà Bình,Hòa Bình",
        "HOÀ BÌNH,HÒA BÌNH",
        "Uỷ ban,Ủy ban",
        "thuỷ lợi,thủy lợi",
        "quý vị,quý vị",
        "hoàn thành,hoàn thành",
        "khoẻ,khỏe",
        "Ủy ban,Ủy ban"
    })
    void movesToneMarksToTheOlderPlace(String text, String expected) {
        assertThat(Vietnamese.normaliseTonePlacement(text)).isEqualTo(expected);
    }

    @Test
    void foldsDecomposedTextLikeComposed() {
        assertThat(Vietnamese.fold("Nguyễn")).isEqualTo("nguyen");
        assertThat(Vietnamese.normaliseTonePlacement("hòa")).isEqualTo("hòa");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Nguyễn", "nghiêng", "quyền", "Phường", "ông", "ở", "Y", "giếng", "gì", "khuya", "xoong"})
    void knowsSyllables(String word) {
        assertThat(Vietnamese.isSyllable(word)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Hgọc", "Bank", "zone", "Tr", "điệnn", "àá", "QĐ"})
    void refusesWhatIsNoSyllable(String word) {
        assertThat(Vietnamese.isSyllable(word)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"NGUYỄN  VĂN AN,Nguyễn Văn An", "h'hen niê,H'hen Niê", "ĐỖ THỊ,Đỗ Thị"})
    void writesNamesInNormalCase(String name, String expected) {
        assertThat(Vietnamese.nameCase(name)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"T,Ờ", "t,ờ", "N,ơi", "Ủ,y", "ngh,ị", "TH,Ể", "việ,t", "ô,ng", "B,ản", "y,ên", "\u0301,an"})
    void knowsSyllablesThatWereTorn(String first, String second) {
        assertThat(Vietnamese.isTorn(first, second)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "Y,Blô",
        "Y,Êban",
        "A,Lưới",
        "A,LƯỚI",
        "Vàng,A",
        "H'Hen,Niê",
        "tổ,B",
        "LÔ,C",
        "ông,ấy",
        "à,ở",
        "số,12",
        "29A,1",
        "ý,kiến",
        "ở,ấp",
        "QĐ,UBND",
        "điểm,c",
        "'',ba"
    })
    void leavesWordsOfOneLetterAlone(String first, String second) {
        assertThat(Vietnamese.isTorn(first, second)).isFalse();
    }
}
