package vn.hoso.extract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import vn.hoso.paper.FieldType;
import vn.hoso.paper.PaperType;
import vn.hoso.text.Vietnamese;

/**
 * A caption that may stand on papers of a type: all fields that it may belong to, the section that it opens, or none of
 * both where it only ends a value.
 *
 * @param phrase as declared
 * @param bare letters and digits only, folded
 * @param exact letters and digits only, lower case, with marks
 * @param first its first word, folded
 * @param suffix the word that closes the value, folded: {@code lap} of {@code Theo thiết kế do … lập}; empty for none
 * @param words how many words it has
 * @param inline whether it may stand within a sentence: declared with a small first letter
 * @param fields the fields
 * @param sections the sections that it opens as a heading
 */
record Label(
        String phrase,
        String bare,
        String exact,
        String first,
        String suffix,
        int words,
        boolean inline,
        List<FieldType> fields,
        List<String> sections) {

    /** All captions of a type. */
    static List<Label> of(PaperType type) {
        Map<String, Label> labels = new LinkedHashMap<>();
        for (FieldType field : type.fields()) {
            for (String phrase : field.labels()) {
                List<FieldType> fields = add(labels, phrase).fields();
                if (!fields.contains(field)) {
                    fields.add(field);
                }
            }
        }
        for (PaperType.Section section : type.sections()) {
            section.headings()
                    .forEach(heading -> add(labels, heading).sections().add(section.key()));
        }
        type.stops().forEach(stop -> add(labels, stop));
        return List.copyOf(labels.values());
    }

    private static Label add(Map<String, Label> labels, String declared) {
        int gap = declared.indexOf('…');
        String phrase = gap < 0 ? declared : declared.substring(0, gap).strip();
        String suffix = gap < 0 ? "" : Token.bare(declared.substring(gap + 1));
        String exact = exact(phrase);
        String letters = phrase.replaceAll("^[^\\p{L}]+", "");
        boolean inline = !letters.isEmpty() && Character.isLowerCase(letters.charAt(0));
        Label label = labels.computeIfAbsent(
                exact,
                key -> new Label(
                        phrase,
                        Token.bare(phrase),
                        key,
                        Atom.split(phrase).get(0).bare(),
                        suffix,
                        Atom.split(phrase).size(),
                        inline,
                        new ArrayList<>(),
                        new ArrayList<>()));
        if (inline && !label.inline()) {
            Label both = new Label(
                    label.phrase(),
                    label.bare(),
                    label.exact(),
                    label.first(),
                    label.suffix(),
                    label.words(),
                    true,
                    label.fields(),
                    label.sections());
            labels.put(exact, both);
            return both;
        }
        return label;
    }

    /** The same caption where it is said that a section is meant. */
    Label of(String section) {
        List<FieldType> own =
                fields.stream().filter(field -> section.equals(field.section())).toList();
        return new Label(phrase, bare, exact, first, suffix, words, inline, own, sections);
    }

    /** The same words without a field, for a part of a caption that the value does not follow. */
    Label blocking() {
        return new Label(phrase, bare, exact, first, suffix, words, inline, List.of(), List.of());
    }

    static String exact(String text) {
        String lower = Vietnamese.normaliseTonePlacement(text).toLowerCase(Locale.ROOT);
        StringBuilder kept = new StringBuilder(lower.length());
        lower.chars().filter(Character::isLetterOrDigit).forEach(c -> kept.append((char) c));
        return kept.toString();
    }

    /** Whether it is the heading of a section and no caption. */
    boolean isHeading() {
        return fields.isEmpty() && !sections.isEmpty();
    }

    /** Of so few letters that it needs more than its letters to be believed. */
    boolean brief() {
        return bare.length() <= 4 || (words == 1 && bare.length() <= 7);
    }

    /** Whether a caption that begins with this word may be this one: a quick look before the letters are compared. */
    boolean mayBeginWith(String word) {
        return word.startsWith(first) || first.startsWith(word) || Fuzzy.distance(word, first, 1) <= 1;
    }

    /**
     * A run of letters and digits within a word; labels are compared atom by atom, so that {@code trú/tạm} are two.
     *
     * @param bare folded
     * @param from index of its first character in the word
     * @param to index after its last
     */
    record Atom(String bare, int from, int to) {
        static List<Atom> split(String text) {
            List<Atom> atoms = new ArrayList<>();
            int from = -1;
            for (int i = 0; i <= text.length(); i++) {
                boolean inside = i < text.length()
                        && (Character.isLetterOrDigit(text.charAt(i))
                                || Character.getType(text.charAt(i)) == Character.NON_SPACING_MARK);
                if (inside && from < 0) {
                    from = i;
                } else if (!inside && from >= 0) {
                    atoms.add(new Atom(Token.bare(text.substring(from, i)), from, i));
                    from = -1;
                }
            }
            return atoms;
        }
    }
}
