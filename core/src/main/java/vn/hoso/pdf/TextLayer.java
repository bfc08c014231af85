package vn.hoso.pdf;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.hoso.text.Box;
import vn.hoso.text.Line;
import vn.hoso.text.PageText;
import vn.hoso.text.Word;

/**
 * The invisible text of a page, as the operators of a content stream.
 *
 * <p>It is written in pixels of the upright page, with the origin at the bottom left; the caller sets the matrix that
 * brings them to the page. Every word stands on its own box, stretched to its width, and inclined as the page is. Between
 * two words stands a space that fills the gap, so that no reader has to guess where words end.
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
        page.lines().forEach(line -> layer.add(line, fontName));
        return layer.content.toString();
    }

    private void add(Line line, String fontName) {
        List<Word> words = line.words();
        double[] tops = words.stream().mapToDouble(w -> top(w.box())).sorted().toArray();
        double[] bottoms =
                words.stream().mapToDouble(w -> bottom(w.box())).sorted().toArray();
        // A speck or a bracket that was read as a part of a word must not blow up the whole line.
        double top = tops[tops.length / 5];
        double bottom = bottoms[bottoms.length - 1 - bottoms.length / 5];
        double size = Math.max(1, bottom - top);

        content.append("BT 3 Tr ").append(fontName).append(' ').append(n(size)).append(" Tf\n");
        for (int i = 0; i < words.size(); i++) {
            Box box = words.get(i).box();
            double middle = (top(box) + bottom(box)) / 2;
            boolean onTheLine = middle > top - size / 4 && middle < bottom + size / 4;
            double base = (onTheLine ? bottom : middle + size / 2) - size * GlyphlessFont.DESCENT / EM;
            Box next = i + 1 < words.size() ? words.get(i + 1).box() : null;
            add(words.get(i).text(), box, next, base, size);
        }
        content.append("ET\n");
    }

    private void add(String text, Box box, @Nullable Box next, double base, double size) {
        // Where boxes overlap, a word ends where the next one begins.
        int limit = next != null && next.left() > box.left() ? next.left() : Integer.MAX_VALUE;
        double right = Math.min(box.right(), limit);
        double width = Math.max(1, right - box.left()) / cos;
        double natural = text.codePointCount(0, text.length()) * size * GlyphlessFont.CHARACTER / EM;

        double x = box.left();
        // The base line was taken level at the left edge of the page; it sinks to the right by the inclination.
        double y = page.height() - (base + x * sin / cos);
        content.append(n(cos))
                .append(' ')
                .append(n(-sin))
                .append(' ')
                .append(n(sin))
                .append(' ')
                .append(n(cos));
        content.append(' ').append(n(x)).append(' ').append(n(y)).append(" Tm ");
        content.append(n(100 * width / natural))
                .append(" Tz ")
                .append(font.encode(text))
                .append(" Tj");
        if (next != null) {
            double gap = Math.max(1, next.left() - right) / cos;
            double space = size * GlyphlessFont.SPACE / EM;
            content.append(' ')
                    .append(n(100 * gap / space))
                    .append(" Tz ")
                    .append(font.encode(" "))
                    .append(" Tj");
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
