package vn.hoso.digitize;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
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
 * <p>The scan is read by the calling thread alone. A page is decoded, and even looked at, only once the budget has room for
 * its pixels, so memory does not grow with the number of pages or files, nor with their size. A page that the engine can't
 * read stays a page without text, with a warning; only when that happens to every page the file fails.
 */
final class PageReading {
    private final Supplier<TextRecognizer> recognizer;
    private final TextLayerPolicy policy;
    private final int ahead;
    private final PixelBudget budget;

    PageReading(Supplier<TextRecognizer> recognizer, TextLayerPolicy policy, int ahead, PixelBudget budget) {
        this.recognizer = recognizer;
        this.policy = policy;
        this.ahead = ahead;
        this.budget = budget;
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
                Opened opened = open(scan, page);
                pages.add(opened.text() != null ? opened.text() : recognise(opened, failures));
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
                Opened opened = open(scan, page);
                waiting.addLast(
                        opened.text() != null
                                ? CompletableFuture.completedFuture(opened.text())
                                : readers.submit(() -> recognise(opened, failures)));
            }
            while (!waiting.isEmpty()) {
                pages.add(await(waiting.removeFirst()));
                pageDone.accept(pages.size());
            }
        } finally {
            // Every page that was decoded gives its room back, also when nobody waits for its text any more.
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
    private @Nullable PageText layer(Scan scan, int page) {
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

    /** A page with the text that the file carries, or decoded, holding its room in the budget until it is recognised. */
    private record Opened(@Nullable PageText text, @Nullable PageImage image, PixelBudget.Share room) {}

    private Opened open(Scan scan, int page) {
        PixelBudget.Share room = budget.take(scan.pixels(page));
        PageImage image = null;
        try {
            PageText text = layer(scan, page);
            image = text == null ? scan.image(page) : null;
            return new Opened(text, image, room);
        } finally {
            if (image == null) {
                room.giveBack();
            }
        }
    }

    private PageText recognise(Opened page, Failures failures) {
        try {
            if (failures.abandoned()) {
                throw new CancellationException("abandoned");
            }
            return recognise(Objects.requireNonNull(page.image()), failures);
        } finally {
            page.room().giveBack();
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
