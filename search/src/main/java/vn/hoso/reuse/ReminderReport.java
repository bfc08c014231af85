package vn.hoso.reuse;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.hoso.paper.PaperId;
import vn.hoso.record.DigitisedRecord;

/**
 * What an agency should see to (việc cần lưu ý). It names papers and never persons.
 *
 * @param on the day that it is for
 * @param expiring papers that count for a few days more, the first to end first
 * @param ended papers that were revoked or replaced, with the dossiers that had used them
 * @param unused components that were never re-used, and why
 */
public record ReminderReport(LocalDate on, List<Expiring> expiring, List<Ended> ended, List<Unused> unused) {
    private static final JsonMapper JSON = new JsonMapper();

    public ReminderReport {
        expiring = List.copyOf(expiring);
        ended = List.copyOf(ended);
        unused = List.copyOf(unused);
    }

    /**
     * A paper that ends soon.
     *
     * @param paper the paper
     * @param type its type
     * @param agency the agency that holds it
     * @param until the last day on which it counts
     */
    public record Expiring(PaperId paper, String type, String agency, LocalDate until) {}

    /**
     * A paper that does not count any more.
     *
     * @param paper the paper
     * @param state {@code REVOKED} or {@code SUPERSEDED}
     * @param by the paper that took its place, or null
     * @param at when that was written down
     * @param uses the re-uses of it, oldest first: these dossiers should be looked at
     */
    public record Ended(
            PaperId paper,
            DigitisedRecord.State state,
            @Nullable PaperId by,
            Instant at,
            List<Reuse> uses) {
        public Ended {
            uses = List.copyOf(uses);
        }
    }

    /** Why a component is not re-used. */
    public enum Why {
        /** The catalogue names no kind of result that may stand for it. */
        NOT_REPLACEABLE,
        /** Nobody has asked. */
        NEVER_ASKED,
        /** It was asked for, and never there in a state that allows it. */
        NEVER_THERE,
        /** It was there, and no dossier used it: the paper was asked for all the same. */
        NOT_TAKEN
    }

    /**
     * A component that no dossier of the period re-used.
     *
     * @param procedure the code of the procedure
     * @param component the code of the component
     * @param name the name of the component
     * @param why why
     * @param asked how often it was asked for
     * @param answers how often each answer was given: its name and, where it has some, its reasons, such as {@code
     *     UNVERIFIED NOT_SEALED}
     */
    public record Unused(
            String procedure, String component, String name, Why why, long asked, Map<String, Long> answers) {
        public Unused {
            answers = Map.copyOf(answers);
        }
    }

    /**
     * The report for other programs.
     *
     * @return one line of JSON
     */
    public String json() {
        ObjectNode root = JSON.createObjectNode();
        root.put("on", on.toString());
        var soon = root.putArray("expiring");
        for (Expiring one : expiring) {
            soon.addObject()
                    .put("record", one.paper().value())
                    .put("type", one.type())
                    .put("agency", one.agency())
                    .put("until", one.until().toString());
        }
        var over = root.putArray("ended");
        for (Ended one : ended) {
            PaperId by = one.by();
            ObjectNode node = over.addObject()
                    .put("record", one.paper().value())
                    .put("state", one.state().name())
                    .put("by", by == null ? null : by.value())
                    .put("at", one.at().toString());
            var dossiers = node.putArray("dossiers");
            one.uses().forEach(use -> dossiers.add(use.dossier()));
        }
        var never = root.putArray("unused");
        for (Unused one : unused) {
            ObjectNode node = never.addObject()
                    .put("procedure", one.procedure())
                    .put("component", one.component())
                    .put("name", one.name())
                    .put("why", one.why().name())
                    .put("asked", one.asked());
            ObjectNode answers = node.putObject("answers");
            new TreeMap<>(one.answers()).forEach(answers::put);
        }
        return root.toString();
    }
}
