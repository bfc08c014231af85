package vn.hoso.reuse;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A procedure (thủ tục hành chính) as the national database describes it, in one version.
 *
 * @param code its code, such as {@code 1.001193}
 * @param name its name
 * @param from the first day on which this version is in force, or null for always
 * @param cases its cases (trường hợp), each with the components that it requires; at least one
 * @param form the fields of its form with their sources; empty where the agency has declared none
 * @param results the codes of the kinds of result that it gives
 */
public record Procedure(
        String code,
        String name,
        @Nullable LocalDate from,
        List<Case> cases,
        List<FormField> form,
        List<String> results) {
    public Procedure {
        cases = List.copyOf(cases);
        form = List.copyOf(form);
        results = List.copyOf(results);
        if (code.isBlank() || cases.isEmpty()) {
            throw new IllegalArgumentException("a procedure needs a code and at least one case");
        }
    }

    /**
     * A case of a procedure.
     *
     * @param name its name, such as {@code Trường hợp chung}
     * @param components what it requires, in the order of the catalogue
     */
    public record Case(String name, List<Component> components) {
        public Case {
            components = List.copyOf(components);
        }
    }

    /**
     * A required component (thành phần hồ sơ).
     *
     * @param code its code (mã giấy tờ); empty where the catalogue gives none
     * @param name its name
     * @param accepted the codes of the kinds of result that may stand for it (mã kết quả thay thế); empty where nothing
     *     may
     * @param maxAgeMonths how many months old such a paper may be, or null for any age
     */
    public record Component(
            String code,
            String name,
            Set<String> accepted,
            @Nullable Integer maxAgeMonths) {
        public Component {
            accepted = Set.copyOf(accepted);
            if (maxAgeMonths != null && maxAgeMonths < 0) {
                throw new IllegalArgumentException("an age is 0 months or more, got " + maxAgeMonths);
            }
        }
    }

    /**
     * A field of the form.
     *
     * @param key its key
     * @param sources where its value may come from, the first that gives one counts
     */
    public record FormField(String key, List<Source> sources) {
        public FormField {
            sources = List.copyOf(sources);
        }
    }

    /**
     * A source of a value.
     *
     * @param type the paper type, or {@value #ANY}
     * @param field the key of the field in papers of that type
     */
    public record Source(String type, String field) {
        /** Stands for every paper that answers a component of the procedure. */
        public static final String ANY = "any";
    }
}
