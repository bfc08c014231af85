package vn.hoso.reuse;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import vn.hoso.archive.Archive;
import vn.hoso.paper.PaperId;
import vn.hoso.record.DigitisedRecord;
import vn.hoso.record.RecordCodec;
import vn.hoso.registry.LedgerEvent;
import vn.hoso.registry.Registry;
import vn.hoso.search.LuceneRecordIndex;
import vn.hoso.search.PaperQuery;
import vn.hoso.search.SearchRequest;
import vn.hoso.search.SearchResult;

/**
 * Tells an agency what to see to before somebody stands at the desk: papers that end soon, papers that were revoked or
 * replaced after dossiers had used them, and components that nobody ever re-uses, with the reason.
 *
 * <pre>{@code
 * ReminderReport report = new Reminders(home.archive(), index, home.registry(), catalogue)
 *         .report(LocalDate.now(zone), 30, Period.parse("2026-Q1"));
 * }</pre>
 *
 * <p>The index finds candidates, the archive and the ledger decide. Safe for use by several threads; it closes nothing.
 */
public final class Reminders {
    private static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final int PAGE = 1000;
    private static final int MOST_PAPERS = 100_000;

    /** The most days that can be looked ahead. */
    public static final int MOST_DAYS = 3660;

    private final LuceneRecordIndex index;
    private final Registry registry;
    private final Catalogue catalogue;
    private final Records records;

    /**
     * Reminders of a home.
     *
     * @param archive where the records are
     * @param index what finds them
     * @param registry whose ledger tells of look-ups, re-uses and endings
     * @param catalogue what procedures require
     */
    public Reminders(Archive archive, LuceneRecordIndex index, Registry registry, Catalogue catalogue) {
        this.index = index;
        this.registry = registry;
        this.catalogue = catalogue;
        this.records = new Records(archive, new RecordCodec()::decode);
    }

    /**
     * Makes the report.
     *
     * @param on the day that it is for
     * @param days how many days ahead papers are looked for that end, 0 to {@value #MOST_DAYS}
     * @param period when papers ended, and when components were asked for
     * @return the report
     */
    public ReminderReport report(LocalDate on, int days, Period period) {
        if (days < 0 || days > MOST_DAYS) {
            throw new IllegalArgumentException("days must be 0 to " + MOST_DAYS + ", got " + days);
        }
        Map<PaperId, LedgerEvent> endings = new LinkedHashMap<>();
        Map<String, Tally> tallies = new HashMap<>();
        long after = 0;
        List<LedgerEvent> page;
        do {
            page = registry.events(after, PAGE);
            for (LedgerEvent event : page) {
                after = event.sequence();
                if (period.contains(LocalDate.ofInstant(event.at(), VIETNAM))) {
                    count(event, endings, tallies);
                }
            }
        } while (page.size() == PAGE);
        return new ReminderReport(on, expiring(on, days), ended(endings), unused(period, tallies));
    }

    /** What was answered about a component of a procedure. */
    private static final class Tally {
        private long asked;
        private long there;
        private long used;
        private final Map<String, Long> answers = new TreeMap<>();
    }

    private static void count(LedgerEvent event, Map<PaperId, LedgerEvent> endings, Map<String, Tally> tallies) {
        PaperId paper = event.paper();
        switch (event.action()) {
            case "revoke", "supersede" -> {
                if (paper != null) {
                    endings.put(paper, event);
                }
            }
            case LookupLedger.ACTION -> lookedUp(event.facts(), tallies);
            case Reuse.ACTION -> {
                Reuse reuse = Reuse.of(event);
                for (Reuse.Component component : reuse.components()) {
                    if (component.record() != null) {
                        tally(tallies, reuse.procedure(), component.code()).used++;
                    }
                }
            }
            default -> {}
        }
    }

    private static void lookedUp(Map<String, String> facts, Map<String, Tally> tallies) {
        for (int i = 1; facts.containsKey("component." + i); i++) {
            String code = facts.get("component." + i + ".code");
            if (code == null) {
                continue; // written before the codes were
            }
            Tally tally = tally(tallies, facts.getOrDefault("procedure", ""), code);
            String answer = facts.getOrDefault("component." + i, "").split(" ", 2)[0];
            String reasons = facts.getOrDefault("component." + i + ".reasons", "");
            tally.asked++;
            tally.there += answer.equals("REUSABLE") ? 1 : 0;
            tally.answers.merge((answer + " " + reasons).strip(), 1L, Long::sum);
        }
    }

    private static Tally tally(Map<String, Tally> tallies, String procedure, String component) {
        return tallies.computeIfAbsent(procedure + "\n" + component, key -> new Tally());
    }

    private List<ReminderReport.Expiring> expiring(LocalDate on, int days) {
        PaperQuery ending =
                PaperQuery.between("until", on.toString(), on.plusDays(days).toString());
        List<ReminderReport.Expiring> found = new ArrayList<>();
        List<SearchResult.Hit> page;
        int offset = 0;
        do {
            page = index.find(new SearchRequest(ending, null, offset, PAGE, SearchRequest.Order.OLDEST, 0))
                    .hits();
            for (SearchResult.Hit hit : page) {
                records.load(hit.id()).map(Records.Loaded::record).ifPresent(record -> {
                    LocalDate until = record.validity().until();
                    if (until != null
                            && !until.isBefore(on)
                            && !until.isAfter(on.plusDays(days))
                            && record.state() == DigitisedRecord.State.ACTIVE) {
                        found.add(new ReminderReport.Expiring(
                                record.id(), record.type(), record.rendition().agency(), until));
                    }
                });
            }
            offset += PAGE;
        } while (page.size() == PAGE && offset < MOST_PAPERS);
        found.sort(Comparator.comparing(ReminderReport.Expiring::until)
                .thenComparing(one -> one.paper().value()));
        return found;
    }

    private List<ReminderReport.Ended> ended(Map<PaperId, LedgerEvent> endings) {
        List<ReminderReport.Ended> found = new ArrayList<>();
        endings.forEach((paper, event) -> records.load(paper)
                .map(Records.Loaded::record)
                .filter(record -> record.state() == DigitisedRecord.State.REVOKED
                        || record.state() == DigitisedRecord.State.SUPERSEDED)
                .ifPresent(record -> found.add(new ReminderReport.Ended(
                        paper,
                        record.state(),
                        record.ending() == null ? null : record.ending().by(),
                        event.at(),
                        ReuseDesk.usesOf(registry, paper)))));
        return found;
    }

    /** Components of all cases of the procedures in force at the end of the period, in the order of the catalogue. */
    private List<ReminderReport.Unused> unused(Period period, Map<String, Tally> tallies) {
        List<ReminderReport.Unused> found = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>();
        List<Procedure> procedures = catalogue.procedures().stream()
                .filter(one -> catalogue
                        .procedure(one.code(), period.to())
                        .filter(one::equals)
                        .isPresent())
                .sorted(Comparator.comparing(Procedure::code))
                .toList();
        for (Procedure procedure : procedures) {
            for (Procedure.Case one : procedure.cases()) {
                for (Procedure.Component component : one.components()) {
                    if (!seen.add(procedure.code() + "\n" + component.code())) {
                        continue;
                    }
                    Tally tally = tally(tallies, procedure.code(), component.code());
                    if (tally.used == 0) {
                        found.add(new ReminderReport.Unused(
                                procedure.code(),
                                component.code(),
                                component.name(),
                                why(component, tally),
                                tally.asked,
                                tally.answers));
                    }
                }
            }
        }
        return found;
    }

    private static ReminderReport.Why why(Procedure.Component component, Tally tally) {
        if (component.accepted().isEmpty()) {
            return ReminderReport.Why.NOT_REPLACEABLE;
        }
        if (tally.asked == 0) {
            return ReminderReport.Why.NEVER_ASKED;
        }
        return tally.there == 0 ? ReminderReport.Why.NEVER_THERE : ReminderReport.Why.NOT_TAKEN;
    }
}
