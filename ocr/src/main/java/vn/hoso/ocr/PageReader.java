package vn.hoso.ocr;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.hoso.text.Attempt;
import vn.hoso.text.Attempt.Preparation;
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

    /** Below this confidence a word of a good line is looked at again. */
    private static final double UNSURE = 80;

    /** The same on a poor page, where the engine is wrong more often than it knows. */
    private static final double UNSURE_THERE = 91;

    /** A page with more than this share of its letters in such words is poor; good print has less than half as much. */
    private static final double POOR = 0.09;

    /** Print whose capitals are higher than this many small letters of the page is large. */
    private static final double LARGE_PRINT = 1.9;

    /** Where ink covers more than this share of a page, and in many pieces, it is a printed pattern. */
    private static final double PATTERNED = 0.15;

    /** More pieces of ink than a densely printed page has. */
    private static final int FULL_PAGE = 5000;

    /** How many digits make an identifier, a date or an amount. */
    private static final int DIGITS = 4;

    /** The most that a number is trusted about which two models disagree. */
    private static final double DISPUTED = 50;

    private final Engine engine;
    private final Supplier<Engine> opinion;
    private final Supplier<Engine> capitals;
    private final long deadline;
    private final long allowed;
    private @Nullable Engine asked;

    /**
     * A reader for one page.
     *
     * @param engine reads the text
     * @param opinion gives the engine that is asked about what matters twice and what was hard to read
     * @param capitals gives the engine for machine-readable zones, when one is found
     */
    PageReader(Engine engine, Supplier<Engine> opinion, Supplier<Engine> capitals, long deadlineMillis) {
        this.engine = engine;
        this.opinion = opinion;
        this.capitals = capitals;
        this.allowed = deadlineMillis;
        this.deadline = System.nanoTime() + deadlineMillis * 1_000_000;
    }

    /** What the engine alone makes of a page. */
    static PageText plain(Engine engine, PageImage image, long deadlineMillis) {
        Gray gray = Gray.of(image.pixels(), Gray.LUMA);
        List<Line> lines = new ArrayList<>();
        engine.page(gray, image.dpi());
        try {
            List<Word> words = new ArrayList<>();
            int number = 0;
            for (Engine.Found found : engine.read(Engine.Layout.PAGE, deadlineMillis)) {
                if (found.line() != number && !words.isEmpty()) {
                    lines.add(Line.of(words, number));
                    words = new ArrayList<>();
                }
                number = found.line();
                Box box = new Box(found.left(), found.top(), found.right(), found.bottom());
                words.add(new Word(found.text(), box, found.confidence()));
            }
            if (!words.isEmpty()) {
                lines.add(Line.of(words, number));
            }
        } finally {
            engine.forget();
        }
        return new PageText(
                image.page(),
                gray.width(),
                gray.height(),
                image.dpi(),
                0,
                0,
                lines.isEmpty() && BarePage.is(image),
                lines.isEmpty() ? TextOrigin.NONE : TextOrigin.OCR,
                lines,
                List.of());
    }

    /**
     * Reads a page: in the plain way first, and where that leaves doubts in other ways, until one leaves none; the best
     * of them counts.
     */
    PageText read(PageImage image) {
        Prepared plain = Prepared.of(image, Preparation.AS_SCANNED);
        boolean colour = image.pixels().getColorModel().getNumColorComponents() > 1;
        List<Preparation> ways = new ArrayList<>(List.of(Preparation.values()));
        if (!colour) {
            ways.remove(Preparation.WITHOUT_COLOUR);
        } else if (plain.text().share() > PATTERNED && plain.text().pieces > FULL_PAGE) {
            // A printed pattern would cost a minute and give nothing: without it first.
            ways.sort(Comparator.comparing(way -> way != Preparation.WITHOUT_COLOUR));
        }
        List<Result> readings = new ArrayList<>();
        boolean doubtful = true;
        boolean overlaid = true;
        for (Preparation way : ways) {
            if (!doubtful && !(overlaid && way == Preparation.WITHOUT_COLOUR)) {
                continue;
            }
            Prepared page = way == Preparation.AS_SCANNED ? plain : Prepared.of(image, way);
            boolean coloured = page.ink().share() < plain.ink().share() * 0.7;
            if (!readings.isEmpty() && (left() < allowed / 2 || (way == Preparation.WITHOUT_COLOUR && !coloured))) {
                continue;
            }
            PageText text = read(image, page);
            readings.add(new Result(way, text));
            doubtful = Doubts.about(text, page.text(), page.letters());
            overlaid = Doubts.overlaid(text, page);
        }
        Result best = readings.stream()
                .max(Comparator.comparingDouble(one -> Doubts.worth(one.text)))
                .orElseThrow();
        if (readings.size() == 1 && best.way == Preparation.AS_SCANNED) {
            return best.text;
        }
        return best.text.withAttempts(readings.stream()
                .map(one -> new Attempt(one.way, one.text.confidence(), one.equals(best)))
                .toList());
    }

    /** What came of one way to make the page ready. */
    private record Result(Preparation way, PageText text) {}

    private PageText read(PageImage image, Prepared page) {
        List<Code> codes = CodeReader.find(page.upright(), page.ink(), page.inkFactor(), image.page());
        codes.addAll(BarCodeReader.find(page.upright(), page.ink(), page.inkFactor(), image.page()));
        List<Line> lines = List.of();
        if (page.letters() > 0) {
            try {
                List<Engine.Found> words = legible(everything(page));
                List<Strips.Strip> strips = Strips.of(page.text(), page.letters());
                Optional<MrzReader.Zone> zone = machineReadable(strips, page);
                if (zone.isPresent()) {
                    words = withZone(words, zone.get());
                    codes.add(code(zone.get(), image.page(), page));
                }
                words = numbers(secondLook(words, strips, page), page);
                lines = lines(
                        ReadingOrder.order(words, page.letters(), page.working().width()), page);
            } finally {
                engine.forget();
                if (asked != null && asked != engine) {
                    asked.forget();
                }
            }
        }
        boolean blank = lines.isEmpty() && codes.isEmpty() && BarePage.is(image);
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

    /** Reads the page without its white margins: a card in the middle of a large sheet costs what a card costs. */
    private List<Engine.Found> everything(Prepared page) {
        Gray working = page.working();
        int margin = (int) (page.letters() * Prepared.MARGIN);
        Box inked = page.text().bounds();
        int x = Math.max(0, inked.left() - margin);
        int y = Math.max(0, inked.top() - margin);
        int width = Math.min(working.width(), inked.right() + margin) - x;
        int height = Math.min(working.height(), inked.bottom() + margin) - y;
        engine.page(working.crop(x, y, width, height), page.workingDpi());
        return engine.read(Engine.Layout.PAGE, left()).stream()
                .map(word -> word.moved(x, y))
                .toList();
    }

    private Engine second() {
        Engine engineAsked = asked == null ? opinion.get() : asked;
        asked = engineAsked;
        return engineAsked;
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
        double unsure = isPoor(first) ? UNSURE_THERE : UNSURE;
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
                for (Box part : unsure(inside, strip, unsure)) {
                    if (second() != engine) {
                        List<Engine.Found> other = again(second(), part, 1, page);
                        words.replaceAll(word ->
                                inside.contains(word) && word.confidence() < unsure ? surer(word, other) : word);
                    }
                }
                continue;
            }
            double factor = large ? letter * 1.4 / capital : 1;
            Box box = new Box(strip.left, strip.top, strip.right, strip.bottom);
            List<Engine.Found> again = again(engine, box, factor, page);
            if (mean(again) < DOUBTFUL && second() != engine) {
                List<Engine.Found> other = again(second(), box, factor, page);
                again = mean(other) > mean(again) ? other : again;
            }
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

    /** The parts of a strip with unsure words, each with a word on either side. */
    private static List<Box> unsure(List<Engine.Found> inside, Strips.Strip strip, double unsure) {
        List<Engine.Found> words = new ArrayList<>(inside);
        words.sort(Comparator.comparingInt(Engine.Found::left));
        List<Box> parts = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).confidence() >= unsure) {
                continue;
            }
            int left = words.get(Math.max(0, i - 1)).left();
            int right = words.get(Math.min(words.size() - 1, i + 1)).right();
            Box part = new Box(left, strip.top, Math.max(right, words.get(i).right()), strip.bottom);
            int last = parts.size() - 1;
            if (last >= 0 && parts.get(last).right() >= words.get(i).left()) {
                parts.set(last, parts.get(last).union(part));
            } else {
                parts.add(part);
            }
        }
        return parts;
    }

    private static boolean isPoor(List<Engine.Found> words) {
        int all = 0;
        int weak = 0;
        for (Engine.Found word : words) {
            all += word.text().length();
            weak += word.confidence() < UNSURE_THERE ? word.text().length() : 0;
        }
        return weak > POOR * all;
    }

    /** An unsure word as the other model reads it, where that one is surer. */
    private static Engine.Found surer(Engine.Found word, List<Engine.Found> others) {
        for (Engine.Found other : others) {
            int shared = Math.min(word.right(), other.right()) - Math.max(word.left(), other.left());
            int hull = Math.max(word.right(), other.right()) - Math.min(word.left(), other.left());
            if (shared > 0.8 * hull && other.confidence() > word.confidence()) {
                return new Engine.Found(
                        other.text(),
                        word.left(),
                        word.top(),
                        word.right(),
                        word.bottom(),
                        other.confidence(),
                        word.line());
            }
        }
        return word;
    }

    /**
     * Reads identifiers, dates and amounts once more, each by itself and with another model, since a model may double
     * or drop a digit and be sure of it. Where the two disagree the surer one is taken, and trusted little.
     */
    private List<Engine.Found> numbers(List<Engine.Found> first, Prepared page) {
        List<Engine.Found> words = new ArrayList<>();
        for (Engine.Found word : first) {
            if (digits(word.text()).length() < DIGITS || word.text().contains("<")) {
                words.add(word);
                continue;
            }
            Box box = new Box(word.left(), word.top(), word.right(), word.bottom());
            List<Engine.Found> again = again(second(), box, 1, page);
            StringBuilder text = new StringBuilder();
            again.forEach(other -> text.append(other.text()));
            if (digits(text.toString()).equals(digits(word.text()))) {
                words.add(word);
                continue;
            }
            boolean surer = digits(text.toString()).length() >= DIGITS && mean(again) > word.confidence();
            words.add(new Engine.Found(
                    surer ? text.toString() : word.text(),
                    word.left(),
                    word.top(),
                    word.right(),
                    word.bottom(),
                    Math.min(DISPUTED, word.confidence()),
                    word.line()));
        }
        return words;
    }

    private static String digits(String text) {
        return text.replaceAll("[^0-9]", "");
    }

    /** Reads a part of the page by itself, made smaller or larger by a factor. */
    private List<Engine.Found> again(Engine with, Box box, double factor, Prepared page) {
        int margin = (int) Math.max(3, page.letters() * 0.35);
        int x = box.left() - margin;
        int y = box.top() - margin;
        Gray crop = page.working()
                .crop(x, y, box.width() + 2 * margin, box.height() + 2 * margin)
                .scaled(factor);
        with.page(crop, page.workingDpi());
        List<Engine.Found> words = new ArrayList<>();
        for (Engine.Found word : legible(with.read(Engine.Layout.LINE, left()))) {
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

    private static List<Line> lines(List<ReadingOrder.OrderedLine> ordered, Prepared page) {
        List<Line> lines = new ArrayList<>();
        for (ReadingOrder.OrderedLine line : ordered) {
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
