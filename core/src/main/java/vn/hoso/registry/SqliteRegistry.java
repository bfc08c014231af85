package vn.hoso.registry;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jspecify.annotations.Nullable;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.paper.PaperId;
import vn.hoso.record.ResultCodePattern;

/**
 * The registry in a SQLite file (write-ahead log, every commit durable).
 *
 * <p>Several processes may have it open; each waits for the other's transactions. A registry of an older version is
 * brought up to date when it is opened for writing; one of a newer version is refused.
 */
public final class SqliteRegistry implements Registry {
    private final String name;
    private final Clock clock;
    private final Handle handle;
    private final ReentrantLock lock = new ReentrantLock();
    private boolean closed;

    private SqliteRegistry(String name, Clock clock, Handle handle) {
        this.name = name;
        this.clock = clock;
        this.handle = handle;
        // a message must not show what was bound to a statement: names and numbers of people
        handle.getConfig(StatementExceptions.class).setMessageRendering(StatementExceptions.MessageRendering.NONE);
    }

    /**
     * Opens a registry for reading and writing; it is made if it is missing.
     *
     * @param file the database file
     * @return the registry
     * @throws HosoException with {@code STORE_NEWER}, {@code STORE_DAMAGED}, {@code NO_PERMISSION}, {@code DISK_FULL} or
     *     {@code HOME_LOCKED}
     */
    public static SqliteRegistry open(Path file) {
        return open(file, Clock.systemUTC());
    }

    /**
     * Opens a registry for reading and writing; it is made if it is missing.
     *
     * @param file the database file
     * @param clock gives the time of events
     * @return the registry
     * @throws HosoException as {@link #open(Path)}
     */
    public static SqliteRegistry open(Path file, Clock clock) {
        String name = String.valueOf(file.getFileName());
        try {
            return new SqliteRegistry(name, clock, Jdbi.open(new SqliteFile(file, name).openUpToDate()));
        } catch (SQLException | JdbiException e) {
            throw SqliteFailures.named(e, name);
        }
    }

    /**
     * Opens a registry for reading only.
     *
     * @param file the database file
     * @return the registry; every change is refused with an {@link IllegalStateException}
     * @throws HosoException with {@code NOT_FOUND}, {@code STORE_NEWER} or {@code STORE_DAMAGED}
     */
    public static SqliteRegistry openReadOnly(Path file) {
        String name = String.valueOf(file.getFileName());
        if (!Files.exists(file)) {
            throw new HosoException(Problem.NOT_FOUND, name, "registry");
        }
        try {
            return new SqliteRegistry(name, Clock.systemUTC(), Jdbi.open(new SqliteFile(file, name).openToRead()));
        } catch (SQLException | JdbiException e) {
            throw SqliteFailures.named(e, name);
        }
    }

    @Override
    public Reception receive(IncomingFile file, String worker, Duration lease) {
        return write(handle -> FileLeases.receive(handle, file, worker, lease, clock.instant()));
    }

    @Override
    public PaperEntry claim(PaperId id, String worker, Duration lease) {
        return write(handle -> {
            PaperEntry paper = known(handle, id);
            FileLeases.claim(handle, paper, worker, lease, clock.instant());
            return paper;
        });
    }

    @Override
    public int renew(String worker, Duration lease) {
        return write(handle -> FileLeases.renew(handle, worker, clock.instant().plus(lease)));
    }

    @Override
    public void release(String sha256, String worker) {
        write(handle -> {
            FileLeases.release(handle, sha256, worker, clock.instant());
            return true;
        });
    }

    @Override
    public int releaseAll(String worker) {
        List<Lease> held =
                leases().stream().filter(lease -> lease.worker().equals(worker)).toList();
        held.forEach(lease -> release(lease.sha256(), worker));
        return held.size();
    }

    @Override
    public List<Lease> leases() {
        return read(Rows::leases);
    }

    @Override
    public List<PaperId> split(String sha256, int papers, String worker) {
        if (papers < 1) {
            throw new IllegalArgumentException("a file has 1 paper or more, got " + papers);
        }
        return write(handle -> FileLeases.split(handle, sha256, papers, worker, clock.instant()));
    }

    @Override
    public LedgerEvent apply(Transition step) {
        return write(handle -> {
            PaperEntry paper = known(handle, step.paper());
            FileLeases.require(handle, paper.sha256(), step.worker());
            if (!paper.state().allows(step.to())) {
                throw new HosoException(Problem.WRONG_STATE, paper.id().value(), paper.state(), step.to());
            }
            Transition whole = step.decisions().isEmpty()
                    ? step
                    : step.fact(Ledger.DECISIONS, Ledger.decide(handle, paper.id(), step.decisions()));
            Rows.apply(handle, whole, clock.instant());
            if (whole.to() == PaperState.ERASED) {
                if (!whole.action().equals(LedgerEvent.ERASE)) {
                    throw new IllegalArgumentException("a paper is erased by " + LedgerEvent.ERASE);
                }
                Rows.erase(handle, paper);
            }
            return ledger(handle, whole.actor(), whole.action(), paper.id(), whole.facts());
        });
    }

    @Override
    public String issueCode(PaperId id, String prefix, int digits, String worker, String actor) {
        return write(handle -> {
            PaperEntry paper = known(handle, id);
            FileLeases.require(handle, paper.sha256(), worker);
            String present = paper.resultCode();
            if (present != null) {
                return present;
            }
            if (paper.state() != PaperState.VERIFIED) {
                throw new HosoException(Problem.WRONG_STATE, id.value(), paper.state(), PaperState.VERIFIED);
            }
            String code;
            do {
                code = ResultCodePattern.code(prefix, Rows.count(handle, prefix), digits);
            } while (Rows.isIssued(handle, code));
            Rows.code(handle, id, code, clock.instant());
            // the code holds the owner's number: only its digest may stay for good
            ledger(handle, actor, "code", id, Map.of("prefixDigits", "" + digits));
            return code;
        });
    }

    @Override
    public void adopt(PaperEntry paper, @Nullable String firstPrefix, int counter, String actor) {
        write(handle -> {
            Rows.adopt(handle, paper, clock.instant());
            if (firstPrefix != null) {
                Rows.raise(handle, firstPrefix, counter);
            }
            return ledger(
                    handle,
                    actor,
                    "adopted",
                    paper.id(),
                    Map.of("state", paper.state().name(), "version", "" + paper.version()));
        });
    }

    @Override
    public Optional<PaperEntry> paper(PaperId id) {
        return read(handle -> Rows.paper(handle, id));
    }

    @Override
    public List<PaperEntry> papersOf(String sha256) {
        return read(handle -> Rows.papersOf(handle, sha256));
    }

    @Override
    public List<PaperEntry> papers(Set<PaperState> states, @Nullable PaperId after, int limit) {
        return states.isEmpty() ? List.of() : read(handle -> Rows.papers(handle, states, after, limit));
    }

    @Override
    public List<PaperEntry> intents() {
        return read(Rows::intents);
    }

    @Override
    public List<PaperEntry> queue(int limit) {
        return read(handle -> Rows.queue(handle, limit));
    }

    @Override
    public Map<PaperState, Long> counts() {
        return read(handle -> {
            Map<PaperState, Long> counts = new EnumMap<>(PaperState.class);
            handle.createQuery("SELECT state, count(*) AS papers FROM paper GROUP BY state")
                    .map((row, context) -> Map.entry(PaperState.valueOf(row.getString("state")), row.getLong("papers")))
                    .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
            return counts;
        });
    }

    @Override
    public List<Decision> decisions(PaperId paper) {
        return read(handle -> handle.createQuery("SELECT * FROM decision WHERE paper = :paper ORDER BY id")
                .bind("paper", paper.value())
                .map((row, context) -> Ledger.decision(row))
                .list());
    }

    @Override
    public LedgerEvent append(String actor, String action, @Nullable PaperId paper, Map<String, String> facts) {
        return write(handle -> ledger(handle, actor, action, paper, facts));
    }

    @Override
    public LedgerEvent append(Notice notice) {
        return write(handle -> {
            String key = notice.key();
            Optional<LedgerEvent> before = key == null ? Optional.empty() : Ledger.event(handle, key);
            if (before.isPresent()) {
                return before.get();
            }
            LedgerEvent event = ledger(handle, notice.actor(), notice.action(), null, notice.facts());
            Ledger.file(handle, event.sequence(), notice);
            return event;
        });
    }

    @Override
    public Optional<LedgerEvent> event(String key) {
        return read(handle -> Ledger.event(handle, key));
    }

    @Override
    public List<LedgerEvent> eventsAbout(String subject, long after, int limit) {
        return read(handle -> Ledger.eventsAbout(handle, subject, after, limit));
    }

    @Override
    public List<LedgerEvent> events(long after, int limit) {
        return read(handle -> Ledger.events(handle, after, limit));
    }

    @Override
    public long lastSequence() {
        return read(Ledger::lastSequence);
    }

    @Override
    public Optional<BrokenLink> checkLedger() {
        LedgerCheck check = new LedgerCheck(read(Ledger::head));
        return check.run(after -> read(handle -> Ledger.rows(handle, after)));
    }

    @Override
    public List<String> checkStorage() {
        return read(handle -> {
            List<String> wrong = new ArrayList<>(handle.createQuery("PRAGMA quick_check(20)")
                    .mapTo(String.class)
                    .filter(line -> !"ok".equals(line))
                    .list());
            handle.createQuery("PRAGMA foreign_key_check")
                    .map((row, context) -> "a row of " + row.getString(1) + " refers to nothing")
                    .forEach(wrong::add);
            return wrong;
        });
    }

    /** Closes the registry; it may be closed twice. */
    @Override
    public void close() {
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                handle.close();
            }
        } finally {
            lock.unlock();
        }
    }

    private LedgerEvent ledger(
            Handle open, String actor, String action, @Nullable PaperId paper, Map<String, String> facts) {
        return Ledger.append(open, clock.instant(), actor, action, paper, facts);
    }

    private static PaperEntry known(Handle open, PaperId id) {
        return Rows.paper(open, id).orElseThrow(() -> new HosoException(Problem.NOT_FOUND, id.value(), "paper"));
    }

    private <T> T write(Function<Handle, T> work) {
        return locked(() -> handle.inTransaction(work::apply));
    }

    private <T> T read(Function<Handle, T> work) {
        return locked(() -> work.apply(handle));
    }

    private <T> T locked(java.util.function.Supplier<T> work) {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the registry is closed");
            }
            return work.get();
        } catch (JdbiException e) {
            throw SqliteFailures.named(e, name);
        } finally {
            lock.unlock();
        }
    }
}
