package vn.hoso.seal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps many files provable with one time-stamp: evidence records (RFC 4998). Each of them leads from the digests of its
 * files to a time-stamp over all, and is renewed before that can no longer be checked.
 */
public interface EvidenceRenewer {
    /**
     * Files that belong together, and what proves them.
     *
     * @param record their evidence record, DER-encoded, or null where there is none yet
     * @param files the files, all of them; at least one
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared, and megabytes of them are not copied
    record Evidence(byte @Nullable [] record, List<Path> files) {
        /** Copies the list. */
        public Evidence {
            files = List.copyOf(files);
        }
    }

    /**
     * How many can be proven by one time-stamp.
     *
     * @return at least 1
     */
    int most();

    /**
     * Whether files need a new record: they have none, or one of other files, or one that must soon be renewed.
     *
     * @param evidence the files and their record
     * @return whether {@link #renew} should be called for them
     * @throws IOException if a file can't be read
     */
    boolean isDue(Evidence evidence) throws IOException;

    /**
     * Makes or renews records, all with one time-stamp.
     *
     * @param due no more than {@link #most}
     * @return the new records, DER-encoded, in the same order
     * @throws IOException if a file can't be read
     * @throws vn.hoso.failure.HosoException with {@code SIGNING_FAILED} if there is no time-stamp
     */
    List<byte[]> renew(List<Evidence> due) throws IOException;
}
