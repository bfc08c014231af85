package vn.hoso.digitize;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import vn.hoso.archive.Archive;
import vn.hoso.extract.Extractor;
import vn.hoso.failure.HosoException;
import vn.hoso.internal.Durable;
import vn.hoso.internal.Writing;
import vn.hoso.paper.Eligibility;
import vn.hoso.paper.PaperId;
import vn.hoso.pdf.PdfComposer;
import vn.hoso.record.DigitisedRecord;
import vn.hoso.record.ResultCodePattern;
import vn.hoso.registry.Decision;
import vn.hoso.registry.PaperEntry;
import vn.hoso.registry.PaperState;
import vn.hoso.registry.Registry;
import vn.hoso.seal.PdfSigner;
import vn.hoso.seal.RecordSealer;

/**
 * Where officers decide on papers (bàn xác minh): confirm, correct, reject, revoke, supersede;
 * name another type, split, merge.
 *
 * <pre>{@code
 * ReviewDesk desk = ReviewDesk.builder().home(home).sealer(sealer).build();
 * PaperId paper = desk.list(1).get(0).id();
 * desk.correct(paper, Map.of("issue_date", "2023-09-06"), Officer.of(key.signatory()).text());
 * desk.confirm(paper, Officer.of(key.signatory()).text());
 * }</pre>
 *
 * <p>Whoever decides is named as {@link Officer#text} says it; a bare name will do where no two officers share one and no
 * field needs two of them. Home, sealer and signer stay the caller's to close.
 *
 * <p>Every decision is in the ledger with who, when, and digests of old and new values; the values themselves stand in
 * the record. A decision survives a crash at any moment: what was begun is finished or given up by {@link #recover}, the
 * archive being believed. Safe for use by several threads; a paper is decided on by one at a time.
 */
public final class ReviewDesk {
    private final DeskSettings settings;
    private final Home home;
    private final Registry registry;
    private final @Nullable IndexOpener index;
    private final Versions versions;
    private final Changes changes;
    private final Confirmation confirmation;
    private final Rearrangement rearrangement;
    private final Leases leases;

    private ReviewDesk(Builder builder) {
        this.settings = builder.settings();
        this.home = settings.home();
        this.registry = home.registry();
        this.index = builder.index;
        this.versions = new Versions(settings);
        this.changes = new Changes(settings, versions);
        this.confirmation = new Confirmation(settings, versions);
        this.rearrangement = new Rearrangement(settings, versions);
        this.leases = new Leases(settings, rearrangement);
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
        return registry.queue(limit);
    }

    /**
     * One archived paper, in whatever state.
     *
     * @param id the paper
     * @return its record, with the corrections that have not been confirmed yet
     * @throws HosoException with {@code NOT_FOUND}, or {@code WRONG_STATE} for a paper that is not archived
     */
    public ReviewItem show(PaperId id) {
        PaperEntry entry = stored(id);
        List<Decision> decisions = registry.decisions(id);
        return new ReviewItem(entry, versions.amended(entry, decisions).plain(), decisions);
    }

    /**
     * Cuts out where the fields of a paper stand, for the eye of the officer.
     *
     * @param id the paper
     * @param folder where the images are put, one a field, named {@code <key>.png}; made where it is missing
     * @return the images by the key of the field; a field that stands nowhere on the paper has none
     * @throws HosoException with {@code NOT_FOUND}, {@code WRONG_STATE} for a paper that is not archived, or what the
     *     folder suffers from
     */
    public Map<String, Path> images(PaperId id, Path folder) {
        ReviewItem item = show(id);
        Path pdf = versions.file(item.entry(), Archive.PDF);
        Path work = null;
        try {
            work = Files.createTempDirectory(Files.createDirectories(folder), ".work-");
            return FieldImages.write(
                    pdf, versions.text(item.entry()), item.record().fields(), folder, work);
        } catch (IOException e) {
            throw Writing.failed(e, String.valueOf(folder.getFileName()));
        } finally {
            Durable.deleteQuietly(work);
        }
    }

    /**
     * Keeps what officers corrected, for the training of recognisers: the image of the place, what was read there and
     * what is right. The values are personal data; the folder must be kept as the archive is.
     *
     * @param folder where images and {@code corrections.jsonl} are put; made where it is missing
     * @return how many corrections with an image there are
     * @throws HosoException with what the folder suffers from
     */
    public int corrections(Path folder) {
        return new CorrectionExport(registry, this::images).write(folder);
    }

    /**
     * Confirms the data of a paper: a code is issued, the record sealed and archived. A confirmation that was interrupted
     * is finished. A paper with fields that two officers must confirm is {@link PaperState#CONFIRMED_ONCE} after the first,
     * until another officer confirms it; any change in between asks for both again.
     *
     * @param id the paper
     * @param actor the officer
     * @return the sealed record; the record as it is where a second officer must confirm it
     * @throws HosoException with {@code NOT_FOUND}, {@code WRONG_STATE}, {@code NOT_ELIGIBLE} for a kind of paper that is not
     *     digitised, {@code FOUR_EYES} where the second officer is the
     *     first, or {@code NO_KEY} on a desk without a sealer
     */
    public DigitisedRecord confirm(PaperId id, String actor) {
        settings.needSealer();
        return decide(id, entry -> confirmation.confirm(entry, actor));
    }

    /**
     * Corrects values. A paper that waits for review keeps the corrections until it is confirmed; a sealed one is sealed
     * again at once, under the same code.
     *
     * @param id the paper
     * @param values the new value of each field by its key, in the form of {@link vn.hoso.paper.Field#value} (dates as
     *     {@code 2023-09-06}); empty takes a value away
     * @param actor the officer
     * @return the record with the corrections
     * @throws HosoException with {@code NOT_FOUND} for an unknown paper or field, or {@code WRONG_STATE}
     */
    public DigitisedRecord correct(PaperId id, Map<String, String> values, String actor) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("a correction needs at least one value");
        }
        return decide(id, entry -> changes.correct(entry, values, actor));
    }

    /**
     * Says from what kind of original a paper was digitised. Where papers of this kind are not digitised it is rejected,
     * with the reason and the rule.
     *
     * @param id the paper, which waits for review
     * @param kind one of {@link Eligibility#kinds}
     * @param actor the officer
     * @return the record
     * @throws HosoException with {@code NOT_FOUND}, {@code BAD_CONFIGURATION} for an unknown kind, or {@code WRONG_STATE}
     */
    public DigitisedRecord stateOriginal(PaperId id, String kind, String actor) {
        Eligibility.Ruling ruling = settings.originals().ruling(kind);
        DigitisedRecord stated = decide(id, entry -> changes.stateOriginal(entry, kind, actor));
        return ruling.digitise() ? stated : reject(id, ruling.vietnamese() + " (" + ruling.basis() + ")", actor);
    }

    /**
     * Says of which type a paper is. Its fields are extracted anew under that type; values that were corrected stay
     * corrected where the type has the same field.
     *
     * @param id the paper, which waits for review
     * @param type the key of the type
     * @param actor the officer
     * @return the record under the new type, with the corrections that have not been confirmed yet
     * @throws HosoException with {@code NOT_FOUND} for an unknown paper or type, {@code SEALED} for a sealed paper, whose
     *     code names its type, or {@code WRONG_STATE}
     */
    public DigitisedRecord retype(PaperId id, String type, String actor) {
        return decide(id, entry -> changes.retype(entry, type, actor));
    }

    /**
     * Cuts a paper into several: the pages of each are signed anew, by this desk's officer, and extracted on their own.
     * The paper itself stays in the archive, superseded by them.
     *
     * @param id the paper, which waits for review
     * @param starts the pages of the paper, from 2 on, ascending, before which it is cut
     * @param actor the officer
     * @return the new papers in the order of their pages; they wait for review
     * @throws IllegalArgumentException if the pages don't cut the paper
     * @throws HosoException with {@code NOT_FOUND}, {@code SEALED} for a sealed paper, {@code WRONG_STATE}, {@code NO_KEY}
     *     on a desk without a signer, or what composing and signing suffer from; then nothing is changed
     */
    public List<PaperId> split(PaperId id, List<Integer> starts, String actor) {
        return decide(id, entry -> rearrangement.split(entry, starts, actor));
    }

    /**
     * Makes one paper of several whose pages follow each other in one file: signed anew, by this desk's officer, and
     * extracted as one. The papers themselves stay in the archive, superseded by it.
     *
     * @param ids the papers, at least two, in any order, which wait for review
     * @param actor the officer
     * @return the new paper; it waits for review
     * @throws IllegalArgumentException if there are fewer than two papers or their pages don't follow each other
     * @throws HosoException as {@link #split}
     */
    public PaperId merge(List<PaperId> ids, String actor) {
        Set<PaperId> papers = new LinkedHashSet<>(ids);
        papers.forEach(settings::entry);
        if (papers.size() < 2) {
            throw new IllegalArgumentException("to merge papers, name at least two");
        }
        return decide(
                papers.iterator().next(),
                first ->
                        rearrangement.merge(papers.stream().map(settings::entry).toList(), actor));
    }

    /**
     * Rejects the digitisation of a paper that waits for review.
     *
     * @param id the paper
     * @param reason why
     * @param actor the officer
     * @return the record
     * @throws HosoException with {@code NOT_FOUND} or {@code WRONG_STATE}
     */
    public DigitisedRecord reject(PaperId id, String reason, String actor) {
        requireReason(reason);
        return decide(id, entry -> changes.end(entry, Changes.End.REJECTED, null, reason, actor));
    }

    /**
     * Revokes a paper. It stays in the archive for look-up (Nghị định 45/2020/NĐ-CP: a cancelled result is kept).
     *
     * @param id the paper
     * @param reason why
     * @param actor the officer
     * @return the record, sealed again if it was sealed
     * @throws HosoException with {@code NOT_FOUND} or {@code WRONG_STATE}
     */
    public DigitisedRecord revoke(PaperId id, String reason, String actor) {
        requireReason(reason);
        return decide(id, entry -> changes.end(entry, Changes.End.REVOKED, null, reason, actor));
    }

    /**
     * Marks a paper as replaced by another. It stays in the archive for look-up.
     *
     * @param id the paper
     * @param by the paper that replaces it
     * @param reason why
     * @param actor the officer
     * @return the record, sealed again if it was sealed
     * @throws HosoException with {@code NOT_FOUND} for either paper, or {@code WRONG_STATE}
     */
    public DigitisedRecord supersede(PaperId id, PaperId by, String reason, String actor) {
        if (id.equals(by)) {
            throw new IllegalArgumentException("a paper can't replace itself");
        }
        requireReason(reason);
        stored(by);
        return decide(id, entry -> changes.end(entry, Changes.End.SUPERSEDED, by, reason, actor));
    }

    /**
     * Finishes or gives up what a crash interrupted: a change that reached the archive is taken over by the registry, one
     * that did not is as if it had never been asked for, a confirmation is finished where this desk can seal.
     *
     * @return how many papers were set right
     */
    public int recover() {
        int done = new DeskRecovery(settings, leases, confirmation).run();
        feedIndex();
        return done;
    }

    private static void requireReason(String reason) {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("the end of a paper needs a reason");
        }
    }

    private PaperEntry stored(PaperId id) {
        PaperEntry entry = settings.entry(id);
        if (!entry.state().stored()) {
            throw DeskSettings.wrongState(entry, PaperState.ARCHIVED);
        }
        return entry;
    }

    private <T> T decide(PaperId id, Function<PaperEntry, T> decision) {
        T made = leases.holding(id, decision);
        feedIndex();
        return made;
    }

    /** Whoever else writes the index now will find this decision in the ledger. */
    private void feedIndex() {
        if (index == null) {
            return;
        }
        try (IndexKeeper keeper = new IndexKeeper(index, home)) {
            keeper.finish();
        }
    }

    /** Settings for a desk. */
    public static final class Builder {
        private @Nullable Home home;
        private @Nullable RecordSealer sealer;
        private @Nullable IndexOpener index;
        private Extractor extractor = Extractor.builder().build();
        private @Nullable PdfSigner signer;
        private String agency = "";
        private PdfACheckPolicy pdfaCheck = PdfACheckPolicy.ALL;
        private List<String> fourEyes = List.of();
        private Eligibility eligibility = Eligibility.bundled();
        private ResultCodePattern codes = ResultCodePattern.DEFAULT;
        private UnaryOperator<String> typeCodes = UnaryOperator.identity();
        private Clock clock = Clock.systemUTC();
        private Probe probe = Probe.NONE;

        private Builder() {}

        /**
         * Where papers are kept.
         *
         * @param value an open home; it is not closed with the desk
         * @return this
         */
        public Builder home(Home value) {
            this.home = Objects.requireNonNull(value);
            return this;
        }

        /** Hears of what has just become durable; for tests that let a process die there. */
        Builder probe(Probe value) {
            this.probe = value;
            return this;
        }

        /**
         * What seals records; needed for every decision on a sealed paper and for confirming one.
         *
         * @param value the sealer
         * @return this
         */
        public Builder sealer(RecordSealer value) {
            this.sealer = Objects.requireNonNull(value);
            return this;
        }

        /**
         * What opens the index; without one nothing is indexed.
         *
         * @param value opens the index for writing
         * @return this
         */
        public Builder index(IndexOpener value) {
            this.index = Objects.requireNonNull(value);
            return this;
        }

        /**
         * What extracts anew, with the paper types; by default one with the types that come with Hoso.
         *
         * @param value the extractor
         * @return this
         */
        public Builder extractor(Extractor value) {
            this.extractor = Objects.requireNonNull(value);
            return this;
        }

        /**
         * What signs papers whose pages were arranged anew, with the key of the officer at this desk; needed for splitting
         * and merging.
         *
         * @param value the signer
         * @return this
         */
        public Builder signer(PdfSigner value) {
            this.signer = Objects.requireNonNull(value);
            return this;
        }

        /**
         * The name of the agency in the conversion mark of such papers; empty by default.
         *
         * @param value the name
         * @return this
         */
        public Builder agency(String value) {
            this.agency = Objects.requireNonNull(value);
            return this;
        }

        /**
         * Which of such papers are validated; all by default.
         *
         * @param value the policy
         * @return this
         */
        public Builder pdfaCheck(PdfACheckPolicy value) {
            this.pdfaCheck = Objects.requireNonNull(value);
            return this;
        }

        /**
         * Which fields two officers must confirm, beside those that their paper type says so of.
         *
         * @param value {@code TYPE} for all fields of a type, {@code TYPE.FIELD}, or {@code *.FIELD} for a field of every
         *     type that has it
         * @return this
         */
        public Builder fourEyes(List<String> value) {
            this.fourEyes = List.copyOf(value);
            return this;
        }

        /**
         * What is digitised and what is not; by default the rules that come with Hoso.
         *
         * @param value the rules
         * @return this
         */
        public Builder eligibility(Eligibility value) {
            this.eligibility = Objects.requireNonNull(value);
            return this;
        }

        /**
         * The pattern of codes.
         *
         * @param value the pattern
         * @return this
         */
        public Builder codes(ResultCodePattern value) {
            this.codes = Objects.requireNonNull(value);
            return this;
        }

        /**
         * The code of a paper type in the national database, such as {@code KQ.G15.000034}; by default the type itself.
         *
         * @param value gives the code of a type
         * @return this
         */
        public Builder typeCodes(UnaryOperator<String> value) {
            this.typeCodes = Objects.requireNonNull(value);
            return this;
        }

        /**
         * What tells the time; by default the clock of the machine.
         *
         * @param value the clock
         * @return this
         */
        public Builder clock(Clock value) {
            this.clock = Objects.requireNonNull(value);
            return this;
        }

        private DeskSettings settings() {
            Home papers = Objects.requireNonNull(home, "a desk needs a home");
            String worker = papers.worker() + "+desk-" + HexFormat.of().toHexDigits(new SecureRandom().nextInt());
            Renditions renditions = signer == null
                    ? null
                    : new Renditions(
                            signer, agency, PdfComposer.builder().build(), new PdfAChecks(pdfaCheck), Probe.NONE);
            return new DeskSettings(
                    papers,
                    worker,
                    clock,
                    extractor,
                    sealer,
                    renditions,
                    new FourEyes(extractor.types(), fourEyes),
                    new Originals(eligibility, clock),
                    codes,
                    typeCodes,
                    probe);
        }

        /**
         * Makes the desk.
         *
         * @return a desk
         * @throws NullPointerException if there is no home
         * @throws HosoException with {@code BAD_CONFIGURATION} where a field that two must confirm is not known
         */
        public ReviewDesk build() {
            return new ReviewDesk(this);
        }
    }
}
