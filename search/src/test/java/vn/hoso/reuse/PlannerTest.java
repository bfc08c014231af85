package vn.hoso.reuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.paper.Field;
import vn.hoso.paper.Level;
import vn.hoso.paper.Method;
import vn.hoso.paper.Owner;
import vn.hoso.paper.PaperId;
import vn.hoso.paper.Validity;
import vn.hoso.record.DigitisedRecord;
import vn.hoso.seal.SealVerdict;
import vn.hoso.seal.SealVerifier;
import vn.hoso.search.LuceneRecordIndex;

class PlannerTest {
    private static final String KIND = "KQ.G15.000036";
    private static final LocalDate DAY = LocalDate.parse("2025-06-15");
    private static final String A = "001090000001";

    @TempDir
    Path home;

    private final MemoryHome archive = new MemoryHome();
    private LuceneRecordIndex index;

    @BeforeEach
    void open() {
        index = LuceneRecordIndex.open(home.resolve("index"));
    }

    @AfterEach
    void close() {
        index.close();
    }

    @Test
    void saysUntilWhenAndWhetherItStillCountsOnTheDayOfDecision() {
        store(paper(1).until("2025-06-20").make());
        Answer.Reusable answer = (Answer.Reusable) ask(request().decidedOn(DAY.plusDays(5)));
        assertThat(answer.until()).isEqualTo("2025-06-20");
        assertThat(answer.onDecisionDay()).isTrue();
        assertThat(((Answer.Reusable) ask(request().decidedOn(DAY.plusDays(6)))).onDecisionDay())
                .isFalse();
        assertThat(((Answer.Reusable) ask(request())).onDecisionDay()).isNull();
    }

    @Test
    void neverSaysYesWhereARuleLacksWhatItNeeds() {
        store(paper(1).validity(Validity.UNKNOWN)
                .field("issue_date", "2025-01-01")
                .make());
        assertThat(ask(request()).reasons()).containsExactly(Answer.Reason.VALIDITY_UNKNOWN);
        store(paper(1).validity(new Validity(null, null, true, "permanent")).make());
        assertThat(ask(request()).reasons()).containsExactly(Answer.Reason.ISSUE_DATE_UNKNOWN);
        assertThat(ask(request()).name()).isEqualTo("CANNOT_TELL");
    }

    @ParameterizedTest
    @EnumSource(SealVerdict.Status.class)
    void believesASealThatHolds(SealVerdict.Status status) {
        int version = archive.store(paper(1).level(Level.SEALED).make(), "seal".getBytes(StandardCharsets.UTF_8));
        index.put(paper(1).level(Level.SEALED).make(), version, List.of());
        index.refresh(Duration.ofSeconds(9));
        Answer answer = planner(ReusePolicy.SEALED, new FixedVerifier(status))
                .plan(request())
                .components()
                .get(0)
                .answer();
        String expected = switch (status) {
            case VALID, VALID_BUT -> "REUSABLE";
            case INDETERMINATE -> "CANNOT_TELL";
            case INVALID, UNSIGNED -> "UNVERIFIED";
        };
        assertThat(answer.name()).isEqualTo(expected);
        assertThat(planner(ReusePolicy.SEALED, null)
                        .plan(request())
                        .components()
                        .get(0)
                        .answer()
                        .reasons())
                .as("without a verifier nothing sealed is believed")
                .containsExactly(Answer.Reason.SEAL_UNCERTAIN);
    }

    @Test
    void wantsASealWhereThePolicySaysSo() {
        store(paper(1).make());
        Answer answer = planner(ReusePolicy.SEALED, null)
                .plan(request())
                .components()
                .get(0)
                .answer();
        assertThat(answer.name()).isEqualTo("UNVERIFIED");
    }

    @Test
    void checksTheFilesBeforeItSaysYes() {
        DigitisedRecord record = paper(1).make();
        store(record);
        archive.damaged.put(record.id(), List.of("paper.pdf differs"));
        assertThat(ask(request()).reasons()).containsExactly(Answer.Reason.FIXITY);
        archive.damaged.clear();
        assertThat(ask(request()).name()).isEqualTo("REUSABLE");
    }

    @Test
    void onlyAsksWhereNameAndBirthDateAgree() {
        store(card(2, A, "Nguyễn Văn Ạ", "1990-01-01"));
        store(paper(1).owner(null, "NGUYEN VAN A").field("dob", "1990-01-01").make());
        store(paper(3).owner(null, "Nguyễn Văn Ạ").field("dob", "1990-01-02").make());
        Answer answer = ask(request());
        assertThat(answer).isInstanceOf(Answer.Ask.class);
        assertThat(((Answer.Ask) answer).candidates()).containsExactly(paper(1).id);
        assertThat(answer.record()).isNull();
    }

    @Test
    void linksAnOldNumberThroughAConfirmedPaperOnly() {
        store(paper(1).owner("111111111", "A").make());
        store(paper(2).type("identity_card")
                .kind("KQ.G01.000007")
                .level(Level.RECOGNISED)
                .field("id_number", A)
                .field("old_id_number", "111111111")
                .make());
        assertThat(ask(request()).name()).isEqualTo("MISSING");
        store(paper(2).type("identity_card")
                .kind("KQ.G01.000007")
                .level(Level.VERIFIED)
                .field("id_number", A)
                .field("old_id_number", "111111111")
                .make());
        assertThat(ask(request()).name()).isEqualTo("REUSABLE");
        assertThat(planner(ReusePolicy.VERIFIED, null)
                        .plan(PlanRequest.of("1.1", "111111111", DAY))
                        .owner())
                .isEqualTo(A);
        store(paper(3).type("identity_card")
                .kind("KQ.G01.000007")
                .owner("001090000009", "B")
                .field("id_number", "001090000009")
                .field("old_id_number", "111111111")
                .make());
        assertThat(ask(request()).name()).as("two people claim the number").isEqualTo("MISSING");
        assertThat(ask(PlanRequest.of("1.1", "111111111", DAY)).reasons())
                .containsExactly(Answer.Reason.OWNER_AMBIGUOUS);
    }

    @Test
    void asksForPapersUnderAnOldNumberOfNobody() {
        store(paper(1).owner("111111111", "A").make());
        Answer answer = ask(PlanRequest.of("1.1", "111111111", DAY));
        assertThat(answer.reasons()).containsExactly(Answer.Reason.OLD_NUMBER_NOT_LINKED);
    }

    @Test
    void needsALegalBasisForSensitivePapers() {
        store(paper(1).type("criminal_record_certificate_2").make());
        assertThat(ask(request()).name()).isEqualTo("FORBIDDEN");
        assertThat(ask(request().by("o", "a", "d", "Luật 28/2009/QH12")).name()).isEqualTo("REUSABLE");
    }

    @Test
    void keepsToTheAgenciesOfThePolicy() {
        store(paper(1).make());
        ReusePolicy mine = new ReusePolicy(Level.VERIFIED, false, Set.of(), Set.of("another agency"));
        assertThat(planner(mine, null)
                        .plan(request())
                        .components()
                        .get(0)
                        .answer()
                        .name())
                .isEqualTo("FORBIDDEN");
    }

    @Test
    void showsConflictingValues() {
        store(card(2, A, "Nguyễn Văn Ạ", "1990-01-01"));
        store(paper(1).owner(A, "x").field("full_name", "Nguyễn Văn Ba").make());
        Plan plan = planner(ReusePolicy.VERIFIED, null).plan(request());
        Plan.Prefilled name = plan.form().get("name");
        assertThat(name.value()).isEqualTo("Nguyễn Văn Ạ");
        assertThat(name.others()).containsExactly(new Plan.Other("Nguyễn Văn Ba", paper(1).id));
        assertThat(plan.savedFields()).isEqualTo(0.5);
        assertThat(plan.json()).contains("\"others\":[{\"value\":\"Nguyễn Văn Ba\"");
    }

    @Test
    void refusesAProcedureThatNobodyKnows() {
        assertThatExceptionOfType(HosoException.class)
                .isThrownBy(() -> ask(PlanRequest.of("9.9", A, DAY)))
                .satisfies(e -> assertThat(e.problem()).isEqualTo(Problem.NOT_FOUND));
    }

    @Test
    void everyReasonHasASentenceInBothLanguages() {
        for (Answer.Reason reason : Answer.Reason.values()) {
            assertThat(reason.message(Locale.ENGLISH)).isNotEqualTo(reason.message(new Locale("vi")));
        }
    }

    @Test
    void neverShowsAPersonInItsTexts() {
        assertThat(request().toString()).doesNotContain(A);
        store(paper(1).make());
        assertThat(planner(ReusePolicy.VERIFIED, null).plan(request()).toString())
                .doesNotContain(A);
    }

    /** Random papers, states, days, holders and scopes: the planner and a plain reading of the rules over a list agree. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void agreesWithAPlainModel(long seed) {
        Random random = new Random(seed);
        String[] owners = {A, "001090000002", "001090000003", "111111111", ""};
        Map<String, String> oldNumbers = Map.of("111111111", "001090000002");
        store(paper(900)
                .type(RecordImport.PERSON)
                .kind(null)
                .owner("001090000002", "B")
                .field("id_number", "001090000002")
                .field("old_id_number", "111111111")
                .make());
        List<DigitisedRecord> all = new ArrayList<>();
        for (int n = 1; n <= 60; n++) {
            LocalDate issued = LocalDate.of(2025, 1, 1).plusDays(random.nextInt(300));
            Draft draft = paper(n).owner(owners[random.nextInt(owners.length)], "N" + n)
                    .kind(random.nextInt(4) == 0 ? "KQ.G15.000099" : KIND)
                    .level(random.nextInt(4) == 0 ? Level.CROSS_CHECKED : Level.VERIFIED)
                    .issued(issued.toString())
                    .heldBy(random.nextInt(3) == 0 ? "Sở" : "UBND");
            draft = random.nextBoolean()
                    ? draft.until(issued.plusDays(random.nextInt(200)).toString())
                    : draft;
            if (random.nextInt(5) == 0) {
                draft = draft.co(owners[random.nextInt(4)]);
            }
            if (random.nextInt(6) == 0) {
                draft = draft.revoked(issued.plusDays(random.nextInt(100)));
            } else if (random.nextInt(6) == 0 && n > 1) {
                draft = draft.superseded(paper(random.nextInt(n - 1) + 1).id);
            }
            all.add(draft.make());
        }
        all.forEach(this::put);
        index.refresh(Duration.ofSeconds(9));
        for (int question = 0; question < 150; question++) {
            Set<String> scope = question % 2 == 0 ? Set.of() : Set.of(question % 3 == 0 ? "Sở" : "UBND");
            Planner planner = planner(new ReusePolicy(Level.VERIFIED, false, Set.of(), scope), null);
            String owner = owners[random.nextInt(4)];
            LocalDate on = LocalDate.of(2025, 1, 1).plusDays(random.nextInt(400));
            Answer answer = planner.plan(PlanRequest.of("1.1", owner, on))
                    .components()
                    .get(0)
                    .answer();
            assertThat(answer.name() + " " + answer.record())
                    .as("seed " + seed + " question " + question)
                    .isEqualTo(Model.answer(all, oldNumbers, owner, on, scope));
        }
    }

    /** People who share name and birth date, some with papers of nobody's number: whoever asks gets what is theirs alone. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void neverJoinsPeopleOfOneNameAndBirthDate(long seed) {
        Random random = new Random(seed);
        Map<PaperId, DigitisedRecord> all = new HashMap<>();
        List<String> people = List.of("001090000001", "001090000002", "001090000003", "001090000004", "001090000005");
        int n = 0;
        for (String number : people) {
            if (random.nextInt(4) > 0) {
                DigitisedRecord card = card(++n, number, "Nguyễn Văn Ạ", "1990-02-28");
                all.put(card.id(), card);
            }
        }
        for (int i = 0; i < 25; i++) {
            String owner = random.nextInt(3) == 0 ? "" : people.get(random.nextInt(people.size()));
            DigitisedRecord paper = paper(++n)
                    .owner(owner, "Nguyễn Văn Ạ")
                    .level(random.nextInt(3) == 0 ? Level.RECOGNISED : Level.VERIFIED)
                    .field("full_name", owner + " Nguyễn Văn Ạ")
                    .field("dob", "1990-02-28")
                    .make();
            all.put(paper.id(), paper);
        }
        all.values().forEach(this::put);
        index.refresh(Duration.ofSeconds(9));
        for (String number : people) {
            Plan plan = planner(ReusePolicy.VERIFIED, null).plan(PlanRequest.of("1.1", number, DAY));
            Answer answer = plan.components().get(0).answer();
            if (answer instanceof Answer.Ask ask) {
                assertThat(ask.candidates())
                        .allSatisfy(id -> assertThat(all.get(id).owner().id())
                                .as("a paper of nobody's number is only asked about")
                                .isEmpty());
            } else if (answer.record() != null) {
                assertThat(all.get(answer.record()).owner().id()).isEqualTo(number);
            }
            assertThat(plan.form().values())
                    .allSatisfy(value ->
                            assertThat(all.get(value.record()).owner().id()).isEqualTo(number));
        }
    }

    /** The rules, read plainly. */
    private static final class Model {
        static String answer(
                List<DigitisedRecord> all, Map<String, String> old, String asked, LocalDate on, Set<String> scope) {
            String person = old.getOrDefault(asked, asked);
            Map<PaperId, DigitisedRecord> byId = new HashMap<>();
            all.forEach(record -> byId.put(record.id(), record));
            boolean known =
                    all.stream().anyMatch(record -> owners(record, Map.of()).contains(person))
                            || old.containsValue(person);
            if (!known) {
                return "MISSING null";
            }
            List<DigitisedRecord> candidates = new ArrayList<>(all.stream()
                    .filter(record -> owners(record, old).contains(person))
                    .filter(record -> KIND.equals(record.kind()))
                    .filter(record -> !record.validity().from().isAfter(on))
                    .toList());
            boolean elsewhere = !scope.isEmpty()
                    && candidates.removeIf(
                            record -> !scope.contains(record.rendition().agency()));
            candidates.sort(Comparator.comparing(
                            (DigitisedRecord record) -> record.validity().from())
                    .reversed()
                    .thenComparing(record -> record.rendition().convertedAt()));
            for (DigitisedRecord record : candidates) {
                if (status(record, byId, on).equals("REUSABLE")) {
                    return "REUSABLE " + record.id();
                }
            }
            return candidates.isEmpty()
                    ? (elsewhere ? "FORBIDDEN null" : "MISSING null")
                    : status(candidates.get(0), byId, on) + " "
                            + candidates.get(0).id();
        }

        private static List<String> owners(DigitisedRecord record, Map<String, String> old) {
            List<String> owners = new ArrayList<>();
            owners.add(record.owner().id());
            record.coOwners().forEach(owner -> owners.add(owner.id()));
            owners.replaceAll(number -> number == null ? "" : old.getOrDefault(number, number));
            return owners;
        }

        private static String status(DigitisedRecord record, Map<PaperId, DigitisedRecord> byId, LocalDate on) {
            DigitisedRecord.Ending ending = record.ending();
            if (ending != null && ending.from() != null && !on.isBefore(ending.from())) {
                return "REVOKED";
            }
            if (ending != null
                    && ending.by() != null
                    && !on.isBefore(byId.get(ending.by()).validity().from())) {
                return "SUPERSEDED";
            }
            if (record.validity().until() != null
                    && on.isAfter(record.validity().until())) {
                return "EXPIRED";
            }
            return record.level() == Level.VERIFIED ? "REUSABLE" : "UNVERIFIED";
        }
    }

    // making papers

    private Answer ask(PlanRequest request) {
        return planner(ReusePolicy.VERIFIED, null)
                .plan(request)
                .components()
                .get(0)
                .answer();
    }

    private static PlanRequest request() {
        return PlanRequest.of("1.1", A, DAY);
    }

    private Planner planner(ReusePolicy policy, SealVerifier verifier) {
        Procedure procedure = new Procedure(
                "1.1",
                "Thử",
                null,
                List.of(new Procedure.Case("", List.of(new Procedure.Component("C", "Giấy", Set.of(KIND), null)))),
                List.of(
                        new Procedure.FormField(
                                "name",
                                List.of(
                                        new Procedure.Source("identity_card", "full_name"),
                                        new Procedure.Source("any", "full_name"))),
                        new Procedure.FormField("none", List.of(new Procedure.Source("any", "nothing")))),
                List.of());
        Planner.Builder builder = Planner.builder()
                .archive(archive)
                .index(index)
                .catalogue(Catalogue.of(List.of(procedure)))
                .policy(policy)
                .decoder(archive::decode);
        return verifier == null ? builder.build() : builder.seals(verifier).build();
    }

    private void store(DigitisedRecord record) {
        put(record);
        index.refresh(Duration.ofSeconds(9));
    }

    private void put(DigitisedRecord record) {
        index.put(record, archive.store(record, new byte[0]), List.of());
    }

    private DigitisedRecord card(int n, String number, String name, String birthDate) {
        return paper(n).type("identity_card")
                .kind("KQ.G01.000007")
                .owner(number, name)
                .field("id_number", number)
                .field("full_name", name)
                .field("dob", birthDate)
                .make();
    }

    private static Draft paper(int n) {
        return new Draft(n);
    }

    private static final class Draft {
        final PaperId id;
        private final int n;
        private String type = "marital_status_certificate";
        private String kind = KIND;
        private Level level = Level.VERIFIED;
        private Owner owner = new Owner(A, "Nguyễn Văn Ạ", null);
        private final List<Owner> coOwners = new ArrayList<>();
        private Validity validity = new Validity(LocalDate.parse("2025-01-01"), null, true, "permanent");
        private final List<Field> fields = new ArrayList<>();
        private String holder = "UBND";
        private DigitisedRecord.State state = DigitisedRecord.State.ACTIVE;
        private DigitisedRecord.Ending ending;

        Draft(int n) {
            this.n = n;
            this.id = new PaperId(String.format(Locale.ROOT, "%032x", n));
        }

        Draft type(String value) {
            type = value;
            return this;
        }

        Draft kind(String value) {
            kind = value;
            return this;
        }

        Draft level(Level value) {
            level = value;
            return this;
        }

        Draft owner(String number, String name) {
            owner = new Owner(number, name, null);
            return this;
        }

        Draft co(String number) {
            coOwners.add(new Owner(number, null, null));
            return this;
        }

        Draft heldBy(String agency) {
            holder = agency;
            return this;
        }

        Draft validity(Validity value) {
            validity = value;
            return this;
        }

        Draft issued(String day) {
            validity = new Validity(LocalDate.parse(day), null, true, "permanent");
            return this;
        }

        Draft until(String day) {
            validity = new Validity(validity.from(), LocalDate.parse(day), false, "stated");
            return this;
        }

        Draft field(String key, String value) {
            fields.add(new Field(key, value, value, 1, 0, null, Method.IMPORT, true, List.of(), List.of()));
            return this;
        }

        Draft revoked(LocalDate day) {
            state = DigitisedRecord.State.REVOKED;
            ending = new DigitisedRecord.Ending(day, null, "test");
            return this;
        }

        Draft superseded(PaperId by) {
            state = DigitisedRecord.State.SUPERSEDED;
            ending = new DigitisedRecord.Ending(null, by, null);
            return this;
        }

        DigitisedRecord make() {
            return new DigitisedRecord(
                    id,
                    type,
                    1,
                    level,
                    state,
                    null,
                    owner,
                    validity,
                    fields,
                    new DigitisedRecord.Source("t", "0".repeat(64), 1, "IMPORT", 1, 1, List.of()),
                    DigitisedRecord.Rendition.none("test", holder, Instant.EPOCH.plusSeconds(n)),
                    List.of(),
                    kind,
                    coOwners,
                    ending);
        }
    }

    private record FixedVerifier(SealVerdict.Status status) implements SealVerifier {
        @Override
        public SealVerdict verifyPdf(Path pdf) {
            throw new UnsupportedOperationException();
        }

        @Override
        public SealVerdict verifyRecord(byte[] record, byte[] seal) {
            return new SealVerdict(status, List.of(), List.of());
        }

        @Override
        public SealVerdict verifyEvidence(byte[] record, List<Path> files) {
            throw new UnsupportedOperationException();
        }
    }
}
