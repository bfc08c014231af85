package vn.hoso.ocr;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.text.PageImage;
import vn.hoso.text.PageText;

/**
 * A child JVM that reads pages, one after the other; the other end of {@link Worker}. For one thread at a time, but for
 * {@link #end()}.
 */
final class WorkerProcess {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerProcess.class);
    private static final int LONGEST_ANSWER = 64 << 20;
    private static final Duration START = Duration.ofSeconds(90);

    /** Beyond the deadline of the engine within the worker, which is the gentler one. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private static final int HEAP_MEGABYTES = 420;

    private final EngineSettings settings;
    private final ScheduledExecutorService watch;
    private final Process process;
    private final DataInputStream in;
    private final DataOutputStream out;
    private volatile boolean ready;
    private int pages;
    private long resident;

    /**
     * Starts the process; it is of use once {@link #awaitReady()} has returned.
     *
     * @param main the main class of the worker
     * @param watch kills it when a deadline is missed
     * @throws HosoException with {@code BAD_CONFIGURATION} if there is no Java to start
     */
    WorkerProcess(Class<?> main, EngineSettings settings, ScheduledExecutorService watch) {
        this.settings = settings;
        this.watch = watch;
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP_MEGABYTES + "m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-Xshare:auto",
                "-Djava.awt.headless=true",
                "-Dfile.encoding=UTF-8",
                main.getName()));
        command.addAll(settings.toArguments());
        ProcessBuilder builder = new ProcessBuilder(command);
        // Not on the command line, which some systems keep short.
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path", ""));
        builder.environment().put("OMP_THREAD_LIMIT", "1");
        // Each arena of the C library keeps what the engine gave back to it.
        builder.environment().putIfAbsent("MALLOC_ARENA_MAX", "2");
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

    /** Whether the next page may be given to it. */
    boolean isReady() {
        return ready && process.isAlive();
    }

    /** How many pages it was given. */
    int pages() {
        return pages;
    }

    /** Bytes of memory that it held after its last page; 0 where that can't be told. */
    long resident() {
        return resident;
    }

    /**
     * Waits until its engine is open.
     *
     * @return the name of the engine
     * @throws HosoException if it can't be opened; the process is ended then
     */
    String awaitReady() {
        Deadline deadline = Deadline.of(process, START, watch);
        try (deadline) {
            Frames.Frame frame = Frames.read(in, LONGEST_ANSWER);
            if (frame.kind() == Frames.FAILURE) {
                throw Frames.failure(frame.content());
            }
            if (frame.kind() != Frames.READY) {
                throw new IOException("not ready");
            }
            ready = true;
            return new String(frame.content(), StandardCharsets.UTF_8);
        } catch (IOException | IllegalArgumentException e) {
            throw new HosoException(
                    Problem.BAD_CONFIGURATION,
                    e,
                    "tesseract",
                    "workers",
                    "a worker that starts within " + START.toSeconds() + " s (" + ending(deadline) + ")");
        } finally {
            if (!ready) {
                end();
            }
        }
    }

    /**
     * Reads a page.
     *
     * @throws HosoException with {@code RECOGNITION_TIMEOUT} or {@code RECOGNITION_FAILED}; {@link #isReady()} then says
     *     whether the process is good for another page
     */
    PageText read(PageImage image) {
        Deadline deadline = Deadline.of(process, settings.timeout().plus(GRACE), watch);
        ready = false;
        try (deadline) {
            Frames.write(out, Frames.PAGE, Frames.page(image));
            Frames.Frame frame = Frames.read(in, LONGEST_ANSWER);
            pages++;
            if (frame.kind() == Frames.FAILURE) {
                HosoException failure = Frames.failure(frame.content());
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
            return answer.text();
        } catch (IOException | IllegalArgumentException e) {
            throw broken(image.page(), deadline, e);
        }
    }

    private HosoException broken(int page, Deadline deadline, Exception cause) {
        String subject = "page " + page;
        if (deadline.missed()) {
            LOG.warn("page {} took longer than {}; its worker was killed", page, settings.timeout());
            return new HosoException(
                    Problem.RECOGNITION_TIMEOUT,
                    cause,
                    subject,
                    page,
                    settings.timeout().toSeconds());
        }
        String ending = ending(deadline);
        LOG.warn("page {}: {}; a new worker takes over", page, ending);
        return new HosoException(Problem.RECOGNITION_FAILED, cause, subject, page, ending);
    }

    private String ending(Deadline deadline) {
        if (deadline.missed()) {
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

    /** Ends the process, whatever it is at; by any thread, any number of times. */
    void end() {
        ready = false;
        process.destroyForcibly();
    }
}
