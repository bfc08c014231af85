package vn.hoso.ocr;

import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import net.sourceforge.tess4j.ITessAPI;
import net.sourceforge.tess4j.ITessAPI.TessPageIteratorLevel;
import net.sourceforge.tess4j.TessAPI;
import org.jspecify.annotations.Nullable;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;

/**
 * One warm Tesseract handle: the model is loaded once, pages go through it one after the other.
 *
 * <p>For one thread at a time. Everything of Tess4J in this module is touched here and nowhere else.
 */
final class Engine implements AutoCloseable {
    /** A word as the engine gives it, in the pixels of the image that it was given. */
    record Found(String text, int left, int top, int right, int bottom, double confidence, int line) {
        Found with(String other) {
            return new Found(other, left, top, right, bottom, confidence, line);
        }

        Found trusted(double other) {
            return new Found(text, left, top, right, bottom, other, line);
        }

        Found moved(int x, int y) {
            return new Found(text, left + x, top + y, right + x, bottom + y, confidence, line);
        }

        Found within(int newLeft, int newTop, int newRight, int newBottom) {
            return new Found(text, newLeft, newTop, newRight, newBottom, confidence, line);
        }

        Found onLine(int other) {
            return new Found(text, left, top, right, bottom, confidence, other);
        }
    }

    /** How the engine lays out what it is given. */
    enum Layout {
        PAGE(ITessAPI.TessPageSegMode.PSM_AUTO),
        BLOCK(ITessAPI.TessPageSegMode.PSM_SINGLE_BLOCK),
        LINE(ITessAPI.TessPageSegMode.PSM_SINGLE_LINE),
        RAW_LINE(ITessAPI.TessPageSegMode.PSM_RAW_LINE),
        SPARSE(ITessAPI.TessPageSegMode.PSM_SPARSE_TEXT);

        private final int mode;

        Layout(int mode) {
            this.mode = mode;
        }
    }

    /** What the Vietnamese model knows and no Vietnamese paper has; it stands for letters that were hard to read. */
    private static final String NOT_VIETNAMESE = "ÄÏÐÖØäïðöøÿŒœŠšŸƑƒˆ‡^¬⁄¡®¿†£©`~{}\\‹›";

    private final TessAPI api;
    private final Path models;
    private final String languages;
    private final boolean tuned;
    private ITessAPI.@Nullable TessBaseAPI handle;
    private @Nullable ByteBuffer pixels;
    private int pages;

    /** Opens the engine; {@link NativeLibraries#prepare} must have been called. */
    Engine(Path models, List<String> languages) {
        this(models, languages, true);
    }

    /**
     * Opens the engine.
     *
     * @param tuned whether it is set up for office papers, or left as it comes
     */
    Engine(Path models, List<String> languages, boolean tuned) {
        this.tuned = tuned;
        this.models = models;
        this.languages = String.join("+", languages);
        try {
            this.api = TessAPI.INSTANCE;
        } catch (LinkageError e) {
            throw new HosoException(
                    Problem.BAD_CONFIGURATION,
                    e,
                    "tesseract",
                    "native libraries",
                    "a Tesseract 5 for " + NativeLibraries.platform()
                            + "; see TesseractRecognizer.Builder.nativeLibraries(Path)");
        }
    }

    String version() {
        return api.TessVersion();
    }

    int pages() {
        return pages;
    }

    private ITessAPI.TessBaseAPI open() {
        ITessAPI.TessBaseAPI open = handle;
        if (open != null) {
            return open;
        }
        ITessAPI.TessBaseAPI fresh = api.TessBaseAPICreate();
        if (api.TessBaseAPIInit2(fresh, models.toString(), languages, ITessAPI.TessOcrEngineMode.OEM_LSTM_ONLY) != 0) {
            api.TessBaseAPIDelete(fresh);
            throw new HosoException(
                    Problem.BAD_CONFIGURATION,
                    "tesseract",
                    "languages",
                    languages + " with sound trained data in " + models);
        }
        api.TessBaseAPISetVariable(
                fresh, "debug_file", System.getProperty("os.name", "").startsWith("Windows") ? "nul" : "/dev/null");
        if (tuned) {
            tune(fresh);
        }
        handle = fresh;
        return fresh;
    }

    private void tune(ITessAPI.TessBaseAPI fresh) {
        if (languages.equals("vie") || languages.equals("vie_best")) {
            api.TessBaseAPISetVariable(fresh, "tessedit_char_blacklist", NOT_VIETNAMESE);
        }
        // Looking for white text on black costs a tenth of the time and found nothing on office papers.
        api.TessBaseAPISetVariable(fresh, "tessedit_do_invert", "0");
        api.TessBaseAPISetVariable(fresh, "invert_threshold", "0.0");
    }

    /** Hands over a page of 8-bit grey; {@link #read} reads the whole or parts of it. */
    void page(Gray gray, double dpi) {
        ITessAPI.TessBaseAPI open = open();
        int size = gray.width() * gray.height();
        ByteBuffer buffer = pixels;
        if (buffer == null || buffer.capacity() < size || buffer.capacity() > size * 4L + (1 << 20)) {
            buffer = ByteBuffer.allocateDirect(size);
            pixels = buffer;
        }
        buffer.clear();
        buffer.put(gray.pixels(), 0, size);
        buffer.flip();
        api.TessBaseAPISetImage(open, buffer, gray.width(), gray.height(), 1, gray.width());
        api.TessBaseAPISetSourceResolution(open, (int) Math.round(Math.max(70, Math.min(2400, dpi))));
    }

    /** Restricts {@link #read} to a part of the page. */
    void rectangle(int left, int top, int width, int height) {
        api.TessBaseAPISetRectangle(open(), left, top, width, height);
    }

    /** Sets a variable of the engine. */
    void set(String name, String value) {
        api.TessBaseAPISetVariable(open(), name, value);
    }

    /**
     * Reads the page or the rectangle that was set.
     *
     * @param deadlineMillis how long the engine may take; it looks at the clock between words only
     */
    List<Found> read(Layout layout, long deadlineMillis) {
        ITessAPI.TessBaseAPI open = open();
        api.TessBaseAPISetPageSegMode(open, layout.mode);
        ITessAPI.ETEXT_DESC monitor = api.TessMonitorCreate();
        try {
            api.TessMonitorSetDeadlineMSecs(monitor, (int) Math.max(1, Math.min(Integer.MAX_VALUE, deadlineMillis)));
            if (api.TessBaseAPIRecognize(open, monitor) != 0) {
                return List.of();
            }
            return words(open);
        } finally {
            api.TessMonitorDelete(monitor);
        }
    }

    private List<Found> words(ITessAPI.TessBaseAPI open) {
        ITessAPI.TessResultIterator results = api.TessBaseAPIGetIterator(open);
        List<Found> words = new ArrayList<>();
        if (results == null) {
            return words;
        }
        try {
            ITessAPI.TessPageIterator position = api.TessResultIteratorGetPageIterator(results);
            IntBuffer left = IntBuffer.allocate(1);
            IntBuffer top = IntBuffer.allocate(1);
            IntBuffer right = IntBuffer.allocate(1);
            IntBuffer bottom = IntBuffer.allocate(1);
            int line = -1;
            do {
                if (line < 0
                        || api.TessPageIteratorIsAtBeginningOf(position, TessPageIteratorLevel.RIL_TEXTLINE) != 0) {
                    line++;
                }
                String text = text(results);
                if (!text.isEmpty()
                        && api.TessPageIteratorBoundingBox(
                                        position, TessPageIteratorLevel.RIL_WORD, left, top, right, bottom)
                                != 0) {
                    float confidence = api.TessResultIteratorConfidence(results, TessPageIteratorLevel.RIL_WORD);
                    words.add(new Found(
                            text,
                            left.get(0),
                            top.get(0),
                            right.get(0),
                            bottom.get(0),
                            Math.max(0, Math.min(100, confidence)),
                            line));
                }
            } while (api.TessResultIteratorNext(results, TessPageIteratorLevel.RIL_WORD) != 0);
        } finally {
            api.TessResultIteratorDelete(results);
        }
        return words;
    }

    private String text(ITessAPI.TessResultIterator results) {
        Pointer chars = api.TessResultIteratorGetUTF8Text(results, TessPageIteratorLevel.RIL_WORD);
        if (chars == null) {
            return "";
        }
        try {
            return Normalizer.normalize(chars.getString(0, StandardCharsets.UTF_8.name()), Normalizer.Form.NFC)
                    .strip();
        } finally {
            api.TessDeleteText(chars);
        }
    }

    /** Forgets the page, so that nothing of it reaches the next one. */
    void forget() {
        pages++;
        ITessAPI.TessBaseAPI open = handle;
        if (open != null) {
            api.TessBaseAPIClear(open);
            api.TessBaseAPIClearAdaptiveClassifier(open);
        }
    }

    /** Gives the native memory back; the next page loads the model anew. */
    void recycle() {
        ITessAPI.TessBaseAPI open = handle;
        handle = null;
        pages = 0;
        if (open != null) {
            api.TessBaseAPIEnd(open);
            api.TessBaseAPIDelete(open);
        }
    }

    @Override
    public void close() {
        recycle();
        pixels = null;
    }
}
