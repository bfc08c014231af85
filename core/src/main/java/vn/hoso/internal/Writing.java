package vn.hoso.internal;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;

/** Names for what goes wrong when files are written. */
public final class Writing {
    private Writing() {}

    /**
     * The failure that an exception stands for.
     *
     * @param failure what was thrown when something was written
     * @param subject the file, folder or store
     * @return the failure with {@code DISK_FULL}, {@code NO_PERMISSION} or {@code INTERNAL}
     */
    public static HosoException failed(Throwable failure, String subject) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof HosoException named) {
                return named;
            }
            Problem problem = problem(cause);
            if (problem != null) {
                return new HosoException(problem, failure, subject);
            }
        }
        return new HosoException(
                Problem.INTERNAL, failure, subject, failure.getClass().getSimpleName());
    }

    /**
     * The failure to write that is behind a failure of another name: an engine that could not write its result says only that
     * it could not do its work.
     *
     * @param failure what was thrown
     * @param subject the file, folder or store
     * @return the failure with {@code DISK_FULL} or {@code NO_PERMISSION}, or the one given where writing was not the matter
     */
    public static HosoException behind(HosoException failure, String subject) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            Problem problem = problem(cause);
            if (problem != null) {
                return new HosoException(problem, failure, subject);
            }
        }
        return failure;
    }

    private static @Nullable Problem problem(Throwable cause) {
        if (cause instanceof AccessDeniedException || cause instanceof ReadOnlyFileSystemException) {
            return Problem.NO_PERMISSION;
        }
        if (!(cause instanceof IOException) || cause instanceof NoSuchFileException) {
            return null;
        }
        String reason = cause instanceof FileSystemException system ? system.getReason() : cause.getMessage();
        String words = reason == null ? "" : reason.toLowerCase(Locale.ROOT);
        if (words.contains("no space left") || words.contains("quota") || words.contains("not enough space")) {
            return Problem.DISK_FULL;
        }
        if (words.contains("read-only file system")
                || words.contains("permission denied")
                || words.contains("operation not permitted")) {
            return Problem.NO_PERMISSION;
        }
        return null;
    }
}
