package vn.hoso.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;

/** Turns what was thrown into one line: which file, what was wrong, what to do. */
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    /**
     * The named failure behind an exception.
     *
     * @param thrown what was thrown
     * @param subject the file that was worked on, where the exception names none
     * @return the failure; {@code INTERNAL} for what has no name
     */
    static HosoException named(Throwable thrown, String subject) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof HosoException named) {
                return named;
            }
            if (cause instanceof IOException failed) {
                return named(failed, subject);
            }
        }
        if (thrown instanceof OutOfMemoryError) {
            return new HosoException(
                    Problem.INTERNAL, thrown, subject, "out of memory; give more with HOSO_JAVA_OPTS=-Xmx4g");
        }
        LOG.error("unexpected failure", thrown);
        return new HosoException(
                Problem.INTERNAL, thrown, subject, thrown.getClass().getSimpleName());
    }

    /**
     * One line about a failure.
     *
     * @param thrown what was thrown
     * @param subject the file that was worked on, where the exception names none
     * @param locale the language
     * @return file, cause and remedy
     */
    static String line(Throwable thrown, String subject, Locale locale) {
        return oneLine(named(thrown, subject).message(locale));
    }

    /** A message without line breaks and control characters, which a file name may hold. */
    static String oneLine(String message) {
        return message.replaceAll("\\p{Cntrl}+", " ").strip();
    }

    private static HosoException named(IOException failed, String subject) {
        String file = subject;
        if (failed instanceof FileSystemException named && named.getFile() != null) {
            file = Path.of(named.getFile()).getFileName() == null ? subject : named.getFile();
        }
        String reason = String.valueOf(failed.getMessage());
        if (reason.contains("No space left") || reason.contains("Disk quota exceeded")) {
            return new HosoException(Problem.DISK_FULL, failed, file);
        }
        if (failed instanceof AccessDeniedException
                || failed instanceof FileAlreadyExistsException
                || failed instanceof NotDirectoryException
                || reason.contains("Read-only file system")
                || reason.contains("Permission denied")
                || reason.contains("Operation not permitted")) {
            return new HosoException(Problem.NO_PERMISSION, failed, file);
        }
        if (failed instanceof NoSuchFileException || failed instanceof java.io.FileNotFoundException) {
            return new HosoException(Problem.UNREADABLE, failed, file);
        }
        LOG.error("unexpected failure", failed);
        return new HosoException(
                Problem.INTERNAL, failed, file, failed.getClass().getSimpleName());
    }

    /** Keeps what ended a thread that nobody waits for. */
    static void log(String thread, Throwable thrown) {
        LOG.error("thread {} ended", thread, thrown);
    }

    /** The exception that a future wrapped. */
    static RuntimeException unchecked(ExecutionException wrapped) {
        if (wrapped.getCause() instanceof IOException failed) {
            return new UncheckedIOException(failed);
        }
        return wrapped.getCause() instanceof RuntimeException runtime ? runtime : new IllegalStateException(wrapped);
    }
}
