package vn.hoso.paper;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;

/** From YAML to a {@link PaperType}. */
final class PaperTypeReader {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final String FOLDER = "types/";
    private static final Map<String, List<FieldType>> SHARED_FIELDS = new ConcurrentHashMap<>();

    private PaperTypeReader() {}

    static List<String> bundledNames() {
        return resource(FOLDER + "index.txt")
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }

    /** The bundled files are checked against the schema by the tests, not at every start. */
    static PaperType readBundled(String name) {
        return read(resource(FOLDER + name), name);
    }

    static PaperType readChecked(String yaml, String name) {
        List<Error> errors;
        try {
            errors = schema().validate(YAML.readTree(yaml).toString(), InputFormat.JSON);
        } catch (JsonProcessingException noYaml) {
            throw new HosoException(Problem.BAD_CONFIGURATION, noYaml, name, "YAML", noYaml.getOriginalMessage());
        }
        if (!errors.isEmpty()) {
            Error first = errors.get(0);
            throw new HosoException(
                    Problem.BAD_CONFIGURATION, name, String.valueOf(first.getInstanceLocation()), first.getMessage());
        }
        return read(yaml, name);
    }

    private static Schema schema() {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(resource(FOLDER + "paper-type.schema.json"), InputFormat.JSON);
    }

    private static PaperType read(String yaml, String name) {
        try {
            return type(YAML.readTree(yaml));
        } catch (JsonProcessingException noYaml) {
            throw new HosoException(Problem.BAD_CONFIGURATION, noYaml, name, "YAML", noYaml.getOriginalMessage());
        }
    }

    private static PaperType type(JsonNode node) {
        Map<String, String> names = new LinkedHashMap<>();
        node.path("names")
                .properties()
                .forEach(one -> names.put(one.getKey(), one.getValue().asText()));
        List<PaperType.Section> sections = new ArrayList<>();
        node.path("sections")
                .properties()
                .forEach(one -> sections.add(new PaperType.Section(one.getKey(), texts(one.getValue()))));
        String sameFields = text(node, "fieldsOf");
        List<FieldType> fields = new ArrayList<>();
        if (sameFields == null) {
            node.path("fields").forEach(one -> fields.add(field(one)));
        } else {
            fields.addAll(fieldsOf(sameFields, node.path("type").asText()));
        }
        JsonNode owner = node.path("owner");
        return new PaperType(
                node.path("type").asText(),
                names,
                texts(node.path("synonyms")),
                text(node, "resultCode"),
                text(node, "symbol"),
                cues(node.path("titles"), 4),
                cues(node.path("cues"), 1),
                cues(node.path("against"), 4),
                sections,
                texts(node.path("stops")),
                fields,
                node.path("validity").asText("none"),
                text(node, "validFrom"),
                text(owner, "id"),
                text(owner, "name"),
                text(owner, "birthDate"));
    }

    private static List<FieldType> fieldsOf(String key, String asking) {
        if (!bundledNames().contains(key + ".yaml") || key.equals(asking)) {
            throw new HosoException(Problem.BAD_CONFIGURATION, asking, "fieldsOf", String.join(", ", bundledNames()));
        }
        return SHARED_FIELDS.computeIfAbsent(key, k -> readBundled(k + ".yaml").fields());
    }

    private static FieldType field(JsonNode node) {
        Set<String> labels = new LinkedHashSet<>(texts(node.path("labels")));
        texts(node.path("use")).forEach(set -> labels.addAll(LabelSets.get(set)));
        List<FieldType.Choice> choices = new ArrayList<>();
        node.path("choices")
                .properties()
                .forEach(one -> choices.add(
                        new FieldType.Choice(one.getKey(), one.getValue().asText())));
        return new FieldType(
                node.path("key").asText(),
                FieldKind.valueOf(node.path("kind").asText("text").toUpperCase(Locale.ROOT)),
                List.copyOf(labels),
                texts(node.path("at")),
                text(node, "section"),
                node.path("required").asBoolean(false),
                node.path("sensitive").asBoolean(false),
                node.path("fourEyes").asBoolean(false),
                text(node, "constant"),
                choices,
                texts(node.path("checks")));
    }

    /** A cue is a phrase, or a phrase with its weight. */
    private static List<PaperType.Cue> cues(JsonNode node, double weight) {
        List<PaperType.Cue> cues = new ArrayList<>();
        for (JsonNode one : node) {
            cues.add(
                    one.isObject()
                            ? new PaperType.Cue(
                                    one.path("phrase").asText(),
                                    one.path("weight").asDouble(weight))
                            : new PaperType.Cue(one.asText(), weight));
        }
        return cues;
    }

    /** A list of texts, or one text. */
    private static List<String> texts(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(one -> texts.add(one.asText()));
        } else {
            texts.add(node.asText());
        }
        return texts;
    }

    private static @Nullable String text(JsonNode node, String key) {
        JsonNode value = node.path(key);
        return value.isMissingNode() || value.isNull() ? null : value.asText();
    }

    private static String resource(String name) {
        try (InputStream in = PaperTypeReader.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException damagedJar) {
            throw new UncheckedIOException(damagedJar);
        }
    }

    /** Labels that many types share. */
    private static final class LabelSets {
        private static final Map<String, List<String>> SETS = read();

        static List<String> get(String name) {
            List<String> labels = SETS.get(name);
            if (labels == null) {
                throw new HosoException(Problem.BAD_CONFIGURATION, name, "use", String.join(", ", SETS.keySet()));
            }
            return labels;
        }

        private static Map<String, List<String>> read() {
            try {
                Map<String, List<String>> sets = new LinkedHashMap<>();
                YAML.readTree(resource(FOLDER + "labels.yaml"))
                        .properties()
                        .forEach(one -> sets.put(one.getKey(), texts(one.getValue())));
                return sets;
            } catch (JsonProcessingException damagedJar) {
                throw new UncheckedIOException(damagedJar);
            }
        }
    }
}
