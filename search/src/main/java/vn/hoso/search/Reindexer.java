package vn.hoso.search;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import vn.hoso.archive.Archive;
import vn.hoso.archive.ArchivedPaper;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.paper.PaperId;
import vn.hoso.record.DigitisedRecord;
import vn.hoso.record.RecordCodec;
import vn.hoso.text.AltoReader;
import vn.hoso.text.PageText;

/**
 * Makes the index again from the archive alone: the records, and the text of the pages in ALTO.
 *
 * <p>The new index is made beside the old one, which can be searched meanwhile, and takes its place in one step. After a
 * failure or a crash the old one is still there.
 */
public final class Reindexer {
    private static final Pattern PAGE = Pattern.compile("text/page-(\\d{1,6})\\.xml(\\.gz)?");

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
            List<Failure> failures = new ArrayList<>();
            long papers;
            try (LuceneRecordIndex index = fresh(folder, keys, generations, lock)) {

                papers = fill(index, failures, listener);
                index.commit(ledgerSequence);
                generations.use(index.generation());
                generations.tidy();
            }
            return new Report(papers, failures, Duration.ofNanos(System.nanoTime() - start));
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

    private long fill(LuceneRecordIndex index, List<Failure> failures, Listener listener) {
        long papers = 0;
        try (Stream<PaperId> all = archive.papers()) {
            for (Iterator<PaperId> ids = all.iterator(); ids.hasNext(); ) {
                PaperId id = ids.next();
                try {
                    put(index, id);
                    papers++;
                } catch (HosoException e) {
                    if (e.problem() == Problem.DISK_FULL || e.problem() == Problem.NO_PERMISSION) {
                        throw e;
                    }
                    failures.add(new Failure(id, e.problem()));
                } catch (IOException e) {
                    failures.add(new Failure(id, Problem.UNREADABLE));
                }
                listener.indexed(papers, failures.size());
            }
        }
        return papers;
    }

    private void put(LuceneRecordIndex index, PaperId id) throws IOException {
        Optional<ArchivedPaper> head = archive.head(id);
        if (head.isPresent()) {
            int version = head.get().version();
            index.put(record(id, version), version, pages(id, version));
        }
    }

    private DigitisedRecord record(PaperId id, int version) throws IOException {
        try (InputStream json = archive.open(id, version, Archive.RECORD)
                .orElseThrow(() -> new HosoException(Problem.STORE_DAMAGED, id.value(), Archive.RECORD))) {
            return decoder.apply(json.readAllBytes(), id.value());
        }
    }

    private List<PageText> pages(PaperId id, int version) throws IOException {
        List<PageText> pages = new ArrayList<>();
        for (String name : archive.files(id, version).keySet().stream().sorted().toList()) {
            Matcher page = PAGE.matcher(name);
            if (page.matches()) {
                try (InputStream alto = archive.open(id, version, name).orElseThrow()) {
                    pages.add(AltoReader.read(alto, name));
                }
            }
        }
        return pages;
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

    /** Hears how it goes on. */
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
