package vn.hoso.ocr;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.text.Box;
import vn.hoso.text.Code;
import vn.hoso.text.Line;
import vn.hoso.text.PageImage;
import vn.hoso.text.PageText;
import vn.hoso.text.TextRecognizer;
import vn.hoso.text.Word;

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
    private static final Logger LOG = LoggerFactory.getLogger(WorkerRecognizer.class);
    private static final int LONGEST_ANSWER = 64 << 20;
    private static final Duration START = Duration.ofSeconds(90);

    /** Beyond the deadline of the engine within the worker, which is the gentler one. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Builder settings;
    private final Semaphore free;
    private final Deque<Child> idle = new ArrayDeque<>();
    private final List<Child> all = new ArrayList<>();
    private final ScheduledExecutorService watch;
    private final String engine;
    private boolean closed;

    private WorkerRecognizer(Builder builder) {
        this.settings = new Builder(builder);
        this.free = new Semaphore(settings.workers, true);
        this.watch = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "hoso-ocr-watch");
            thread.setDaemon(true);
            return thread;
        });
        boolean sound = false;
        try {
            Child first = start();
            this.engine = first.engine;
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
        try {
            free.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(image.page(), e, "interrupted");
        }
        try {
            return recognizeWith(take(), image);
        } finally {
            free.release();
        }
    }

    private PageText recognizeWith(Child child, PageImage image) {
        boolean sound = false;
        try {
            PageText text = child.read(image);
            sound = true;
            return text;
        } catch (HosoException e) {
            // A failure that the worker itself reports leaves it as it was.
            sound = child.isReady();
            throw e;
        } finally {
            give(child, sound);
        }
    }

    private Child take() {
        synchronized (this) {
            if (closed) {
                throw new IllegalStateException("this recogniser is closed");
            }
            Child child = idle.poll();
            if (child != null) {
                return child;
            }
        }
        return start();
    }

    private void give(Child child, boolean sound) {
        boolean keep;
        synchronized (this) {
            keep = sound && !closed && !child.isWornOut();
            if (keep) {
                idle.push(child);
            }
        }
        if (!keep) {
            child.end();
        }
    }

    private Child start() {
        Child child = new Child();
        synchronized (this) {
            if (closed) {
                child.end();
                throw new IllegalStateException("this recogniser is closed");
            }
            all.add(child);
        }
        child.awaitReady();
        return child;
    }

    @Override
    public String engine() {
        return engine;
    }

    @Override
    public void close() {
        List<Child> left;
        synchronized (this) {
            closed = true;
            left = new ArrayList<>(all);
            idle.clear();
        }
        left.forEach(Child::end);
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

    private static HosoException failed(int page, @Nullable Throwable cause, String reason) {
        return new HosoException(Problem.RECOGNITION_FAILED, cause, "page " + page, page, reason);
    }

    /** A child JVM; for one thread at a time. */
    private final class Child {
        private final Process process;
        private final DataInputStream in;
        private final DataOutputStream out;
        private String engine = "";
        private boolean ready;
        private int pages;
        private long resident;

        Child() {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx" + settings.heapMegabytes + "m",
                    "-XX:+UseSerialGC",
                    "-XX:+ExitOnOutOfMemoryError",
                    "-Xshare:auto",
                    "-Djava.awt.headless=true",
                    "-Dfile.encoding=UTF-8",
                    settings.mainClass,
                    String.join("+", settings.languages),
                    String.valueOf(Math.max(1, settings.timeout.toSeconds())),
                    word(settings.models),
                    word(settings.nativeLibraries),
                    word(settings.cache)));
            ProcessBuilder builder = new ProcessBuilder(command);
            // Not on the command line, which some systems keep short.
            builder.environment().put("CLASSPATH", System.getProperty("java.class.path", ""));
            builder.environment().put("OMP_THREAD_LIMIT", "1");
            builder.redirectError(ProcessBuilder.Redirect.DISCARD);
            try {
                process = builder.start();
            } catch (IOException e) {
                throw new HosoException(
                        Problem.BAD_CONFIGURATION, e, command.get(0), "workers", "a Java that can be started");
            }
            in = new DataInputStream(new BufferedInputStream(process.getInputStream()));
            out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), 1 << 16));
        }

        private String word(@Nullable Path path) {
            return path == null ? "-" : path.toAbsolutePath().toString();
        }

        boolean isReady() {
            return ready && process.isAlive();
        }

        boolean isWornOut() {
            return pages >= settings.recycleAfter || resident > settings.residentMegabytes * (1L << 20);
        }

        void awaitReady() {
            boolean sound = false;
            AtomicBoolean late = new AtomicBoolean();
            ScheduledFuture<?> alarm = watch.schedule(() -> kill(late), START.toMillis(), TimeUnit.MILLISECONDS);
            try {
                Frames.Frame frame = Frames.read(in, LONGEST_ANSWER);
                if (frame.kind() == Frames.FAILURE) {
                    throw Worker.failure(new DataInputStream(new ByteArrayInputStream(frame.content())));
                }
                if (frame.kind() != Frames.READY) {
                    throw new IOException("not ready");
                }
                engine = new String(frame.content(), StandardCharsets.UTF_8);
                ready = true;
                sound = true;
            } catch (IOException | IllegalArgumentException e) {
                throw new HosoException(
                        Problem.BAD_CONFIGURATION,
                        e,
                        "tesseract",
                        "workers",
                        "a worker that starts within " + START.toSeconds() + " s (" + ending(late) + ")");
            } finally {
                alarm.cancel(false);
                if (!sound) {
                    end();
                }
            }
        }

        PageText read(PageImage image) {
            int shrink = shrink(image.pixels());
            AtomicBoolean late = new AtomicBoolean();
            ScheduledFuture<?> alarm = watch.schedule(
                    () -> kill(late), settings.timeout.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
            ready = false;
            try {
                Frames.write(out, Frames.PAGE, Frames.page(shrink == 1 ? image : smaller(image, shrink)));
                Frames.Frame frame = Frames.read(in, LONGEST_ANSWER);
                pages++;
                if (frame.kind() == Frames.FAILURE) {
                    HosoException failure =
                            Worker.failure(new DataInputStream(new ByteArrayInputStream(frame.content())));
                    // A thread that missed its deadline may still be at work in there.
                    ready = failure.problem() != Problem.RECOGNITION_TIMEOUT;
                    throw failure;
                }
                if (frame.kind() != Frames.TEXT) {
                    throw new IOException("an answer of kind " + frame.kind());
                }
                Frames.Answer answer = Frames.text(frame.content());
                if (answer.text().page() != image.page()) {
                    throw new IOException("the answer to another page");
                }
                resident = answer.resident();
                ready = true;
                return shrink == 1 ? answer.text() : larger(answer.text(), image, shrink);
            } catch (IOException | IllegalArgumentException e) {
                if (late.get()) {
                    LOG.warn("page {} took longer than {}; its worker was killed", image.page(), settings.timeout);
                    throw new HosoException(
                            Problem.RECOGNITION_TIMEOUT,
                            e,
                            "page " + image.page(),
                            image.page(),
                            settings.timeout.toSeconds());
                }
                String ending = ending(late);
                LOG.warn("page {}: {}; a new worker takes over", image.page(), ending);
                throw failed(image.page(), e, ending);
            } finally {
                alarm.cancel(false);
            }
        }

        private void kill(AtomicBoolean late) {
            late.set(true);
            process.destroyForcibly();
        }

        private String ending(AtomicBoolean late) {
            if (late.get()) {
                return "killed";
            }
            try {
                if (process.waitFor(2, TimeUnit.SECONDS)) {
                    return "the worker ended with status " + process.exitValue();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return "the worker answered what is no answer";
        }

        void end() {
            synchronized (WorkerRecognizer.this) {
                all.remove(this);
            }
            ready = false;
            process.destroyForcibly();
        }
    }

    /** By how much a page must be made smaller to keep within the budget of pixels. */
    private int shrink(BufferedImage pixels) {
        long size = (long) pixels.getWidth() * pixels.getHeight();
        int shrink = 1;
        while (size / shrink / shrink > settings.maxPixels) {
            shrink++;
        }
        return shrink;
    }

    private static PageImage smaller(PageImage image, int shrink) {
        BufferedImage from = image.pixels();
        int w = Math.max(1, from.getWidth() / shrink);
        int h = Math.max(1, from.getHeight() / shrink);
        boolean grey = from.getColorModel().getNumColorComponents() == 1;
        BufferedImage to = new BufferedImage(w, h, grey ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D g = to.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        g.drawImage(from, 0, 0, w, h, null);
        g.dispose();
        return new PageImage(image.page(), to, image.dpi() / shrink);
    }

    private static PageText larger(PageText text, PageImage image, int shrink) {
        boolean across = text.rotation() % 180 != 0;
        int w = across ? image.pixels().getHeight() : image.pixels().getWidth();
        int h = across ? image.pixels().getWidth() : image.pixels().getHeight();
        List<Line> lines = new ArrayList<>();
        for (Line line : text.lines()) {
            List<Word> words = line.words().stream()
                    .map(word -> new Word(word.text(), larger(word.box(), shrink), word.confidence()))
                    .toList();
            lines.add(Line.of(words, line.block()));
        }
        List<Code> codes = text.codes().stream()
                .map(code -> new Code(code.kind(), code.payload(), code.page(), larger(code.box(), shrink)))
                .toList();
        return new PageText(
                text.page(),
                w,
                h,
                image.dpi(),
                text.rotation(),
                text.skew(),
                text.blank(),
                text.origin(),
                lines,
                codes,
                text.attempts());
    }

    private static Box larger(Box box, int shrink) {
        return new Box(box.left() * shrink, box.top() * shrink, box.right() * shrink, box.bottom() * shrink);
    }

    /** Settings of a {@link WorkerRecognizer}. */
    public static final class Builder {
        private List<String> languages = List.of("vie");
        private int workers = 1;
        private Duration timeout = Duration.ofMinutes(2);
        private int recycleAfter = 400;
        private long maxPixels = 36_000_000;
        private int heapMegabytes = 420;
        private int residentMegabytes = 640;
        private String mainClass = Worker.class.getName();
        private @Nullable Path models;
        private @Nullable Path nativeLibraries;
        private @Nullable Path cache;

        private Builder() {}

        private Builder(Builder other) {
            this.languages = other.languages;
            this.workers = other.workers;
            this.timeout = other.timeout;
            this.recycleAfter = other.recycleAfter;
            this.maxPixels = other.maxPixels;
            this.heapMegabytes = other.heapMegabytes;
            this.residentMegabytes = other.residentMegabytes;
            this.mainClass = other.mainClass;
            this.models = other.models;
            this.nativeLibraries = other.nativeLibraries;
            this.cache = other.cache;
        }

        /**
         * The languages to read, the commonest first.
         *
         * @param codes names of trained data, such as {@code vie}
         * @return this
         */
        public Builder languages(String... codes) {
            this.languages = TesseractRecognizer.Builder.checked(codes);
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
         * How long a page may take before its worker is killed.
         *
         * @param limit a second or more
         * @return this
         */
        public Builder timeout(Duration limit) {
            if (limit.toSeconds() < 1) {
                throw new IllegalArgumentException("timeout must be a second or more, got " + limit);
            }
            this.timeout = limit;
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

        /**
         * Where trained data lie, in place of the bundled ones.
         *
         * @param folder holds {@code vie.traineddata} and so on
         * @return this
         */
        public Builder models(Path folder) {
            this.models = folder;
            return this;
        }

        /**
         * Which installed Tesseract to use, in place of the one on the class path.
         *
         * @param folder holds {@code libtesseract.so} or what the platform calls it
         * @return this
         */
        public Builder nativeLibraries(Path folder) {
            this.nativeLibraries = folder;
            return this;
        }

        /**
         * Where native libraries and models are unpacked.
         *
         * @param folder a folder of this user; by default within the user's cache folder
         * @return this
         */
        public Builder cache(Path folder) {
            this.cache = folder;
            return this;
        }

        /** For tests that need a worker which misbehaves. */
        Builder mainClass(Class<?> main) {
            this.mainClass = main.getName();
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
