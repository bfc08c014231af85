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

    /**
     * Two listeners as one.
     *
     * @param other hears everything after this one, unless this one throws
     * @return one that tells both
     */
    default ProgressListener and(ProgressListener other) {
        ProgressListener first = this;
        return new ProgressListener() {
            @Override
            public void progress(Progress progress) {
                first.progress(progress);
                other.progress(progress);
            }

            @Override
            public void finished(FileReport report) {
                first.finished(report);
                other.finished(report);
            }
        };
    }
}
