package vn.hoso.reuse;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.hoso.paper.PaperId;
import vn.hoso.text.Box;

/**
 * What is already here for a dossier.
 *
 * @param procedure the procedure
 * @param on the day that the answers are for
 * @param owner the 12-digit number of the person, or null where nobody is known under the number that was asked
 * @param components one answer a required component, in the order of the catalogue
 * @param form the fields of the form that could be filled, in the order of the catalogue
 * @param formFields how many fields the form has
 */
public record Plan(
        Procedure procedure,
        LocalDate on,
        @Nullable String owner,
        List<ComponentAnswer> components,
        Map<String, Prefilled> form,
        int formFields) {
    public Plan {
        components = List.copyOf(components);
        form = Collections.unmodifiableMap(new LinkedHashMap<>(form));
    }

    /**
     * The share of the fields of the form that nobody has to fill in.
     *
     * @return 0 to 1; 0 for a form without fields
     */
    public double savedFields() {
        return formFields == 0 ? 0 : (double) form.size() / formFields;
    }

    /**
     * The plan for other programs.
     *
     * @return one line of JSON
     */
    public String json() {
        return PlanJson.write(this);
    }

    /** Never shows whose plan it is. */
    @Override
    public String toString() {
        return "Plan[" + procedure.code() + ", " + on + ", " + components.size() + " components]";
    }

    /**
     * The answer for a component.
     *
     * @param component what is required
     * @param answer the answer
     * @param considered each record that was looked at with its own answer, the newest first
     */
    public record ComponentAnswer(Procedure.Component component, Answer answer, List<Considered> considered) {
        public ComponentAnswer {
            considered = List.copyOf(considered);
        }
    }

    /**
     * A record that was looked at.
     *
     * @param record the record
     * @param answer what it would answer by itself
     */
    public record Considered(PaperId record, Answer answer) {}

    /**
     * A field of the form with its value and where that comes from.
     *
     * @param value the value
     * @param numeric whether the value is a number
     * @param record the record that it was taken from
     * @param version the version of the record
     * @param type the type of the paper
     * @param field the key of the field in the record
     * @param page the page it stands on, 0 where it stands nowhere
     * @param box where it stands on the page, or null
     * @param recordSha256 the digest of the record
     * @param sealSha256 the digest of its seal, or null where it has none
     * @param verifiedBy who confirmed the record, or null where it does not say
     * @param verifiedAt when, or null where it does not say
     * @param others different values that other records give for the same field: for the officer to see, never chosen
     *     silently
     */
    public record Prefilled(
            String value,
            boolean numeric,
            PaperId record,
            int version,
            String type,
            String field,
            int page,
            @Nullable Box box,
            String recordSha256,
            @Nullable String sealSha256,
            @Nullable String verifiedBy,
            @Nullable Instant verifiedAt,
            List<Other> others) {
        public Prefilled {
            others = List.copyOf(others);
        }
    }

    /**
     * A different value for the same field.
     *
     * @param value the value
     * @param record the record that gives it
     */
    public record Other(String value, PaperId record) {}
}
