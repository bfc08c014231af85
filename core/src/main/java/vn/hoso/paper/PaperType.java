package vn.hoso.paper;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A type of paper (loại giấy tờ), declared as data.
 *
 * @param key the key, such as {@code birth_certificate}
 * @param names its name by language code ({@code vi}, {@code en})
 * @param synonyms other names in use
 * @param resultCode the code of the kind of result in the national catalogue, or null
 * @param symbol the abbreviation of the type in the symbol of a document, such as {@code QĐ}, or null
 * @param titles what stands as title, in all wordings known
 * @param cues phrases that speak for the type
 * @param against phrases that speak against it
 * @param sections the parts of the paper that repeat labels
 * @param stops captions that end a value without being a field
 * @param fields the fields, in the order in which they are shown
 * @param validity the rule of validity: {@code none}, {@code permanent}, {@code months:6}, {@code field:expiry_date}
 * @param validFrom the field with the first day of validity, or null
 * @param ownerId the field with the number of the owner, or null
 * @param ownerName the field with the name of the owner, or null
 * @param ownerBirthDate the field with the birth date of the owner, or null
 */
public record PaperType(
        String key,
        Map<String, String> names,
        List<String> synonyms,
        @Nullable String resultCode,
        @Nullable String symbol,
        List<Cue> titles,
        List<Cue> cues,
        List<Cue> against,
        List<Section> sections,
        List<String> stops,
        List<FieldType> fields,
        String validity,
        @Nullable String validFrom,
        @Nullable String ownerId,
        @Nullable String ownerName,
        @Nullable String ownerBirthDate) {
    /** Copies the collections. */
    public PaperType {
        names = Map.copyOf(names);
        synonyms = List.copyOf(synonyms);
        titles = List.copyOf(titles);
        cues = List.copyOf(cues);
        against = List.copyOf(against);
        sections = List.copyOf(sections);
        stops = List.copyOf(stops);
        fields = List.copyOf(fields);
    }

    /**
     * A phrase and what it is worth.
     *
     * @param phrase the words
     * @param weight its weight, above 0; 1 is a phrase that is usual but not decisive
     */
    public record Cue(String phrase, double weight) {}

    /**
     * A part of the paper with its own set of labels, such as the column of the mother.
     *
     * @param key its name in {@link FieldType#section()}
     * @param headings what opens it; none for the part in which the paper begins
     */
    public record Section(String key, List<String> headings) {
        /** Copies the list. */
        public Section {
            headings = List.copyOf(headings);
        }
    }

    /**
     * The declaration of a field.
     *
     * @param field the key of the field
     * @return its declaration, or empty where the type has no such field
     */
    public Optional<FieldType> field(String field) {
        return fields.stream().filter(one -> one.key().equals(field)).findFirst();
    }

    /**
     * The name in a language.
     *
     * @param language {@code vi} or {@code en}
     * @return the name; the key where there is none
     */
    public String name(String language) {
        return names.getOrDefault(language, key);
    }
}
