package vn.hoso.reuse;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import vn.hoso.archive.Archive;
import vn.hoso.archive.ArchivedPaper;
import vn.hoso.paper.PaperId;
import vn.hoso.record.RecordCodec;
import vn.hoso.registry.LedgerEvent;
import vn.hoso.registry.Notice;
import vn.hoso.registry.Registry;
import vn.hoso.search.LuceneRecordIndex;

/**
 * Answers a person who asks what is held about them and who has used it (Law 91/2025/QH15, Decree
 * 356/2025/NĐ-CP: within two working days). That such a report was made stands in the ledger before it is given.
 *
 * <p>Safe for use by several threads; it closes nothing that it was given.
 */
public final class SubjectDesk {
    /** The action in the ledger. */
    public static final String ACTION = "subject-report";

    private static final int PAGE = 1000;

    private final Archive archive;
    private final Registry registry;
    private final LuceneRecordIndex index;
    private final Records records;
    private final InstantSource clock;

    /**
     * A desk.
     *
     * @param archive the archive
     * @param registry holds the ledger
     * @param index finds the papers
     * @param clock tells the time
     */
    public SubjectDesk(Archive archive, Registry registry, LuceneRecordIndex index, InstantSource clock) {
        this.archive = archive;
        this.registry = registry;
        this.index = index;
        this.records = new Records(archive, new RecordCodec()::decode);
        this.clock = clock;
    }

    /**
     * The report about a person. Papers that only mention the name are not in it: a name is not a person.
     *
     * @param number the number of the person: 12 digits, or 9 of an old identity card
     * @param officer who makes the report
     * @param purpose what for, such as the number of the person's request
     * @return the report
     */
    public SubjectReport report(String number, String officer, String purpose) {
        if (number.isBlank() || officer.isBlank() || purpose.isBlank()) {
            throw new IllegalArgumentException("a report is made by an officer about a number for a purpose");
        }
        PersonPapers papers = PersonPapers.of(index, records, number);
        Set<String> numbers = papers.numbers();
        Set<String> pseudonyms = new LinkedHashSet<>();
        numbers.forEach(one -> pseudonyms.add(index.pseudonym(one)));
        registry.append(Notice.of(officer, ACTION, Map.of("purpose", purpose)).about(pseudonyms));

        List<SubjectReport.Held> held = new ArrayList<>();
        List<PaperId> mentions = new ArrayList<>();
        List<PaperId> unreadable = new ArrayList<>();
        Map<Long, LedgerEvent> events = new TreeMap<>();
        pseudonyms.forEach(subject -> collect(subject, events));
        erasures(events).forEach(paper -> collect(paper, events));
        for (PaperId id : papers.ids()) {
            collect(id.value(), events);
            Optional<Records.Loaded> loaded = records.load(id);
            if (loaded.isEmpty()) {
                unreadable.add(id);
            } else if (Records.owns(loaded.get().record(), numbers)) {
                held.add(held(loaded.get()));
            } else {
                mentions.add(id);
            }
        }
        return new SubjectReport(
                number.strip(),
                numbers.stream().sorted().toList(),
                papers.ambiguous(),
                clock.instant(),
                held,
                mentions,
                unreadable,
                erased(events),
                List.copyOf(events.values()));
    }

    /** The papers that were erased, as the rows about the person say. */
    private static List<String> erasures(Map<Long, LedgerEvent> events) {
        return events.values().stream()
                .filter(event -> event.action().equals(ErasureDesk.ACTION))
                .map(event -> event.facts().getOrDefault("papers", ""))
                .distinct()
                .toList();
    }

    private static List<SubjectReport.Erased> erased(Map<Long, LedgerEvent> events) {
        List<SubjectReport.Erased> erased = new ArrayList<>();
        for (LedgerEvent event : events.values()) {
            PaperId paper = event.paper();
            if (paper != null
                    && event.action().equals(LedgerEvent.ERASE)
                    && event.facts().containsKey("ground")) {
                erased.add(new SubjectReport.Erased(
                        paper,
                        event.at(),
                        event.facts().getOrDefault("ground", ""),
                        event.facts().getOrDefault("basis", ""),
                        event.facts().getOrDefault("reference", "")));
            }
        }
        return erased;
    }

    private SubjectReport.Held held(Records.Loaded loaded) {
        return new SubjectReport.Held(
                loaded.version(),
                archive.versions(loaded.id()).stream().map(ArchivedPaper::at).toList(),
                archive.files(loaded.id(), loaded.version()).keySet().stream()
                        .sorted()
                        .toList(),
                loaded.record());
    }

    private void collect(String subject, Map<Long, LedgerEvent> events) {
        long after = 0;
        List<LedgerEvent> page;
        do {
            page = registry.eventsAbout(subject, after, PAGE);
            for (LedgerEvent event : page) {
                after = event.sequence();
                events.put(after, event);
            }
        } while (page.size() == PAGE);
    }
}
