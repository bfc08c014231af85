package vn.hoso.digitize;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import vn.hoso.paper.PaperId;
import vn.hoso.record.DigitisedRecord;
import vn.hoso.record.ResultCodePattern;
import vn.hoso.registry.PaperEntry;
import vn.hoso.seal.RecordSealer;

/** Where officers decide on papers. */
public final class ReviewDesk {
    private final Builder settings;

    private ReviewDesk(Builder builder) {
        Objects.requireNonNull(builder.home, "a desk needs a home");
        this.settings = builder;
    }

    /**
     * Settings for a desk.
     *
     * @return a builder that needs a home; and a sealer for decisions
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The papers that wait for an officer.
     *
     * @param limit the most papers wanted
     * @return those that need it most first, among equals the oldest
     */
    public List<PaperEntry> list(int limit) {
        return Pending.value(settings + " " + limit);
    }

    /**
     * One paper, in whatever state.
     *
     * @param id the paper
     * @return its record, with the corrections that have not been confirmed yet
     * @throws vn.hoso.failure.HosoException with {@code NOT_FOUND}
     */
    public ReviewItem show(PaperId id) {
        return Pending.value(id.value());
    }

    /**
     * Confirms the data of a paper: a code is issued, the record sealed and archived.
     *
     * @param id the paper
     * @param actor the officer
     * @return the sealed record
     * @throws vn.hoso.failure.HosoException with {@code NOT_FOUND} or {@code WRONG_STATE}
     */
    public DigitisedRecord confirm(PaperId id, String actor) {
        return Pending.value(id + actor);
    }

    /**
     * Corrects values. A paper that waits for review keeps the corrections until it is confirmed; a sealed one is sealed
     * again at once, under the same code.
     *
     * @param id the paper
     * @param values the new value of each field by its key; empty takes a value away
     * @param actor the officer
     * @return the record with the corrections
     * @throws vn.hoso.failure.HosoException with {@code NOT_FOUND} or {@code WRONG_STATE}
     */
    public DigitisedRecord correct(PaperId id, Map<String, String> values, String actor) {
        return Pending.value(id + actor + values);
    }

    /**
     * Rejects the digitisation of a paper that waits for review.
     *
     * @param id the paper
     * @param reason why
     * @param actor the officer
     * @return the record
     * @throws vn.hoso.failure.HosoException with {@code NOT_FOUND} or {@code WRONG_STATE}
     */
    public DigitisedRecord reject(PaperId id, String reason, String actor) {
        return Pending.value(id + actor + reason);
    }

    /**
     * Revokes a paper. It stays in the archive for look-up.
     *
     * @param id the paper
     * @param reason why
     * @param actor the officer
     * @return the record, sealed again if it was sealed
     * @throws vn.hoso.failure.HosoException with {@code NOT_FOUND} or {@code WRONG_STATE}
     */
    public DigitisedRecord revoke(PaperId id, String reason, String actor) {
        return Pending.value(id + actor + reason);
    }

    /**
     * Marks a paper as replaced by another. It stays in the archive for look-up.
     *
     * @param id the paper
     * @param by the paper that replaces it
     * @param reason why
     * @param actor the officer
     * @return the record, sealed again if it was sealed
     * @throws vn.hoso.failure.HosoException with {@code NOT_FOUND} or {@code WRONG_STATE}
     */
    public DigitisedRecord supersede(PaperId id, PaperId by, String reason, String actor) {
        return Pending.value(id + actor + reason + by);
    }

    /** Settings for a desk. */
    public static final class Builder {
        private @Nullable Home home;
        private @Nullable RecordSealer sealer;
        private @Nullable IndexOpener index;
        private ResultCodePattern codes = ResultCodePattern.DEFAULT;
        private UnaryOperator<String> typeCodes = UnaryOperator.identity();

        private Builder() {}

        /**
         * Where papers are kept.
         *
         * @param value an open home; it is not closed with the desk
         * @return this
         */
        public Builder home(Home value) {
            this.home = value;
            return this;
        }

        /**
         * What seals records; needed for every decision on a sealed paper and for confirming one.
         *
         * @param value the sealer
         * @return this
         */
        public Builder sealer(RecordSealer value) {
            this.sealer = value;
            return this;
        }

        /**
         * What opens the index; without one nothing is indexed.
         *
         * @param value opens the index for writing
         * @return this
         */
        public Builder index(IndexOpener value) {
            this.index = value;
            return this;
        }

        /**
         * The pattern of codes.
         *
         * @param value the pattern
         * @return this
         */
        public Builder codes(ResultCodePattern value) {
            this.codes = value;
            return this;
        }

        /**
         * The code of a paper type in the national database, such as {@code KQ.G15.000034}; by default the type itself.
         *
         * @param value gives the code of a type
         * @return this
         */
        public Builder typeCodes(UnaryOperator<String> value) {
            this.typeCodes = value;
            return this;
        }

        /**
         * Makes the desk.
         *
         * @return a desk
         */
        public ReviewDesk build() {
            return new ReviewDesk(this);
        }

        @Override
        public String toString() {
            return codes + " " + typeCodes + sealer + index + (home == null);
        }
    }
}
