package vn.hoso.search;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.store.LockObtainFailedException;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;

/** Knows which problem stands behind what the engine throws. */
final class IndexFailures {
    private IndexFailures() {}

    /** The failure with its name. */
    static HosoException named(IOException e, Path root) {
        String index = root.toString();
        if (e instanceof LockObtainFailedException) {
            return new HosoException(Problem.HOME_LOCKED, e, index);
        }
        if (e instanceof IndexFormatTooNewException newer) {
            return new HosoException(
                    Problem.STORE_NEWER, e, index, "format " + newer.getVersion(), "format " + newer.getMaxVersion());
        }
        if (e instanceof IndexFormatTooOldException) {
            return new HosoException(Problem.STORE_OLDER, e, index, "an old format", "that of this version");
        }
        if (e instanceof AccessDeniedException) {
            return new HosoException(Problem.NO_PERMISSION, e, index);
        }
        if (e instanceof CorruptIndexException
                || e instanceof IndexNotFoundException
                || e instanceof EOFException
                || e instanceof NoSuchFileException
                || e instanceof FileNotFoundException) {
            return new HosoException(
                    Problem.STORE_DAMAGED, e, index, e.getClass().getSimpleName());
        }
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        boolean full = message.contains("no space left") || message.contains("not enough space");
        return full ? new HosoException(Problem.DISK_FULL, e, index) : new HosoException(Problem.UNREADABLE, e, index);
    }
}
