package vn.hoso.digitize;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.hoso.paper.PaperId;

/**
 * What a check of the whole home found.
 *
 * @param papers how many papers were checked
 * @param skipped how many were left out because they had been found sound not long ago
 * @param files how many of their files were compared with their digests
 * @param seals how many seals and signed PDFs were validated
 * @param events how many rows the ledger has
 * @param complete whether every paper was looked at; false where the check was stopped. Registry and index are compared with
 *     the archive only then
 * @param findings what is wrong; empty where all is well
 */
public record ArchiveReport(
        long papers, long skipped, long files, long seals, long events, boolean complete, List<Finding> findings) {
    public ArchiveReport {
        findings = List.copyOf(findings);
    }

    /**
     * Whether all is well.
     *
     * @return true where nothing was found
     */
    public boolean clean() {
        return findings.isEmpty();
    }

    /**
     * Something wrong.
     *
     * @param kind what it concerns
     * @param paper the paper, or null
     * @param words what is wrong, in English
     */
    public record Finding(Kind kind, @Nullable PaperId paper, String words) {}

    /** What a finding concerns. */
    public enum Kind {
        /** A file is not what its digest says. */
        FIXITY,
        /** A record does not follow its schema or does not fit the files beside it. */
        RECORD,
        /** A seal or the signature of a PDF does not hold. */
        SEAL,
        /** The chain of the ledger is broken. */
        LEDGER,
        /** The registry and the archive differ. */
        REGISTRY,
        /** The index and the archive differ. */
        INDEX
    }
}
