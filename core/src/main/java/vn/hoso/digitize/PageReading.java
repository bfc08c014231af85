package vn.hoso.digitize;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.scan.PageMakeup;
import vn.hoso.scan.Scan;
import vn.hoso.scan.TextLayerAudit;
import vn.hoso.scan.TextLayerPolicy;
import vn.hoso.text.PageImage;
import vn.hoso.text.PageText;
import vn.hoso.text.TextOrigin;
import vn.hoso.text.TextRecognizer;

/**
 * Reads the text of all pages of an open scan: from its own text layer where the policy trusts it, otherwise from pixels.
 *
 * <p>The scan is read by the calling thread alone. There are never more decoded pages than {@code images} has permits, over
 * all files in work, so memory does not grow with the number of pages or files. A page that the engine can't read stays a page without text, with a warning; only when
 * that happens to every page the file fails.
 */
final class PageReading {
    private final Supplier<TextRecognizer> recognizer;
    private final TextLayerPolicy policy;
    private final int ahead;
    private final Semaphore images;

    PageReading(Supplier<TextRecognizer> recognizer, TextLayerPolicy policy, int ahead, Semaphore images) {
        this.recognizer = recognizer;
        this.policy = policy;
        this.ahead = ahead;
        this.images = images;
    }

    /**
     * The text of the pages, one entry a page in order, and what went wrong on the way.
     *
     * @param pages the pages
     * @param warnings one entry a page that could not be read
     */
    record Result(List<PageText> pages, List<String> warnings) {}

    Result read(Scan scan, IntConsumer pageDone) {
        List<PageText> pages = new ArrayList<>();
        Failures failures = new Failures();
        if (scan.pageCount() == 1 || ahead == 1) {
            for (int page = 1; page <= scan.pageCount(); page++) {
                PageText layer = layer(scan, page);
                if (layer == null) {
                    PageImage image = decode(scan, page);
                    layer = recogniseAndFree(image, failures);
                }
                pages.add(layer);
                pageDone.accept(page);
            }
        } else {
            readAhead(scan, pageDone, pages, failures);
        }
        if (!IntStream.rangeClosed(1, scan.pageCount())
                .boxed()
                .toList()
                .equals(pages.stream().map(PageText::page).toList())) {
            throw new HosoException(Problem.PAGES_LOST, name(scan), "recognise", scan.pageCount(), pages.size());
        }
        failures.throwIfNothingWasRead(pages.size());
        return new Result(pages, failures.warnings());
    }

    private void readAhead(Scan scan, IntConsumer pageDone, List<PageText> pages, Failures failures) {
        ExecutorService readers = Executors.newFixedThreadPool(ahead, task -> {
            Thread thread = new Thread(task, "hoso-page");
            thread.setDaemon(true);
            return thread;
        });
        Deque<Future<PageText>> waiting = new ArrayDeque<>();
        try {
            for (int page = 1; page <= scan.pageCount(); page++) {
                if (waiting.size() > ahead) {
                    pages.add(await(waiting.removeFirst()));
                    pageDone.accept(pages.size());
                }
                PageText layer = layer(scan, page);
                if (layer != null) {
                    waiting.addLast(java.util.concurrent.CompletableFuture.completedFuture(layer));
                } else {
                    PageImage image = decode(scan, page);
                    waiting.addLast(readers.submit(() -> {
                        if (failures.abandoned()) {
                            images.release();
                            throw new CancellationException("abandoned");
                        }
                        return recogniseAndFree(image, failures);
                    }));
                }
            }
            while (!waiting.isEmpty()) {
                pages.add(await(waiting.removeFirst()));
                pageDone.accept(pages.size());
            }
        } finally {
            // Every page that was decoded gives its permit back, also when nobody waits for its text any more.
            failures.abandon(!waiting.isEmpty());
            readers.shutdown();
        }
    }

    private static PageText await(Future<PageText> page) {
        try {
            return page.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while pages were read");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** The text that the file carries, or null where the page is to be read from its pixels. */
    private @org.jspecify.annotations.Nullable PageText layer(Scan scan, int page) {
        if (policy == TextLayerPolicy.FORCE) {
            return null;
        }
        PageText layer = scan.textLayer(page).orElse(null);
        if (layer == null || policy == TextLayerPolicy.SKIP) {
            return layer;
        }
        PageMakeup.Kind kind = scan.makeup(page).kind();
        if (policy == TextLayerPolicy.REDO) {
            return kind == PageMakeup.Kind.DRAWN ? layer : null;
        }
        return switch (TextLayerAudit.judge(scan, page).verdict()) {
            case TRUSTED -> layer;
            case UNDECIDED -> kind == PageMakeup.Kind.DRAWN ? layer : null;
            case JUNK, EMPTY, PARTIAL -> null;
        };
    }

    private PageImage decode(Scan scan, int page) {
        try {
            images.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while pages were read");
        }
        try {
            return scan.image(page);
        } catch (Throwable e) {
            images.release();
            throw e;
        }
    }

    private PageText recogniseAndFree(PageImage image, Failures failures) {
        try {
            return recognise(image, failures);
        } finally {
            images.release();
        }
    }

    private PageText recognise(PageImage image, Failures failures) {
        try {
            return recognizer.get().recognize(image);
        } catch (HosoException e) {
            if (e.problem() != Problem.RECOGNITION_FAILED && e.problem() != Problem.RECOGNITION_TIMEOUT) {
                throw e;
            }
            failures.add(e);
            int width = image.pixels().getWidth();
            int height = image.pixels().getHeight();
            return new PageText(
                    image.page(), width, height, image.dpi(), 0, 0, false, TextOrigin.NONE, List.of(), List.of());
        }
    }

    private static String name(Scan scan) {
        return String.valueOf(scan.source().getFileName());
    }

    /** Pages that the engine could not read; filled by several threads. */
    private static final class Failures {
        private final List<HosoException> all = new ArrayList<>();
        private volatile boolean abandoned;

        void abandon(boolean value) {
            abandoned = value;
        }

        boolean abandoned() {
            return abandoned;
        }

        synchronized void add(HosoException failure) {
            all.add(failure);
        }

        synchronized List<String> warnings() {
            return all.stream().map(Throwable::getMessage).sorted().toList();
        }

        synchronized void throwIfNothingWasRead(int pages) {
            if (pages > 0 && all.size() == pages) {
                throw all.get(0);
            }
        }
    }
}
