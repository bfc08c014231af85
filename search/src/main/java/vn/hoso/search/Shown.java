package vn.hoso.search;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.hoso.paper.Level;
import vn.hoso.record.DigitisedRecord;

/** What a hit shows without a look into the archive; stored as lines. */
record Shown(
        String type,
        Level level,
        DigitisedRecord.State state,
        @Nullable String number,
        @Nullable String title,
        @Nullable String owner,
        @Nullable LocalDate issued,
        @Nullable LocalDate until,
        List<Value> values) {
    Shown {
        values = List.copyOf(values);
    }

    record Value(String key, String value) {}

    String write() {
        StringBuilder lines = new StringBuilder(256);
        line(lines, type);
        line(lines, level.name());
        line(lines, state.name());
        line(lines, number);
        line(lines, title);
        line(lines, owner);
        line(lines, issued);
        line(lines, until);
        for (Value value : values) {
            line(lines, value.key());
            line(lines, value.value());
        }
        return lines.toString();
    }

    static Shown read(String lines) {
        Iterator<String> all = List.of(lines.split("\n", -1)).iterator();
        String type = all.next();
        Level level = Level.valueOf(all.next());
        DigitisedRecord.State state = DigitisedRecord.State.valueOf(all.next());
        String number = orNull(all.next());
        String title = orNull(all.next());
        String owner = orNull(all.next());
        LocalDate issued = Schema.date(all.next());
        LocalDate until = Schema.date(all.next());
        List<Value> values = new ArrayList<>();
        while (all.hasNext()) {
            String key = all.next();
            if (all.hasNext()) {
                values.add(new Value(key, all.next()));
            }
        }
        return new Shown(type, level, state, number, title, owner, issued, until, values);
    }

    private static void line(StringBuilder lines, @Nullable Object value) {
        if (value != null) {
            String text = value.toString();
            boolean broken = text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0;
            lines.append(broken ? text.replace('\n', ' ').replace('\r', ' ') : text);
        }
        lines.append('\n');
    }

    private static @Nullable String orNull(String line) {
        return line.isEmpty() ? null : line;
    }
}
