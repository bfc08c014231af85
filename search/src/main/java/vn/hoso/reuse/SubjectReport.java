package vn.hoso.reuse;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.hoso.paper.PaperId;
import vn.hoso.record.DigitisedRecord;
import vn.hoso.record.RecordCodec;
import vn.hoso.registry.LedgerEvent;

/**
 * Everything that is held about one person, and everything that was done with it: what a person may ask an agency for.
 *
 * @param number the number that was asked for
 * @param numbers all numbers that are known to be the person's, that one among them
 * @param ambiguous whether several persons claim the number; then only papers under exactly this number are named
 * @param at when the report was made
 * @param papers the papers
 * @param mentions papers of other people in which the number stands; their content is theirs and not in the report
 * @param unreadable papers that the index names and that can't be read
 * @param erased papers of the person that were erased; of them there are only the rows of the ledger, which hold digests
 *     and pseudonyms, and the counter of the code that they had
 * @param events what was done with the papers, and who asked for the person; oldest first
 */
public record SubjectReport(
        String number,
        List<String> numbers,
        boolean ambiguous,
        Instant at,
        List<Held> papers,
        List<PaperId> mentions,
        List<PaperId> unreadable,
        List<Erased> erased,
        List<LedgerEvent> events) {
    private static final JsonMapper JSON = new JsonMapper();

    public SubjectReport {
        numbers = List.copyOf(numbers);
        papers = List.copyOf(papers);
        mentions = List.copyOf(mentions);
        unreadable = List.copyOf(unreadable);
        erased = List.copyOf(erased);
        events = List.copyOf(events);
    }

    /**
     * A paper that is held.
     *
     * @param version its present version
     * @param versions when each version was stored, the first first
     * @param files the names of its files
     * @param record what is known from it
     */
    public record Held(int version, List<Instant> versions, List<String> files, DigitisedRecord record) {
        public Held {
            versions = List.copyOf(versions);
            files = List.copyOf(files);
        }
    }

    /**
     * A paper that was erased.
     *
     * @param paper the paper
     * @param at when
     * @param ground on what ground
     * @param basis the rule
     * @param reference the number of the request or of the decision
     */
    public record Erased(PaperId paper, Instant at, String ground, String basis, String reference) {}

    /**
     * The report for the person or for other programs: the records with all their values, and the rows of the ledger.
     *
     * @return JSON in lines
     */
    public String json() {
        RecordCodec codec = new RecordCodec();
        ObjectNode root = JSON.createObjectNode();
        root.put("number", number);
        ArrayNode all = root.putArray("numbers");
        numbers.forEach(all::add);
        root.put("ambiguous", ambiguous);
        root.put("at", at.toString());
        ArrayNode held = root.putArray("papers");
        for (Held paper : papers) {
            ObjectNode node = held.addObject();
            node.put("version", paper.version());
            ArrayNode versions = node.putArray("stored_at");
            paper.versions().forEach(stored -> versions.add(stored.toString()));
            ArrayNode files = node.putArray("files");
            paper.files().forEach(files::add);
            try {
                node.set("record", JSON.readTree(codec.encode(paper.record())));
            } catch (IOException e) {
                throw new UncheckedIOException(e); // it has just been written
            }
        }
        ArrayNode others = root.putArray("mentions");
        mentions.forEach(id -> others.add(id.value()));
        ArrayNode lost = root.putArray("unreadable");
        unreadable.forEach(id -> lost.add(id.value()));
        ArrayNode gone = root.putArray("erased");
        for (Erased one : erased) {
            gone.addObject()
                    .put("paper", one.paper().value())
                    .put("at", one.at().toString())
                    .put("ground", one.ground())
                    .put("basis", one.basis())
                    .put("reference", one.reference());
        }
        ArrayNode rows = root.putArray("events");
        events.forEach(event -> row(rows.addObject(), event));
        return root.toPrettyString();
    }

    private static void row(ObjectNode node, LedgerEvent event) {
        node.put("sequence", event.sequence());
        node.put("at", event.at().toString());
        node.put("actor", event.actor());
        node.put("action", event.action());
        PaperId paper = event.paper();
        node.put("paper", text(paper));
        ObjectNode facts = node.putObject("facts");
        Map<String, String> sorted = new TreeMap<>(event.facts());
        sorted.forEach(facts::put);
    }

    private static @Nullable String text(@Nullable PaperId paper) {
        return paper == null ? null : paper.value();
    }

    /** Never shows whose report it is. */
    @Override
    public String toString() {
        return "SubjectReport[" + papers.size() + " papers, " + events.size() + " events]";
    }
}
