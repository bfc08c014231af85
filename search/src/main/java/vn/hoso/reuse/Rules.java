package vn.hoso.reuse;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.hoso.paper.PaperId;
import vn.hoso.record.DigitisedRecord;

/**
 * What a record is worth for a component on a day. The first rule that applies decides: revoked, superseded, expired,
 * unverified, then what can't be told, what is forbidden, and the seal.
 */
final class Rules {
    private static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");

    private final Records records;
    private final SealCheck seals;
    private final ReusePolicy policy;

    Rules(Records records, SealCheck seals, ReusePolicy policy) {
        this.records = records;
        this.seals = seals;
        this.policy = policy;
    }

    /** The answer that a record of the person gives by itself; it was issued on the day or before. */
    Answer answer(Records.Loaded loaded, LocalDate issued, @Nullable Integer maxAgeMonths, PlanRequest request) {
        DigitisedRecord record = loaded.record();
        PaperId id = loaded.id();
        Optional<Answer> ended = ended(record, request.on());
        if (ended.isPresent()) {
            return ended.get();
        }
        LocalDate until = until(record, issued, maxAgeMonths);
        if (until != null && request.on().isAfter(until)) {
            return new Answer.Expired(id, until);
        }
        if (record.level().compareTo(policy.level()) < 0) {
            return new Answer.Unverified(id, List.of(Answer.Reason.NOT_CONFIRMED));
        }
        if (record.validity().until() == null && !record.validity().permanent()) {
            return new Answer.CannotTell(id, List.of(Answer.Reason.VALIDITY_UNKNOWN));
        }
        if (policy.needLegalBasis().contains(record.type())
                && (request.legalBasis() == null || request.legalBasis().isBlank())) {
            return new Answer.Forbidden(id, Answer.Reason.LEGAL_BASIS_NEEDED);
        }
        SealCheck.Outcome seal = seals.check(loaded);
        if (!seal.against().isEmpty()) {
            return new Answer.Unverified(id, seal.against());
        }
        if (seal.proof() == null) {
            return new Answer.CannotTell(id, seal.lacking());
        }
        Boolean onDecisionDay = request.decision() == null
                ? null
                : Boolean.valueOf((until == null || !request.decision().isAfter(until))
                        && ended(record, request.decision()).isEmpty());
        return new Answer.Reusable(
                id,
                loaded.version(),
                Objects.requireNonNullElse(record.kind(), ""),
                issued,
                until,
                onDecisionDay,
                seal.proof());
    }

    /** Revoked or superseded on a day. */
    private Optional<Answer> ended(DigitisedRecord record, LocalDate on) {
        DigitisedRecord.Ending ending = record.ending();
        LocalDate from = ending == null ? null : ending.from();
        PaperId by = ending == null ? null : ending.by();
        if (record.state() == DigitisedRecord.State.REVOKED) {
            LocalDate since = from == null ? eventDay(record, "revoke") : from;
            if (since == null || !on.isBefore(since)) {
                String reason = ending == null ? null : ending.reason();
                return Optional.of(new Answer.Revoked(record.id(), since, reason));
            }
        }
        if (by != null) {
            return superseded(record, by, on);
        }
        if (record.state() == DigitisedRecord.State.SUPERSEDED) {
            LocalDate since = from == null ? eventDay(record, "supersede") : from;
            return since == null || !on.isBefore(since)
                    ? Optional.of(new Answer.Superseded(record.id(), null))
                    : Optional.empty();
        }
        return Optional.empty();
    }

    /** The other paper counts from its day of issue. */
    private Optional<Answer> superseded(DigitisedRecord record, PaperId by, LocalDate on) {
        DigitisedRecord.Ending ending = record.ending();
        LocalDate since = records.load(by)
                .map(other -> Records.issued(other.record()))
                .orElse(record.state() == DigitisedRecord.State.SUPERSEDED && ending != null ? ending.from() : null);
        if (since == null) {
            return Optional.of(new Answer.CannotTell(record.id(), List.of(Answer.Reason.ENDING_UNKNOWN)));
        }
        return on.isBefore(since) ? Optional.empty() : Optional.of(new Answer.Superseded(record.id(), by));
    }

    private static @Nullable LocalDate eventDay(DigitisedRecord record, String action) {
        LocalDate day = null;
        for (DigitisedRecord.Event event : record.history()) {
            if (event.action().equals(action)) {
                day = LocalDate.ofInstant(event.at(), VIETNAM);
            }
        }
        return day;
    }

    /** The last day on which a paper counts for a component: that of the paper, or sooner where it may not be so old. */
    static @Nullable LocalDate until(DigitisedRecord record, LocalDate issued, @Nullable Integer maxAgeMonths) {
        LocalDate until = record.validity().until();
        if (maxAgeMonths == null) {
            return until;
        }
        LocalDate tooOld = issued.plusMonths(maxAgeMonths); // the same day, or the last of the month
        return until == null || tooOld.isBefore(until) ? tooOld : until;
    }
}
