package vn.hoso.ocr;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.text.PageImage;
import vn.hoso.text.PageText;
import vn.hoso.text.TextRecognizer;

/**
 * Reads pages with Tesseract in child JVMs.
 *
 * <p>For batches: a page at which the native engine crashes, hangs or eats up its memory costs this page and a new
 * worker, nothing else. A worker that does not finish by the deadline is killed. Each holds one page at a time, reads
 * with one thread, and is replaced after a number of pages or when it has grown too big. Workers end with this JVM,
 * however it ends.
 *
 * <p>The class path of this JVM is that of the workers.
 */
public final class WorkerRecognizer implements TextRecognizer {
    /** A worker that has grown beyond this is replaced. */
    private static final long MOST_RESIDENT = 640L << 20;

    private final EngineSettings settings;
    private final Class<?> main;
    private final int recycleAfter;
    private final long maxPixels;
    private final Semaphore free;
    private final Deque<WorkerProcess> idle = new ArrayDeque<>();
    private final Set<WorkerProcess> all = new HashSet<>();
    private final ScheduledExecutorService watch;
    private final String engine;
    private boolean closed;

    private WorkerRecognizer(Builder builder) {
        this.settings = builder.engine();
        this.main = builder.main;
        this.recycleAfter = builder.recycleAfter;
        this.maxPixels = builder.maxPixels;
        this.free = new Semaphore(builder.workers, true);
        this.watch = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "hoso-ocr-watch");
            thread.setDaemon(true);
            return thread;
        });
        boolean sound = false;
        try {
            WorkerProcess first = launch();
            this.engine = awaitReady(first);
            idle.push(first);
            sound = true;
        } finally {
            if (!sound) {
                watch.shutdownNow();
            }
        }
    }

    /**
     * Starts with the defaults: Vietnamese, one worker, two minutes a page, 400 pages a worker.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public PageText recognize(PageImage image) {
        Objects.requireNonNull(image, "image");
        Reduction reduction = Reduction.to(maxPixels, image);
        PageImage page = reduction.reduced(image);
        try {
            free.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HosoException(Problem.RECOGNITION_FAILED, e, "page " + image.page(), image.page(), "interrupted");
        }
        try {
            return reduction.restored(readInTurn(page), image);
        } finally {
            free.release();
        }
    }

    private PageText readInTurn(PageImage page) {
        WorkerProcess worker = take();
        try {
            return worker.read(page);
        } finally {
            giveBack(worker);
        }
    }

    private WorkerProcess take() {
        synchronized (this) {
            checkOpen();
            WorkerProcess worker = idle.poll();
            if (worker != null) {
                return worker;
            }
        }
        WorkerProcess worker = launch();
        awaitReady(worker);
        return worker;
    }

    private void giveBack(WorkerProcess worker) {
        synchronized (this) {
            // A failure that the worker itself reports leaves it as it was.
            if (!closed && worker.isReady() && !isWornOut(worker)) {
                idle.push(worker);
                return;
            }
        }
        end(worker);
    }

    private boolean isWornOut(WorkerProcess worker) {
        return worker.pages() >= recycleAfter || worker.resident() > MOST_RESIDENT;
    }

    private synchronized WorkerProcess launch() {
        checkOpen();
        WorkerProcess worker = new WorkerProcess(main, settings, watch);
        all.add(worker);
        return worker;
    }

    private String awaitReady(WorkerProcess worker) {
        boolean sound = false;
        try {
            String name = worker.awaitReady();
            sound = true;
            return name;
        } finally {
            if (!sound) {
                end(worker);
            }
        }
    }

    private void end(WorkerProcess worker) {
        synchronized (this) {
            all.remove(worker);
        }
        worker.end();
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("this recogniser is closed");
        }
    }

    @Override
    public String engine() {
        return engine;
    }

    @Override
    public void close() {
        List<WorkerProcess> left;
        synchronized (this) {
            closed = true;
            left = List.copyOf(all);
            idle.clear();
            all.clear();
        }
        left.forEach(WorkerProcess::end);
        watch.shutdownNow();
    }

    /**
     * How many workers are running.
     *
     * @return 0 or more
     */
    public synchronized int workers() {
        return all.size();
    }

    /** Settings of a {@link WorkerRecognizer}. */
    public static final class Builder extends EngineBuilder<Builder> {
        private int workers = 1;
        private int recycleAfter = 400;
        private long maxPixels = 36_000_000;
        private Class<?> main = Worker.class;

        private Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /**
         * How many pages may be read at once.
         *
         * @param count 1 or more; more than the processors of the machine gains nothing
         * @return this
         */
        public Builder workers(int count) {
            if (count < 1) {
                throw new IllegalArgumentException("workers must be 1 or more, got " + count);
            }
            this.workers = count;
            return this;
        }

        /**
         * After how many pages a worker is replaced.
         *
         * @param pages 1 or more
         * @return this
         */
        public Builder recycleAfter(int pages) {
            if (pages < 1) {
                throw new IllegalArgumentException("recycleAfter must be 1 or more, got " + pages);
            }
            this.recycleAfter = pages;
            return this;
        }

        /**
         * How many pixels a page may have before it is made smaller for reading; bounds the memory of a worker.
         *
         * @param pixels a million or more
         * @return this
         */
        public Builder maxPixels(long pixels) {
            if (pixels < 1_000_000) {
                throw new IllegalArgumentException("maxPixels must be a million or more, got " + pixels);
            }
            this.maxPixels = pixels;
            return this;
        }

        /** For tests that need a worker which misbehaves. */
        Builder main(Class<?> worker) {
            this.main = worker;
            return this;
        }

        /**
         * Starts the first worker.
         *
         * @return the recogniser
         * @throws HosoException with {@code BAD_CONFIGURATION} if there is no native Tesseract for this machine, or no
         *     trained data for a language
         */
        public WorkerRecognizer build() {
            return new WorkerRecognizer(this);
        }
    }
}
