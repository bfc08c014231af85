package vn.hoso.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.hoso.paper.PaperId;
import vn.hoso.record.CanonicalJson;

/** The rows of the ledger: how they are chained, written and checked. */
final class Ledger {
    /** The fact that holds the digest of the decisions of a step. */
    static final String DECISIONS = "decisions";

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int PAGE = 2000;

    private Ledger() {}

    /** Adds a row in the transaction of the handle. */
    static LedgerEvent append(
            Handle handle,
            Instant now,
            String actor,
            String action,
            @Nullable PaperId paper,
            Map<String, String> facts) {
        LedgerHead head = head(handle);
        LedgerEvent event = chained(
                head.sequence() + 1, now.truncatedTo(ChronoUnit.MILLIS), actor, action, paper, facts, head.hash());
        handle.createUpdate("INSERT INTO ledger (sequence, at, actor, action, paper, facts, previous_hash, hash)"
                        + " VALUES (:sequence, :at, :actor, :action, :paper, :facts, :previous, :hash)")
                .bind("sequence", event.sequence())
                .bind("at", Times.text(event.at()))
                .bind("actor", actor)
                .bind("action", action)
                .bind("paper", paper == null ? null : paper.value())
                .bind("facts", CanonicalJson.text(event.facts()))
                .bind("previous", HexFormat.of().parseHex(event.previousHash()))
                .bind("hash", HexFormat.of().parseHex(event.hash()))
                .execute();
        handle.createUpdate("UPDATE ledger_head SET sequence = :sequence, hash = :hash")
                .bind("sequence", event.sequence())
                .bind("hash", HexFormat.of().parseHex(event.hash()))
                .execute();
        return event;
    }

    /** Writes down decisions that belong to the next row, and gives the digest for its facts. */
    static String decide(Handle handle, PaperId paper, List<Decision> decisions) {
        long sequence = head(handle).sequence() + 1;
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Decision decision : decisions) {
            byte[] bytes = new byte[16];
            RANDOM.nextBytes(bytes);
            String salt = HexFormat.of().formatHex(bytes);
            rows.add(salted(decision, salt));
            handle.createUpdate("INSERT INTO decision"
                            + " (sequence, paper, at, actor, action, key, old_value, new_value, reason, salt) VALUES"
                            + " (:sequence, :paper, :at, :actor, :action, :key, :old, :new, :reason, :salt)")
                    .bind("sequence", sequence)
                    .bind("paper", paper.value())
                    .bind("at", Times.text(decision.at()))
                    .bind("actor", decision.actor())
                    .bind("action", decision.action())
                    .bind("key", decision.key())
                    .bind("old", decision.oldValue())
                    .bind("new", decision.newValue())
                    .bind("reason", decision.reason())
                    .bind("salt", salt)
                    .execute();
        }
        return sha256(CanonicalJson.bytes(Map.of("decisions", rows)));
    }

    /** Makes a row known under its key and under what it is about. */
    static void file(Handle handle, long sequence, Notice notice) {
        if (notice.key() != null) {
            handle.createUpdate("INSERT INTO event_key (key, sequence) VALUES (:key, :sequence)")
                    .bind("key", notice.key())
                    .bind("sequence", sequence)
                    .execute();
        }
        for (String subject : notice.about()) {
            handle.createUpdate("INSERT INTO event_about (subject, sequence) VALUES (:subject, :sequence)")
                    .bind("subject", subject)
                    .bind("sequence", sequence)
                    .execute();
        }
    }

    static Optional<LedgerEvent> event(Handle handle, String key) {
        return handle.createQuery("SELECT ledger.* FROM event_key JOIN ledger USING (sequence) WHERE key = :key")
                .bind("key", key)
                .map((row, context) -> event(row))
                .findOne();
    }

    static List<LedgerEvent> eventsAbout(Handle handle, String subject, long after, int limit) {
        return handle.createQuery("SELECT * FROM ledger WHERE sequence IN ("
                        + "SELECT sequence FROM event_about WHERE subject = :subject AND sequence > :after"
                        + " UNION SELECT sequence FROM ledger WHERE paper = :subject AND sequence > :after)"
                        + " ORDER BY sequence LIMIT :limit")
                .bind("subject", subject)
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) -> event(row))
                .list();
    }

    static long lastSequence(Handle handle) {
        return head(handle).sequence();
    }

    static List<LedgerEvent> events(Handle handle, long after, int limit) {
        return handle.createQuery("SELECT * FROM ledger WHERE sequence > :after ORDER BY sequence LIMIT :limit")
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) -> event(row))
                .list();
    }

    /** Rows as they are stored, with the digest that the decisions beside them really have. */
    static List<Row> rows(Handle handle, long after) {
        List<Row> rows = handle.createQuery(
                        "SELECT * FROM ledger WHERE sequence > :after ORDER BY sequence LIMIT " + PAGE)
                .bind("after", after)
                .map((row, context) -> new Row(
                        row.getLong("sequence"),
                        text(row, "at"),
                        text(row, "actor"),
                        text(row, "action"),
                        row.getString("paper"),
                        text(row, "facts"),
                        hex(row, "previous_hash"),
                        hex(row, "hash"),
                        ""))
                .list();
        return rows.stream()
                .map(row -> row.facts().contains("\"" + DECISIONS + "\"") ? row.with(decided(handle, row)) : row)
                .toList();
    }

    private static String decided(Handle handle, Row vouching) {
        long sequence = vouching.sequence();
        List<Map<String, Object>> rows = handle.createQuery(
                        "SELECT * FROM decision WHERE sequence = :sequence ORDER BY id")
                .bind("sequence", sequence)
                .map((row, context) -> salted(decision(row), text(row, "salt")))
                .list();
        return rows.isEmpty() && isErased(handle, vouching)
                ? LedgerEvent.ERASE
                : sha256(CanonicalJson.bytes(Map.of("decisions", rows)));
    }

    /** Whether the paper of a row was erased later. */
    private static boolean isErased(Handle handle, Row row) {
        return handle.createQuery("SELECT EXISTS (SELECT 1 FROM ledger"
                        + " WHERE paper = :paper AND sequence > :sequence AND action = :action)")
                .bind("paper", row.paper())
                .bind("sequence", row.sequence())
                .bind("action", LedgerEvent.ERASE)
                .mapTo(Boolean.class)
                .one();
    }

    /** What is wrong with a row that should follow another, or empty. */
    static Optional<String> fault(Row row, long previousSequence, String previousHash) {
        if (row.sequence() != previousSequence + 1) {
            return Optional.of("row " + (previousSequence + 1) + " is missing");
        }
        if (!row.previous().equals(previousHash)) {
            return Optional.of("does not carry the hash of the row before");
        }
        Map<String, String> facts;
        Instant at;
        PaperId paper;
        try {
            facts = facts(row.facts());
            at = Times.instant(row.at());
            paper = row.paper() == null ? null : new PaperId(row.paper());
        } catch (IllegalArgumentException | java.time.DateTimeException e) {
            return Optional.of("can't be read");
        }
        LedgerEvent right = chained(row.sequence(), at, row.actor(), row.action(), paper, facts, previousHash);
        if (!right.hash().equals(row.hash())
                || !CanonicalJson.text(facts).equals(row.facts())
                || !Times.text(at).equals(row.at())) {
            return Optional.of("does not have the hash that it carries");
        }
        if (facts.containsKey(DECISIONS)
                && !row.decisions().equals(facts.get(DECISIONS))
                && !row.decisions().equals(LedgerEvent.ERASE)) {
            return Optional.of("the decisions that it vouches for have been changed");
        }
        return Optional.empty();
    }

    static LedgerHead head(Handle handle) {
        return handle.createQuery("SELECT sequence, hash FROM ledger_head")
                .map((row, context) ->
                        new LedgerHead(row.getLong("sequence"), HexFormat.of().formatHex(row.getBytes("hash"))))
                .one();
    }

    static Decision decision(ResultSet row) throws SQLException {
        return new Decision(
                Times.instant(text(row, "at")),
                text(row, "actor"),
                text(row, "action"),
                row.getString("key"),
                row.getString("old_value"),
                row.getString("new_value"),
                row.getString("reason"));
    }

    private static Map<String, Object> salted(Decision decision, String salt) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("salt", salt);
        members.put("at", Times.text(decision.at()));
        members.put("actor", decision.actor());
        members.put("action", decision.action());
        put(members, "key", decision.key());
        put(members, "old", decision.oldValue());
        put(members, "new", decision.newValue());
        put(members, "reason", decision.reason());
        return members;
    }

    private static LedgerEvent chained(
            long sequence,
            Instant at,
            String actor,
            String action,
            @Nullable PaperId paper,
            Map<String, String> facts,
            String previousHash) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("sequence", sequence);
        members.put("at", Times.text(at));
        members.put("actor", actor);
        members.put("action", action);
        put(members, "paper", paper == null ? null : paper.value());
        members.put("facts", facts);
        members.put("previous", previousHash);
        return new LedgerEvent(
                sequence, at, actor, action, paper, facts, previousHash, sha256(CanonicalJson.bytes(members)));
    }

    private static void put(Map<String, Object> members, String name, @Nullable String value) {
        if (value != null) {
            members.put(name, value);
        }
    }

    private static LedgerEvent event(ResultSet row) throws SQLException {
        String paper = row.getString("paper");
        return new LedgerEvent(
                row.getLong("sequence"),
                Times.instant(text(row, "at")),
                text(row, "actor"),
                text(row, "action"),
                paper == null ? null : new PaperId(paper),
                facts(text(row, "facts")),
                hex(row, "previous_hash"),
                hex(row, "hash"));
    }

    private static Map<String, String> facts(String json) {
        try {
            return MAPPER.readValue(json, new TypeReference<Map<String, String>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a JSON object of strings", e);
        }
    }

    private static String text(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }

    private static String hex(ResultSet row, String column) throws SQLException {
        byte[] bytes = row.getBytes(column);
        return bytes == null ? "" : HexFormat.of().formatHex(bytes);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The end of the chain. */
    record LedgerHead(long sequence, String hash) {}

    /** A row as it is stored. */
    record Row(
            long sequence,
            String at,
            String actor,
            String action,
            @Nullable String paper,
            String facts,
            String previous,
            String hash,
            String decisions) {
        Row with(String digest) {
            return new Row(sequence, at, actor, action, paper, facts, previous, hash, digest);
        }
    }
}
