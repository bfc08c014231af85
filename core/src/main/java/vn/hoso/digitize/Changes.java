package vn.hoso.digitize;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.hoso.extract.Extraction;
import vn.hoso.paper.PaperId;
import vn.hoso.paper.PaperType;
import vn.hoso.record.DigitisedRecord;
import vn.hoso.record.DigitisedRecord.Ending;
import vn.hoso.registry.Decision;
import vn.hoso.registry.PaperEntry;
import vn.hoso.registry.PaperState;
import vn.hoso.registry.Registry;

/**
 * What an officer changes in the record of one paper: values, the type, the kind of original, its end. The paper is held
 * by the desk meanwhile.
 */
final class Changes {
    private static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");

    /** How the way of a paper ends. */
    enum End {
        REJECTED("reject", PaperState.REJECTED, DigitisedRecord.State.REJECTED, PaperState.ARCHIVED),
        REVOKED("revoke", PaperState.REVOKED, DigitisedRecord.State.REVOKED, PaperState.SEALED),
        SUPERSEDED("supersede", PaperState.SUPERSEDED, DigitisedRecord.State.SUPERSEDED, PaperState.SEALED);

        private final String action;
        private final PaperState entry;
        private final DigitisedRecord.State record;
        private final PaperState from;

        End(String action, PaperState entry, DigitisedRecord.State record, PaperState from) {
            this.action = action;
            this.entry = entry;
            this.record = record;
            this.from = from;
        }
    }

    private final DeskSettings desk;
    private final Registry registry;
    private final Versions versions;

    Changes(DeskSettings desk, Versions versions) {
        this.desk = desk;
        this.registry = desk.registry();
        this.versions = versions;
    }

    /** Corrects values; a sealed paper is sealed again at once. */
    DigitisedRecord correct(PaperEntry entry, Map<String, String> values, String actor) {
        if (entry.state() != PaperState.SEALED) {
            DeskSettings.requireWaiting(entry);
        }
        Amendment amendment = versions.amended(entry);
        Instant now = desk.clock().instant();
        List<Decision> decisions = new ArrayList<>();
        values.forEach((key, value) -> {
            String old = amendment.value(key);
            amendment.correct(key, value, actor, now);
            decisions.add(new Decision(now, actor, "correct", key, old, amendment.value(key), null));
        });
        if (entry.state() == PaperState.SEALED) {
            return versions.rewrite(entry, amendment, PaperState.SEALED, "correct", actor, decisions);
        }
        DigitisedRecord record = amendment.plain();
        registry.apply(desk.step(entry.id(), PaperState.ARCHIVED, "correct", actor)
                .data(record.type(), record.level(), ReviewNeed.of(record))
                .decisions(decisions));
        return record;
    }

    /** Keeps what kind of original was handed in. */
    DigitisedRecord stateOriginal(PaperEntry entry, String kind, String actor) {
        DeskSettings.requireWaiting(entry);
        String before = Originals.last(versions.amended(entry).plain()).orElse(null);
        Decision said = new Decision(desk.clock().instant(), actor, Originals.STATED, null, before, kind, null);
        registry.apply(desk.step(entry.id(), PaperState.ARCHIVED, Originals.STATED, actor)
                .decisions(List.of(said))
                .fact("original", kind));
        return versions.amended(entry).plain();
    }

    /** Extracts the fields anew, as those of a type. */
    DigitisedRecord retype(PaperEntry entry, String type, String actor) {
        DeskSettings.requireOpen(entry);
        Extraction found = desk.extractor().extractAs(versions.text(entry), type);
        String code = desk.types().find(type).map(PaperType::resultCode).orElse(null);
        Instant now = desk.clock().instant();
        Amendment amendment = versions.archived(entry);
        amendment.retype(found, code, actor, now);
        Decision named = new Decision(now, actor, "retype", null, entry.type(), type, null);
        versions.rewrite(entry, amendment, PaperState.ARCHIVED, "retype", actor, List.of(named));
        return versions.amended(desk.entry(entry.id())).plain();
    }

    /** Ends the way of a paper; it stays in the archive. */
    DigitisedRecord end(PaperEntry entry, End how, @Nullable PaperId by, String reason, String actor) {
        if (!entry.state().allows(how.entry) || !entry.state().stored()) {
            throw DeskSettings.wrongState(entry, how.from);
        }
        Instant now = desk.clock().instant();
        String successor = by == null ? null : by.value();
        Amendment amendment = versions.amended(entry);
        Ending ending = new Ending(LocalDate.ofInstant(now, VIETNAM), by, reason);
        amendment.end(how.record, ending, how.action, actor, now, successor);
        Decision decision = new Decision(now, actor, how.action, null, null, successor, reason);
        return versions.rewrite(entry, amendment, how.entry, how.action, actor, List.of(decision));
    }
}
