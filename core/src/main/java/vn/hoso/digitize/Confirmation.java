package vn.hoso.digitize;

import java.util.ArrayList;
import java.util.List;
import vn.hoso.archive.ArchivedPaper;
import vn.hoso.digitize.Probe.Moment;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.paper.Field;
import vn.hoso.record.DigitisedRecord;
import vn.hoso.registry.Decision;
import vn.hoso.registry.PaperEntry;
import vn.hoso.registry.PaperState;
import vn.hoso.registry.Registry;
import vn.hoso.registry.Transition;

/**
 * Confirms the data of papers: first the officer's word, then the code, then the seal (Thông tư 01/2023/TT-VPCP, articles
 * 9 and 10). Each step is durable before the next; what stops in between is taken up where it stopped.
 */
final class Confirmation {
    /** Where the number of a paper stands, by type of paper; the first that has a value counts. */
    private static final List<String> NUMBERS = List.of(
            "document_number", "certificate_number", "permit_number", "serial", "diploma_serial", "enterprise_code");

    private final DeskSettings desk;
    private final Registry registry;
    private final Versions versions;

    Confirmation(DeskSettings desk, Versions versions) {
        this.desk = desk;
        this.registry = desk.registry();
        this.versions = versions;
    }

    /**
     * An officer confirms a paper. One with fields that two must look at waits for the second after the first; one whose
     * confirmation was interrupted is only sealed.
     */
    DigitisedRecord confirm(PaperEntry entry, String actor) {
        switch (entry.state()) {
            case ARCHIVED, CONFIRMED_ONCE -> {
                DigitisedRecord record = versions.amended(entry).plain();
                desk.originals().require(entry.id(), record);
                List<String> guarded = desk.fourEyes().guarded(record);
                if (entry.state() == PaperState.ARCHIVED && !guarded.isEmpty()) {
                    registry.apply(word(entry, PaperState.CONFIRMED_ONCE, actor)
                            .data(record.type(), record.level(), new Transition.Review(entry.need(), guarded)));
                    return record;
                }
                if (!guarded.isEmpty() && Officer.parse(firstOfficer(entry)).mayBe(Officer.parse(actor))) {
                    throw new HosoException(Problem.FOUR_EYES, entry.id().value());
                }
                registry.apply(word(entry, PaperState.VERIFIED, actor));
                desk.probe().reached(Moment.VERIFIED);
            }
            case VERIFIED, CODED -> {}
            default -> throw DeskSettings.wrongState(entry, PaperState.ARCHIVED);
        }
        return seal(desk.entry(entry.id()), actor);
    }

    private Transition word(PaperEntry entry, PaperState to, String actor) {
        Decision yes = new Decision(desk.clock().instant(), actor, "confirm", null, null, null, null);
        return desk.step(entry.id(), to, "confirm", actor).decisions(List.of(yes));
    }

    private String firstOfficer(PaperEntry entry) {
        List<Decision> words = confirmations(registry.decisions(entry.id()));
        return words.isEmpty() ? "" : words.get(words.size() - 1).actor();
    }

    /** The confirmations that hold: those after the last change. */
    private static List<Decision> confirmations(List<Decision> decisions) {
        List<Decision> holding = new ArrayList<>();
        for (Decision decision : decisions) {
            if (decision.action().equals("confirm")) {
                holding.add(decision);
            } else {
                holding.clear();
            }
        }
        return holding;
    }

    /** From VERIFIED or CODED to SEALED, wherever it was interrupted. */
    DigitisedRecord seal(PaperEntry entry, String actor) {
        List<Decision> decisions = registry.decisions(entry.id());
        Amendment amendment = versions.amended(entry, decisions);
        String code = entry.resultCode() != null
                ? entry.resultCode()
                : registry.issueCode(
                        entry.id(), prefix(amendment.plain()), desk.codes().digits(), desk.worker(), actor);
        desk.probe().reached(Moment.CODED);
        ArchivedPaper head = versions.head(entry);
        DigitisedRecord sealed;
        if (head.version() == entry.version()) {
            amendment.confirm(code, confirmations(decisions));
            sealed = amendment.provable(desk.random());
            head = versions.store(entry, sealed, actor, "confirm");
            desk.probe().reached(Moment.REWRITTEN);
        } else {
            sealed = versions.record(entry.id(), head.version());
        }
        versions.acknowledge(entry.id(), sealed, head.version(), PaperState.SEALED, "seal", actor, List.of());
        return sealed;
    }

    private String prefix(DigitisedRecord record) {
        String number = NUMBERS.stream()
                .flatMap(key -> record.field(key).stream())
                .map(Field::value)
                .findFirst()
                .orElse("");
        String owner = record.owner().id() == null ? "" : record.owner().id();
        String kind = record.kind();
        return desk.codes().prefix(owner, kind == null ? desk.typeCodes().apply(record.type()) : kind, number);
    }
}
