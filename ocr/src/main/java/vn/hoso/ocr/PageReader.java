package vn.hoso.ocr;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
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
    /** Where ink covers more than this share of a page, and in many pieces, it is a printed pattern. */
    private static final double PATTERNED = 0.15;

    /** More pieces of ink than a densely printed page has. */
    private static final int FULL_PAGE = 5000;

    /** So many rows no page has; they are those of a picture, of which the engine makes little. */
    private static final int MOST_ROWS = 1000;

    /** A row of which less than this share was read was overlooked. */
    private static final double OVERLOOKED = 0.6;

    /** Below this confidence nothing was read. */
    private static final double LEGIBLE = 45;

    private static final Set<Preparation> SAME_IMAGE = EnumSet.of(Preparation.AS_SCANNED, Preparation.WHOLE_PAGE);

    private final Engine engine;
    private final Supplier<Engine> opinion;
    private final Supplier<Engine> capitals;
    private final long deadline;
    private final long allowed;
    private final Set<Engine> others = new HashSet<>();

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
            Prepared page = SAME_IMAGE.contains(way) ? plain : Prepared.of(image, way);
            boolean coloured = page.ink().share() < plain.ink().share() * 0.7;
            if (!readings.isEmpty() && (left() < allowed / 2 || (way == Preparation.WITHOUT_COLOUR && !coloured))) {
                continue;
            }
            PageText text = read(image, page, way);
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

    private PageText read(PageImage image, Prepared page, Preparation way) {
        List<Code> codes = CodeReader.find(page.upright(), page.ink(), page.inkFactor(), image.page());
        codes.addAll(BarCodeReader.find(page.upright(), page.ink(), page.inkFactor(), image.page()));
        List<Line> lines = List.of();
        if (page.letters() > 0) {
            try {
                List<Strips.Strip> strips = Strips.of(page.text(), page.letters());
                Rows rows = Rows.of(strips, page.text(), page.letters());
                RowReader reader = new RowReader(page, rows, this::left);
                List<Engine.Found> words = first(page, rows, reader, way);
                SecondLook second = new SecondLook(page, reader, engine, this::second, this::figures, this::left);
                words = second.rows(words, rows);
                Optional<MrzReader.Zone> zone = machineReadable(strips, words, page);
                if (zone.isPresent()) {
                    words = withZone(words, zone.get());
                    codes.add(code(zone.get(), image.page(), page));
                }
                lines = lines(
                        ReadingOrder.order(words, page.letters(), page.working().width()), second, page);
            } finally {
                engine.forget();
                others.forEach(Engine::forget);
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

    private List<Engine.Found> first(Prepared page, Rows rows, RowReader reader, Preparation way) {
        if (rows.all().size() > MOST_ROWS) {
            return Words.legible(everything(page));
        }
        return way == Preparation.WHOLE_PAGE ? whole(page, rows, reader) : reader.all(engine);
    }

    /** Has the engine find the lines of a page by itself, and reads those that it overlooked. */
    private List<Engine.Found> whole(Prepared page, Rows rows, RowReader reader) {
        List<Engine.Found> words = new ArrayList<>(Words.legible(everything(page)));
        int line = words.stream().mapToInt(Engine.Found::line).max().orElse(0) + 1;
        for (Row row : rows.all()) {
            List<Engine.Found> inside = Words.within(row, words);
            if (Words.covered(row, inside) < OVERLOOKED) {
                List<Engine.Found> again = reader.read(engine, row);
                if (Words.confidence(again) > Math.max(LEGIBLE, Words.confidence(inside) - 10)) {
                    words.removeAll(inside);
                    int number = line++;
                    again.forEach(word -> words.add(word.onLine(number)));
                }
            }
        }
        return words;
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
        return other(opinion.get());
    }

    /** Figures are read best by the model that reads machine-readable zones. */
    private Engine figures() {
        return other(capitals.get());
    }

    private Engine other(Engine asked) {
        if (asked != engine) {
            others.add(asked);
        }
        return asked;
    }

    private long left() {
        return Math.max(1, (deadline - System.nanoTime()) / 1_000_000);
    }

    private Optional<MrzReader.Zone> machineReadable(
            List<Strips.Strip> strips, List<Engine.Found> words, Prepared page) {
        // What could be a zone by its shape is mostly two lines of a paragraph: those were read well, as small letters.
        if (MrzReader.candidates(strips).stream().flatMap(List::stream).allMatch(strip -> isProse(strip, words))) {
            return Optional.empty();
        }
        List<Strips.Strip> others =
                strips.stream().filter(strip -> !isProse(strip, words)).toList();
        if (MrzReader.candidates(others).isEmpty()) {
            return Optional.empty();
        }
        return new MrzReader(figures(), left()).read(page.working(), others);
    }

    /** Whether what stands there was read surely and as small letters, which no machine-readable zone has. */
    private static boolean isProse(Strips.Strip strip, List<Engine.Found> words) {
        List<Engine.Found> inside = Words.within(strip, words);
        long letters = inside.stream()
                .flatMapToInt(word -> word.text().codePoints())
                .filter(Character::isLetter)
                .count();
        long small = inside.stream()
                .flatMapToInt(word -> word.text().codePoints())
                .filter(Character::isLowerCase)
                .count();
        return Words.confidence(inside) >= SecondLook.DOUBTFUL && small > letters / 2;
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

    private static List<Line> lines(List<ReadingOrder.OrderedLine> ordered, SecondLook second, Prepared page) {
        List<Line> lines = new ArrayList<>();
        for (ReadingOrder.OrderedLine line : ordered) {
            List<Word> words = new ArrayList<>();
            for (Engine.Found word : second.numbers(line.words())) {
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
