package vn.hoso.pdf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import vn.hoso.text.Box;
import vn.hoso.text.Line;
import vn.hoso.text.PageText;
import vn.hoso.text.Word;

/**
 * The invisible text of a page, as the operators of a content stream.
 *
 * <p>It is written in pixels of the upright page, with the origin at the bottom left; the caller sets the matrix that
 * brings them to the page. Every word is stretched to the width of its box, and stands on the base line of its line,
 * inclined as the page is. Between two words stands a space that fills the gap, so that no reader has to guess where words
 * end. The lines of a block share one type size, because readers that put columns together go by that.
 */
final class TextLayer {
    /** Below this inclination, degrees, a line counts as level. */
    private static final double LEVEL = 0.1;

    private static final double EM = 1000;

    private final PageText page;
    private final GlyphlessFont font;
    private final double cos;
    private final double sin;
    private final StringBuilder content = new StringBuilder();

    private TextLayer(PageText page, GlyphlessFont font) {
        this.page = page;
        this.font = font;
        double skew = Math.abs(page.skew()) < LEVEL || Math.abs(page.skew()) > 45 ? 0 : Math.toRadians(page.skew());
        this.cos = Math.cos(skew);
        this.sin = Math.sin(skew);
    }

    /** The operators for all lines of the page; empty for a page without text. */
    static String of(PageText page, GlyphlessFont font, String fontName) {
        TextLayer layer = new TextLayer(page, font);
        Map<Integer, Double> sizes = layer.sizes();
        for (Line line : page.lines()) {
            layer.add(line, layer.size(line, sizes.getOrDefault(line.block(), 0.0)), fontName);
        }
        return layer.content.toString();
    }

    /** The type size of each block. */
    private Map<Integer, Double> sizes() {
        Map<Integer, List<Word>> words = new HashMap<>();
        for (Line line : page.lines()) {
            words.computeIfAbsent(line.block(), block -> new ArrayList<>()).addAll(line.words());
        }
        Map<Integer, Double> sizes = new HashMap<>();
        words.forEach((block, all) -> sizes.put(block, median(all, this::size)));
        return sizes;
    }

    /** That of its block, unless the line is clearly larger or smaller, as a heading is. */
    private double size(Line line, double ofBlock) {
        double own = median(line.words(), this::size);
        double size = own > ofBlock * 1.35 || own < ofBlock * 0.7 ? own : ofBlock;
        double height = line.words().stream()
                .mapToDouble(word -> bottom(word.box()) - top(word.box()))
                .max()
                .orElse(1);
        return Math.max(1, size > 0 ? size : height);
    }

    private double size(Word word) {
        Letterforms forms = Letterforms.of(word.text());
        return (bottom(word.box()) - top(word.box())) / (forms.ascent() + forms.descent());
    }

    /** The median over the letters of the words; not a number where there are none. */
    private static double median(List<Word> words, ToDoubleFunction<Word> value) {
        double[] values = words.stream()
                .flatMapToDouble(word -> {
                    int letters = Letterforms.of(word.text()).letters();
                    double of = value.applyAsDouble(word);
                    return DoubleStream.generate(() -> of).limit(letters);
                })
                .toArray();
        Arrays.sort(values);
        return values.length == 0 ? Double.NaN : values[values.length / 2];
    }

    private void add(Line line, double size, String fontName) {
        List<Word> words = line.words();
        double base = median(words, word -> base(word, size));
        if (Double.isNaN(base)) {
            Word first = words.get(0);
            base = (top(first.box()) + bottom(first.box())) / 2 + size / 4;
        }
        content.append("BT 3 Tr ").append(fontName).append(' ').append(n(size)).append(" Tf\n");
        for (int i = 0; i < words.size(); i++) {
            Word word = words.get(i);
            Box next = i + 1 < words.size() ? words.get(i + 1).box() : null;
            double middle = (top(word.box()) + bottom(word.box())) / 2;
            // Words of a curved or broken line stand on their own.
            boolean onTheLine = middle > base - size && middle < base + size / 4;
            add(word, next, onTheLine ? base : middle + size / 4, size);
        }
        content.append("ET\n");
    }

    /** Where a word stands, level at the left edge of the page. */
    private double base(Word word, double size) {
        return bottom(word.box()) - Letterforms.of(word.text()).descent() * size;
    }

    private void add(Word word, @Nullable Box next, double base, double size) {
        Box box = word.box();
        String text = word.text();
        // Where boxes overlap, a word ends where the next one begins.
        int limit = next != null && next.left() > box.left() ? next.left() : Integer.MAX_VALUE;
        double right = Math.min(box.right(), limit);
        double width = Math.max(1, right - box.left()) / cos;
        double natural = text.codePointCount(0, text.length()) * size * GlyphlessFont.CHARACTER / EM;

        double x = box.left();
        // The base line was taken level at the left edge of the page; it sinks to the right by the inclination.
        double y = page.height() - (base + x * sin / cos);
        content.append(n(cos)).append(' ').append(n(-sin)).append(' ').append(n(sin));
        content.append(' ').append(n(cos)).append(' ').append(n(x)).append(' ').append(n(y));
        content.append(" Tm ").append(n(100 * width / natural)).append(" Tz ");
        content.append(font.encode(text)).append(" Tj");
        if (next != null) {
            double gap = Math.max(1, next.left() - right) / cos;
            double space = size * GlyphlessFont.SPACE / EM;
            content.append(' ').append(n(100 * gap / space)).append(" Tz ");
            content.append(font.encode(" ")).append(" Tj");
        }
        content.append('\n');
    }

    /** The top of what is in a box, level at the left edge of the page. */
    private double top(Box box) {
        return box.top() + overhang(box) - middleX(box) * sin / cos;
    }

    private double bottom(Box box) {
        return box.bottom() - overhang(box) - middleX(box) * sin / cos;
    }

    /** By how much the box of an inclined word is higher, above and below, than the word. */
    private double overhang(Box box) {
        double inclined = box.width() * Math.abs(sin / cos) / 2;
        return Math.min(inclined, box.height() / 4.0);
    }

    private static double middleX(Box box) {
        return (box.left() + box.right()) / 2.0;
    }

    private static String n(double value) {
        return PdfSyntax.number(value, Math.abs(value) < 10 ? 4 : 2);
    }
}
