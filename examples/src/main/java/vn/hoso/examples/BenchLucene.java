package vn.hoso.examples;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import vn.hoso.record.DigitisedRecord;
import vn.hoso.search.LuceneRecordIndex;
import vn.hoso.search.PaperQuery;
import vn.hoso.search.SearchRequest;
import vn.hoso.search.SearchResult;

/** The index of Hoso: one writer, fed by as many threads as there are processors. */
final class BenchLucene implements BenchStore {
    private static final int THREADS = Runtime.getRuntime().availableProcessors();

    private final LuceneRecordIndex index;
    private final ExecutorService pool = Executors.newFixedThreadPool(THREADS);

    BenchLucene(Path folder) {
        index = LuceneRecordIndex.open(folder.resolve("index"));
    }

    LuceneRecordIndex index() {
        return index;
    }

    @Override
    public void addAll(int count, IntFunction<DigitisedRecord> records)
            throws ExecutionException, InterruptedException {
        List<Future<?>> running = new ArrayList<>();
        AtomicInteger next = new AtomicInteger(); // who writes a buffer to the disk meanwhile takes fewer
        for (int thread = 0; thread < THREADS; thread++) {
            running.add(pool.submit(() -> {
                for (int n = next.getAndIncrement(); n < count; n = next.getAndIncrement()) {
                    add(records.apply(n));
                }
            }));
        }
        for (Future<?> part : running) {
            part.get();
        }
    }

    @Override
    public int writers() {
        return THREADS;
    }

    @Override
    public void finish() {
        index.commit(0);
        publish();
    }

    @Override
    public void add(DigitisedRecord record) {
        index.put(record, 1, List.of());
    }

    @Override
    public void publish() {
        index.refresh(Duration.ofMinutes(1));
    }

    @Override
    public List<String> lookUp(String number, String kind) {
        PaperQuery query = PaperQuery.all(PaperQuery.owner(number), PaperQuery.field("kind", kind));
        return names(index.find(new SearchRequest(query, null, 0, 100, SearchRequest.Order.NEWEST, 0)));
    }

    @Override
    public List<String> find(String name) {
        return names(index.find(name, 10));
    }

    @Override
    public List<String> findMisread(String name) {
        return names(index.find(
                new SearchRequest(PaperQuery.tolerant(name), null, 0, 10, SearchRequest.Order.RELEVANCE, 0)));
    }

    private static List<String> names(SearchResult result) {
        return result.hits().stream()
                .map(hit -> Objects.requireNonNullElse(hit.owner(), ""))
                .toList();
    }

    @Override
    public void close() {
        pool.shutdownNow();
        index.close();
    }
}
