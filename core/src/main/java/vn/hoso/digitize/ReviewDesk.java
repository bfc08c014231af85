package vn.hoso.digitize;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import vn.hoso.archive.Archive;
import vn.hoso.archive.ArchivedPaper;
import vn.hoso.digitize.Probe.Moment;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.internal.Durable;
import vn.hoso.internal.Writing;
import vn.hoso.paper.Level;
import vn.hoso.paper.PaperId;
import vn.hoso.paper.PaperTypes;
import vn.hoso.record.DigitisedRecord;
import vn.hoso.record.DigitisedRecord.Ending;
import vn.hoso.record.FieldRoot;
import vn.hoso.record.RecordCodec;
import vn.hoso.record.ResultCodePattern;
import vn.hoso.registry.Decision;
import vn.hoso.registry.PaperEntry;
import vn.hoso.registry.PaperState;
import vn.hoso.registry.Registry;
import vn.hoso.registry.Transition;
import vn.hoso.seal.RecordSealer;

/**
 * Where officers decide on papers (bàn xác minh): confirm, correct, reject, revoke, supersede.
 *
 * <p>Every decision is in the ledger with who, when, and digests of old and new values; the values themselves stand in
 * the record. A decision survives a crash at any moment: what was begun is finished or given up by {@link #recover}, the
 * archive being believed. Safe for use by several threads; a paper is decided on by one at a time.
 */
public final class ReviewDesk {
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");

    /** Where the number of a paper stands, by type of paper; the first that has a value counts. */
    private static final List<String> NUMBERS = List.of(
            "document_number", "certificate_number", "permit_number", "serial", "diploma_serial", "enterprise_code");

    private static final Set<PaperState> STORED =
            Arrays.stream(PaperState.values()).filter(PaperState::stored).collect(Collectors.toUnmodifiableSet());

    private final Home home;
    private final Registry registry;
    private final Archive archive;
    private final IndexFeeder feeder;
    private final RecordCodec codec = new RecordCodec();
    private final @Nullable RecordSealer sealer;
    private final @Nullable IndexOpener index;
    private final ResultCodePattern codes;
    private final UnaryOperator<String> typeCodes;
    private final PaperTypes types;
    private final Clock clock;
    private final RandomGenerator random = new SecureRandom();
    private final String worker;
    private final Recovery recovery;
    private final Probe probe;

    private ReviewDesk(Builder builder) {
        this.home = Objects.requireNonNull(builder.home, "a desk needs a home");
        this.registry = home.registry();
        this.archive = home.archive();
        this.feeder = new IndexFeeder(archive, registry);
        this.sealer = builder.sealer;
        this.index = builder.index;
        this.codes = builder.codes;
        this.typeCodes = builder.typeCodes;
        this.types = builder.types == null ? PaperTypes.bundled() : builder.types;
        this.clock = builder.clock;
        this.worker = home.worker() + "+desk-" + HexFormat.of().toHexDigits(random.nextInt());
        this.recovery = new Recovery(home);
        this.probe = builder.probe;
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
        PaperEntry entry = entry(id);
        if (!entry.state().stored()) {
            throw wrongState(entry, PaperState.ARCHIVED);
        }
        List<Decision> decisions = registry.decisions(id);
        return new ReviewItem(entry, amended(entry, decisions).plain(), decisions);
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
        int version = item.entry().version();
        Path pdf = archive.files(id, version).get(Archive.PDF);
        if (pdf == null) {
            throw new HosoException(Problem.STORE_DAMAGED, id.value(), Archive.PDF + " is missing");
        }
        Path work = null;
        try {
            work = Files.createTempDirectory(Files.createDirectories(folder), ".work-");
            return FieldImages.write(
                    pdf, feeder.text(id, version), item.record().fields(), folder, work);
        } catch (IOException e) {
            throw Writing.failed(e, String.valueOf(folder.getFileName()));
        } finally {
            delete(work);
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
        StringBuilder lines = new StringBuilder();
        int count = 0;
        for (PaperEntry entry : registry.papers(STORED, null, Integer.MAX_VALUE)) {
            Map<String, Decision> corrected = new LinkedHashMap<>();
            for (Decision decision : registry.decisions(entry.id())) {
                if (decision.action().equals("correct") && decision.key() != null && decision.newValue() != null) {
                    corrected.merge(decision.key(), decision, ReviewDesk::fromFirstToLast);
                }
            }
            if (corrected.isEmpty()) {
                continue;
            }
            Map<String, Path> images =
                    images(entry.id(), folder.resolve(entry.id().value()));
            for (Map.Entry<String, Path> image : images.entrySet()) {
                Decision decision = corrected.get(image.getKey());
                if (decision == null) {
                    remove(image.getValue());
                } else {
                    lines.append(line(folder, image.getValue(), decision)).append('\n');
                    count++;
                }
            }
        }
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("corrections.jsonl"), lines);
        } catch (IOException e) {
            throw Writing.failed(e, String.valueOf(folder.getFileName()));
        }
        return count;
    }

    /** A value that was corrected twice was read as the first says, and is right as the last says. */
    private static Decision fromFirstToLast(Decision first, Decision last) {
        return new Decision(
                last.at(), last.actor(), last.action(), last.key(), first.oldValue(), last.newValue(), last.reason());
    }

    private static String line(Path folder, Path image, Decision decision) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("image", folder.relativize(image).toString().replace('\\', '/'))
                .put("field", decision.key())
                .put("read", decision.oldValue() == null ? "" : decision.oldValue())
                .put("right", decision.newValue())
                .toString();
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw Writing.failed(e, String.valueOf(file.getFileName()));
        }
    }

    /**
     * Confirms the data of a paper: a code is issued, the record sealed and archived. A confirmation that was interrupted
     * is finished.
     *
     * @param id the paper
     * @param actor the officer
     * @return the sealed record
     * @throws HosoException with {@code NOT_FOUND}, {@code WRONG_STATE}, or {@code NO_KEY} on a desk without a sealer
     */
    public DigitisedRecord confirm(PaperId id, String actor) {
        RecordSealer seals = needSealer();
        DigitisedRecord sealed = withLease(id, entry -> {
            PaperState state = entry.state();
            if (state != PaperState.ARCHIVED && state != PaperState.VERIFIED && state != PaperState.CODED) {
                throw wrongState(entry, PaperState.ARCHIVED);
            }
            if (state == PaperState.ARCHIVED) {
                Decision yes = new Decision(clock.instant(), actor, "confirm", null, null, null, null);
                registry.apply(
                        step(entry, PaperState.VERIFIED, "confirm", actor).decisions(List.of(yes)));
                probe.reached(Moment.VERIFIED);
            }
            return sealVerified(entry, actor, seals);
        });
        feedIndex();
        return sealed;
    }

    /** From VERIFIED or CODED to SEALED, wherever it was interrupted. */
    private DigitisedRecord sealVerified(PaperEntry entry, String actor, RecordSealer seals) {
        Amendment amendment = amended(entry, registry.decisions(entry.id()));
        String code = entry.resultCode() != null
                ? entry.resultCode()
                : registry.issueCode(entry.id(), prefix(amendment.plain()), codes.digits(), worker, actor);
        probe.reached(Moment.CODED);
        ArchivedPaper head = head(entry);
        DigitisedRecord sealed;
        if (head.version() == entry.version()) {
            amendment.confirm(code, actor, clock.instant());
            sealed = amendment.provable(random);
            head = store(entry, sealed, seals, actor, "confirm");
            probe.reached(Moment.REWRITTEN);
        } else {
            sealed = feeder.record(entry.id(), head.version());
        }
        registry.apply(step(entry, PaperState.SEALED, "seal", actor)
                .version(head.version())
                .data(sealed.type(), Level.SEALED, new Transition.Review(0, List.of()))
                .fact("version", head.version()));
        probe.reached(Moment.ACKNOWLEDGED);
        return sealed;
    }

    /**
     * Corrects values. A paper that waits for review keeps the corrections until it is confirmed; a sealed one is sealed
     * again at once, under the same code.
     *
     * @param id the paper
     * @param values the new value of each field by its key; empty takes a value away
     * @param actor the officer
     * @return the record with the corrections
     * @throws HosoException with {@code NOT_FOUND} for an unknown paper or field, or {@code WRONG_STATE}
     */
    public DigitisedRecord correct(PaperId id, Map<String, String> values, String actor) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("a correction needs at least one value");
        }
        DigitisedRecord corrected = withLease(id, entry -> {
            Amendment amendment = amended(entry, registry.decisions(id));
            Instant now = clock.instant();
            List<Decision> decisions = new ArrayList<>();
            values.forEach((key, value) -> {
                String old = amendment.value(key);
                amendment.correct(key, value, actor, now, types);
                decisions.add(new Decision(now, actor, "correct", key, old, amendment.value(key), null));
            });
            if (entry.state() == PaperState.ARCHIVED) {
                registry.apply(
                        step(entry, PaperState.ARCHIVED, "correct", actor).decisions(decisions));
                return amendment.plain();
            }
            if (entry.state() != PaperState.SEALED) {
                throw wrongState(entry, PaperState.SEALED);
            }
            return rewrite(entry, amendment, PaperState.SEALED, "correct", actor, decisions);
        });
        feedIndex();
        return corrected;
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
        return end(id, PaperState.REJECTED, DigitisedRecord.State.REJECTED, null, reason, "reject", actor);
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
        return end(id, PaperState.REVOKED, DigitisedRecord.State.REVOKED, null, reason, "revoke", actor);
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
        PaperEntry successor = entry(by);
        if (!successor.state().stored()) {
            throw wrongState(successor, PaperState.ARCHIVED);
        }
        return end(id, PaperState.SUPERSEDED, DigitisedRecord.State.SUPERSEDED, by, reason, "supersede", actor);
    }

    /**
     * Finishes or gives up what a crash interrupted: a change that reached the archive is taken over by the registry, one
     * that did not is as if it had never been asked for, a confirmation is finished where this desk can seal.
     *
     * @return how many papers were set right
     */
    public int recover() {
        recovery.releaseTheDead();
        int done = recovery.takeOverAll();
        for (PaperEntry entry : registry.intents()) {
            withLease(entry.id(), settled -> settled);
            done++;
        }
        if (sealer != null) {
            RecordSealer seals = sealer;
            List<PaperEntry> half =
                    registry.papers(Set.of(PaperState.VERIFIED, PaperState.CODED), null, Integer.MAX_VALUE);
            for (PaperEntry entry : half) {
                withLease(entry.id(), now -> sealVerified(now, "hoso", seals));
                done++;
            }
        }
        feedIndex();
        return done;
    }

    private DigitisedRecord end(
            PaperId id,
            PaperState to,
            DigitisedRecord.State how,
            @Nullable PaperId by,
            String reason,
            String action,
            String actor) {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("a reason is needed to " + action + " a paper");
        }
        DigitisedRecord ended = withLease(id, entry -> {
            if (!entry.state().allows(to) || !entry.state().stored()) {
                throw wrongState(entry, to == PaperState.REJECTED ? PaperState.ARCHIVED : PaperState.SEALED);
            }
            Instant now = clock.instant();
            Amendment amendment = amended(entry, registry.decisions(id));
            amendment.end(how, new Ending(LocalDate.ofInstant(now, VIETNAM), by, reason), action, actor, now);
            Decision decision = new Decision(now, actor, action, null, null, null, reason);
            return rewrite(entry, amendment, to, action, actor, List.of(decision));
        });
        feedIndex();
        return ended;
    }

    /** Announces a new version, stores it, acknowledges it; {@link #recover} settles what stops in between. */
    private DigitisedRecord rewrite(
            PaperEntry entry,
            Amendment amendment,
            PaperState to,
            String action,
            String actor,
            List<Decision> decisions) {
        boolean wasSealed = amendment.plain().level() == Level.SEALED;
        RecordSealer seals = wasSealed ? needSealer() : null;
        DigitisedRecord record = wasSealed ? amendment.provable(random) : amendment.plain();
        registry.apply(step(entry, entry.state(), action + "-begun", actor)
                .intent(new Intent(action, to, actor, decisions).json()));
        probe.reached(Moment.BEGUN);
        ArchivedPaper stored;
        try {
            stored = store(entry, record, seals, actor, action);
        } catch (RuntimeException e) {
            recovery.settle(entry(entry.id()), worker);
            throw e;
        }
        probe.reached(Moment.REWRITTEN);
        registry.apply(step(entry, to, action, actor)
                .version(stored.version())
                .decisions(decisions)
                .fact("version", stored.version()));
        probe.reached(Moment.ACKNOWLEDGED);
        return record;
    }

    private ArchivedPaper store(
            PaperEntry entry, DigitisedRecord record, @Nullable RecordSealer seals, String actor, String why) {
        byte[] json = codec.encode(record);
        Path work = null;
        try {
            work = Files.createTempDirectory(home.workFolder(), "desk-");
            Map<String, Path> files = new LinkedHashMap<>();
            files.put(Archive.RECORD, Files.write(work.resolve(Archive.RECORD), json));
            if (seals != null) {
                byte[] root = FieldRoot.of(record, json).encode();
                files.put(Archive.SEAL, Files.write(work.resolve(Archive.SEAL), seals.seal(json)));
                files.put(Archive.ROOT, Files.write(work.resolve(Archive.ROOT), root));
                files.put(Archive.ROOT_SEAL, Files.write(work.resolve(Archive.ROOT_SEAL), seals.seal(root)));
            }
            return archive.put(entry.id(), files, entry.version(), actor, why);
        } catch (IOException e) {
            throw Writing.failed(e, String.valueOf(home.workFolder().getFileName()));
        } finally {
            delete(work);
        }
    }

    private static void delete(@Nullable Path work) {
        if (work != null) {
            try {
                Durable.delete(work);
            } catch (IOException e) {
                LoggerFactory.getLogger(ReviewDesk.class).warn("a work folder could not be removed", e);
            }
        }
    }

    /** The archived record with the corrections that wait for a confirmation. */
    private Amendment amended(PaperEntry entry, List<Decision> decisions) {
        Amendment amendment = new Amendment(feeder.record(entry.id(), entry.version()));
        boolean waiting = entry.state() == PaperState.ARCHIVED
                || entry.state() == PaperState.VERIFIED
                || entry.state() == PaperState.CODED;
        for (Decision decision : decisions) {
            if (waiting && decision.action().equals("correct") && decision.key() != null) {
                String value = decision.newValue() == null ? "" : decision.newValue();
                amendment.correct(decision.key(), value, decision.actor(), decision.at(), types);
            }
        }
        return amendment;
    }

    private String prefix(DigitisedRecord record) {
        String number = NUMBERS.stream()
                .flatMap(key -> record.field(key).stream())
                .map(field -> field.value())
                .findFirst()
                .orElse("");
        String owner = record.owner().id() == null ? "" : record.owner().id();
        String kind = record.kind();
        return codes.prefix(owner, kind == null ? typeCodes.apply(record.type()) : kind, number);
    }

    private ArchivedPaper head(PaperEntry entry) {
        return archive.head(entry.id())
                .orElseThrow(() ->
                        new HosoException(Problem.STORE_DAMAGED, entry.id().value(), "not in the archive"));
    }

    private Transition step(PaperEntry entry, PaperState to, String action, String actor) {
        return Transition.of(entry.id(), to, action, worker, actor);
    }

    private PaperEntry entry(PaperId id) {
        return registry.paper(id).orElseThrow(() -> new HosoException(Problem.NOT_FOUND, id.value(), "paper"));
    }

    private static HosoException wrongState(PaperEntry entry, PaperState wanted) {
        return new HosoException(Problem.WRONG_STATE, entry.id().value(), entry.state(), wanted);
    }

    private RecordSealer needSealer() {
        if (sealer == null) {
            throw new HosoException(Problem.NO_KEY, "key", "none configured");
        }
        return sealer;
    }

    private <T> T withLease(PaperId id, java.util.function.Function<PaperEntry, T> work) {
        recovery.releaseTheDead();
        PaperEntry entry = registry.claim(id, worker, LEASE);
        try {
            return work.apply(recovery.settle(entry, worker));
        } finally {
            registry.release(entry.sha256(), worker);
        }
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
        private @Nullable PaperTypes types;
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
         * The paper types; by default those that come with Hoso.
         *
         * @param value the types
         * @return this
         */
        public Builder types(PaperTypes value) {
            this.types = Objects.requireNonNull(value);
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

        /**
         * Makes the desk.
         *
         * @return a desk
         * @throws NullPointerException if there is no home
         */
        public ReviewDesk build() {
            return new ReviewDesk(this);
        }
    }
}
