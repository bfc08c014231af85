package vn.hoso.digitize;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.hoso.paper.PaperId;
import vn.hoso.registry.PaperEntry.Failure;

/**
 * What became of a file in a run.
 *
 * @param file the file as it was given
 * @param outcome what became of it
 * @param sha256 the digest of its content, or null where it could not be read
 * @param papers its papers in the archive
 * @param sameAs the name of the file that brought the same content before, for duplicates and skipped files; or null
 * @param pages its pages; 0 where it was not opened
 * @param sourceBytes its size
 * @param renditionBytes the size of the signed files made of it
 * @param times what each step took, summed over its threads
 * @param warnings what an operator should know
 * @param failure why it failed, or null
 */
public record FileReport(
        Path file,
        Outcome outcome,
        @Nullable String sha256,
        List<PaperId> papers,
        @Nullable String sameAs,
        int pages,
        long sourceBytes,
        long renditionBytes,
        Map<Step, Duration> times,
        List<String> warnings,
        @Nullable Failure failure) {
    public FileReport {
        papers = List.copyOf(papers);
        warnings = List.copyOf(warnings);
        times = Collections.unmodifiableMap(new LinkedHashMap<>(times));
    }

    /** What may become of a file. */
    public enum Outcome {
        /** It was converted; its papers are in the archive now. */
        CONVERTED,
        /** Another file of this run has the same content. */
        DUPLICATE,
        /** Its content was in the archive before this run, or another process put it there meanwhile. */
        SKIPPED,
        /** It could not be converted. */
        FAILED,
        /** The run was stopped before it was done; nothing of it was stored. */
        NOT_DONE
    }
}
