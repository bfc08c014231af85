package vn.hoso.ocr;

import java.util.ArrayList;
import java.util.List;
import vn.hoso.text.Box;
import vn.hoso.text.Code;
import vn.hoso.text.Line;
import vn.hoso.text.PageImage;
import vn.hoso.text.PageText;
import vn.hoso.text.TextOrigin;
import vn.hoso.text.Word;

/** Reads one page with one engine: makes the image ready, has it recognised, and puts the words in order. */
final class PageReader {
    private final Engine engine;
    private final long deadlineMillis;

    PageReader(Engine engine, long deadlineMillis) {
        this.engine = engine;
        this.deadlineMillis = deadlineMillis;
    }

    PageText read(PageImage image) {
        Prepared page = Prepared.of(image);
        List<Code> codes = CodeReader.find(page.upright(), page.ink(), page.inkFactor(), image.page());
        List<Line> lines = new ArrayList<>();
        if (page.letters() > 0) {
            engine.page(page.working(), page.workingDpi());
            try {
                lines = lines(engine.read(Engine.Layout.PAGE, deadlineMillis), page);
            } finally {
                engine.forget();
            }
        }
        boolean blank = lines.isEmpty() && codes.isEmpty();
        return new PageText(
                image.page(),
                page.upright().width(),
                page.upright().height(),
                image.dpi(),
                page.rotation(),
                page.skew(),
                blank,
                lines.isEmpty() ? TextOrigin.NONE : TextOrigin.OCR,
                lines,
                codes);
    }

    private static List<Line> lines(List<Engine.Found> found, Prepared page) {
        List<Line> lines = new ArrayList<>();
        List<Word> words = new ArrayList<>();
        int line = -1;
        for (Engine.Found word : found) {
            if (word.line() != line && !words.isEmpty()) {
                lines.add(Line.of(words, lines.size()));
                words = new ArrayList<>();
            }
            line = word.line();
            Box box = page.toUpright(word.left(), word.top(), word.right(), word.bottom());
            words.add(new Word(word.text(), box, word.confidence()));
        }
        if (!words.isEmpty()) {
            lines.add(Line.of(words, lines.size()));
        }
        return lines;
    }
}
