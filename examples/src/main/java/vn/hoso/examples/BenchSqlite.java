package vn.hoso.examples;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import vn.hoso.record.DigitisedRecord;
import vn.hoso.text.Vietnamese;

/** The baseline: SQLite with its full-text index FTS5, accents folded beforehand, one connection that writes. */
final class BenchSqlite implements BenchStore {
    private final Connection reader;
    private final Connection writer;
    private final PreparedStatement record;
    private final PreparedStatement words;
    private final PreparedStatement lookUp;
    private final PreparedStatement find;
    private int next;

    BenchSqlite(Path folder) throws SQLException {
        String url = "jdbc:sqlite:" + folder.resolve("fts5.db");
        writer = DriverManager.getConnection(url);
        try (Statement statement = writer.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute(
                    "CREATE TABLE record (id INTEGER PRIMARY KEY, owner TEXT, kind TEXT, issued TEXT, name TEXT)");
            statement.execute("CREATE VIRTUAL TABLE words USING fts5(name, body, tokenize='unicode61')");
        }
        writer.setAutoCommit(false);
        record = writer.prepareStatement("INSERT INTO record VALUES (?, ?, ?, ?, ?)");
        words = writer.prepareStatement("INSERT INTO words (rowid, name, body) VALUES (?, ?, ?)");
        reader = DriverManager.getConnection(url);
        lookUp = reader.prepareStatement("SELECT name FROM record WHERE owner = ? AND kind = ? ORDER BY issued DESC");
        find = reader.prepareStatement("SELECT record.name FROM words JOIN record ON record.id = words.rowid"
                + " WHERE words MATCH ? ORDER BY rank LIMIT 10");
    }

    @Override
    public void addAll(int count, IntFunction<DigitisedRecord> records) throws SQLException {
        for (int n = 0; n < count; n++) {
            add(records.apply(n));
        }
    }

    @Override
    public int writers() {
        return 1;
    }

    @Override
    public void finish() throws SQLException {
        try (Statement statement = writer.createStatement()) {
            statement.execute("CREATE INDEX record_owner ON record (owner, kind)");
        }
        publish();
    }

    @Override
    public void add(DigitisedRecord made) throws SQLException {
        StringBuilder body = new StringBuilder();
        made.fields().forEach(field -> body.append(field.value()).append('\n'));
        record.setInt(1, next);
        record.setString(2, made.owner().id());
        record.setString(3, made.kind());
        record.setString(4, String.valueOf(made.validity().from()));
        record.setString(5, made.owner().name());
        record.execute();
        words.setInt(1, next);
        words.setString(2, Vietnamese.fold(String.valueOf(made.owner().name())));
        words.setString(3, Vietnamese.fold(body.toString()));
        words.execute();
        next++;
    }

    @Override
    public void publish() throws SQLException {
        writer.commit();
    }

    @Override
    public List<String> lookUp(String number, String kind) throws SQLException {
        lookUp.setString(1, number);
        lookUp.setString(2, kind);
        return names(lookUp);
    }

    @Override
    public List<String> find(String name) throws SQLException {
        find.setString(1, Vietnamese.fold(name).replaceAll("[^a-z ]", ""));
        return names(find);
    }

    @Override
    public List<String> findMisread(String name) throws SQLException {
        return find(name);
    }

    private static List<String> names(PreparedStatement query) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                names.add(row.getString(1));
            }
        }
        return names;
    }

    @Override
    public void close() throws SQLException {
        reader.close();
        writer.close();
    }
}
