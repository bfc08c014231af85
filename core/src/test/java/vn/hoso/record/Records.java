package vn.hoso.record;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import vn.hoso.paper.Field;
import vn.hoso.paper.Level;
import vn.hoso.paper.Method;
import vn.hoso.paper.Owner;
import vn.hoso.paper.PaperId;
import vn.hoso.paper.Validity;
import vn.hoso.text.Box;

/** Records for tests. */
public final class Records {
    public static final PaperId ID = new PaperId("0123456789abcdef0123456789abcdef");

    private Records() {}

    public static DigitisedRecord recognised() {
        return record(
                Level.RECOGNISED,
                null,
                List.of(
                        field("document_number", "15/QĐ-UBND", 0.97),
                        field("issue_date", "2026-03-02", 0.8123),
                        field("subject", "Về việc cấp giấy phép \"A\"\tvà\n\\B", 0)));
    }

    public static DigitisedRecord sealed(RandomGenerator random) {
        DigitisedRecord record = record(
                Level.RECOGNISED, ".KQ.G15.000034.15/QĐ-UBND.01", recognised().fields());
        return new DigitisedRecord(
                record.id(),
                record.type(),
                record.typeConfidence(),
                Level.SEALED,
                DigitisedRecord.State.SUPERSEDED,
                record.resultCode(),
                record.owner(),
                record.validity(),
                record.fields(),
                record.source(),
                record.rendition(),
                record.history(),
                "KQ.G15.000034",
                List.of(new Owner(null, "Trần Thị B", null)),
                new DigitisedRecord.Ending(LocalDate.of(2026, 5, 1), new PaperId(ID + "-2"), "cấp lại"),
                FieldDigests.of(record.fields(), random));
    }

    public static DigitisedRecord record(Level level, String code, List<Field> fields) {
        return new DigitisedRecord(
                ID,
                "administrative_decision",
                0.9912,
                level,
                DigitisedRecord.State.ACTIVE,
                code,
                new Owner("001093012345", "Nguyễn Văn A", "1993-01-31"),
                new Validity(LocalDate.of(2026, 3, 2), LocalDate.of(2026, 9, 1), false, "months:6"),
                fields,
                new DigitisedRecord.Source("quét 01.pdf", "ab".repeat(32), 12345, "PDF", 1, 2, List.of("xref rebuilt")),
                new DigitisedRecord.Rendition(
                        "cd".repeat(32),
                        54321,
                        2,
                        "2u",
                        "tesseract 5.5.2 vie",
                        "Lê Thị Quét",
                        "UBND phường",
                        Instant.parse("2026-11-22T01:02:03.004Z")),
                List.of(new DigitisedRecord.Event(
                        Instant.parse("2026-11-22T01:02:04Z"), "Lê Thị Quét", "convert", null, null, null, null)));
    }

    public static Field field(String key, String value, double confidence) {
        return new Field(
                key,
                value,
                value,
                confidence,
                1,
                new Box(10, 20, 300, 40),
                Method.LABEL,
                confidence > 0.9,
                confidence > 0.9 ? List.of() : List.of("khác"),
                confidence > 0.9 ? List.of() : List.of("handwritten"));
    }

    public static List<Field> fields(RandomGenerator random, int count) {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String value = random.ints(random.nextInt(0, 12), 0x20, 0x1ef9)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            fields.add(field("key_" + i, value, 0.5));
        }
        return fields;
    }
}
