package vn.hoso.ocr;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import vn.hoso.text.Box;
import vn.hoso.text.Code;
import vn.hoso.text.Line;
import vn.hoso.text.PageImage;
import vn.hoso.text.PageText;
import vn.hoso.text.Word;

/**
 * A huge page made smaller for reading only: what was read is told in pixels of the page as it came.
 *
 * @param by how many pixels of the page become one, across and down; 1 leaves a page as it is
 */
record Reduction(int by) {
    /** The least reduction that brings a page down to so many pixels. */
    static Reduction to(long most, PageImage image) {
        long size = (long) image.pixels().getWidth() * image.pixels().getHeight();
        int by = 1;
        while (size / by / by > most) {
            by++;
        }
        return new Reduction(by);
    }

    /** The page to read. */
    PageImage reduced(PageImage image) {
        if (by == 1) {
            return image;
        }
        BufferedImage from = image.pixels();
        int w = Math.max(1, from.getWidth() / by);
        int h = Math.max(1, from.getHeight() / by);
        boolean grey = from.getColorModel().getNumColorComponents() == 1;
        BufferedImage to = new BufferedImage(w, h, grey ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D g = to.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        g.drawImage(from, 0, 0, w, h, null);
        g.dispose();
        return new PageImage(image.page(), to, image.dpi() / by);
    }

    /** What was read on the reduced page, as it stands on the page itself. */
    PageText restored(PageText text, PageImage image) {
        if (by == 1) {
            return text;
        }
        boolean across = text.rotation() % 180 != 0;
        BufferedImage pixels = image.pixels();
        List<Line> lines = text.lines().stream()
                .map(line -> Line.of(
                        line.words().stream()
                                .map(word -> new Word(word.text(), restored(word.box()), word.confidence()))
                                .toList(),
                        line.block()))
                .toList();
        List<Code> codes = text.codes().stream()
                .map(code -> new Code(code.kind(), code.payload(), code.page(), restored(code.box())))
                .toList();
        return new PageText(
                text.page(),
                across ? pixels.getHeight() : pixels.getWidth(),
                across ? pixels.getWidth() : pixels.getHeight(),
                image.dpi(),
                text.rotation(),
                text.skew(),
                text.blank(),
                text.origin(),
                lines,
                codes,
                text.attempts());
    }

    private Box restored(Box box) {
        return new Box(box.left() * by, box.top() * by, box.right() * by, box.bottom() * by);
    }
}
