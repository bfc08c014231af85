package vn.hoso.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hoso.extract.Extraction;
import vn.hoso.extract.Extractor;
import vn.hoso.extract.TypeMemory.Likeness;
import vn.hoso.paper.Level;
import vn.hoso.paper.Owner;
import vn.hoso.record.DigitisedRecord;
import vn.hoso.text.PageText;

/** A form that no title and no cue tells: an officer says what it is, and after two of them the machine does. */
class TypeMemoryTest {
    private static final String[] NAMES = {"Nguyễn Văn An", "Trần Thị Bưởi", "Lê Cao Cường", "Hồ Thị Điệp", "Võ Minh Em"
    };
    private static final String[] PLACES = {"Hòa Khánh", "Tân Quy", "Mỹ Lợi", "An Phú", "Vĩnh Xương"};
    private static final String[] CROPS = {"lúa nước", "xoài cát", "cá tra", "hoa hồng", "dưa hấu"};

    @TempDir
    Path folder;

    /** A slip of a farmers' society. */
    private static PageText slip(int n) {
        return Papers.page(
                1,
                "HỘI NÔNG DÂN XÃ " + PLACES[n % 5].toUpperCase(java.util.Locale.ROOT) + "\n"
                        + "SỔ TAY VAY VỐN SẢN XUẤT\n"
                        + "Người vay: " + NAMES[n % 5] + "\nHội viên chi hội ấp " + PLACES[(n + 2) % 5] + "\n"
                        + "Số tiền được vay lần đầu theo nghị quyết chi hội: " + (n + 3) + "0.000.000 đồng\n"
                        + "Mục đích sử dụng vốn vay vào việc sản xuất: " + CROPS[n % 5] + "\n"
                        + "Cam kết trả gốc và lãi đúng kỳ hạn cho tổ tiết kiệm\n"
                        + "Tổ trưởng tổ tiết kiệm và vay vốn ký xác nhận từng kỳ\n");
    }

    private static PageText other(int n) {
        return Papers.page(
                1,
                "PHIẾU NHẬP KHO VẬT TƯ\nNgười giao hàng: " + NAMES[n % 5] + "\nNhập tại kho ngăn lô " + n
                        + "\nTên hàng, quy cách, đơn vị tính, số lượng theo chứng từ, thực nhập, đơn giá\n"
                        + "Thủ kho và kế toán trưởng ký ghi rõ họ tên ngày nhập kho\n");
    }

    private static DigitisedRecord record(int n, String type, Level level, DigitisedRecord.State state) {
        DigitisedRecord made = Papers.record(n, type, Owner.UNKNOWN, "");
        return new DigitisedRecord(
                made.id(),
                type,
                1,
                level,
                state,
                null,
                made.owner(),
                made.validity(),
                made.fields(),
                made.source(),
                made.rendition(),
                made.history());
    }

    private static Extraction extract(LuceneRecordIndex index, PageText page) {
        Extractor extractor = Extractor.builder().memory(index.types()).build();
        return extractor.extract(List.of(page)).get(0);
    }

    @Test
    void knowsAFormAfterTwoVerifiedPapers() {
        try (LuceneRecordIndex index = LuceneRecordIndex.open(folder)) {
            assertThat(extract(index, slip(0)).type()).isEqualTo(Extraction.UNKNOWN);
            for (int n = 1; n <= 3; n++) {
                index.put(
                        record(20 + n, "minutes", Level.VERIFIED, DigitisedRecord.State.ACTIVE), 1, List.of(other(n)));
            }
            for (int n = 1; n <= 2; n++) {
                index.put(
                        record(n, "application_form", Level.VERIFIED, DigitisedRecord.State.ACTIVE),
                        1,
                        List.of(slip(n)));
                index.refresh(Duration.ofSeconds(2));
                String type = extract(index, slip(0)).type();
                assertThat(type).isEqualTo(n < 2 ? Extraction.UNKNOWN : "application_form");
            }

            Extraction known = extract(index, slip(4));

            assertThat(known.type()).isEqualTo("application_form");
            assertThat(known.typeConfidence()).isBetween(0.4, 0.699);
            assertThat(known.fields().values()).noneMatch(field -> field.accepted());
            assertThat(extract(index, other(9)).type()).isEqualTo("minutes");
            assertThat(extract(index, Papers.page(1, "tờ giấy không giống gì cả, chỉ vài chữ"))
                            .type())
                    .isEqualTo(Extraction.UNKNOWN);
            assertThat(extract(index, Papers.page(1, "")).type()).isEqualTo(Extraction.UNKNOWN);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RECOGNISED", "REVOKED"})
    void believesOnlyWhatAnOfficerVerifiedAndWhatCounts(String what) {
        boolean read = what.equals("RECOGNISED");
        try (LuceneRecordIndex index = LuceneRecordIndex.open(folder)) {
            for (int n = 1; n <= 4; n++) {
                index.put(
                        record(
                                n,
                                "application_form",
                                read ? Level.RECOGNISED : Level.VERIFIED,
                                read ? DigitisedRecord.State.ACTIVE : DigitisedRecord.State.REVOKED),
                        1,
                        List.of(slip(n)));
            }
            index.refresh(Duration.ofSeconds(2));

            assertThat(index.types().mostLike(slip(0).text(), 5)).isEmpty();
            assertThat(extract(index, slip(0)).type()).isEqualTo(Extraction.UNKNOWN);
        }
    }

    @Test
    void saysNothingWhereVerifiedPapersDisagree() {
        try (LuceneRecordIndex index = LuceneRecordIndex.open(folder)) {
            for (int n = 1; n <= 4; n++) {
                String type = n % 2 == 0 ? "application_form" : "minutes";
                index.put(record(n, type, Level.VERIFIED, DigitisedRecord.State.ACTIVE), 1, List.of(slip(n)));
            }
            index.refresh(Duration.ofSeconds(2));

            assertThat(index.types().mostLike(slip(0).text(), 3))
                    .hasSize(3)
                    .isSortedAccordingTo(java.util.Comparator.comparingDouble(Likeness::similarity)
                            .reversed());
            assertThat(extract(index, slip(0)).type()).isEqualTo(Extraction.UNKNOWN);
        }
    }

    @Test
    void leavesAPaperWhoseTitleTellsItAlone() {
        try (LuceneRecordIndex index = LuceneRecordIndex.open(folder)) {
            PageText titled = Papers.page(
                    1,
                    "GIẤY KHAI SINH\nHọ, chữ đệm, tên người mẹ: Lê Thị A\nHọ, chữ đệm, tên người cha: Võ B\n"
                            + "Nơi đăng ký khai sinh: UBND xã X\nNGƯỜI ĐI KHAI SINH: Lê C");
            Extraction before = extract(index, titled);
            for (int n = 1; n <= 3; n++) {
                index.put(record(n, "minutes", Level.VERIFIED, DigitisedRecord.State.ACTIVE), 1, List.of(titled));
            }
            index.refresh(Duration.ofSeconds(2));

            assertThat(before.type()).isEqualTo("birth_certificate");
            assertThat(before.typeConfidence()).isGreaterThan(0.7);
            assertThat(extract(index, titled)).isEqualTo(before);
        }
    }
}
