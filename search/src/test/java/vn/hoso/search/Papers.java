package vn.hoso.search;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import vn.hoso.paper.Field;
import vn.hoso.paper.Level;
import vn.hoso.paper.Method;
import vn.hoso.paper.Owner;
import vn.hoso.paper.PaperId;
import vn.hoso.paper.Validity;
import vn.hoso.record.DigitisedRecord;
import vn.hoso.text.Box;
import vn.hoso.text.Line;
import vn.hoso.text.PageText;
import vn.hoso.text.TextOrigin;
import vn.hoso.text.Word;

/** Makes records and pages for tests. */
final class Papers {
    private Papers() {}

    static PaperId id(int n) {
        return new PaperId(String.format(Locale.ROOT, "%032x", n));
    }

    static DigitisedRecord record(int n, String type, Owner owner, String issued, String... keysAndValues) {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            fields.add(new Field(
                    keysAndValues[i],
                    keysAndValues[i + 1],
                    keysAndValues[i + 1],
                    1,
                    0,
                    null,
                    Method.IMPORT,
                    true,
                    List.of(),
                    List.of()));
        }
        Instant at = Instant.parse("2026-01-01T00:00:00Z");
        return new DigitisedRecord(
                id(n),
                type,
                1,
                Level.VERIFIED,
                DigitisedRecord.State.ACTIVE,
                null,
                owner,
                new Validity(issued.isEmpty() ? null : LocalDate.parse(issued), null, false, "none"),
                fields,
                new DigitisedRecord.Source("test.json", "0".repeat(64), 1, "IMPORT", 1, 1, List.of()),
                DigitisedRecord.Rendition.none("test", "UBND xã Thử", at),
                List.of());
    }

    static PageText page(int number, String text) {
        List<Line> lines = new ArrayList<>();
        int y = 0;
        for (String line : text.split("\n", -1)) {
            List<Word> words = new ArrayList<>();
            int x = 0;
            for (String word : Arrays.asList(line.strip().split("\\s+", -1))) {
                if (!word.isEmpty()) {
                    words.add(new Word(word, new Box(x, y, x + 10, y + 10), 90));
                    x += 12;
                }
            }
            if (!words.isEmpty()) {
                lines.add(Line.of(words, 0));
            }
            y += 12;
        }
        return new PageText(number, 1000, 1400, 200, 0, 0, lines.isEmpty(), TextOrigin.OCR, lines, List.of());
    }
}
