package vn.hoso.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.paper.Level;
import vn.hoso.paper.PaperId;

class SqliteRegistryTest {
    private static final String SHA = "0123456789abcdef".repeat(4);
    private static final PaperId ID = PaperId.of(SHA, 1);
    private static final IncomingFile FILE = new IncomingFile(SHA, "quét.pdf", 1234);
    private static final Duration LEASE = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    private final HandClock clock = new HandClock();
    private Path file;
    private SqliteRegistry registry;

    @BeforeEach
    void open() {
        file = folder.resolve("registry.db");
        registry = SqliteRegistry.open(file, clock);
    }

    @AfterEach
    void close() {
        registry.close();
        registry.close();
    }

    @Test
    void handsAFileToOneWorkerAtATime() {
        Reception first = registry.receive(FILE, "a", LEASE);

        assertThat(first).isInstanceOfSatisfying(Reception.Taken.class, taken -> {
            assertThat(taken.attempt()).isEqualTo(1);
            assertThat(taken.papers()).extracting(PaperEntry::id).containsExactly(ID);
        });
        assertThat(registry.receive(FILE, "b", LEASE))
                .isEqualTo(new Reception.Busy("a", clock.instant().plus(LEASE)));
        clock.add(Duration.ofMinutes(1));
        assertThat(registry.renew("a", LEASE)).isEqualTo(1);
        clock.add(Duration.ofSeconds(90));
        assertThat(registry.receive(FILE, "b", LEASE)).isInstanceOf(Reception.Busy.class);
        registry.release(SHA, "b");
        assertThat(registry.leases()).extracting(Lease::worker).containsExactly("a");
        registry.release(SHA, "a");
        assertThat(registry.receive(FILE, "b", LEASE)).isInstanceOf(Reception.Taken.class);
    }

    @Test
    void takesOverAFileWhoseHolderIsGone() {
        registry.receive(FILE, "a", LEASE);
        registry.apply(step(PaperState.SCANNED, "scanned", "a").pages(2));
        clock.add(LEASE.plusSeconds(1));

        Reception taken = registry.receive(FILE, "b", LEASE);

        assertThat(taken)
                .isInstanceOfSatisfying(
                        Reception.Taken.class, t -> assertThat(t.attempt()).isEqualTo(2));
        assertThat(entry().state()).isEqualTo(PaperState.RECEIVED);
        assertThatThrownBy(() -> registry.apply(step(PaperState.SCANNED, "scanned", "a")))
                .isInstanceOf(LeaseLostException.class);
        assertThat(registry.renew("a", LEASE)).isZero();
        assertThat(registry.apply(step(PaperState.SCANNED, "scanned", "b")).action())
                .isEqualTo("scanned");
    }

    @Test
    void givesBackWhatADeadWorkerHeld() {
        for (int i = 0; i < 3; i++) {
            registry.receive(new IncomingFile(sha(i), "x", 1), "dead", LEASE);
            registry.apply(Transition.of(PaperId.of(sha(i), 1), PaperState.SCANNED, "scanned", "dead", "dead"));
        }

        assertThat(registry.releaseAll("dead")).isEqualTo(3);
        assertThat(registry.leases()).isEmpty();
        assertThat(registry.counts()).isEqualTo(Map.of(PaperState.RECEIVED, 3L));
    }

    @Test
    void saysThatAFileIsDoneOnlyWhenAllItsPapersAreStored() {
        registry.receive(FILE, "a", LEASE);
        assertThat(registry.split(SHA, 2, "a")).containsExactly(ID, PaperId.of(SHA, 2));
        archive(ID, "a");
        registry.release(SHA, "a");

        assertThat(registry.receive(FILE, "b", LEASE))
                .isInstanceOfSatisfying(
                        Reception.Taken.class,
                        taken -> assertThat(taken.papers())
                                .extracting(PaperEntry::state)
                                .containsExactly(PaperState.ARCHIVED, PaperState.RECEIVED));
        archive(PaperId.of(SHA, 2), "b");
        registry.release(SHA, "b");

        assertThat(registry.receive(FILE, "c", LEASE))
                .isEqualTo(new Reception.Done(List.of(ID, PaperId.of(SHA, 2)), "quét.pdf"));
    }

    @Test
    void keepsWhyAFileFailedAndLetsItBeTriedAgain() {
        registry.receive(FILE, "a", LEASE);
        HosoException failure = new HosoException(Problem.TOO_MANY_PAGES, "quét.pdf", 20_000, 10_000);
        registry.apply(step(PaperState.FAILED, "failed", "a").failure(PaperEntry.Failure.of(failure)));
        registry.release(SHA, "a");

        assertThat(entry().failed())
                .map(PaperEntry.Failure::exception)
                .map(Throwable::getMessage)
                .contains(failure.getMessage());
        assertThat(registry.receive(FILE, "a", LEASE)).isInstanceOf(Reception.Taken.class);
        assertThat(entry().state()).isEqualTo(PaperState.RECEIVED);
        assertThat(entry().failed()).isEmpty();
    }

    @Test
    void refusesStepsOffTheRoadAndChangesNothing() {
        registry.receive(FILE, "a", LEASE);
        long before = registry.lastSequence();

        assertProblem(Problem.WRONG_STATE, () -> registry.apply(step(PaperState.ARCHIVED, "archived", "a")));
        assertProblem(Problem.WRONG_STATE, () -> registry.issueCode(ID, "x.", 2, "a", "officer"));
        assertProblem(
                Problem.NOT_FOUND,
                () -> registry.apply(Transition.of(PaperId.of(sha(9), 1), PaperState.SCANNED, "scanned", "a", "a")));
        assertProblem(Problem.NOT_FOUND, () -> registry.claim(PaperId.of(sha(9), 1), "a", LEASE));
        assertProblem(Problem.WRONG_STATE, () -> registry.claim(ID, "b", LEASE));

        assertThat(registry.lastSequence()).isEqualTo(before);
        assertThat(entry().state()).isEqualTo(PaperState.RECEIVED);
    }

    @Test
    void writesDownWhoDecidedWhatAndKeepsValuesOutOfTheLedger() {
        registry.receive(FILE, "a", LEASE);
        archive(ID, "a");
        Decision decision =
                new Decision(clock.instant(), "Lê Thị C", "correct", "full_name", "Nguyễn Van A", "Nguyễn Văn A", null);

        registry.apply(step(PaperState.ARCHIVED, "correct", "a").decisions(List.of(decision)));

        assertThat(registry.decisions(ID)).containsExactly(decision);
        LedgerEvent last = registry.events(registry.lastSequence() - 1, 10).get(0);
        assertThat(last.action()).isEqualTo("correct");
        assertThat(last.facts()).containsOnlyKeys("decisions");
        assertThat(last.facts().get("decisions")).matches("[0-9a-f]{64}");
        assertThat(registry.checkLedger()).isEmpty();
    }

    @Test
    void ordersTheQueueByNeed() {
        double[] needs = {1, 5, 0, 5};
        for (int i = 0; i < needs.length; i++) {
            registry.receive(new IncomingFile(sha(i), "x", 1), "a", LEASE);
            clock.add(Duration.ofSeconds(1));
            archive(PaperId.of(sha(i), 1), "a", needs[i]);
        }

        assertThat(registry.queue(3)).extracting(PaperEntry::sha256).containsExactly(sha(1), sha(3), sha(0));
        assertThat(registry.queue(10).get(0).toLook()).containsExactly("issue_date");
        assertThat(registry.papers(Set.of(PaperState.ARCHIVED), null, 2)).hasSize(2);
        PaperId second =
                registry.papers(Set.of(PaperState.ARCHIVED), null, 2).get(1).id();
        assertThat(registry.papers(Set.of(PaperState.ARCHIVED), second, 10)).hasSize(2);
        assertThat(registry.papers(Set.of(), null, 10)).isEmpty();
    }

    @Test
    void remembersAChangeOfTheArchiveThatWasBegun() {
        registry.receive(FILE, "a", LEASE);
        archive(ID, "a");
        registry.apply(step(PaperState.ARCHIVED, "begin", "a").intent("{\"revoke\":1}"));
        assertThat(registry.intents()).extracting(PaperEntry::intent).containsExactly("{\"revoke\":1}");

        registry.apply(step(PaperState.REVOKED, "revoke", "a").version(2));

        assertThat(registry.intents()).isEmpty();
        assertThat(entry().version()).isEqualTo(2);
    }

    @Test
    void issuesEachCodeOnceWhoeverAsks() throws Exception {
        int papers = 40;
        for (int i = 0; i < papers; i++) {
            registry.receive(new IncomingFile(sha(i), "x", 1), "a", LEASE);
            archive(PaperId.of(sha(i), 1), "a");
            registry.apply(Transition.of(PaperId.of(sha(i), 1), PaperState.VERIFIED, "verify", "a", "o"));
        }
        ExecutorService threads = Executors.newFixedThreadPool(6);
        Set<String> codes = new TreeSet<>();
        try (SqliteRegistry other = SqliteRegistry.open(file, clock)) {
            List<Callable<String>> asks = new ArrayList<>();
            for (int i = 0; i < papers; i++) {
                PaperId id = PaperId.of(sha(i), 1);
                String prefix = i % 4 == 0 ? "b." : "a.";
                SqliteRegistry one = i % 2 == 0 ? registry : other;
                asks.add(() -> one.issueCode(id, prefix, 2, "a", "officer"));
                asks.add(() -> other.issueCode(id, prefix, 2, "a", "officer"));
            }
            for (Future<String> code : threads.invokeAll(asks)) {
                codes.add(code.get());
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(codes)
                .hasSize(papers)
                .contains("a.01", "a.30", "b.01", "b.10")
                .doesNotContain("a.31", "b.11");
        assertThat(registry.counts()).containsEntry(PaperState.CODED, (long) papers);
        assertThat(registry.checkLedger()).isEmpty();
    }

    @Test
    void believesTheArchive() {
        PaperEntry found = new PaperEntry(
                ID,
                SHA,
                "quét.pdf",
                1234,
                1,
                PaperState.SEALED,
                clock.instant(),
                2,
                "official_letter",
                Level.SEALED,
                3,
                "a.07",
                List.of(),
                0,
                null,
                null);

        registry.adopt(found, "a.", 7, "recovery");

        assertThat(entry()).isEqualTo(found);
        assertThat(registry.receive(FILE, "w", LEASE)).isInstanceOf(Reception.Done.class);
        registry.receive(new IncomingFile(sha(3), "x", 1), "a", LEASE);
        archive(PaperId.of(sha(3), 1), "a");
        registry.apply(Transition.of(PaperId.of(sha(3), 1), PaperState.VERIFIED, "verify", "a", "o"));
        assertThat(registry.issueCode(PaperId.of(sha(3), 1), "a.", 2, "a", "o")).isEqualTo("a.08");
    }

    @Test
    void adoptsAPaperThatItKnowsInAnEarlierState() {
        registry.receive(FILE, "a", LEASE);
        registry.apply(step(PaperState.SCANNED, "scanned", "a").intent("x"));
        PaperEntry found = new PaperEntry(
                ID,
                SHA,
                "quét.pdf",
                1234,
                1,
                PaperState.ARCHIVED,
                clock.instant(),
                1,
                "unknown",
                Level.RECOGNISED,
                1,
                null,
                List.of("a"),
                2,
                null,
                null);

        registry.adopt(found, null, 0, "recovery");

        assertThat(entry()).isEqualTo(found);
    }

    @Test
    void namesTheRowInWhichOneByteWasChanged() throws SQLException {
        registry.receive(FILE, "a", LEASE);
        archive(ID, "a");
        registry.apply(step(PaperState.ARCHIVED, "correct", "a")
                .decisions(List.of(new Decision(clock.instant(), "o", "correct", "k", "old", "new", "why"))));
        for (int i = 0; i < 20; i++) {
            registry.append("officer", "look-up", ID, Map.of("purpose", "test " + i));
        }
        assertThat(registry.checkLedger()).isEmpty();
        long rows = registry.lastSequence();

        try (Connection raw = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = raw.createStatement()) {
            statement.execute("DROP TRIGGER ledger_is_not_changed");
            for (long row = 1; row <= rows; row++) {
                for (String column : List.of("at", "actor", "action", "paper", "facts", "previous_hash", "hash")) {
                    byte[] value = bytes(raw, row, column);
                    for (int place : new int[] {0, value.length / 2, value.length - 1}) {
                        byte[] changed = value.clone();
                        changed[place] ^= 1;
                        set(raw, row, column, changed);
                        assertThat(registry.checkLedger())
                                .as("row %s %s %s", row, column, place)
                                .map(BrokenLink::sequence)
                                .contains(row);
                    }
                    set(raw, row, column, value);
                }
            }
            assertThat(registry.checkLedger()).isEmpty();
            statement.execute("UPDATE decision SET new_value = 'newer'");
            assertThat(registry.checkLedger())
                    .map(BrokenLink::reason)
                    .contains("the decisions that it vouches for have been changed");
            statement.execute("UPDATE decision SET new_value = 'new'");
            assertThat(registry.checkLedger()).isEmpty();
        }
    }

    @Test
    void noticesRowsThatAreMissing() throws SQLException {
        for (int i = 0; i < 10; i++) {
            registry.append("officer", "look-up", null, Map.of());
        }
        try (Connection raw = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = raw.createStatement()) {
            statement.execute("DROP TRIGGER ledger_is_not_shortened");
            statement.execute("DELETE FROM ledger WHERE sequence = 10");
            assertThat(registry.checkLedger()).map(BrokenLink::sequence).contains(10L);
            statement.execute("DELETE FROM ledger WHERE sequence = 4");
            assertThat(registry.checkLedger()).map(BrokenLink::sequence).contains(5L);
        }
    }

    @Test
    void refusesToChangeOrShortenTheLedger() throws SQLException {
        registry.append("officer", "look-up", null, Map.of());
        try (Connection raw = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = raw.createStatement()) {
            assertThatThrownBy(() -> statement.execute("UPDATE ledger SET actor = 'x'"))
                    .hasMessageContaining("only ever added to");
            assertThatThrownBy(() -> statement.execute("DELETE FROM ledger"))
                    .hasMessageContaining("only ever added to");
        }
    }

    @Test
    void readsTheLedgerPageByPage() {
        for (int i = 0; i < 10; i++) {
            registry.append("officer", "a" + i, null, Map.of("i", "" + i));
        }

        assertThat(registry.lastSequence()).isEqualTo(10);
        assertThat(registry.events(0, 4)).extracting(LedgerEvent::action).containsExactly("a0", "a1", "a2", "a3");
        assertThat(registry.events(8, 4)).extracting(LedgerEvent::sequence).containsExactly(9L, 10L);
        assertThat(registry.events(10, 4)).isEmpty();
        assertThat(registry.events(0, 1).get(0).previousHash()).isEqualTo(LedgerEvent.GENESIS);
    }

    @Test
    void keepsOneChainForManyWriters() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (SqliteRegistry other = SqliteRegistry.open(file, clock)) {
            List<Callable<Object>> writes = new ArrayList<>();
            for (int i = 0; i < 80; i++) {
                SqliteRegistry one = i % 2 == 0 ? registry : other;
                writes.add(() -> one.append("x", "y", null, Map.of()));
            }
            for (Future<Object> written : threads.invokeAll(writes)) {
                written.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(registry.lastSequence()).isEqualTo(80);
        assertThat(registry.checkLedger()).isEmpty();
    }

    @Test
    void isMadeOnceByManyAtATime() throws Exception {
        Path fresh = folder.resolve("fresh.db");
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Long>> opens = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                opens.add(() -> {
                    try (SqliteRegistry one = SqliteRegistry.open(fresh)) {
                        return one.append("x", "y", null, Map.of()).sequence();
                    }
                });
            }
            Set<Long> sequences = new TreeSet<>();
            for (Future<Long> open : threads.invokeAll(opens)) {
                sequences.add(open.get());
            }
            assertThat(sequences).containsExactly(1L, 2L, 3L, 4L);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void keepsEverythingWhenItIsOpenedAgain() {
        registry.receive(FILE, "a", LEASE);
        archive(ID, "a");
        PaperEntry before = entry();
        registry.close();

        registry = SqliteRegistry.open(file, clock);

        assertThat(entry()).isEqualTo(before);
        assertThat(registry.checkStorage()).isEmpty();
        assertThatThrownBy(() -> {
                    try (SqliteRegistry reader = SqliteRegistry.openReadOnly(file)) {
                        assertThat(reader.paper(ID)).contains(before);
                        reader.append("x", "y", null, Map.of());
                    }
                })
                .isInstanceOf(HosoException.class);
    }

    @Test
    void writesAnEventWithAKeyOnceAndFindsWhatIsAboutAPaperOrAPerson() {
        PaperId other = PaperId.of(SHA, 2);
        Notice use = Notice.of("officer", "reuse", Map.of("dossier", "D-1"))
                .about(Set.of(ID.value(), other.value(), "person"))
                .once("reuse:1");
        registry.receive(FILE, "a", LEASE);

        LedgerEvent written = registry.append(use);
        LedgerEvent again = registry.append(Notice.of("somebody else", "reuse", Map.of("dossier", "D-2"))
                .about(Set.of("person"))
                .once("reuse:1"));
        LedgerEvent lookup =
                registry.append(Notice.of("officer", "lookup", Map.of()).about(Set.of("person")));

        assertThat(again).isEqualTo(written);
        assertThat(lookup.sequence()).isEqualTo(written.sequence() + 1);
        assertThat(registry.event("reuse:1")).contains(written);
        assertThat(registry.event("reuse:2")).isEmpty();
        assertThat(registry.eventsAbout(ID.value(), 0, 10))
                .extracting(LedgerEvent::action)
                .containsExactly("received", "reuse");
        assertThat(registry.eventsAbout(other.value(), 0, 10)).containsExactly(written);
        assertThat(registry.eventsAbout("person", 0, 1)).containsExactly(written);
        assertThat(registry.eventsAbout("person", written.sequence(), 10)).containsExactly(lookup);
        assertThat(registry.checkLedger()).isEmpty();
    }

    @Test
    void bringsARegistryOfTheFirstVersionUpToDate() throws Exception {
        registry.receive(FILE, "a", LEASE);
        registry.close();
        try (Connection raw = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = raw.createStatement()) {
            statement.execute("DROP TABLE event_key");
            statement.execute("DROP TABLE event_about");
            statement.execute("DELETE FROM flyway_schema_history WHERE version <> '1'");
            statement.execute("PRAGMA user_version = 1");
        }
        try (SqliteRegistry reader = SqliteRegistry.openReadOnly(file)) {
            assertThat(reader.paper(ID)).isPresent();
        }
        try (SqliteRegistry newer = SqliteRegistry.open(file, clock)) {
            newer.append(Notice.of("a", "b", Map.of()).once("k"));
            assertThat(newer.event("k")).isPresent();
            assertThat(newer.paper(ID)).isPresent();
            assertThat(newer.checkLedger()).isEmpty();
        }
    }

    @Test
    void refusesFilesThatItDoesNotUnderstand() throws Exception {
        assertProblem(Problem.NOT_FOUND, () -> SqliteRegistry.openReadOnly(folder.resolve("none.db")));
        Path junk = Files.write(folder.resolve("junk.db"), new byte[8192]);
        Files.writeString(junk, "this is not a database, whatever its name says; far from it ".repeat(100));
        assertProblem(Problem.STORE_DAMAGED, () -> SqliteRegistry.open(junk));
        assertProblem(Problem.STORE_DAMAGED, () -> SqliteRegistry.openReadOnly(junk));
        registry.close();
        try (Connection raw = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = raw.createStatement()) {
            statement.execute("PRAGMA user_version = 99");
        }
        assertProblem(Problem.STORE_NEWER, () -> SqliteRegistry.open(file));
        assertProblem(Problem.STORE_NEWER, () -> SqliteRegistry.openReadOnly(file));
    }

    @Test
    void noticesADamagedFile() throws IOException {
        for (int i = 0; i < 500; i++) {
            registry.append("officer", "look-up", null, Map.of("i", "" + i));
        }
        registry.close();
        byte[] bytes = Files.readAllBytes(file);
        java.util.Arrays.fill(bytes, 3 * 4096, bytes.length - 4096, (byte) 0x5a);
        Files.write(file, bytes);

        assertThatThrownBy(() -> {
                    try (SqliteRegistry damaged = SqliteRegistry.open(file)) {
                        assertThat(damaged.checkStorage()).isEmpty();
                        assertThat(damaged.checkLedger()).isEmpty();
                    }
                })
                .isInstanceOfAny(HosoException.class, AssertionError.class);
    }

    @Test
    void showsNoValuesInItsMessages() throws SQLException {
        registry.receive(FILE, "a", LEASE);
        archive(ID, "a");
        try (Connection raw = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = raw.createStatement()) {
            statement.execute("DROP TABLE decision");
        }
        Decision decision =
                new Decision(clock.instant(), "Lê Thị C", "correct", "full_name", "Nguyễn Văn A", "Trần B", null);

        assertThatThrownBy(() ->
                        registry.apply(step(PaperState.ARCHIVED, "correct", "a").decisions(List.of(decision))))
                .satisfies(e -> {
                    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                        assertThat(cause.toString()).doesNotContain("Nguyễn", "Trần", "Lê Thị");
                    }
                });
    }

    @Test
    void refusesToWorkAfterClose() {
        registry.close();

        assertThatThrownBy(() -> registry.lastSequence()).isInstanceOf(IllegalStateException.class);
    }

    private void archive(PaperId id, String worker) {
        archive(id, worker, 1);
    }

    private void archive(PaperId id, String worker, double need) {
        registry.split(
                registry.paper(id).orElseThrow().sha256(),
                Math.max(
                        1,
                        registry.papersOf(registry.paper(id).orElseThrow().sha256())
                                .size()),
                worker);
        registry.apply(
                Transition.of(id, PaperState.SCANNED, "scanned", worker, "o").pages(1));
        registry.apply(Transition.of(id, PaperState.SIGNED, "signed", worker, "o"));
        registry.apply(Transition.of(id, PaperState.EXTRACTED, "extracted", worker, "o")
                .data("unknown", Level.RECOGNISED, new Transition.Review(need, List.of("issue_date"))));
        registry.apply(
                Transition.of(id, PaperState.ARCHIVED, "archived", worker, "o").version(1));
    }

    private PaperEntry entry() {
        return registry.paper(ID).orElseThrow();
    }

    private static Transition step(PaperState to, String action, String worker) {
        return Transition.of(ID, to, action, worker, "officer");
    }

    private static String sha(int i) {
        return ("" + (char) ('0' + i / 10) + (char) ('0' + i % 10)) + "ab".repeat(31);
    }

    private static void assertProblem(Problem problem, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        HosoException.class, e -> assertThat(e.problem()).isEqualTo(problem));
    }

    private static byte[] bytes(Connection raw, long row, String column) throws SQLException {
        try (PreparedStatement query = raw.prepareStatement(
                "SELECT CAST(coalesce(" + column + ", 'none') AS BLOB) FROM ledger WHERE sequence = ?")) {
            query.setLong(1, row);
            try (var result = query.executeQuery()) {
                result.next();
                return result.getBytes(1);
            }
        }
    }

    private static void set(Connection raw, long row, String column, byte[] value) throws SQLException {
        String stored = column.endsWith("hash") ? "?" : "CAST(? AS TEXT)";
        boolean none = new String(value, java.nio.charset.StandardCharsets.UTF_8).equals("none");
        try (PreparedStatement update = raw.prepareStatement("UPDATE ledger SET " + column + " = "
                + (none ? "nullif(" + stored + ", ?)" : stored) + " WHERE sequence = ?")) {
            update.setBytes(1, value);
            if (none) {
                update.setString(2, "none");
            }
            update.setLong(none ? 3 : 2, row);
            update.execute();
        }
    }

    /** A clock that is moved by hand. */
    private static final class HandClock extends Clock {
        private Instant now = Instant.parse("2026-11-22T08:00:00.123Z");

        void add(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
