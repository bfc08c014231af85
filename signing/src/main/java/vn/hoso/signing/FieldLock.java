package vn.hoso.signing;

import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSString;
import org.jspecify.annotations.Nullable;

/**
 * Which fields of the form a signer has closed (ISO 32000-2, 12.8.2.4: FieldMDP, and 12.7.5.5: Lock).
 *
 * @param named the fields that are meant, by their full names; those below them are meant too
 * @param others whether all fields but these are closed, and not these
 */
record FieldLock(Set<String> named, boolean others) {
    private static final COSName ACTION = COSName.getPDFName("Action");

    /** As a dictionary says it; null where it says nothing of fields. What is not understood closes all. */
    static @Nullable FieldLock of(@Nullable COSDictionary dictionary) {
        String action = dictionary == null ? null : dictionary.getNameAsString(ACTION);
        if (dictionary == null || action == null) {
            return null;
        }
        return switch (action) {
            case "Include" -> new FieldLock(names(dictionary), false);
            case "Exclude" -> new FieldLock(names(dictionary), true);
            default -> new FieldLock(Set.of(), true);
        };
    }

    private static Set<String> names(COSDictionary dictionary) {
        Set<String> names = new LinkedHashSet<>();
        COSArray fields = CosObjects.array(dictionary, COSName.FIELDS);
        for (int i = 0; i < fields.size(); i++) {
            if (fields.getObject(i) instanceof COSString name) {
                names.add(name.getString());
            }
        }
        return names;
    }

    /** Whether a field is closed. */
    boolean closes(String field) {
        boolean meant = named.stream().anyMatch(name -> field.equals(name) || field.startsWith(name + "."));
        return meant != others;
    }
}
