package vn.hoso.reuse;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;

/**
 * The procedures of an agency: what each requires, in dated versions.
 *
 * <p>Read from the feed of the national database of procedures in either of its shapes: the older one with keys such as
 * {@code MaTTHC, THANHPHANHOSO, GIAYTO, MA_KQ_THAYTHE}, and the portal's, with {@code code, executionCases,
 * profileComponents}. Two keys are additions to the feed that an agency fills in: {@code BIEUMAU} (or {@code form}), the
 * fields of the form with their sources, and {@code TUOI_TOI_DA_THANG} (or {@code maxAgeMonths}) of a component.
 */
public final class Catalogue {
    private static final String WHAT = "a catalogue";
    private static final String FEED = "the feed of the national database";

    private final Map<String, List<Procedure>> byCode;

    private Catalogue(Map<String, List<Procedure>> byCode) {
        this.byCode = byCode;
    }

    /**
     * A catalogue of some procedures.
     *
     * @param procedures the procedures, of each as many versions as there are
     * @return the catalogue
     */
    public static Catalogue of(List<Procedure> procedures) {
        Map<String, List<Procedure>> byCode = new HashMap<>();
        for (Procedure procedure : procedures) {
            byCode.computeIfAbsent(procedure.code(), code -> new ArrayList<>()).add(procedure);
        }
        Comparator<Procedure> newest = Comparator.comparing(
                procedure -> procedure.from() == null ? LocalDate.MIN : procedure.from(), Comparator.reverseOrder());
        byCode.values().forEach(versions -> versions.sort(newest));
        return new Catalogue(byCode);
    }

    /**
     * Reads a file of the feed: a procedure, a list of them, or an object with such a list under {@code catalogue}.
     *
     * @param file the file
     * @return the catalogue
     * @throws IOException if the file can't be read
     * @throws HosoException {@code BAD_CONFIGURATION} where it is no such feed
     */
    public static Catalogue read(Path file) throws IOException {
        JsonNode root = JsonFiles.read(file, WHAT, FEED);
        try {
            return of(procedures(root.has("catalogue") ? root.get("catalogue") : root));
        } catch (java.time.DateTimeException | IllegalArgumentException e) {
            throw new HosoException(Problem.BAD_CONFIGURATION, e, file.toString(), WHAT, FEED);
        }
    }

    /**
     * A procedure as it was in force on a day.
     *
     * @param code its code; with or without the code of the publishing agency, where only one procedure fits
     * @param on the day
     * @return the newest version in force on that day, or empty
     */
    public Optional<Procedure> procedure(String code, LocalDate on) {
        List<Procedure> versions = byCode.get(code.strip());
        if (versions == null) {
            List<List<Procedure>> similar = byCode.entrySet().stream()
                    .filter(entry -> entry.getKey().startsWith(code.strip() + ".")
                            || code.strip().startsWith(entry.getKey() + "."))
                    .map(Map.Entry::getValue)
                    .toList();
            versions = similar.size() == 1 ? similar.get(0) : List.of();
        }
        return versions.stream()
                .filter(version -> version.from() == null || !version.from().isAfter(on))
                .findFirst();
    }

    /**
     * All procedures.
     *
     * @return every version of each
     */
    public List<Procedure> procedures() {
        return byCode.values().stream().flatMap(List::stream).toList();
    }

    /**
     * This catalogue with more ways to stand for components, as an agency decides for itself.
     *
     * @param mapping the codes of the kinds of result by the code of the component that they may stand for
     * @return the catalogue with both
     */
    public Catalogue with(Map<String, Set<String>> mapping) {
        return of(procedures().stream()
                .map(procedure -> new Procedure(
                        procedure.code(),
                        procedure.name(),
                        procedure.from(),
                        procedure.cases().stream()
                                .map(one -> new Procedure.Case(
                                        one.name(),
                                        one.components().stream()
                                                .map(component -> with(component, mapping))
                                                .toList()))
                                .toList(),
                        procedure.form(),
                        procedure.results()))
                .toList());
    }

    private static Procedure.Component with(Procedure.Component component, Map<String, Set<String>> mapping) {
        Set<String> accepted = new LinkedHashSet<>(component.accepted());
        accepted.addAll(mapping.getOrDefault(component.code(), Set.of()));
        return new Procedure.Component(component.code(), component.name(), accepted, component.maxAgeMonths());
    }

    /** The procedures of a feed that has been parsed. */
    static List<Procedure> procedures(JsonNode root) {
        List<Procedure> procedures = new ArrayList<>();
        if (root.isArray()) {
            root.forEach(node -> procedures.add(procedure(node)));
        } else {
            procedures.add(procedure(root));
        }
        return procedures;
    }

    private static Procedure procedure(JsonNode node) {
        String code = text(node, "MaTTHC", "MATTHC", "code");
        List<Procedure.Case> cases = new ArrayList<>();
        for (JsonNode one : array(node, "THANHPHANHOSO", "executionCases")) {
            List<Procedure.Component> components = new ArrayList<>();
            for (JsonNode component : array(one, "GIAYTO", "profileComponents")) {
                components.add(component(component));
            }
            cases.add(new Procedure.Case(text(one, "TRUONGHOP", "name"), components));
        }
        if (cases.isEmpty()) {
            cases.add(new Procedure.Case("", List.of()));
        }
        List<String> results = new ArrayList<>();
        for (JsonNode result : array(node, "KETQUATHUCHIEN", "resultsDetails")) {
            String kind = text(result, "MAKETQUA", "code");
            if (!kind.isEmpty()) {
                results.add(kind);
            }
        }
        String from = text(node, "NGAY_HIEU_LUC", "effectiveDate");
        return new Procedure(
                code,
                text(node, "TENTTHC", "name"),
                from.isEmpty() ? null : LocalDate.parse(from),
                cases,
                form(node),
                results);
    }

    private static Procedure.Component component(JsonNode node) {
        Set<String> accepted = new LinkedHashSet<>();
        JsonNode kinds = first(node, "MA_KQ_THAYTHE", "replacementResultCodes");
        if (kinds != null && kinds.isArray()) {
            kinds.forEach(kind -> add(accepted, kind.asText()));
        } else if (kinds != null) {
            for (String kind : kinds.asText("").split("[;,]", -1)) {
                add(accepted, kind);
            }
        }
        JsonNode age = first(node, "TUOI_TOI_DA_THANG", "maxAgeMonths");
        return new Procedure.Component(
                text(node, "MAGIAYTO", "code"),
                text(node, "TENGIAYTO", "name"),
                accepted,
                age == null || age.isNull() || age.asText("").isBlank()
                        ? null
                        : Integer.valueOf(age.asText().strip()));
    }

    private static void add(Set<String> kinds, String kind) {
        if (!kind.isBlank() && !kind.strip().equals("null")) {
            kinds.add(kind.strip());
        }
    }

    private static List<Procedure.FormField> form(JsonNode node) {
        List<Procedure.FormField> fields = new ArrayList<>();
        JsonNode form = first(node, "BIEUMAU", "form");
        if (form == null || !form.isObject()) {
            return fields;
        }
        form.properties().forEach(field -> {
            List<Procedure.Source> sources = new ArrayList<>();
            field.getValue().forEach(source -> {
                String[] parts = source.asText().split("\\.", 2);
                if (parts.length == 2) {
                    sources.add(new Procedure.Source(parts[0].strip(), parts[1].strip()));
                }
            });
            fields.add(new Procedure.FormField(field.getKey(), sources));
        });
        return fields;
    }

    private static @Nullable JsonNode first(JsonNode node, String... keys) {
        for (String key : keys) {
            JsonNode value = node.get(key);
            if (value != null && !value.isNull()) {
                return value;
            }
        }
        return null;
    }

    private static String text(JsonNode node, String... keys) {
        JsonNode value = first(node, keys);
        return value == null ? "" : value.asText("").strip();
    }

    private static List<JsonNode> array(JsonNode node, String... keys) {
        JsonNode value = first(node, keys);
        List<JsonNode> items = new ArrayList<>();
        if (value != null && value.isArray()) {
            value.forEach(items::add);
        }
        return items;
    }
}
