package vn.hoso.exchange;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.hoso.archive.ArchivedPaper;
import vn.hoso.paper.Field;
import vn.hoso.record.DigitisedRecord;

/**
 * A paper that goes into a package.
 *
 * @param record its record
 * @param version its present version
 * @param versions all its versions, oldest first
 * @param files the files of the present version, by their names
 */
record Packaged(DigitisedRecord record, int version, List<ArchivedPaper> versions, Map<String, Path> files) {
    Packaged {
        versions = List.copyOf(versions);
        files = new LinkedHashMap<>(files);
    }

    String id() {
        return record.id().value();
    }

    /** The id in 25 characters, as many as the circular has room for. */
    String shortId() {
        int dash = id().indexOf('-');
        return id().substring(0, 20) + (dash < 0 ? "" : id().substring(dash));
    }

    /** The value of the first of some fields that is there. */
    Optional<String> value(String... keys) {
        for (String key : keys) {
            Optional<String> value = record.field(key).map(Field::value).filter(text -> !text.isBlank());
            if (value.isPresent()) {
                return value;
            }
        }
        return Optional.empty();
    }

    /** The day on which the paper was issued, as far as the record knows one. */
    @Nullable
    LocalDate issued() {
        try {
            Optional<String> day = value("issue_date", "registration_date");
            return day.isPresent()
                    ? LocalDate.parse(day.get())
                    : record.validity().from();
        } catch (DateTimeParseException e) {
            return record.validity().from();
        }
    }
}
