package vn.hoso.search;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import vn.hoso.archive.Archive;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.paper.PaperId;
import vn.hoso.record.DigitisedRecord;
import vn.hoso.record.RecordCodec;

/**
 * Makes the index again from the archive alone: the records, and the text of the pages in ALTO.
 *
 * <p>The new index is made beside the old one, which can be searched meanwhile, and takes its place in one step. After a
 * failure or a crash the old one is still there. Papers are read by as many threads as there are processors; the archive
 * has to be safe for them.
 */
public final class Reindexer {
    private final Archive archive;
    private final BiFunction<byte[], String, DigitisedRecord> decoder;

    Reindexer(Archive archive, BiFunction<byte[], String, DigitisedRecord> decoder) {
        this.archive = archive;
        this.decoder = decoder;
    }

    /**
     * A reindexer for an archive.
     *
     * @param archive the archive; it is not closed
     * @return the reindexer
     */
    public static Reindexer of(Archive archive) {
        return new Reindexer(archive, new RecordCodec()::decode);
    }

    /**
     * Makes the index again. A paper that can't be read is left out and named in the report.
     *
     * @param folder the folder of the index, with the key of the hashes in the folder {@code keys} beside it
     * @param ledgerSequence the last event of the ledger at the time of the call: later ones are caught up afterwards
     * @param listener hears how it goes on
     * @return what was done
     * @throws HosoException {@code HOME_LOCKED} where the index is open for writing, {@code NO_PERMISSION},
     *     {@code DISK_FULL}
     */
    public Report rebuild(Path folder, long ledgerSequence, Listener listener) {
        return rebuild(folder, folder.toAbsolutePath().resolveSibling("keys"), ledgerSequence, listener);
    }

    /**
     * Makes the index again. A paper that can't be read is left out and named in the report.
     *
     * @param folder the folder of the index
     * @param keys the folder of the key of the hashes
     * @param ledgerSequence the last event of the ledger at the time of the call: later ones are caught up afterwards
     * @param listener hears how it goes on
     * @return what was done
     * @throws HosoException as {@link #rebuild(Path, long, Listener)}
     */
    public Report rebuild(Path folder, Path keys, long ledgerSequence, Listener listener) {
        long start = System.nanoTime();
        Generations generations = new Generations(folder);
        try {
            Generations.Lock lock = generations.lock(); // given back by the index
            try (LuceneRecordIndex index = fresh(folder, keys, generations, lock);
                    Stream<PaperId> all = archive.papers()) {
                Filling filling = new Filling(archive, decoder, index, all.iterator(), listener);
                filling.run();
                index.commit(ledgerSequence);
                generations.use(index.generation());
                generations.tidy();
                return new Report(filling.papers(), filling.failures(), Duration.ofNanos(System.nanoTime() - start));
            }
        } catch (IOException e) {
            throw IndexFailures.named(e, folder);
        }
    }

    private static LuceneRecordIndex fresh(Path folder, Path keys, Generations generations, Generations.Lock lock)
            throws IOException {
        try {
            return LuceneRecordIndex.open(
                    folder, generations, generations.next(), IndexKey.load(keys, true), lock, true);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /**
     * Opens an index for writing; one that is damaged or of an older version is made again first.
     *
     * @param folder the folder of the index, with the key of the hashes in the folder {@code keys} beside it
     * @param ledgerSequence the last event of the ledger at the time of the call
     * @param listener hears how making it again goes on
     * @return the index, to be closed by the caller
     * @throws HosoException {@code HOME_LOCKED}, {@code STORE_NEWER}, {@code NO_PERMISSION}, {@code DISK_FULL}
     */
    public LuceneRecordIndex open(Path folder, long ledgerSequence, Listener listener) {
        try {
            return LuceneRecordIndex.open(folder);
        } catch (HosoException e) {
            if (e.problem() != Problem.STORE_DAMAGED && e.problem() != Problem.STORE_OLDER) {
                throw e;
            }
            rebuild(folder, ledgerSequence, listener);
            return LuceneRecordIndex.open(folder);
        }
    }

    /**
     * What was indexed again.
     *
     * @param papers how many papers are in the new index
     * @param failures the papers that could not be read
     * @param took how long it took
     */
    public record Report(long papers, List<Failure> failures, Duration took) {
        public Report {
            failures = List.copyOf(failures);
        }
    }

    /**
     * A paper that could not be read.
     *
     * @param id the paper
     * @param problem why
     */
    public record Failure(PaperId id, Problem problem) {}

    /** Hears how it goes on, from one thread at a time. */
    @FunctionalInterface
    public interface Listener {
        /**
         * A paper was looked at.
         *
         * @param papers how many have been indexed
         * @param failures how many could not be read
         */
        void indexed(long papers, long failures);
    }
}
