package vn.hoso.digitize;

import java.util.List;
import vn.hoso.failure.HosoException;
import vn.hoso.paper.PaperId;

/**
 * What a renewal of the archive did.
 *
 * @param papers how many papers were looked at
 * @param renewed those that have a new version now
 * @param failures those that could not be renewed
 */
public record RenewalReport(long papers, List<PaperId> renewed, List<Failure> failures) {
    /** Copies the lists. */
    public RenewalReport {
        renewed = List.copyOf(renewed);
        failures = List.copyOf(failures);
    }

    /**
     * A paper that could not be renewed.
     *
     * @param paper the paper
     * @param cause why
     */
    public record Failure(PaperId paper, HosoException cause) {}
}
