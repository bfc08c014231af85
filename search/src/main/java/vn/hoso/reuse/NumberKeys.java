package vn.hoso.reuse;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import vn.hoso.paper.FieldKind;
import vn.hoso.paper.FieldType;
import vn.hoso.paper.PaperType;
import vn.hoso.paper.PaperTypes;

/** Which fields of papers are numbers to reckon with, so that a form gets a number and not a text. */
final class NumberKeys {
    /** The field with the number that the source of a record says is that of the paper; it decides alone. */
    static final String STATED = "paper_number";

    /** Fields that hold the number of a paper. */
    static final List<String> KEYS = List.of(
            STATED,
            "document_number",
            "certificate_number",
            "permit_number",
            "enterprise_code",
            "serial",
            "diploma_serial",
            "register_number",
            "certificate_code");

    private static final Set<FieldKind> NUMERIC =
            Set.of(FieldKind.INTEGER, FieldKind.DECIMAL, FieldKind.MONEY, FieldKind.YEAR);

    private final Set<String> numeric = new HashSet<>();

    private NumberKeys(PaperTypes types) {
        for (PaperType type : types.all()) {
            for (FieldType field : type.fields()) {
                if (NUMERIC.contains(field.kind())) {
                    numeric.add(type.key() + "." + field.key());
                }
            }
        }
    }

    static NumberKeys of(PaperTypes types) {
        return new NumberKeys(types);
    }

    boolean isNumeric(String type, String key, String value) {
        return numeric.contains(type + "." + key) && value.matches("-?\\d{1,15}(\\.\\d{1,9})?");
    }
}
