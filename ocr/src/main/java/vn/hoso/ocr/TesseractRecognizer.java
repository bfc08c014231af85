package vn.hoso.ocr;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.text.PageImage;
import vn.hoso.text.PageText;
import vn.hoso.text.TextRecognizer;

/**
 * Reads pages with Tesseract inside this JVM.
 *
 * <pre>{@code
 * try (TextRecognizer recognizer = TesseractRecognizer.builder().build()) {
 *     PageText text = recognizer.recognize(new PageImage(1, ImageIO.read(file), 300));
 * }
 * }</pre>
 *
 * <p>The native libraries and the Vietnamese model come from the class path; nothing has to be installed. Each of its
 * threads keeps one engine with the model loaded. A page takes about a second of one processor. QR codes are read, and
 * orientation, inclination and blank pages are told, on the way.
 *
 * <p>What the native engine does when it crashes, it does to this JVM; where that must cost one page only, use child
 * processes: {@link WorkerRecognizer}.
 *
 * <p>On Linux the C library keeps what the engine gave back to it, in an arena for each thread: over hundreds of pages twice
 * the memory, then no more. A process that reads much and starts with {@code MALLOC_ARENA_MAX=2} in its environment stays
 * at half; the child processes do so by themselves.
 */
public final class TesseractRecognizer implements TextRecognizer {
    private static final Logger LOG = LoggerFactory.getLogger(TesseractRecognizer.class);

    private final Path cache;
    private final Path models;
    private final List<String> languages;
    /** The bundled model that is asked for a second opinion; none where a language has no other. */
    private final List<String> others;

    private final Duration timeout;
    private final int recycleAfter;
    private final boolean bare;
    private final BlockingQueue<Seat> seats;
    private final AtomicInteger made = new AtomicInteger();
    private final String engine;
    private volatile boolean closed;

    private TesseractRecognizer(Builder builder) {
        EngineSettings settings = builder.engine();
        Path folder = settings.cache();
        this.cache = folder == null ? NativeLibraries.userCache() : folder;
        NativeLibraries.prepare(settings.nativeLibraries(), cache);
        this.languages = settings.languages();
        this.models = Models.folder(languages, settings.models(), cache);
        this.others = languages.equals(List.of("vie"))
                ? List.of("vie_best")
                : languages.equals(List.of("vie_best")) ? List.of("vie") : List.of();
        this.timeout = settings.timeout();
        this.recycleAfter = builder.recycleAfter;
        this.bare = builder.bare;
        this.seats = new ArrayBlockingQueue<>(builder.threads);
        for (int i = 0; i < builder.threads; i++) {
            seats.add(new Seat());
        }
        try (Engine probe = new Engine(models, languages)) {
            this.engine = "tesseract " + probe.version() + " " + String.join("+", languages);
        }
    }

    /**
     * Starts with the defaults: Vietnamese, one thread, two minutes a page.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public PageText recognize(PageImage image) {
        Objects.requireNonNull(image, "image");
        Seat seat = take();
        boolean lost = false;
        try {
            return seat.read(image);
        } catch (HosoException e) {
            lost = e.problem() == Problem.RECOGNITION_TIMEOUT;
            throw e;
        } finally {
            if (lost) {
                LOG.warn("page {} took longer than {}; its thread is given up", image.page(), timeout);
                seat.abandon();
                seats.add(new Seat());
            } else {
                seats.add(seat);
            }
            if (closed) {
                drain();
            }
        }
    }

    private Seat take() {
        if (closed) {
            throw new IllegalStateException("this recogniser is closed");
        }
        try {
            Seat seat = seats.take();
            if (closed) {
                seats.add(seat);
                throw new IllegalStateException("this recogniser is closed");
            }
            return seat;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HosoException(Problem.RECOGNITION_FAILED, e, "tesseract", "-", "interrupted");
        }
    }

    @Override
    public String engine() {
        return engine;
    }

    @Override
    public void close() {
        closed = true;
        drain();
    }

    private void drain() {
        List<Seat> idle = new ArrayList<>();
        seats.drainTo(idle);
        idle.forEach(Seat::close);
        // Whoever waits in take() must wake up to see that it is closed.
        if (!idle.isEmpty()) {
            seats.add(idle.get(0));
        }
    }

    /** A thread that lives as long as the recogniser, with its engine. */
    private final class Seat {
        private final BlockingQueue<FutureTask<PageText>> tasks = new LinkedBlockingQueue<>();
        private @Nullable Thread thread;
        private volatile boolean over;

        PageText read(PageImage image) {
            FutureTask<PageText> task = new FutureTask<>(() -> bare ? plain(image) : reader().read(image));
            synchronized (this) {
                if (thread == null) {
                    thread = new Thread(this::work, "hoso-ocr-" + made.incrementAndGet());
                    thread.setDaemon(true);
                    thread.start();
                }
            }
            tasks.add(task);
            try {
                return task.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                throw new HosoException(
                        Problem.RECOGNITION_TIMEOUT, e, "page " + image.page(), image.page(), timeout.toSeconds());
            } catch (ExecutionException e) {
                if (e.getCause() instanceof HosoException named) {
                    throw named;
                }
                throw new HosoException(
                        Problem.RECOGNITION_FAILED,
                        e.getCause(),
                        "page " + image.page(),
                        image.page(),
                        String.valueOf(e.getCause()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new HosoException(
                        Problem.RECOGNITION_FAILED, e, "page " + image.page(), image.page(), "interrupted");
            }
        }

        private @Nullable Engine warm;
        private @Nullable Engine opinion;
        private @Nullable Engine capitals;

        private Engine engine() {
            Engine open = warm;
            if (open == null) {
                open = new Engine(models, languages, !bare);
                warm = open;
            } else if (open.pages() >= recycleAfter) {
                open.recycle();
            }
            return open;
        }

        private PageText plain(PageImage image) {
            return PageReader.plain(engine(), image, timeout.toMillis());
        }

        private PageReader reader() {
            Engine reader = engine();
            return new PageReader(reader, () -> opinion(reader), this::capitals, timeout.toMillis());
        }

        /** Numbers and what is hard to read are read by the other Vietnamese model too. */
        private Engine opinion(Engine reader) {
            if (others.isEmpty()) {
                return reader;
            }
            opinion = ready(opinion, others);
            return opinion;
        }

        /** Machine-readable zones are read better by the English model, whatever the language of the page. */
        private Engine capitals() {
            capitals = ready(capitals, List.of("eng"));
            return capitals;
        }

        private Engine ready(@Nullable Engine open, List<String> bundled) {
            if (open == null) {
                return new Engine(Models.folder(bundled, null, cache), bundled);
            }
            if (open.pages() >= recycleAfter) {
                open.recycle();
            }
            return open;
        }

        private void work() {
            try {
                while (!over) {
                    tasks.take().run();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                if (warm != null) {
                    warm.close();
                }
                if (opinion != null) {
                    opinion.close();
                }
                if (capitals != null) {
                    capitals.close();
                }
            }
        }

        /** Lets the thread end when the native call that it hangs in returns. */
        void abandon() {
            over = true;
        }

        synchronized void close() {
            over = true;
            Thread running = thread;
            if (running != null) {
                running.interrupt();
            }
        }
    }

    /** Settings of a {@link TesseractRecognizer}. */
    public static final class Builder extends EngineBuilder<Builder> {
        private int threads = 1;
        private int recycleAfter = 200;
        private boolean bare;

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
        public Builder threads(int count) {
            if (count < 1) {
                throw new IllegalArgumentException("threads must be 1 or more, got " + count);
            }
            this.threads = count;
            return this;
        }

        /**
         * After how many pages an engine is opened anew, which gives back what the native library leaks.
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
         * Whether the engine gets each page as it is and its answer is taken as it is: nothing is set upright, cleaned,
         * put in order or looked at twice. Of use as the baseline of measurements.
         *
         * @param value true for the engine alone; false by default
         * @return this
         */
        public Builder bare(boolean value) {
            this.bare = value;
            return this;
        }

        /**
         * Opens the engine.
         *
         * @return the recogniser
         * @throws HosoException with {@code BAD_CONFIGURATION} if there is no native Tesseract for this machine, or no
         *     trained data for a language
         */
        public TesseractRecognizer build() {
            return new TesseractRecognizer(this);
        }
    }
}
