package vn.hoso.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        assertThat(PresentPlaces.of(printed, DAY))
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
        assertThat(PresentPlaces.of(printed, DAY)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2025-06-30, ''",
        "2025-07-01, tỉnh Đồng Nai",
        "2026-04-29, tỉnh Đồng Nai",
        "2026-04-30, thành phố Đồng Nai"
    })
    void goesByTheDay(LocalDate on, String unit) {
        assertThat(PresentPlaces.of("tỉnh Bình Phước", on)
                        .map(PresentPlaces.Present::unit)
                        .orElse(""))
                .isEqualTo(unit);
    }

    @Test
    void namesAProvinceAsItWasAndAsItIs() {
        assertThat(PresentPlaces.alsoCalled("hà giang")).containsExactly("Tuyên Quang");
        assertThat(PresentPlaces.alsoCalled("Lam Dong")).containsExactly("Đắk Nông", "Bình Thuận");
        assertThat(PresentPlaces.alsoCalled("Đồng Nai")).containsExactly("Bình Phước");
        assertThat(PresentPlaces.alsoCalled("Hà Nội")).isEmpty();
    }
}
