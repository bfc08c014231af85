package vn.hoso.registry;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.paper.Level;
import vn.hoso.paper.PaperId;

/**
 * What the registry knows of a paper.
 *
 * @param id the paper
 * @param sha256 the digest of the file it came in
 * @param sourceName the name of that file, without folders
 * @param sourceBytes the size of that file
 * @param ordinal which paper in that file, from 1
 * @param state where it stands
 * @param since since when
 * @param version the version of its archive object, 0 where it is not archived
 * @param type the paper type; empty before extraction
 * @param level how far its data have been verified, or null before extraction
 * @param pages its pages; 0 before scanning
 * @param resultCode the code of the digitised result, or null
 * @param toLook the keys of the fields that an officer should look at
 * @param need how much it needs an officer, 0 or more; the queue is ordered by it, highest first
 * @param failure why it failed, or null
 * @param intent a change of its archive object that was begun and not yet acknowledged, or null
 */
public record PaperEntry(
        PaperId id,
        String sha256,
        String sourceName,
        long sourceBytes,
        int ordinal,
        PaperState state,
        Instant since,
        int version,
        String type,
        @Nullable Level level,
        int pages,
        @Nullable String resultCode,
        List<String> toLook,
        double need,
        @Nullable Failure failure,
        @Nullable String intent) {
    public PaperEntry {
        toLook = List.copyOf(toLook);
    }

    /**
     * Why the paper failed.
     *
     * @return the failure, or empty for a paper that did not fail
     */
    public Optional<Failure> failed() {
        return Optional.ofNullable(failure);
    }

    /**
     * A failure on record.
     *
     * @param problem what went wrong
     * @param subject the file, store or setting concerned
     * @param facts the arguments of the message
     */
    public record Failure(Problem problem, String subject, List<String> facts) {
        public Failure {
            facts = List.copyOf(facts);
        }

        /**
         * The failure that an exception tells of.
         *
         * @param exception the exception
         * @return its code, subject and facts
         */
        public static Failure of(HosoException exception) {
            return new Failure(exception.problem(), exception.subject(), exception.facts());
        }

        /**
         * The exception again, for its message in a language.
         *
         * @return an exception with the same code, subject and facts
         */
        public HosoException exception() {
            return new HosoException(problem, subject, facts.toArray());
        }
    }
}
