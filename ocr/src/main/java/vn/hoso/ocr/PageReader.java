package vn.hoso.ocr;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import vn.hoso.text.Box;
import vn.hoso.text.Code;
import vn.hoso.text.Line;
import vn.hoso.text.PageImage;
import vn.hoso.text.PageText;
import vn.hoso.text.TextOrigin;
import vn.hoso.text.Word;

/** Reads one page with one engine: makes the image ready, has it recognised, and puts the words in order. */
final class PageReader {
    /** Below this confidence a line is looked at again. */
    private static final double DOUBTFUL = 72;

    /** Print whose capitals are higher than this many small letters of the page is large. */
    private static final double LARGE_PRINT = 1.9;

    private final Engine engine;
    private final Supplier<Engine> capitals;
    private final long deadline;

    /**
     * A reader for one page.
     *
     * @param engine reads the text
     * @param capitals gives the engine for machine-readable zones, when one is found
     */
    PageReader(Engine engine, Supplier<Engine> capitals, long deadlineMillis) {
        this.engine = engine;
        this.capitals = capitals;
        this.deadline = System.nanoTime() + deadlineMillis * 1_000_000;
    }

    PageText read(PageImage image) {
        Prepared page = Prepared.of(image);
        List<Code> codes = CodeReader.find(page.upright(), page.ink(), page.inkFactor(), image.page());
        List<Line> lines = List.of();
        if (page.letters() > 0) {
            engine.page(page.working(), page.workingDpi());
            try {
                List<Engine.Found> words = legible(engine.read(Engine.Layout.PAGE, left()));
                List<Strips.Strip> strips = Strips.of(page.text(), page.letters());
                Optional<MrzReader.Zone> zone = machineReadable(strips, page);
                if (zone.isPresent()) {
                    words = withZone(words, zone.get());
                    codes.add(code(zone.get(), image.page(), page));
                }
                words = secondLook(words, strips, page);
                lines = lines(
                        Reading.order(words, page.letters(), page.working().width()), page);
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

    private long left() {
        return Math.max(1, (deadline - System.nanoTime()) / 1_000_000);
    }

    /** Without what the engine makes of stains and remains of lines. */
    private static List<Engine.Found> legible(List<Engine.Found> found) {
        List<Engine.Found> words = new ArrayList<>();
        for (Engine.Found word : found) {
            String text = word.text().replace("_", "");
            boolean meant = text.codePoints().anyMatch(Character::isLetterOrDigit);
            if (!text.isEmpty() && (meant || word.confidence() > 60)) {
                words.add(word.with(text));
            }
        }
        return words;
    }

    private Optional<MrzReader.Zone> machineReadable(List<Strips.Strip> strips, Prepared page) {
        if (MrzReader.candidates(strips).isEmpty()) {
            return Optional.empty();
        }
        return new MrzReader(capitals.get(), left()).read(page.working(), strips);
    }

    /** The words of the page with the lines of the zone in place of what was read there. */
    private static List<Engine.Found> withZone(List<Engine.Found> first, MrzReader.Zone zone) {
        List<Engine.Found> words = new ArrayList<>(first);
        int line = first.stream().mapToInt(Engine.Found::line).max().orElse(0) + 1;
        for (int i = 0; i < zone.lines().size(); i++) {
            Strips.Strip strip = zone.strips().get(i);
            words.removeIf(word -> strip.holds((word.left() + word.right()) / 2.0, (word.top() + word.bottom()) / 2.0));
            double confidence = zone.isSound() ? 97 : 60;
            words.add(new Engine.Found(
                    zone.lines().get(i), strip.left, strip.top, strip.right, strip.bottom, confidence, line++));
        }
        return words;
    }

    private static Code code(MrzReader.Zone zone, int number, Prepared page) {
        Box box = zone.strips().stream()
                .map(strip -> page.toUpright(strip.left, strip.top, strip.right, strip.bottom))
                .reduce(Box::union)
                .orElseThrow();
        return new Code(Code.Kind.MRZ, String.join("\n", zone.lines()), number, box);
    }

    /**
     * Reads lines again, each by itself, that the engine overlooked or was in doubt about, and those in large print, of
     * which it loses the accents.
     */
    private List<Engine.Found> secondLook(List<Engine.Found> first, List<Strips.Strip> strips, Prepared page) {
        List<Engine.Found> words = new ArrayList<>(first);
        int line = first.stream().mapToInt(Engine.Found::line).max().orElse(0) + 1;
        double letter = page.letters();
        for (Strips.Strip strip : strips) {
            if (strip.letters < 2 || strip.right - strip.left < letter * 1.5) {
                continue;
            }
            List<Engine.Found> inside = words.stream()
                    .filter(word -> strip.holds((word.left() + word.right()) / 2.0, (word.top() + word.bottom()) / 2.0))
                    .toList();
            int covered = inside.stream()
                    .mapToInt(word -> Math.min(word.right(), strip.right) - Math.max(word.left(), strip.left))
                    .sum();
            double before = mean(inside);
            boolean missing = covered < 0.6 * (strip.right - strip.left);
            double capital = strip.tallest;
            boolean large = capital > letter * LARGE_PRINT && strip.letters >= 4;
            if (!missing && !large && before >= DOUBTFUL) {
                continue;
            }
            List<Engine.Found> again = again(strip, large ? letter * 1.4 / capital : 1, page);
            double after = mean(again);
            boolean better = missing
                    ? after > Math.max(45, before - 10)
                    : after + (large && marks(again) > marks(inside) ? 8 : 0) > before;
            if (!again.isEmpty() && better) {
                words.removeAll(inside);
                int number = line++;
                again.forEach(word -> words.add(word.onLine(number)));
            }
        }
        words.sort(Comparator.comparingInt(Engine.Found::line).thenComparingInt(Engine.Found::left));
        return words;
    }

    /** Reads a strip by itself, made smaller or larger by a factor. */
    private List<Engine.Found> again(Strips.Strip strip, double factor, Prepared page) {
        int margin = (int) Math.max(3, page.letters() * 0.35);
        int x = strip.left - margin;
        int y = strip.top - margin;
        Gray crop = page.working()
                .crop(x, y, strip.right - strip.left + 2 * margin, strip.bottom - strip.top + 2 * margin)
                .scaled(factor);
        engine.page(crop, page.workingDpi());
        List<Engine.Found> words = new ArrayList<>();
        for (Engine.Found word : legible(engine.read(Engine.Layout.LINE, left()))) {
            words.add(new Engine.Found(
                    word.text(),
                    x + (int) (word.left() / factor),
                    y + (int) (word.top() / factor),
                    x + (int) (word.right() / factor),
                    y + (int) (word.bottom() / factor),
                    word.confidence(),
                    word.line()));
        }
        return words;
    }

    /** How many accents there are: losing them is the commonest mistake with Vietnamese. */
    private static int marks(List<Engine.Found> words) {
        return words.stream()
                .mapToInt(word ->
                        Normalizer.normalize(word.text(), Normalizer.Form.NFD).length()
                                - word.text().length())
                .sum();
    }

    private static double mean(List<Engine.Found> words) {
        int letters = words.stream().mapToInt(word -> word.text().length()).sum();
        return letters == 0
                ? 0
                : words.stream()
                                .mapToDouble(
                                        word -> word.confidence() * word.text().length())
                                .sum()
                        / letters;
    }

    private static List<Line> lines(List<Reading.OrderedLine> ordered, Prepared page) {
        List<Line> lines = new ArrayList<>();
        for (Reading.OrderedLine line : ordered) {
            List<Word> words = new ArrayList<>();
            for (Engine.Found word : line.words()) {
                words.add(new Word(
                        word.text(),
                        page.toUpright(word.left(), word.top(), word.right(), word.bottom()),
                        word.confidence()));
            }
            lines.add(Line.of(words, line.block()));
        }
        return lines;
    }
}
