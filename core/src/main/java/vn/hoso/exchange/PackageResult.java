package vn.hoso.exchange;

import java.util.List;

/**
 * A package that was written.
 *
 * @param id its identifier ({@code OBJID})
 * @param papers how many papers it holds
 * @param files how many files
 * @param bytes the size of the ZIP file
 * @param gaps fields that the circular asks for and that neither the records nor the archivist know, with the paper where it is
 *     one's
 */
public record PackageResult(String id, int papers, int files, long bytes, List<String> gaps) {
    public PackageResult {
        gaps = List.copyOf(gaps);
    }
}
