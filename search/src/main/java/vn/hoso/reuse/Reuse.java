package vn.hoso.reuse;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.hoso.paper.PaperId;
import vn.hoso.registry.LedgerEvent;

/**
 * A re-use as the ledger has it: the receipt of a dossier for the papers that nobody had to hand in.
 *
 * <p>It names fields and never holds their values.
 *
 * @param request the id of the request, by which the same re-use is known again
 * @param dossier the dossier, which is the purpose
 * @param procedure the code of the procedure
 * @param on the day that the answers were for
 * @param owner the pseudonym of the person, see {@link vn.hoso.search.LuceneRecordIndex#pseudonym}
 * @param actor the officer
 * @param agency the agency
 * @param legalBasis the legal basis that was stated, or null
 * @param components one answer a required component
 * @param uses the records that were used, each with the fields taken from it
 * @param formFields how many fields the form has
 * @param at when it was recorded
 * @param sequence the number of its row in the ledger
 * @param hash the hash of that row
 */
public record Reuse(
        String request,
        String dossier,
        String procedure,
        LocalDate on,
        String owner,
        String actor,
        String agency,
        @Nullable String legalBasis,
        List<Component> components,
        List<Use> uses,
        int formFields,
        Instant at,
        long sequence,
        String hash) {
    /** The action of its row in the ledger. */
    public static final String ACTION = LedgerEvent.REUSE;

    public Reuse {
        components = List.copyOf(components);
        uses = List.copyOf(uses);
    }

    /**
     * What became of a required component.
     *
     * @param code the code of the component
     * @param answer the name of the answer, such as {@code REUSABLE}
     * @param kind the code of the kind of result that stands for it; empty where nothing does
     * @param record the record that stands for it, or null
     */
    public record Component(
            String code,
            String answer,
            String kind,
            @Nullable PaperId record) {}

    /**
     * A record that was used.
     *
     * @param record the record
     * @param version its version
     * @param sha256 the digest of that version
     * @param fields the keys of the fields that were taken
     */
    public record Use(PaperId record, int version, String sha256, List<String> fields) {
        public Use {
            fields = List.copyOf(fields);
        }
    }

    /**
     * How many fields of the form were filled.
     *
     * @return the number of fields taken from all records
     */
    public int filledFields() {
        return uses.stream().mapToInt(use -> use.fields().size()).sum();
    }

    /**
     * The receipt for other programs, with what the national portal is told of each component ({@code TaiLieuNop}).
     *
     * @return one line of JSON
     */
    public String json() {
        return ReuseJson.write(this).toString();
    }

    /** Never shows whose papers were used. */
    @Override
    public String toString() {
        return "Reuse[" + request + ", " + dossier + "]";
    }

    /** The facts of the row in the ledger; the inverse of {@link #of}. */
    Map<String, String> facts() {
        Map<String, String> facts = new TreeMap<>();
        facts.put("request", request);
        facts.put("dossier", dossier);
        facts.put("procedure", procedure);
        facts.put("on", on.toString());
        facts.put("owner", owner);
        facts.put("agency", agency);
        facts.put("legalBasis", legalBasis == null ? "" : legalBasis);
        facts.put("formFields", Integer.toString(formFields));
        for (int i = 0; i < components.size(); i++) {
            Component component = components.get(i);
            facts.put("component." + (i + 1), component.code());
            facts.put("component." + (i + 1) + ".answer", component.answer());
            facts.put("component." + (i + 1) + ".kind", component.kind());
            facts.put(
                    "component." + (i + 1) + ".record",
                    component.record() == null ? "" : component.record().value());
        }
        for (int i = 0; i < uses.size(); i++) {
            Use use = uses.get(i);
            facts.put("use." + (i + 1), use.record().value());
            facts.put("use." + (i + 1) + ".version", Integer.toString(use.version()));
            facts.put("use." + (i + 1) + ".sha256", use.sha256());
            facts.put("use." + (i + 1) + ".fields", String.join(" ", use.fields()));
        }
        return facts;
    }

    /** The re-use that a row of the ledger tells of. */
    static Reuse of(LedgerEvent event) {
        Map<String, String> facts = event.facts();
        List<Component> components = new ArrayList<>();
        for (int i = 1; facts.containsKey("component." + i); i++) {
            String record = text(facts, "component." + i + ".record");
            components.add(new Component(
                    text(facts, "component." + i),
                    text(facts, "component." + i + ".answer"),
                    text(facts, "component." + i + ".kind"),
                    record.isEmpty() ? null : new PaperId(record)));
        }
        List<Use> uses = new ArrayList<>();
        for (int i = 1; facts.containsKey("use." + i); i++) {
            String fields = text(facts, "use." + i + ".fields");
            uses.add(new Use(
                    new PaperId(text(facts, "use." + i)),
                    Integer.parseInt(text(facts, "use." + i + ".version")),
                    text(facts, "use." + i + ".sha256"),
                    fields.isEmpty() ? List.of() : List.of(fields.split(" ", -1))));
        }
        String basis = text(facts, "legalBasis");
        return new Reuse(
                text(facts, "request"),
                text(facts, "dossier"),
                text(facts, "procedure"),
                LocalDate.parse(text(facts, "on")),
                text(facts, "owner"),
                event.actor(),
                text(facts, "agency"),
                basis.isEmpty() ? null : basis,
                components,
                uses,
                Integer.parseInt(text(facts, "formFields")),
                event.at(),
                event.sequence(),
                event.hash());
    }

    private static String text(Map<String, String> facts, String key) {
        return facts.getOrDefault(key, "");
    }
}
