package vn.hoso.search;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;
import vn.hoso.extract.TypeMemory;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.paper.PaperId;
import vn.hoso.record.DigitisedRecord;
import vn.hoso.record.RecordIndex;
import vn.hoso.text.PageText;

/**
 * The index of a home folder, kept by Lucene in this process.
 *
 * <pre>{@code
 * try (LuceneRecordIndex index = LuceneRecordIndex.openReadOnly(home.indexFolder())) {
 *     SearchResult result = index.find("nguyen van a", 10);
 * }
 * }</pre>
 *
 * <p>One process writes, any number may read beside it. What is written is visible to this object's searches after
 * {@link #refresh}, to others after {@link #commit} and their {@code refresh}, and it outlives a crash after
 * {@code commit}. The index is a view: when it is damaged, {@link Reindexer} makes it again from the archive.
 *
 * <p>The numbers of persons stand in it as keyed hashes only. The key is the file {@code index.key} in the keys folder;
 * without it nobody can be looked up by number.
 *
 * <p>An index holds open files and, when opened for writing, a lock until it is closed; it may be closed twice. It is
 * safe for use by several threads.
 */
public final class LuceneRecordIndex implements RecordIndex {
    private final Path root;
    private final Generations generations;
    private final IdentifierGuard guard;
    private final Generations.@Nullable Lock lock;
    private final @Nullable PaperWriter writer;
    private volatile View view;
    private volatile boolean closed;

    private LuceneRecordIndex(
            Path root,
            Generations generations,
            IdentifierGuard guard,
            Generations.@Nullable Lock lock,
            @Nullable PaperWriter writer,
            View view) {
        this.root = root;
        this.generations = generations;
        this.guard = guard;
        this.lock = lock;
        this.writer = writer;
        this.view = view;
    }

    /**
     * Opens an index for writing and searching; makes a new one where there is none. The key of the hashes is kept in
     * the folder {@code keys} beside it.
     *
     * @param folder the folder of the index
     * @return the index, to be closed by the caller
     * @throws HosoException {@code HOME_LOCKED} where another writer has it, {@code STORE_NEWER} or {@code STORE_OLDER}
     *     where another version of Hoso wrote it, {@code STORE_DAMAGED}, {@code NO_PERMISSION}, {@code DISK_FULL}
     */
    public static LuceneRecordIndex open(Path folder) {
        return open(folder, folder.toAbsolutePath().resolveSibling("keys"));
    }

    /**
     * Opens an index for writing and searching; makes a new one where there is none.
     *
     * @param folder the folder of the index
     * @param keys the folder of the key of the hashes; a key is made where there is none
     * @return the index, to be closed by the caller
     * @throws HosoException as {@link #open(Path)}
     */
    public static LuceneRecordIndex open(Path folder, Path keys) {
        Generations generations = new Generations(folder);
        Generations.Lock lock = null;
        try {
            lock = generations.lock();
            IdentifierGuard guard = IndexKey.load(keys, true);
            Optional<Path> current = generations.current();
            Path generation = current.isPresent() ? current.get() : generations.next();
            LuceneRecordIndex index = open(folder, generations, generation, guard, lock, current.isEmpty());
            if (current.isEmpty()) {
                generations.use(generation);
            }
            generations.tidy();
            return index;
        } catch (IOException e) {
            release(lock, e);
            throw IndexFailures.named(e, folder);
        } catch (RuntimeException e) {
            release(lock, e);
            throw e;
        }
    }

    /** Opens one generation for writing; the lock is given back by {@link #close}. */
    static LuceneRecordIndex open(
            Path root,
            Generations generations,
            Path generation,
            IdentifierGuard guard,
            Generations.@Nullable Lock lock,
            boolean fresh)
            throws IOException {
        Directory directory = FSDirectory.open(generation);
        PaperWriter writer = null;
        try {
            if (!fresh) {
                CommitMeta.check(directory, root, guard);
            }
            writer = PaperWriter.open(directory, root, guard, fresh);
            View view = new View(root, generation, directory, writer.searchers());
            return new LuceneRecordIndex(root, generations, guard, lock, writer, view);
        } catch (IOException | RuntimeException e) {
            if (writer != null) {
                writer.close();
            }
            directory.close();
            throw e;
        }
    }

    /**
     * Opens an index for searching only, beside a writer or not. The key of the hashes is taken from the folder
     * {@code keys} beside it.
     *
     * @param folder the folder of the index
     * @return the index, to be closed by the caller
     * @throws HosoException {@code NOT_FOUND} where nothing has been indexed yet, {@code STORE_NEWER} or
     *     {@code STORE_OLDER} where another version of Hoso wrote it, {@code STORE_DAMAGED}, {@code NO_PERMISSION}
     */
    public static LuceneRecordIndex openReadOnly(Path folder) {
        return openReadOnly(folder, folder.toAbsolutePath().resolveSibling("keys"));
    }

    /**
     * Opens an index for searching only, beside a writer or not.
     *
     * @param folder the folder of the index
     * @param keys the folder of the key of the hashes
     * @return the index, to be closed by the caller
     * @throws HosoException as {@link #openReadOnly(Path)}
     */
    public static LuceneRecordIndex openReadOnly(Path folder, Path keys) {
        Generations generations = new Generations(folder);
        try {
            Path generation = generations
                    .current()
                    .orElseThrow(() -> new HosoException(Problem.NOT_FOUND, folder.toString(), "index"));
            IdentifierGuard guard = IndexKey.load(keys, false);
            return new LuceneRecordIndex(folder, generations, guard, null, null, View.open(folder, generation, guard));
        } catch (IOException e) {
            throw IndexFailures.named(e, folder);
        }
    }

    /** The folder in use by this index. */
    Path generation() {
        return view.folder();
    }

    // writing

    @Override
    public void put(DigitisedRecord record, int version, List<PageText> text) {
        writer().put(record, version, text);
    }

    @Override
    public void remove(PaperId id) {
        writer().remove(id);
    }

    @Override
    public void commit(long ledgerSequence) {
        writer().commit(ledgerSequence);
    }

    private PaperWriter writer() {
        if (writer == null) {
            throw new IllegalStateException("the index is open for searching only");
        }
        ensureOpen();
        return writer;
    }

    // reading

    @Override
    public long ledgerSequence() {
        try {
            return CommitMeta.ledgerSequence(view().directory());
        } catch (IOException e) {
            throw IndexFailures.named(e, root);
        }
    }

    @Override
    public void refresh(Duration patience) {
        ensureOpen();
        if (writer == null) {
            followRebuild();
        }
        view.refresh(patience);
    }

    /** Goes over to the folder of a rebuilt index. */
    private synchronized void followRebuild() {
        try {
            Optional<Path> current = generations.current();
            if (current.isPresent() && !current.get().equals(view.folder())) {
                View before = view;
                view = View.open(root, current.get(), guard);
                before.close();
            }
        } catch (IOException e) {
            throw IndexFailures.named(e, root);
        }
    }

    /**
     * Searches as a user writes it; see {@link PaperQuery#parse}.
     *
     * @param query the query; whatever it is, it is understood as something
     * @param limit how many hits to give at most, 1 to 1000
     * @return the best hits first
     */
    public SearchResult find(String query, int limit) {
        PaperQuery.Parsed parsed = PaperQuery.parse(query);
        SearchResult result = find(SearchRequest.of(parsed.query(), limit));
        if (parsed.notes().isEmpty()) {
            return result;
        }
        List<String> notes = new ArrayList<>(parsed.notes());
        notes.addAll(result.notes());
        return new SearchResult(result.total(), result.hits(), notes);
    }

    /**
     * Searches.
     *
     * @param request what for, and how
     * @return the hits in the order asked for
     * @throws HosoException {@code STORE_DAMAGED} where the index turns out to be damaged
     */
    public SearchResult find(SearchRequest request) {
        return new PaperSearch(view(), guard, request).result();
    }

    /**
     * How many papers are in the index.
     *
     * @return the number that searches see
     */
    public long size() {
        return view().search(searcher -> (long) searcher.getIndexReader().numDocs());
    }

    /**
     * The version of a paper that is in the index.
     *
     * @param id the paper
     * @return the version of the archive object that was indexed, or empty where it is not in the index
     */
    public Optional<Integer> version(PaperId id) {
        return view().search(searcher -> {
            TopDocs top = searcher.search(new TermQuery(new Term(Schema.ID, id.value())), 1);
            return top.scoreDocs.length == 0
                    ? Optional.<Integer>empty()
                    : Optional.of(PaperNames.of(searcher, top.scoreDocs[0].doc).version());
        });
    }

    /**
     * What stands for a number of a person outside of records, such as in the ledger: always the same for the same
     * number, and of no use without the key of this home.
     *
     * @param number the number
     * @return its keyed hash
     */
    public String pseudonym(String number) {
        return guard.term(Schema.compact(number)).substring(IdentifierGuard.MARK.length());
    }

    @Override
    public Stream<Indexed> papers() {
        return view().papers();
    }

    /**
     * Compares every file of the index with its check sum. Reads all of it.
     *
     * @return what is wrong, in words; empty where all is well
     */
    public List<String> check() {
        return view().check();
    }

    /**
     * What the verified papers in this index tell of the types of new ones. Sees what searches see.
     *
     * @return a memory that is good as long as the index is open
     */
    public TypeMemory types() {
        IndexedTypes types = new IndexedTypes(guard);
        return (text, limit) -> view().search(searcher -> types.mostLike(searcher, text, limit));
    }

    private View view() {
        ensureOpen();
        return view;
    }

    private void ensureOpen() {
        if (closed) {
            throw new IllegalStateException("the index is closed");
        }
    }

    // the end

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (writer != null) {
                writer.close();
            }
            view.close();
        } catch (IOException e) {
            throw IndexFailures.named(e, root);
        } finally {
            release(lock, null);
        }
    }

    private static void release(Generations.@Nullable Lock lock, @Nullable Throwable cause) {
        if (lock == null) {
            return;
        }
        try {
            lock.close();
        } catch (IOException e) {
            if (cause != null) {
                cause.addSuppressed(e);
            }
        }
    }
}
