package vn.hoso.paper;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A field that papers of a type carry, as the type declares it.
 *
 * @param key the key, such as {@code child_full_name}
 * @param kind what it holds
 * @param labels the captions in front of it or over it, in all wordings known
 * @param places where the layout puts it when it has no caption, such as {@code heading.number}; the better first
 * @param section the part of the paper that it belongs to, such as {@code mother}, or null
 * @param required whether every paper of the type carries it
 * @param sensitive whether the law calls it sensitive, or rights hang on it: it is accepted without a look only when
 *     independent evidence agrees
 * @param fourEyes whether two officers must confirm it, each of them another person
 * @param constant a value that every paper of the type has, or null
 * @param choices for a value derived from the title: phrase in the title to value, in order; otherwise empty
 * @param checks names of the checks beyond those of the kind, such as {@code after:issue_date}
 */
public record FieldType(
        String key,
        FieldKind kind,
        List<String> labels,
        List<String> places,
        @Nullable String section,
        boolean required,
        boolean sensitive,
        boolean fourEyes,
        @Nullable String constant,
        List<Choice> choices,
        List<String> checks) {
    /** Copies the lists. */
    public FieldType {
        labels = List.copyOf(labels);
        places = List.copyOf(places);
        choices = List.copyOf(choices);
        checks = List.copyOf(checks);
    }

    /**
     * A value that follows from a phrase.
     *
     * @param phrase what stands in the title
     * @param value what it means
     */
    public record Choice(String phrase, String value) {}
}
