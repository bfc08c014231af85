package vn.hoso.digitize;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.hoso.paper.Eligibility;
import vn.hoso.paper.PaperId;
import vn.hoso.record.DigitisedRecord;
import vn.hoso.record.DigitisedRecord.Event;

/** What kind of original a paper was digitised from, as its history says: stated by a person, or doubted by its print. */
final class Originals {
    /** The action of the decision and of the event by which a person states the kind. */
    static final String STATED = "state-original";

    /** The event that notes a kind, not to be digitised, for which the print speaks. */
    static final String DOUBTED = "doubt-original";

    private static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");

    private final Eligibility rules;
    private final java.time.Clock clock;

    Originals(Eligibility rules, java.time.Clock clock) {
        this.rules = rules;
        this.clock = clock;
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), VIETNAM);
    }

    /** What the law says of a kind today. */
    Eligibility.Ruling ruling(String kind) {
        return rules.ruling(kind, today());
    }

    /** What is noted of a paper when it is converted, or empty where there is nothing to note. */
    Optional<Event> note(@Nullable String stated, String type, List<String> texts, boolean signed, String officer) {
        if (stated != null) {
            return Optional.of(event(STATED, stated, officer));
        }
        return rules.evidence(type, texts, signed, today())
                .filter(kind -> !ruling(kind).digitise())
                .map(kind -> event(DOUBTED, kind, officer));
    }

    private Event event(String action, String kind, String officer) {
        return new Event(clock.instant(), officer, action, null, null, kind, null);
    }

    /** The last that was said of the kind of a paper. */
    static Optional<String> last(DigitisedRecord record) {
        return record.history().stream()
                .filter(event -> event.action().equals(STATED) || event.action().equals(DOUBTED))
                .reduce((before, after) -> after)
                .map(Event::newValue);
    }

    /** Whether the print of a paper speaks for a kind that nobody has judged yet. */
    static boolean isDoubted(DigitisedRecord record) {
        return record.history().stream()
                .filter(event -> event.action().equals(STATED) || event.action().equals(DOUBTED))
                .reduce((before, after) -> after)
                .filter(event -> event.action().equals(DOUBTED))
                .isPresent();
    }

    /** Refuses a paper of a kind that is not digitised. */
    void require(PaperId paper, DigitisedRecord record) {
        last(record).ifPresent(kind -> ruling(kind).require(paper.value()));
    }
}
