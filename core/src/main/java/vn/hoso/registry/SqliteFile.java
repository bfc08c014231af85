package vn.hoso.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.sqlite.SQLiteConfig;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.internal.FileLocks;
import vn.hoso.internal.Writing;

/** The database file of a registry: its settings, the version of its tables, how it is brought up to date. */
final class SqliteFile {
    /** The version of the tables that this version of Hoso understands. */
    static final int SCHEMA = 3;

    /** The oldest version of the tables that can be read as it is. */
    private static final int READABLE = 1;

    private static final int BUSY_MILLIS = 60_000;
    private static final Duration MIGRATION_PATIENCE = Duration.ofMinutes(2);

    private final Path file;
    private final String name;

    SqliteFile(Path file, String name) {
        this.file = file;
        this.name = name;
    }

    /** A connection for reading and writing; the tables are made, or brought up to date, before. */
    Connection openUpToDate() throws SQLException {
        if (!Files.exists(file) || version() < SCHEMA) {
            migrate();
        }
        return connect(false);
    }

    /** A connection that changes nothing. */
    Connection openToRead() throws SQLException {
        if (version() < READABLE) {
            throw new HosoException(Problem.STORE_DAMAGED, name, "not a registry, or of an older version");
        }
        return connect(true);
    }

    private int version() throws SQLException {
        try (Connection connection = connect(true);
                var statement = connection.createStatement();
                var row = statement.executeQuery("PRAGMA user_version")) {
            int version = row.next() ? row.getInt(1) : 0;
            if (version > SCHEMA) {
                throw new HosoException(Problem.STORE_NEWER, name, version, SCHEMA);
            }
            return version;
        }
    }

    /** Two processes must not both do this. */
    private void migrate() throws SQLException {
        Path lock = file.toAbsolutePath().resolveSibling(name + ".lock");
        try (FileLocks.Held held = FileLocks.lock(lock, 0, MIGRATION_PATIENCE)
                .orElseThrow(() -> new HosoException(Problem.HOME_LOCKED, name))) {
            Objects.requireNonNull(held);
            connect(false).close(); // makes the file, in write-ahead mode from its first page on
            if (version() < SCHEMA) {
                Flyway.configure(SqliteFile.class.getClassLoader())
                        .dataSource(url(), "", "")
                        .locations("classpath:vn/hoso/registry")
                        .load()
                        .migrate();
            }
        } catch (IOException e) {
            throw Writing.failed(e, name);
        } catch (FlywayException e) {
            throw SqliteFailures.named(e, name);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HosoException(Problem.HOME_LOCKED, e, name);
        }
    }

    private Connection connect(boolean readOnly) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLIS);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        if (!readOnly) {
            config.setJournalMode(SQLiteConfig.JournalMode.WAL);
            config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "true"); // what is erased must not stay in free pages
        }
        Connection connection = DriverManager.getConnection(url(), config.toProperties());
        if (readOnly) {
            try (var statement = connection.createStatement()) {
                statement.execute("PRAGMA query_only = ON");
            }
        }
        return connection;
    }

    private String url() {
        return "jdbc:sqlite:" + file.toAbsolutePath();
    }
}
