package vn.hoso.digitize;

/**
 * Hears how a run goes on. Called by several threads, but never by two at once; it should return soon. What it throws is
 * logged and otherwise ignored.
 */
public interface ProgressListener {
    /** Hears nothing. */
    ProgressListener NONE = new ProgressListener() {};

    /**
     * Something went on: a page was read, a file was opened or finished.
     *
     * @param progress how far the run has come
     */
    default void progress(Progress progress) {}

    /**
     * A file is finished.
     *
     * @param report what became of it
     */
    default void finished(FileReport report) {}
}
