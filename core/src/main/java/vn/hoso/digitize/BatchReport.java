package vn.hoso.digitize;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a run did.
 *
 * @param files one entry a file, in the order given
 * @param started when it began
 * @param ended when it ended
 * @param stopped whether it was stopped before its end
 * @param indexed whether the index had everything in it when the run ended; false where another process holds the index
 *     and will see to it
 */
public record BatchReport(List<FileReport> files, Instant started, Instant ended, boolean stopped, boolean indexed) {
    public BatchReport {
        files = List.copyOf(files);
    }

    /**
     * The files with an outcome.
     *
     * @param outcome the outcome
     * @return those files, in the order given
     */
    public List<FileReport> with(FileReport.Outcome outcome) {
        return files.stream().filter(file -> file.outcome() == outcome).toList();
    }

    /**
     * How many files have an outcome.
     *
     * @param outcome the outcome
     * @return 0 or more
     */
    public int count(FileReport.Outcome outcome) {
        return with(outcome).size();
    }

    /**
     * How many pages were converted.
     *
     * @return the pages of all converted files
     */
    public long pages() {
        return with(FileReport.Outcome.CONVERTED).stream()
                .mapToLong(FileReport::pages)
                .sum();
    }

    /**
     * How long the run took.
     *
     * @return from its beginning to its end
     */
    public Duration elapsed() {
        return Duration.between(started, ended);
    }
}
