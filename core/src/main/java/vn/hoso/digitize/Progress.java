package vn.hoso.digitize;

import java.time.Duration;
import java.util.Optional;

/**
 * How far a run has come.
 *
 * @param files how many files the run has
 * @param converted files converted so far
 * @param duplicates files found to have the content of another file of this run
 * @param skipped files found to be in the archive already
 * @param failed files that failed
 * @param pagesRead pages whose text has been read
 * @param pagesKnown pages of all files opened so far
 * @param filesOpened files whose number of pages is known, or that needed no work
 * @param elapsed since the run began
 */
public record Progress(
        int files,
        int converted,
        int duplicates,
        int skipped,
        int failed,
        long pagesRead,
        long pagesKnown,
        int filesOpened,
        Duration elapsed) {
    /**
     * How many files need nothing more.
     *
     * @return 0 to {@link #files}
     */
    public int done() {
        return converted + duplicates + skipped + failed;
    }

    /**
     * The rate so far.
     *
     * @return pages a minute, 0 before the first page
     */
    public double pagesPerMinute() {
        long millis = elapsed.toMillis();
        return millis == 0 ? 0 : pagesRead * 60_000.0 / millis;
    }

    /**
     * How many pages the whole run probably has.
     *
     * @return the pages known and, for each file not opened yet, the mean of those opened
     */
    public long pagesExpected() {
        return filesOpened == 0 ? 0 : Math.round(pagesKnown * (double) files / filesOpened);
    }

    /**
     * How long the run will probably still take.
     *
     * @return an estimate, or empty before the first page is read
     */
    public Optional<Duration> remaining() {
        if (pagesRead == 0) {
            return Optional.empty();
        }
        double left = Math.max(0, pagesExpected() - pagesRead);
        return Optional.of(Duration.ofMillis(Math.round(elapsed.toMillis() * left / pagesRead)));
    }
}
