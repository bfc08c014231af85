package vn.hoso.reuse;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.paper.Field;
import vn.hoso.paper.Level;
import vn.hoso.paper.Method;
import vn.hoso.paper.Owner;
import vn.hoso.paper.Validity;
import vn.hoso.record.DigitisedRecord;

/**
 * Reads ready records of another system (bản ghi có sẵn): a JSON object with {@code people} and {@code records}.
 *
 * <p>A person has {@code id_number} and may have {@code old_cmnd, full_name, dob, sex}: the link of the numbers. A record
 * has {@code record_id, type, result_code, owner_id, owner_name, co_owner_ids, document_number, fields, issue_date, expiry}
 * (null for permanent), {@code verified} ({@code officer} where one confirmed the data), {@code revoked} (null, or {@code
 * date} and {@code reason}) and {@code superseded_by} (the {@code record_id} of another). Days are {@code yyyy-MM-dd}.
 */
public final class ReadyRecords {
    private static final String NUMBER = "paper_number";

    private ReadyRecords() {}

    /**
     * What a file holds.
     *
     * @param records the records in the order of the file, people first
     * @param refused the entries that were left out, such as {@code records[3]: no record_id}
     */
    public record Contents(List<ReadyRecord> records, List<String> refused) {
        public Contents {
            records = List.copyOf(records);
            refused = List.copyOf(refused);
        }
    }

    /**
     * Reads a file. An entry that can't be used costs itself alone.
     *
     * @param file the file, UTF-8
     * @return what it holds
     * @throws IOException if it can't be read
     * @throws HosoException {@code BAD_CONFIGURATION} where it is no such file, {@code TOO_MANY_BYTES}
     */
    public static Contents read(Path file) throws IOException {
        JsonNode root = JsonFiles.read(file, "ready records", "people, records");
        if (!root.path("records").isArray() && !root.path("people").isArray()) {
            throw new HosoException(Problem.BAD_CONFIGURATION, file.toString(), "ready records", "people, records");
        }
        List<ReadyRecord> ready = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        int at = 0;
        for (JsonNode person : root.path("people")) {
            if (isPerson(person)) {
                ready.add(person(person));
            } else {
                refused.add("people[" + at + "]: no id_number");
            }
            at++;
        }
        Set<String> seen = new HashSet<>();
        at = 0;
        for (JsonNode record : root.path("records")) {
            String wrong = wrong(record, seen);
            if (wrong == null) {
                ready.add(record(record));
            } else {
                refused.add("records[" + at + "]: " + wrong);
            }
            at++;
        }
        return new Contents(ready, refused);
    }

    /** What keeps a record from being taken over, or null: what a scenario may leave open, a home must know. */
    private static @Nullable String wrong(JsonNode record, Set<String> seen) {
        if (name(record).isBlank()) {
            return "no record_id";
        }
        if (!seen.add(name(record))) {
            return "its record_id stands in the file before";
        }
        if (text(record, "type") == null) {
            return "no type";
        }
        for (String key : List.of("issue_date", "expiry")) {
            if (text(record, key) != null && date(record, key) == null) {
                return key + " is no day such as 2026-03-31";
            }
        }
        return null;
    }

    static String name(JsonNode record) {
        return record.path("record_id").asText("");
    }

    static boolean isPerson(JsonNode node) {
        return text(node, "id_number") != null;
    }

    static ReadyRecord person(JsonNode node) {
        String number = text(node, "id_number");
        List<Field> fields = new ArrayList<>();
        add(fields, People.NUMBER, number);
        add(fields, People.OLD_NUMBER, text(node, "old_cmnd"));
        for (String key : List.of("full_name", "dob", "sex")) {
            add(fields, key, text(node, key));
        }
        return new ReadyRecord(
                "person:" + number,
                node.toString(),
                RecordImport.PERSON,
                null,
                Level.VERIFIED,
                new Owner(number, text(node, "full_name"), text(node, "dob")),
                List.of(),
                new Validity(null, null, true, "permanent"),
                fields,
                DigitisedRecord.State.ACTIVE,
                null,
                null);
    }

    static ReadyRecord record(JsonNode node) {
        boolean bare = node.path("typed_without_diacritics").asBoolean(false);
        List<Field> fields = new ArrayList<>();
        node.path("fields").properties().forEach(field -> {
            JsonNode value = field.getValue();
            if (!value.isNull() && !field.getKey().isEmpty() && !field.getKey().equals(NUMBER)) {
                fields.add(field(field.getKey(), value.isValueNode() ? value.asText() : value.toString(), bare));
            }
        });
        String number = text(node, "document_number");
        if (number != null) {
            fields.add(field(NUMBER, number, false));
        }
        LocalDate until = date(node, "expiry");
        boolean permanent = text(node, "expiry") == null;
        List<Owner> coOwners = new ArrayList<>();
        node.path("co_owner_ids").forEach(id -> coOwners.add(new Owner(id.asText(), null, null)));
        boolean revoked = node.path("revoked").isObject() || text(node, "revoked") != null;
        String successor = text(node, "superseded_by");
        return new ReadyRecord(
                name(node),
                node.toString(),
                node.path("type").asText("unknown"),
                text(node, "result_code"),
                node.path("verified").asText("").equals("officer") ? Level.VERIFIED : Level.RECOGNISED,
                new Owner(text(node, "owner_id"), text(node, "owner_name"), null),
                coOwners,
                new Validity(date(node, "issue_date"), until, permanent, permanent ? "permanent" : "stated"),
                fields,
                state(revoked, successor),
                revoked ? revocation(node.get("revoked")) : null,
                successor);
    }

    /** The date and the reason, or the date alone; without a date it has been revoked for ever. */
    private static DigitisedRecord.Ending revocation(JsonNode revoked) {
        return revoked.isObject()
                ? new DigitisedRecord.Ending(date(revoked, "date"), null, text(revoked, "reason"))
                : new DigitisedRecord.Ending(day(revoked.asText()), null, null);
    }

    private static DigitisedRecord.State state(boolean revoked, @Nullable String successor) {
        if (revoked) {
            return DigitisedRecord.State.REVOKED;
        }
        return successor == null ? DigitisedRecord.State.ACTIVE : DigitisedRecord.State.SUPERSEDED;
    }

    private static void add(List<Field> fields, String key, @Nullable String value) {
        if (value != null) {
            fields.add(field(key, value, false));
        }
    }

    private static Field field(String key, String value, boolean bare) {
        List<String> doubts = bare ? List.of(Prefill.WITHOUT_DIACRITICS) : List.of();
        return new Field(key, value, value, 1, 0, null, Method.IMPORT, true, List.of(), doubts);
    }

    private static @Nullable String text(JsonNode node, String key) {
        JsonNode value = node.get(key);
        return value == null || value.isNull() || value.asText("").isBlank()
                ? null
                : value.asText().strip();
    }

    private static @Nullable LocalDate date(JsonNode node, String key) {
        String text = text(node, key);
        return text == null ? null : day(text);
    }

    /** A day; null where it is no day of the calendar: what is not known never gives a yes. */
    private static @Nullable LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
