package vn.hoso.digitize;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import vn.hoso.text.Line;
import vn.hoso.text.PageImage;
import vn.hoso.text.PageText;
import vn.hoso.text.TextOrigin;
import vn.hoso.text.TextRecognizer;

/** Reads the pages that {@link Papers} makes, by the number in their pixels. What it does on a page can be arranged. */
final class NumberReader implements TextRecognizer {
    private final Map<Integer, Runnable> tricks = new ConcurrentHashMap<>();
    private final Map<Integer, String> marks = new ConcurrentHashMap<>();
    private final Set<Integer> plain = ConcurrentHashMap.newKeySet();
    private final Set<Integer> blank = ConcurrentHashMap.newKeySet();
    private final AtomicInteger read = new AtomicInteger();

    /** Lets something happen when a page is read. */
    NumberReader on(int number, Runnable trick) {
        tricks.put(number, trick);
        return this;
    }

    /** Puts a mark of secrecy on a page. */
    NumberReader mark(int number, String mark) {
        marks.put(number, mark);
        return this;
    }

    /** Makes a page one that goes on with the paper before it. */
    NumberReader plain(int number) {
        plain.add(number);
        return this;
    }

    /** Makes a page one with nothing on it. */
    NumberReader blank(int number) {
        blank.add(number);
        return this;
    }

    int pagesRead() {
        return read.get();
    }

    @Override
    public PageText recognize(PageImage image) {
        int number = Papers.number(image.pixels());
        read.incrementAndGet();
        tricks.getOrDefault(number, () -> {}).run();
        return new PageText(
                image.page(),
                image.pixels().getWidth(),
                image.pixels().getHeight(),
                image.dpi(),
                0,
                0,
                blank.contains(number),
                blank.contains(number) ? TextOrigin.NONE : TextOrigin.OCR,
                lines(number),
                List.of());
    }

    private List<Line> lines(int number) {
        if (blank.contains(number)) {
            return List.of();
        }
        return plain.contains(number) ? Papers.body(number) : Papers.letter(number, marks.getOrDefault(number, ""));
    }

    @Override
    public String engine() {
        return "number reader 1";
    }

    @Override
    public void close() {}
}
