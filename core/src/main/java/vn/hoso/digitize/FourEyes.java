package vn.hoso.digitize;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.paper.Field;
import vn.hoso.paper.FieldType;
import vn.hoso.paper.PaperType;
import vn.hoso.paper.PaperTypes;
import vn.hoso.record.DigitisedRecord;

/** Which fields two officers must confirm: those that their type says so of, and those that the agency adds. */
final class FourEyes {
    private static final Pattern FORM = Pattern.compile("(\\*|[a-z][a-z0-9_]*)(?:\\.([a-z][a-z0-9_]*))?");

    private final PaperTypes types;
    private final List<Rule> more = new ArrayList<>();

    /** A field, or all fields, of a type, or of all types. */
    private record Rule(String type, String field) {
        boolean holds(String ofType, String key) {
            return (type.equals("*") || type.equals(ofType)) && (field.equals("*") || field.equals(key));
        }
    }

    /**
     * The rules.
     *
     * @param types what the types say
     * @param more {@code TYPE}, {@code TYPE.FIELD} or {@code *.FIELD}
     */
    FourEyes(PaperTypes types, Collection<String> more) {
        this.types = types;
        for (String text : more) {
            Matcher rule = FORM.matcher(text.strip());
            if (!rule.matches() || (rule.group(2) == null && rule.group(1).equals("*")) || !isKnown(rule)) {
                throw new HosoException(
                        Problem.BAD_CONFIGURATION, text, "review.fourEyes", "TYPE, TYPE.FIELD, *.FIELD");
            }
            this.more.add(new Rule(rule.group(1), rule.group(2) == null ? "*" : rule.group(2)));
        }
    }

    /** A typing error must not leave a field to one officer. */
    private boolean isKnown(Matcher rule) {
        return types.all().stream()
                .filter(type -> rule.group(1).equals("*") || type.key().equals(rule.group(1)))
                .anyMatch(type ->
                        rule.group(2) == null || type.field(rule.group(2)).isPresent());
    }

    /** The fields of a paper that two officers must confirm, by their keys. */
    List<String> guarded(DigitisedRecord record) {
        PaperType type = types.find(record.type()).orElse(null);
        return record.fields().stream()
                .map(Field::key)
                .filter(key -> more.stream().anyMatch(rule -> rule.holds(record.type(), key))
                        || (type != null
                                && type.field(key).map(FieldType::fourEyes).orElse(false)))
                .collect(Collectors.toUnmodifiableList());
    }
}
