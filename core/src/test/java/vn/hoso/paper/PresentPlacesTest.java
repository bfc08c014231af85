package vn.hoso.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hoso.failure.HosoException;

class PresentPlacesTest {
    private static final LocalDate DAY = LocalDate.of(2026, 5, 4);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "xã Yên Minh, huyện Yên Minh, tỉnh Hà Giang | tỉnh Tuyên Quang",
                "Phường 1, thành phố Vũng Tàu, tỉnh Bà Rịa – Vũng Tàu | thành phố Hồ Chí Minh",
                "Hoà Bình | tỉnh Phú Thọ",
                "TỈNH QUẢNG NAM | thành phố Đà Nẵng",
                "thị xã Đồng Xoài tỉnh Bình Phước. | thành phố Đồng Nai",
                "tỉnh Thừa Thiên Huế | thành phố Huế"
            })
    void namesTheUnitOfToday(String printed, String unit) {
        assertThat(PresentPlaces.bundled().of(printed, DAY))
                .map(PresentPlaces.Present::unit)
                .contains(unit);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "xã Tân Phú Trung, tỉnh Đồng Tháp",
                "Hà Nội",
                "",
                "đường Hà Giang, thành phố Huế",
                "Thái Bình Dương",
                "xã Bình Dương"
            })
    void leavesAloneWhatStillIs(String printed) {
        assertThat(PresentPlaces.bundled().of(printed, DAY)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2025-06-30, ''",
        "2025-07-01, tỉnh Đồng Nai",
        "2026-04-29, tỉnh Đồng Nai",
        "2026-04-30, thành phố Đồng Nai"
    })
    void goesByTheDay(LocalDate on, String unit) {
        assertThat(PresentPlaces.bundled()
                        .of("tỉnh Bình Phước", on)
                        .map(PresentPlaces.Present::unit)
                        .orElse(""))
                .isEqualTo(unit);
    }

    @Test
    void namesAProvinceAsItWasAndAsItIs() {
        assertThat(PresentPlaces.bundled().alsoCalled("hà giang")).containsExactly("Tuyên Quang");
        assertThat(PresentPlaces.bundled().alsoCalled("Lam Dong")).containsExactly("Đắk Nông", "Bình Thuận");
        assertThat(PresentPlaces.bundled().alsoCalled("Đồng Nai")).containsExactly("Bình Phước");
        assertThat(PresentPlaces.bundled().alsoCalled("Hà Nội")).isEmpty();
    }

    @Test
    void takesCommunesFromTheTableOfAnAgency(@TempDir Path folder) throws IOException {
        Path table = Files.writeString(folder.resolve("places.txt"), """
                # invented
                2025-07-01 | xã Đại Nhuệ, huyện Vân Sơn, tỉnh Hà Giang | xã Vân Sơn, tỉnh Tuyên Quang
                2025-07-01 | huyện Vân Sơn, tỉnh Hà Giang | xã Tràng Quế, tỉnh Tuyên Quang
                """);
        PresentPlaces places = PresentPlaces.load(table);
        assertThat(places.of("Thôn 5, xã Đại Nhuệ, huyện Vân Sơn, tỉnh Hà Giang", DAY))
                .map(PresentPlaces.Present::unit)
                .contains("xã Vân Sơn, tỉnh Tuyên Quang");
        assertThat(places.of("Dai Nhue, Van Son, Ha Giang", DAY))
                .map(PresentPlaces.Present::unit)
                .contains("xã Vân Sơn, tỉnh Tuyên Quang");
        assertThat(places.of("xã Khác, huyện Vân Sơn, Hà Giang", DAY))
                .map(PresentPlaces.Present::unit)
                .contains("xã Tràng Quế, tỉnh Tuyên Quang");
        assertThat(places.of("xã Đại Nhuệ, tỉnh Hà Giang", DAY))
                .as("the table says nothing of this one")
                .map(PresentPlaces.Present::unit)
                .contains("tỉnh Tuyên Quang");
        assertThat(places.of("xã Đại Nhuệ, huyện Vân Sơn, tỉnh Hà Giang", LocalDate.of(2025, 6, 30)))
                .isEmpty();
    }

    @Test
    void namesTheLineOfATableThatItDoesNotUnderstand(@TempDir Path folder) throws IOException {
        Path table = Files.writeString(folder.resolve("places.txt"), "# ours\n2025-07-01 | xã A, tỉnh B\n");
        assertThatThrownBy(() -> PresentPlaces.load(table))
                .isInstanceOf(HosoException.class)
                .hasMessageContaining("places.txt")
                .hasMessageContaining("line 2");
    }
}
