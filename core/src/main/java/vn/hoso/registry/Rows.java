package vn.hoso.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.hoso.failure.Problem;
import vn.hoso.paper.Level;
import vn.hoso.paper.PaperId;

/** The statements of the registry. Each works in the transaction of its handle. */
final class Rows {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final String PAPERS =
            "SELECT paper.*, source.name, source.bytes FROM paper" + " JOIN source ON source.sha256 = paper.sha256 ";

    private static final Comparator<PaperEntry> NEEDIEST_FIRST = Comparator.comparingDouble(PaperEntry::need)
            .reversed()
            .thenComparing(PaperEntry::since)
            .thenComparing(PaperEntry::id);

    private Rows() {}

    static Optional<SourceRow> source(Handle handle, String sha256) {
        return handle.createQuery(
                        "SELECT name, papers, attempts, worker, lease_until FROM source WHERE sha256 = :sha256")
                .bind("sha256", sha256)
                .map((row, context) -> new SourceRow(
                        row.getString("name"),
                        row.getInt("papers"),
                        row.getInt("attempts"),
                        row.getString("worker"),
                        row.getString("lease_until") == null
                                ? Instant.EPOCH
                                : Times.instant(row.getString("lease_until"))))
                .findOne();
    }

    static void insertSource(Handle handle, IncomingFile file, String worker, Instant now, Instant until) {
        handle.createUpdate("INSERT INTO source (sha256, name, bytes, received_at, attempts, worker, lease_until)"
                        + " VALUES (:sha256, :name, :bytes, :now, 1, :worker, :until)")
                .bind("sha256", file.sha256())
                .bind("name", file.name())
                .bind("bytes", file.bytes())
                .bind("now", Times.text(now))
                .bind("worker", worker)
                .bind("until", Times.text(until))
                .execute();
    }

    static void take(Handle handle, String sha256, String worker, Instant until, int attempts) {
        handle.createUpdate("UPDATE source SET worker = :worker, lease_until = :until, attempts = attempts + :attempts"
                        + " WHERE sha256 = :sha256")
                .bind("sha256", sha256)
                .bind("worker", worker)
                .bind("until", Times.text(until))
                .bind("attempts", attempts)
                .execute();
    }

    static void giveBack(Handle handle, String sha256) {
        handle.createUpdate("UPDATE source SET worker = NULL, lease_until = NULL WHERE sha256 = :sha256")
                .bind("sha256", sha256)
                .execute();
    }

    static void setPapers(Handle handle, String sha256, int papers) {
        handle.createUpdate("UPDATE source SET papers = :papers WHERE sha256 = :sha256")
                .bind("sha256", sha256)
                .bind("papers", papers)
                .execute();
    }

    static List<Lease> leases(Handle handle) {
        return handle.createQuery(
                        "SELECT sha256, name, worker, lease_until FROM source WHERE worker IS NOT NULL ORDER BY sha256")
                .map((row, context) -> new Lease(
                        row.getString("sha256"),
                        row.getString("name"),
                        row.getString("worker"),
                        Times.instant(row.getString("lease_until"))))
                .list();
    }

    static void insertPaper(Handle handle, PaperId id, String sha256, int ordinal, Instant now) {
        handle.createUpdate("INSERT INTO paper (id, sha256, ordinal, state, since)"
                        + " VALUES (:id, :sha256, :ordinal, 'RECEIVED', :now)")
                .bind("id", id.value())
                .bind("sha256", sha256)
                .bind("ordinal", ordinal)
                .bind("now", Times.text(now))
                .execute();
    }

    static void reset(Handle handle, PaperId id, Instant now) {
        handle.createUpdate("UPDATE paper SET state = 'RECEIVED', since = :now, problem = NULL, problem_subject = NULL,"
                        + " problem_facts = NULL, intent = NULL WHERE id = :id")
                .bind("id", id.value())
                .bind("now", Times.text(now))
                .execute();
    }

    static void apply(Handle handle, Transition step, Instant now) {
        Transition.Review review = step.review();
        PaperEntry.Failure failure = step.failure();
        handle.createUpdate("UPDATE paper SET state = :state, since = :now, version = coalesce(:version, version),"
                        + " pages = coalesce(:pages, pages), type = coalesce(:type, type),"
                        + " level = coalesce(:level, level), to_look = coalesce(:look, to_look),"
                        + " need = coalesce(:need, need), problem = :problem, problem_subject = :subject,"
                        + " problem_facts = :facts, intent = :intent WHERE id = :id")
                .bind("id", step.paper().value())
                .bind("state", step.to().name())
                .bind("now", Times.text(now))
                .bind("version", step.version())
                .bind("pages", step.pages())
                .bind("type", step.type())
                .bind("level", step.level() == null ? null : step.level().name())
                .bind("look", review == null ? null : json(review.toLook()))
                .bind("need", review == null ? null : review.need())
                .bind("problem", failure == null ? null : failure.problem().name())
                .bind("subject", failure == null ? null : failure.subject())
                .bind("facts", failure == null ? null : json(failure.facts()))
                .bind("intent", step.intent())
                .execute();
    }

    /** Takes away what says anything of a person; the name of the file when nothing of it is left. */
    static void erase(Handle handle, PaperEntry paper) {
        handle.createUpdate("DELETE FROM decision WHERE paper = :id")
                .bind("id", paper.id().value())
                .execute();
        handle.createUpdate("UPDATE paper SET result_code = NULL, version = 0, to_look = '[]', need = 0 WHERE id = :id")
                .bind("id", paper.id().value())
                .execute();
        handle.createUpdate("UPDATE source SET name = '' WHERE sha256 = :sha256"
                        + " AND NOT EXISTS (SELECT 1 FROM paper WHERE sha256 = :sha256 AND state <> 'ERASED')")
                .bind("sha256", paper.sha256())
                .execute();
    }

    static void code(Handle handle, PaperId id, String code, Instant now) {
        handle.createUpdate("UPDATE paper SET state = 'CODED', since = :now, result_code = :code WHERE id = :id")
                .bind("id", id.value())
                .bind("code", code)
                .bind("now", Times.text(now))
                .execute();
    }

    static boolean isIssued(Handle handle, String code) {
        return handle.createQuery("SELECT 1 FROM paper WHERE result_code = :code")
                .bind("code", code)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    /** The next number of a counter. */
    static long count(Handle handle, String prefix) {
        return handle.createQuery("INSERT INTO counter (prefix, value) VALUES (:prefix, 1)"
                        + " ON CONFLICT (prefix) DO UPDATE SET value = value + 1 RETURNING value")
                .bind("prefix", prefix)
                .mapTo(Long.class)
                .one();
    }

    static void raise(Handle handle, String prefix, int value) {
        handle.createUpdate("INSERT INTO counter (prefix, value) VALUES (:prefix, :value)"
                        + " ON CONFLICT (prefix) DO UPDATE SET value = max(value, :value)")
                .bind("prefix", prefix)
                .bind("value", value)
                .execute();
    }

    static void adopt(Handle handle, PaperEntry paper, Instant now) {
        handle.createUpdate("INSERT INTO source (sha256, name, bytes, received_at, papers, attempts)"
                        + " VALUES (:sha256, :name, :bytes, :now, :ordinal, 0)"
                        + " ON CONFLICT (sha256) DO UPDATE SET papers = max(coalesce(papers, 0), :ordinal)")
                .bind("sha256", paper.sha256())
                .bind("name", paper.sourceName())
                .bind("bytes", paper.sourceBytes())
                .bind("ordinal", paper.ordinal())
                .bind("now", Times.text(now))
                .execute();
        handle.createUpdate("INSERT INTO paper"
                        + " (id, sha256, ordinal, state, since, version, type, level, pages, result_code, to_look, need)"
                        + " VALUES (:id, :sha256, :ordinal, :state, :since, :version, :type, :level, :pages, :code,"
                        + " :look, :need) ON CONFLICT (id) DO UPDATE SET state = :state, since = :since,"
                        + " version = :version, type = :type, level = :level, pages = :pages, result_code = :code,"
                        + " to_look = :look, need = :need, problem = NULL, problem_subject = NULL,"
                        + " problem_facts = NULL, intent = NULL")
                .bind("id", paper.id().value())
                .bind("sha256", paper.sha256())
                .bind("ordinal", paper.ordinal())
                .bind("state", paper.state().name())
                .bind("since", Times.text(paper.since()))
                .bind("version", paper.version())
                .bind("type", paper.type())
                .bind("level", paper.level() == null ? null : paper.level().name())
                .bind("pages", paper.pages())
                .bind("code", paper.resultCode())
                .bind("look", json(paper.toLook()))
                .bind("need", paper.need())
                .execute();
    }

    static Optional<PaperEntry> paper(Handle handle, PaperId id) {
        return handle.createQuery(PAPERS + "WHERE paper.id = :id")
                .bind("id", id.value())
                .map((row, context) -> entry(row))
                .findOne();
    }

    static List<PaperEntry> papersOf(Handle handle, String sha256) {
        return handle.createQuery(PAPERS + "WHERE paper.sha256 = :sha256 ORDER BY paper.ordinal")
                .bind("sha256", sha256)
                .map((row, context) -> entry(row))
                .list();
    }

    static List<PaperEntry> papers(Handle handle, Set<PaperState> states, @Nullable PaperId after, int limit) {
        return handle.createQuery(
                        PAPERS + "WHERE paper.state IN (<states>) AND paper.id > :after ORDER BY paper.id LIMIT :limit")
                .bindList("states", states.stream().map(Enum::name).toList())
                .bind("after", after == null ? "" : after.value())
                .bind("limit", limit)
                .map((row, context) -> entry(row))
                .list();
    }

    static List<PaperEntry> intents(Handle handle) {
        return handle.createQuery(PAPERS + "WHERE paper.intent IS NOT NULL ORDER BY paper.id")
                .map((row, context) -> entry(row))
                .list();
    }

    static List<PaperEntry> queue(Handle handle, int limit) {
        // Two statements, so that the first can use the index that holds only what is archived.
        return Stream.of("ARCHIVED", "CONFIRMED_ONCE")
                .flatMap(state -> handle
                        .createQuery(PAPERS + "WHERE paper.state = '" + state + "'"
                                + " ORDER BY paper.need DESC, paper.since, paper.id LIMIT :limit")
                        .bind("limit", limit)
                        .map((row, context) -> entry(row))
                        .list()
                        .stream())
                .sorted(NEEDIEST_FIRST)
                .limit(limit)
                .toList();
    }

    private static PaperEntry entry(ResultSet row) throws SQLException {
        String level = row.getString("level");
        String problem = row.getString("problem");
        return new PaperEntry(
                new PaperId(row.getString("id")),
                row.getString("sha256"),
                row.getString("name"),
                row.getLong("bytes"),
                row.getInt("ordinal"),
                PaperState.valueOf(row.getString("state")),
                Times.instant(row.getString("since")),
                row.getInt("version"),
                row.getString("type"),
                level == null ? null : Level.valueOf(level),
                row.getInt("pages"),
                row.getString("result_code"),
                list(row.getString("to_look")),
                row.getDouble("need"),
                problem == null
                        ? null
                        : new PaperEntry.Failure(
                                Problem.valueOf(problem),
                                row.getString("problem_subject"),
                                list(row.getString("problem_facts"))),
                row.getString("intent"));
    }

    private static String json(List<String> list) {
        try {
            return MAPPER.writeValueAsString(list);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static List<String> list(@Nullable String json) throws SQLException {
        try {
            return json == null ? List.of() : MAPPER.readValue(json, new TypeReference<List<String>>() {});
        } catch (JsonProcessingException e) {
            throw new SQLException("not a list", e);
        }
    }
}
