package vn.hoso.registry;

import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;

/** The names of what may happen to a database. */
final class SqliteFailures {
    private SqliteFailures() {}

    /** What a failure of the database, or of what works with it, means for its user. */
    static HosoException named(Exception failure, String name) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof HosoException known) {
                return known;
            }
            if (cause instanceof SQLiteException sqlite) {
                return new HosoException(problem(sqlite.getResultCode()), failure, name, facts(sqlite.getResultCode()));
            }
        }
        return new HosoException(
                Problem.STORE_DAMAGED, failure, name, failure.getClass().getSimpleName());
    }

    private static Object[] facts(SQLiteErrorCode code) {
        return problem(code) == Problem.STORE_DAMAGED ? new Object[] {code.name()} : new Object[0];
    }

    private static Problem problem(SQLiteErrorCode code) {
        return switch (code) {
            case SQLITE_FULL, SQLITE_IOERR_WRITE, SQLITE_IOERR_FSYNC, SQLITE_IOERR_SHMSIZE -> Problem.DISK_FULL;
            case SQLITE_READONLY,
                    SQLITE_READONLY_DBMOVED,
                    SQLITE_READONLY_DIRECTORY,
                    SQLITE_READONLY_CANTINIT,
                    SQLITE_READONLY_CANTLOCK,
                    SQLITE_READONLY_RECOVERY,
                    SQLITE_READONLY_ROLLBACK,
                    SQLITE_PERM,
                    SQLITE_AUTH,
                    SQLITE_CANTOPEN,
                    SQLITE_CANTOPEN_ISDIR -> Problem.NO_PERMISSION;
            case SQLITE_BUSY, SQLITE_BUSY_RECOVERY, SQLITE_BUSY_SNAPSHOT, SQLITE_BUSY_TIMEOUT, SQLITE_LOCKED ->
                Problem.HOME_LOCKED;
            default -> Problem.STORE_DAMAGED;
        };
    }
}
