package vn.hoso.search;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.Bits;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.record.RecordIndex;

/** One generation of the index as it is read. */
record View(Path root, Path folder, Directory directory, SearcherManager searchers) {
    /** Opens a generation for reading alone. */
    static View open(Path root, Path folder, IdentifierGuard guard) throws IOException {
        Directory directory = FSDirectory.open(folder);
        try {
            CommitMeta.check(directory, root, guard);
            return new View(root, folder, directory, new SearcherManager(DirectoryReader.open(directory), null));
        } catch (IOException | RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    /** What to do with a searcher. */
    interface Task<T> {
        T run(IndexSearcher searcher) throws IOException;
    }

    <T> T search(Task<T> task) {
        IndexSearcher searcher = acquire();
        try {
            return task.run(searcher);
        } catch (IOException e) {
            throw IndexFailures.named(e, root);
        } catch (IndexOutOfBoundsException | NegativeArraySizeException | IllegalArgumentException e) {
            throw new HosoException(
                    Problem.STORE_DAMAGED, e, root.toString(), e.getClass().getSimpleName());
        } finally {
            release(searcher);
        }
    }

    private IndexSearcher acquire() {
        try {
            return searchers.acquire();
        } catch (IOException e) {
            throw IndexFailures.named(e, root);
        } catch (AlreadyClosedException e) {
            throw new IllegalStateException("the index is closed", e);
        }
    }

    private void release(IndexSearcher searcher) {
        try {
            searchers.release(searcher);
        } catch (IOException e) {
            throw IndexFailures.named(e, root);
        }
    }

    /** Sees what has been written meanwhile; where another thread is at it, waits for it so long. */
    void refresh(Duration patience) {
        try {
            long end = System.nanoTime() + patience.toNanos();
            while (!searchers.maybeRefresh() && System.nanoTime() < end) {
                Thread.sleep(1);
            }
        } catch (IOException e) {
            throw IndexFailures.named(e, root);
        } catch (AlreadyClosedException e) {
            throw new IllegalStateException("the index is closed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** All papers, in no order; the stream holds the files until it is closed. */
    Stream<RecordIndex.Indexed> papers() {
        IndexSearcher searcher = acquire();
        return searcher.getIndexReader().leaves().stream()
                .flatMap(leaf -> papers(leaf.reader()))
                .onClose(() -> release(searcher));
    }

    private Stream<RecordIndex.Indexed> papers(LeafReader segment) {
        try {
            PaperNames names = new PaperNames(segment);
            Bits live = segment.getLiveDocs();
            return IntStream.range(0, segment.maxDoc())
                    .filter(doc -> live == null || live.get(doc))
                    .mapToObj(doc -> {
                        try {
                            return names.of(doc);
                        } catch (IOException e) {
                            throw IndexFailures.named(e, root);
                        }
                    });
        } catch (IOException e) {
            throw IndexFailures.named(e, root);
        }
    }

    /** Compares the files with their check sums and says what is wrong. */
    List<String> check() {
        List<String> wrong = new ArrayList<>();
        try (Directory files = FSDirectory.open(folder);
                DirectoryReader reader = DirectoryReader.open(files)) {
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

    void close() throws IOException {
        searchers.close();
        directory.close();
    }
}
