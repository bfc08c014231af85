package vn.hoso.paper;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.text.Vietnamese;

/**
 * What is digitised and what is not (phạm vi số hóa): by the kind of paper that was handed in, as the law in force on a day
 * says. The rules are dated data in a YAML file.
 *
 * <p>A person knows the kind and may state it. What is printed on a paper only speaks for a kind; where it speaks for one
 * that is not digitised, a person has to say what it is. State secrets are no matter of kinds: their mark ends everything.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class Eligibility {
    private static final String BUNDLED = "eligibility.yaml";
    private static final String SHARED = "shared-data";

    private final Map<String, Kind> kinds;
    private final List<Mark> marks;
    private final Map<String, LocalDate> shared;

    private Eligibility(Map<String, Kind> kinds, List<Mark> marks, Map<String, LocalDate> shared) {
        this.kinds = kinds;
        this.marks = marks;
        this.shared = shared;
    }

    private record Kind(Map<String, String> names, List<Dated> rulings) {}

    private record Dated(LocalDate since, Ruling ruling) {}

    private record Mark(String phrase, String scanned, String signed) {}

    /**
     * What the law says of a kind of paper.
     *
     * @param kind the kind, such as {@code photocopy}
     * @param digitise whether it is digitised
     * @param english why not, in English; empty where it is
     * @param vietnamese why not, in Vietnamese; empty where it is
     * @param basis the rule; empty where none was in force
     */
    public record Ruling(String kind, boolean digitise, String english, String vietnamese, String basis) {
        /**
         * Refuses what is not digitised.
         *
         * @param subject the file or the paper
         * @throws HosoException with {@code NOT_ELIGIBLE} where this kind is not digitised
         */
        public void require(String subject) {
            if (!digitise) {
                throw new HosoException(Problem.NOT_ELIGIBLE, subject, english, vietnamese, basis, kind);
            }
        }
    }

    /**
     * The rules that come with Hoso.
     *
     * @return the rules of Thông tư 01/2023/TT-VPCP
     */
    public static Eligibility bundled() {
        return Bundled.RULES;
    }

    /**
     * The rules of an agency, instead of the bundled ones.
     *
     * @param file a YAML file of the form of the bundled one
     * @return the rules
     * @throws IOException if the file can't be read
     * @throws HosoException with {@code BAD_CONFIGURATION} where it does not have that form
     */
    public static Eligibility load(Path file) throws IOException {
        return read(Files.readString(file), String.valueOf(file.getFileName()));
    }

    /**
     * The kinds that can be stated.
     *
     * @return their keys, in alphabetical order
     */
    public Set<String> kinds() {
        return new TreeSet<>(kinds.keySet());
    }

    /**
     * What a kind is called.
     *
     * @param kind the kind
     * @param locale Vietnamese, or English for every other
     * @return the name; the kind itself where it is not known
     */
    public String name(String kind, Locale locale) {
        String language = locale.getLanguage().equals("vi") ? "vi" : "en";
        return kinds.containsKey(kind) ? kinds.get(kind).names().getOrDefault(language, kind) : kind;
    }

    /**
     * What the law says of a kind.
     *
     * @param kind one of {@link #kinds}
     * @param on the day on which it is digitised
     * @return the ruling in force that day; a kind that no rule speaks of yet is digitised
     * @throws HosoException with {@code BAD_CONFIGURATION} for an unknown kind
     */
    public Ruling ruling(String kind, LocalDate on) {
        Kind known = kinds.get(kind);
        if (known == null) {
            throw new HosoException(Problem.BAD_CONFIGURATION, kind, "original", String.join(", ", kinds()));
        }
        return known.rulings().stream()
                .filter(dated -> !dated.since().isAfter(on))
                .max(Comparator.comparing(Dated::since))
                .map(Dated::ruling)
                .orElse(new Ruling(kind, true, "", "", ""));
    }

    /**
     * What a paper itself says of its kind.
     *
     * @param type its type: the data of some are shared already
     * @param texts the text of its pages
     * @param signed whether the file that was handed in carries a digital signature
     * @param on the day on which it is digitised
     * @return the kind that it speaks for, or empty where nothing is said
     */
    public Optional<String> evidence(String type, List<String> texts, boolean signed, LocalDate on) {
        LocalDate since = shared.get(type);
        if (since != null && !since.isAfter(on)) {
            return Optional.of(SHARED);
        }
        String print = plain(String.join(" ", texts));
        return marks.stream()
                .filter(mark -> print.contains(mark.phrase()))
                .findFirst()
                .map(mark -> signed ? mark.signed() : mark.scanned());
    }

    private static String plain(String text) {
        return Vietnamese.fold(text).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
    }

    private static Eligibility read(String yaml, String name) {
        try {
            JsonNode tree = new YAMLMapper().readTree(yaml);
            Map<String, Kind> kinds = new LinkedHashMap<>();
            tree.path("kinds").properties().forEach(one -> kinds.put(one.getKey(), kind(one.getKey(), one.getValue())));
            List<Mark> marks = new ArrayList<>();
            for (JsonNode mark : tree.path("marks")) {
                marks.add(new Mark(
                        plain(mark.path("phrase").asText()),
                        known(mark.path("scanned").asText(), kinds),
                        known(mark.path("signed").asText(), kinds)));
            }
            Map<String, LocalDate> shared = new LinkedHashMap<>();
            tree.path("shared")
                    .properties()
                    .forEach(one -> shared.put(
                            one.getKey(), LocalDate.parse(one.getValue().asText())));
            if (!shared.isEmpty()) {
                known(SHARED, kinds);
            }
            if (marks.stream().anyMatch(mark -> mark.phrase().isEmpty())) {
                throw new IllegalArgumentException("a mark without a phrase");
            }
            return new Eligibility(kinds, marks, shared);
        } catch (JsonProcessingException e) {
            throw new HosoException(Problem.BAD_CONFIGURATION, e, name, "YAML", e.getOriginalMessage());
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new HosoException(Problem.BAD_CONFIGURATION, e, name, "eligibility", String.valueOf(e.getMessage()));
        }
    }

    private static String known(String kind, Map<String, Kind> kinds) {
        if (!kinds.containsKey(kind)) {
            throw new IllegalArgumentException("kinds: " + String.join(", ", kinds.keySet()));
        }
        return kind;
    }

    private static Kind kind(String key, JsonNode tree) {
        Map<String, String> names = new LinkedHashMap<>();
        tree.path("names")
                .properties()
                .forEach(one -> names.put(one.getKey(), one.getValue().asText()));
        List<Dated> rulings = new ArrayList<>();
        for (JsonNode one : tree.path("rulings")) {
            JsonNode reason = one.path("reason");
            if (!one.path("digitise").isBoolean()) {
                throw new IllegalArgumentException("digitise: true or false");
            }
            rulings.add(new Dated(
                    LocalDate.parse(one.path("since").asText()),
                    new Ruling(
                            key,
                            one.path("digitise").asBoolean(),
                            reason.path("en").asText(),
                            reason.path("vi").asText(),
                            one.path("basis").asText())));
        }
        return new Kind(names, rulings);
    }

    /** Read lazily: a command that digitises nothing pays nothing. */
    private static final class Bundled {
        static final Eligibility RULES = read();

        private static Eligibility read() {
            try (InputStream in = Eligibility.class.getResourceAsStream(BUNDLED)) {
                if (in == null) {
                    throw new IllegalStateException("the jar lacks " + BUNDLED);
                }
                return Eligibility.read(new String(in.readAllBytes(), StandardCharsets.UTF_8), BUNDLED);
            } catch (IOException damagedJar) {
                throw new UncheckedIOException(damagedJar);
            }
        }
    }
}
