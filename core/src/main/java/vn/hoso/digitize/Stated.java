package vn.hoso.digitize;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.hoso.extract.Extraction;
import vn.hoso.record.DigitisedRecord;
import vn.hoso.record.DigitisedRecord.Event;
import vn.hoso.registry.Decision;

/**
 * What somebody said of a file when it was handed in, such as the list that comes with a box of papers. It is kept as said,
 * with the name of who handed in, in the history of each paper of the file and in the ledger; it is no verified data, and
 * no field is filled from it.
 *
 * @param owner the identifier of the person or business whose paper it is, or null
 * @param type the key of the paper type, or null
 * @param procedure the code of the administrative procedure, or null
 * @param dossier the code of the dossier, or null
 */
public record Stated(
        @Nullable String owner,
        @Nullable String type,
        @Nullable String procedure,
        @Nullable String dossier) {
    /** Nothing was said. */
    public static final Stated NOTHING = new Stated(null, null, null, null);

    /** The action of the event and of the decision that keep what was said; their key names what it is about. */
    public static final String ACTION = "state";

    /**
     * What was said of a paper when its file was handed in.
     *
     * @param record the record of the paper
     * @return what its history says, perhaps {@link #NOTHING}
     */
    public static Stated of(DigitisedRecord record) {
        Map<String, String> said = new LinkedHashMap<>();
        for (Event event : record.history()) {
            if (event.action().equals(ACTION) && event.key() != null && event.newValue() != null) {
                said.put(event.key(), event.newValue());
            }
        }
        return new Stated(said.get("owner"), said.get("type"), said.get("procedure"), said.get("dossier"));
    }

    /**
     * What was said of a paper and was read otherwise: somebody has to look which of the two is right.
     *
     * @param record the record of the paper
     * @return {@code type} or {@code owner} or both; none where nothing was said, or nothing was read to hold against it
     */
    public static List<String> contradicted(DigitisedRecord record) {
        Stated said = of(record);
        List<String> facts = new ArrayList<>();
        if (said.type != null && !record.type().equals(Extraction.UNKNOWN) && !said.type.equals(record.type())) {
            facts.add("type");
        }
        String read = record.owner().id();
        if (said.owner != null && read != null && read.length() == said.owner.length() && !read.equals(said.owner)) {
            facts.add("owner"); // an older number has another length, and may be the same person's
        }
        return facts;
    }

    private Map<String, @Nullable String> facts() {
        Map<String, @Nullable String> facts = new LinkedHashMap<>();
        facts.put("owner", owner);
        facts.put("type", type);
        facts.put("procedure", procedure);
        facts.put("dossier", dossier);
        return facts;
    }

    /** What was said, for the ledger, which keeps salted digests of it. */
    List<Decision> decisions(Instant at, String actor) {
        return facts().entrySet().stream()
                .filter(fact -> fact.getValue() != null)
                .map(fact -> new Decision(at, actor, ACTION, fact.getKey(), null, fact.getValue(), null))
                .toList();
    }

    /** What was said, for the history of a record. */
    List<Event> events(Instant at, String actor) {
        return decisions(at, actor).stream()
                .map(said -> new Event(at, actor, ACTION, said.key(), null, said.newValue(), null))
                .toList();
    }
}
