package vn.hoso.search;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TotalHits;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.LockObtainFailedException;
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
 * try (LuceneRecordIndex index = LuceneRecordIndex.openReadOnly(home.resolve("index"))) {
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
    private static final double RAM_MEGABYTES = 64;

    private final Path root;
    private final Generations generations;
    private final IdentifierGuard guard;
    private final Generations.@Nullable Lock lock;
    private final @Nullable IndexWriter writer;
    private volatile View view;
    private volatile boolean closed;

    /** The generation that is read, and what reads it. */
    private record View(Path folder, Directory directory, SearcherManager manager) {
        void close() throws IOException {
            manager.close();
            directory.close();
        }
    }

    private LuceneRecordIndex(
            Path root,
            Generations generations,
            IdentifierGuard guard,
            Generations.@Nullable Lock lock,
            @Nullable IndexWriter writer,
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
            throw named(e, folder);
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
        IndexWriter writer = null;
        try {
            if (!fresh) {
                check(directory, root, guard);
            }
            writer = new IndexWriter(directory, configuration(fresh));
            if (fresh) {
                writer.setLiveCommitData(Schema.meta(0, guard).entrySet());
                writer.commit();
            }
            SearcherManager manager = new SearcherManager(writer, false, false, null);
            return new LuceneRecordIndex(
                    root, generations, guard, lock, writer, new View(generation, directory, manager));
        } catch (IOException | RuntimeException e) {
            if (writer != null) {
                writer.rollback();
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
            return new LuceneRecordIndex(folder, generations, guard, null, null, view(folder, generation, guard));
        } catch (IOException e) {
            throw named(e, folder);
        }
    }

    /** The folder in use by this index. */
    Path generation() {
        return view.folder();
    }

    private static View view(Path root, Path generation, IdentifierGuard guard) throws IOException {
        Directory directory = FSDirectory.open(generation);
        try {
            check(directory, root, guard);
            DirectoryReader reader = DirectoryReader.open(directory);
            return new View(generation, directory, new SearcherManager(reader, null));
        } catch (IOException | RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    private static IndexWriterConfig configuration(boolean fresh) {
        Analyzer unused = new Analyzer() {
            @Override
            protected TokenStreamComponents createComponents(String field) {
                throw new IllegalStateException("terms are made before they get here");
            }
        };
        return new IndexWriterConfig(unused)
                .setOpenMode(fresh ? IndexWriterConfig.OpenMode.CREATE : IndexWriterConfig.OpenMode.APPEND)
                .setRAMBufferSizeMB(RAM_MEGABYTES)
                .setCommitOnClose(false);
    }

    private static void check(Directory directory, Path root, IdentifierGuard guard) throws IOException {
        Map<String, String> meta = SegmentInfos.readLatestCommit(directory).getUserData();
        int schema = number(meta, Schema.META_SCHEMA, root);
        int analysis = number(meta, Schema.META_ANALYSIS, root);
        String found = schema + "." + analysis;
        String understood = Schema.VERSION + "." + Syllables.VERSION;
        if (schema > Schema.VERSION || (schema == Schema.VERSION && analysis > Syllables.VERSION)) {
            throw new HosoException(Problem.STORE_NEWER, root.toString(), found, understood);
        }
        if (!found.equals(understood)) {
            throw new HosoException(Problem.STORE_OLDER, root.toString(), found, understood);
        }
        if (!guard.fingerprint().equals(meta.get(Schema.META_KEY))) {
            throw new HosoException(Problem.STORE_DAMAGED, root.toString(), "made with another key than index.key");
        }
    }

    private static int number(Map<String, String> meta, String key, Path root) {
        try {
            return Integer.parseInt(meta.getOrDefault(key, ""));
        } catch (NumberFormatException e) {
            throw new HosoException(Problem.STORE_DAMAGED, e, root.toString(), "the commit says no " + key);
        }
    }

    // writing

    @Override
    public void put(DigitisedRecord record, int version, List<PageText> text) {
        IndexWriter target = writer();
        try {
            target.updateDocument(
                    new Term(Schema.ID, record.id().value()), Schema.document(record, version, text, guard));
        } catch (IOException e) {
            throw named(e, root);
        } catch (AlreadyClosedException e) {
            throw broken(target, e);
        }
    }

    @Override
    public void remove(PaperId id) {
        IndexWriter target = writer();
        try {
            target.deleteDocuments(new Term(Schema.ID, id.value()));
        } catch (IOException e) {
            throw named(e, root);
        } catch (AlreadyClosedException e) {
            throw broken(target, e);
        }
    }

    @Override
    public void commit(long ledgerSequence) {
        IndexWriter target = writer();
        try {
            target.setLiveCommitData(Schema.meta(ledgerSequence, guard).entrySet());
            target.commit();
        } catch (IOException e) {
            throw named(e, root);
        } catch (AlreadyClosedException e) {
            throw broken(target, e);
        }
    }

    private IndexWriter writer() {
        if (writer == null) {
            throw new IllegalStateException("the index is open for searching only");
        }
        if (closed) {
            throw new IllegalStateException("the index is closed");
        }
        return writer;
    }

    private RuntimeException broken(IndexWriter target, AlreadyClosedException e) {
        Throwable tragedy = target.getTragicException();
        if (tragedy instanceof IOException io) {
            return named(io, root);
        }
        return tragedy == null
                ? new IllegalStateException("the index is closed", e)
                : new HosoException(
                        Problem.STORE_DAMAGED,
                        tragedy,
                        root.toString(),
                        tragedy.getClass().getSimpleName());
    }

    // reading

    @Override
    public long ledgerSequence() {
        ensureOpen();
        try {
            Map<String, String> meta =
                    SegmentInfos.readLatestCommit(view.directory()).getUserData();
            return Long.parseLong(meta.getOrDefault(Schema.META_LEDGER, "0"));
        } catch (IOException e) {
            throw named(e, root);
        }
    }

    @Override
    public void refresh(Duration patience) {
        ensureOpen();
        try {
            if (writer == null) {
                followRebuild();
            }
            long end = System.nanoTime() + patience.toNanos();
            SearcherManager manager = view.manager();
            while (!manager.maybeRefresh() && System.nanoTime() < end) {
                Thread.sleep(1); // another thread is at it
            }
        } catch (IOException e) {
            throw named(e, root);
        } catch (AlreadyClosedException e) {
            throw new IllegalStateException("the index is closed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Goes over to the folder of a rebuilt index. */
    private synchronized void followRebuild() throws IOException {
        Optional<Path> current = generations.current();
        if (current.isPresent() && !current.get().equals(view.folder())) {
            View before = view;
            view = view(root, current.get(), guard);
            before.close();
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
        QueryCompiler quick = new QueryCompiler(guard, true);
        SearchResult result = find(request, quick);
        boolean nothing = result.total().value() == 0;
        return nothing && quick.abridged() ? find(request, new QueryCompiler(guard, false)) : result;
    }

    private SearchResult find(SearchRequest request, QueryCompiler compiler) {
        Query query = compiler.compile(request.query());
        if (request.filter() != null) {
            query = new BooleanQuery.Builder()
                    .add(query, Occur.MUST)
                    .add(new QueryCompiler(guard, false).compile(request.filter()), Occur.FILTER)
                    .build();
        }
        Query compiled = query;
        try {
            return withSearcher(searcher -> search(searcher, compiled, request, compiler));
        } catch (IndexSearcher.TooManyClauses e) {
            List<String> notes = new ArrayList<>(compiler.notes());
            notes.add("too many words at once; search for fewer");
            return new SearchResult(new SearchResult.Count(0, false), List.of(), notes);
        }
    }

    private SearchResult search(IndexSearcher searcher, Query query, SearchRequest request, QueryCompiler compiler)
            throws IOException {
        int wanted = request.offset() + request.limit();
        Sort sort = sort(request.order());
        TopDocs top = sort == null ? searcher.search(query, wanted) : searcher.search(query, wanted, sort, true);
        List<SearchResult.Hit> hits = new ArrayList<>();
        StoredFields stored = searcher.storedFields();
        for (int i = request.offset(); i < top.scoreDocs.length; i++) {
            hits.add(hit(searcher, stored, top.scoreDocs[i], request, compiler));
        }
        boolean exact = top.totalHits.relation == TotalHits.Relation.EQUAL_TO;
        return new SearchResult(new SearchResult.Count(top.totalHits.value, exact), hits, compiler.notes());
    }

    private static @Nullable Sort sort(SearchRequest.Order order) {
        if (order == SearchRequest.Order.RELEVANCE) {
            return null;
        }
        boolean newest = order == SearchRequest.Order.NEWEST;
        SortField issued = new SortField(Schema.ISSUED, SortField.Type.LONG, newest);
        issued.setMissingValue(newest ? Long.MIN_VALUE : Long.MAX_VALUE);
        return new Sort(issued, SortField.FIELD_DOC);
    }

    private SearchResult.Hit hit(
            IndexSearcher searcher, StoredFields stored, ScoreDoc doc, SearchRequest request, QueryCompiler compiler)
            throws IOException {
        boolean withPages = request.snippets() > 0 && !compiler.needles().isEmpty();
        org.apache.lucene.document.Document document = withPages
                ? stored.document(doc.doc, Set.of(Schema.SHOW, Schema.PAGE))
                : stored.document(doc.doc, Set.of(Schema.SHOW));
        Shown shown = Shown.read(document.get(Schema.SHOW));
        RecordIndex.Indexed indexed = indexed(searcher, doc.doc);
        return new SearchResult.Hit(
                indexed.id(),
                indexed.version(),
                Float.isNaN(doc.score) ? 0 : doc.score,
                shown.type(),
                shown.level(),
                shown.state(),
                shown.number(),
                shown.title(),
                shown.owner(),
                shown.issued(),
                shown.until(),
                new Snippets(compiler.needles(), guard)
                        .of(document.getValues(Schema.PAGE), shown.values(), request.snippets()));
    }

    private static RecordIndex.Indexed indexed(IndexSearcher searcher, int doc) throws IOException {
        List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
        LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(doc, leaves));
        return indexed(new Columns(leaf.reader()), doc - leaf.docBase);
    }

    private static RecordIndex.Indexed indexed(Columns columns, int doc) throws IOException {
        if (!columns.ids.advanceExact(doc) || !columns.versions.advanceExact(doc)) {
            throw new CorruptIndexException("a paper without name", "segment");
        }
        return new RecordIndex.Indexed(
                new PaperId(columns.ids.binaryValue().utf8ToString()), Math.toIntExact(columns.versions.longValue()));
    }

    /** Name and version of the papers of a segment. */
    private static final class Columns {
        final BinaryDocValues ids;
        final NumericDocValues versions;

        Columns(LeafReader reader) throws IOException {
            BinaryDocValues names = reader.getBinaryDocValues(Schema.ID);
            NumericDocValues numbers = reader.getNumericDocValues(Schema.PAPER_VERSION);
            if (names == null || numbers == null) {
                throw new CorruptIndexException("no names or versions", "segment");
            }
            ids = names;
            versions = numbers;
        }
    }

    /**
     * How many papers are in the index.
     *
     * @return the number that searches see
     */
    public long size() {
        return withSearcher(searcher -> (long) searcher.getIndexReader().numDocs());
    }

    /**
     * The version of a paper that is in the index.
     *
     * @param id the paper
     * @return the version of the archive object that was indexed, or empty where it is not in the index
     */
    public Optional<Integer> version(PaperId id) {
        return withSearcher(searcher -> {
            TopDocs top = searcher.search(new TermQuery(new Term(Schema.ID, id.value())), 1);
            return top.scoreDocs.length == 0
                    ? Optional.<Integer>empty()
                    : Optional.of(indexed(searcher, top.scoreDocs[0].doc).version());
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
        ensureOpen();
        SearcherManager manager = view.manager();
        IndexSearcher searcher = acquire(manager);
        return searcher.getIndexReader().leaves().stream()
                .flatMap(leaf -> papers(leaf.reader()))
                .onClose(() -> release(manager, searcher));
    }

    private Stream<Indexed> papers(LeafReader reader) {
        try {
            Columns columns = new Columns(reader);
            org.apache.lucene.util.Bits live = reader.getLiveDocs();
            return IntStream.range(0, reader.maxDoc())
                    .filter(doc -> live == null || live.get(doc))
                    .mapToObj(doc -> {
                        try {
                            return indexed(columns, doc);
                        } catch (IOException e) {
                            throw named(e, root);
                        }
                    });
        } catch (IOException e) {
            throw named(e, root);
        }
    }

    /**
     * Compares every file of the index with its check sum. Reads all of it.
     *
     * @return what is wrong, in words; empty where all is well
     */
    public List<String> check() {
        List<String> wrong = new ArrayList<>();
        ensureOpen();
        try (Directory directory = FSDirectory.open(view.folder());
                DirectoryReader reader = DirectoryReader.open(directory)) {
            for (LeafReaderContext leaf : reader.leaves()) {
                try {
                    leaf.reader().checkIntegrity();
                } catch (IOException e) {
                    wrong.add(String.valueOf(e.getMessage()));
                }
            }
        } catch (IOException | RuntimeException e) {
            wrong.add(e.getClass().getSimpleName() + ": " + e.getMessage());
        }
        return wrong;
    }

    /**
     * What the verified papers in this index tell of the types of new ones. Sees what searches see.
     *
     * @return a memory that is good as long as the index is open
     */
    public TypeMemory types() {
        IndexedTypes types = new IndexedTypes(guard);
        return (text, limit) -> withSearcher(searcher -> types.mostLike(searcher, text, limit));
    }

    /** What to do with a searcher. */
    private interface Task<T> {
        T run(IndexSearcher searcher) throws IOException;
    }

    private <T> T withSearcher(Task<T> task) {
        ensureOpen();
        SearcherManager manager = view.manager();
        IndexSearcher searcher = acquire(manager);
        try {
            return task.run(searcher);
        } catch (IOException e) {
            throw named(e, root);
        } catch (IndexOutOfBoundsException | NegativeArraySizeException | IllegalArgumentException e) {
            throw new HosoException(
                    Problem.STORE_DAMAGED, e, root.toString(), e.getClass().getSimpleName());
        } finally {
            release(manager, searcher);
        }
    }

    private IndexSearcher acquire(SearcherManager manager) {
        try {
            return manager.acquire();
        } catch (IOException e) {
            throw named(e, root);
        } catch (AlreadyClosedException e) {
            throw new IllegalStateException("the index is closed", e);
        }
    }

    private void release(SearcherManager manager, IndexSearcher searcher) {
        try {
            manager.release(searcher);
        } catch (IOException e) {
            throw named(e, root);
        }
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
            view.manager().close();
            if (writer != null) {
                writer.rollback(); // after a commit nothing is left to roll back
            }
            view.directory().close();
        } catch (IOException e) {
            throw named(e, root);
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

    /** The failure with its name. */
    static HosoException named(IOException e, Path root) {
        String index = root.toString();
        if (e instanceof LockObtainFailedException) {
            return new HosoException(Problem.HOME_LOCKED, e, index);
        }
        if (e instanceof IndexFormatTooNewException newer) {
            return new HosoException(
                    Problem.STORE_NEWER, e, index, "format " + newer.getVersion(), "format " + newer.getMaxVersion());
        }
        if (e instanceof IndexFormatTooOldException) {
            return new HosoException(Problem.STORE_OLDER, e, index, "an old format", "that of this version");
        }
        if (e instanceof AccessDeniedException) {
            return new HosoException(Problem.NO_PERMISSION, e, index);
        }
        if (e instanceof CorruptIndexException
                || e instanceof IndexNotFoundException
                || e instanceof EOFException
                || e instanceof NoSuchFileException
                || e instanceof FileNotFoundException) {
            return new HosoException(
                    Problem.STORE_DAMAGED, e, index, e.getClass().getSimpleName());
        }
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        boolean full = message.contains("no space left") || message.contains("not enough space");
        return full ? new HosoException(Problem.DISK_FULL, e, index) : new HosoException(Problem.UNREADABLE, e, index);
    }
}
