package vn.hoso.seal;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Reports on the signatures that a PDF carries when it is handed in, to be kept beside it: who signed, when, and what that
 * is worth on the day of the report. Safe for use by several threads.
 */
@FunctionalInterface
public interface SignatureReporter {
    /**
     * Reports on a file.
     *
     * @param pdf the file; it is not changed
     * @return the report, JSON in UTF-8
     * @throws IOException if the file can't be read
     */
    byte[] report(Path pdf) throws IOException;
}
