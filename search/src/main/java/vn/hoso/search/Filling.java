package vn.hoso.search;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.hoso.archive.Archive;
import vn.hoso.archive.ArchivedPaper;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.paper.PaperId;
import vn.hoso.record.DigitisedRecord;
import vn.hoso.text.AltoReader;
import vn.hoso.text.PageText;

/** Fills an index with the papers of an archive, once; a paper that can't be read is left out and named. */
final class Filling {
    private static final Pattern PAGE = Pattern.compile("text/page-(\\d{1,6})\\.xml(\\.gz)?");

    private final Archive archive;
    private final BiFunction<byte[], String, DigitisedRecord> decoder;
    private final LuceneRecordIndex index;
    private final Iterator<PaperId> ids;
    private final Reindexer.Listener listener;
    private final List<Reindexer.Failure> failures = new ArrayList<>();
    private long papers;
    private boolean stopped;

    /** What is filled from what; the identifiers may come from one thread at a time only. */
    Filling(
            Archive archive,
            BiFunction<byte[], String, DigitisedRecord> decoder,
            LuceneRecordIndex index,
            Iterator<PaperId> ids,
            Reindexer.Listener listener) {
        this.archive = archive;
        this.decoder = decoder;
        this.index = index;
        this.ids = ids;
        this.listener = listener;
    }

    /** Returns when all papers are in the index; after a failure that is not of one paper alone, when all threads ended. */
    void run() {
        int threads = Runtime.getRuntime().availableProcessors();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            Callable<Void> work = () -> {
                fill();
                return null;
            };
            for (Future<Void> done : pool.invokeAll(Collections.nCopies(threads, work))) {
                done.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while papers were read", e);
        } finally {
            pool.shutdownNow();
        }
    }

    /** How many papers are in the index. */
    synchronized long papers() {
        return papers;
    }

    /** The papers that could not be read. */
    synchronized List<Reindexer.Failure> failures() {
        return List.copyOf(failures);
    }

    private void fill() {
        try {
            for (PaperId id = next(); id != null; id = next()) {
                done(put(id));
            }
        } catch (RuntimeException e) {
            stop();
            throw e;
        }
    }

    private synchronized @Nullable PaperId next() {
        return !stopped && ids.hasNext() ? ids.next() : null;
    }

    private synchronized void stop() {
        stopped = true;
    }

    private synchronized void done(Optional<Reindexer.Failure> failure) {
        if (failure.isPresent()) {
            failures.add(failure.get());
        } else {
            papers++;
        }
        listener.indexed(papers, failures.size());
    }

    /** Why a paper could not be indexed; empty where it was. */
    private Optional<Reindexer.Failure> put(PaperId id) {
        try {
            Optional<ArchivedPaper> head = archive.head(id);
            if (head.isPresent()) {
                int version = head.get().version();
                index.put(record(id, version), version, pages(id, version));
            }
            return Optional.empty();
        } catch (HosoException e) {
            if (e.problem() == Problem.DISK_FULL || e.problem() == Problem.NO_PERMISSION) {
                throw e;
            }
            return Optional.of(new Reindexer.Failure(id, e.problem()));
        } catch (IOException e) {
            return Optional.of(new Reindexer.Failure(id, Problem.UNREADABLE));
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
}
