package vn.hoso.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.jspecify.annotations.Nullable;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.paper.PaperId;
import vn.hoso.record.DigitisedRecord;
import vn.hoso.text.PageText;

/** Writes papers into one generation of the index. Safe for several threads, which write at the same time. */
final class PaperWriter {
    /** What is gathered before it is written: the more, the less there is to merge. Filled by long runs only. */
    private static final double RAM_MEGABYTES =
            Math.max(32.0, Math.min(192.0, Runtime.getRuntime().maxMemory() / (6.0 * (1 << 20))));

    private static final long MUCH_BYTES = 16L << 20;
    /** So many that two papers hardly share one: who holds it may be writing a whole buffer to the disk. */
    private static final int LOCKS = 1 << 16;

    private static final int MOST_ROUNDS = 10; // others may replace papers all the while

    private final Path root;
    private final IdentifierGuard guard;
    private final IndexWriter writer;
    private final ThreadLocal<DocumentMaker> makers;
    private final @Nullable NewPapers newPapers;
    private final Object[] locks = new Object[LOCKS];
    private volatile boolean removed;

    private PaperWriter(Path root, IdentifierGuard guard, IndexWriter writer, boolean fresh) {
        this.root = root;
        this.guard = guard;
        this.writer = writer;
        newPapers = fresh ? new NewPapers() : null;
        Arrays.setAll(locks, i -> new Object());
        makers = ThreadLocal.withInitial(() -> new DocumentMaker(guard));
    }

    /** Opens a generation; a fresh one is committed at once, so that it can be read. */
    static PaperWriter open(Directory directory, Path root, IdentifierGuard guard, boolean fresh) throws IOException {
        PaperWriter papers = new PaperWriter(root, guard, new IndexWriter(directory, configuration(fresh)), fresh);
        if (fresh) {
            papers.commit(0);
        }
        return papers;
    }

    private static IndexWriterConfig configuration(boolean fresh) {
        Analyzer unused = new Analyzer() {
            @Override
            protected TokenStreamComponents createComponents(String field) {
                throw new IllegalStateException("terms are made before they get here");
            }
        };
        return new IndexWriterConfig(unused)
                .setMergePolicy(new TieredMergePolicy().setForceMergeDeletesPctAllowed(0))
                .setOpenMode(fresh ? IndexWriterConfig.OpenMode.CREATE : IndexWriterConfig.OpenMode.APPEND)
                .setRAMBufferSizeMB(RAM_MEGABYTES)
                .setUseCompoundFile(!fresh) // who fills an index writes few and large parts: packing writes them twice
                .setCommitOnClose(false);
    }

    /** Searches that see what is written here without a commit. */
    SearcherManager searchers() throws IOException {
        return new SearcherManager(writer, false, false, null);
    }

    void put(DigitisedRecord record, int version, List<PageText> text) {
        Document document = makers.get().document(record, version, text);
        PaperId id = record.id();
        write(() -> {
            // what adds a paper and what replaces it must not overtake each other
            synchronized (locks[Math.floorMod(id.hashCode(), LOCKS)]) {
                if (newPapers != null && newPapers.surelyNew(id)) {
                    writer.addDocument(document);
                } else {
                    writer.updateDocument(new Term(Schema.ID, id.value()), document);
                }
            }
        });
    }

    void remove(PaperId id) {
        write(() -> {
            writer.deleteDocuments(new Term(Schema.ID, id.value()));
            removed = true;
        });
    }

    void commit(long ledgerSequence) {
        write(() -> {
            if (removed) {
                removed = false;
                purge();
            }
            flush();
            writer.setLiveCommitData(CommitMeta.of(ledgerSequence, guard).entrySet());
            writer.commit();
        });
    }

    /** Writes what much was gathered on all processors; the commit would write one buffer after the other. */
    private void flush() throws IOException {
        if (writer.ramBytesUsed() < MUCH_BYTES) {
            return;
        }
        try {
            IntStream.range(0, Runtime.getRuntime().availableProcessors())
                    .parallel()
                    .forEach(buffer -> {
                        try {
                            writer.flushNextBuffer();
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** The words of what is only marked as deleted would stay in the files. */
    private void purge() throws IOException {
        for (int round = 0; round < MOST_ROUNDS && writer.hasDeletions(); round++) {
            if (writer.getConfig().getMergeScheduler() instanceof ConcurrentMergeScheduler merges) {
                merges.sync(); // a merge under way is passed over by the next line, which does not wait for it
            }
            writer.forceMergeDeletes();
        }
    }

    /** Gives up what was not committed, and the files. */
    void close() throws IOException {
        writer.rollback();
    }

    private interface Change {
        void make() throws IOException;
    }

    private void write(Change change) {
        try {
            change.make();
        } catch (IOException e) {
            throw IndexFailures.named(e, root);
        } catch (AlreadyClosedException e) {
            throw broken(e);
        }
    }

    private RuntimeException broken(AlreadyClosedException e) {
        Throwable tragedy = writer.getTragicException();
        if (tragedy instanceof IOException io) {
            return IndexFailures.named(io, root);
        }
        return tragedy == null
                ? new IllegalStateException("the index is closed", e)
                : new HosoException(
                        Problem.STORE_DAMAGED,
                        tragedy,
                        root.toString(),
                        tragedy.getClass().getSimpleName());
    }
}
