package vn.hoso.ocr;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import vn.hoso.text.Box;

/**
 * Looks a second time at what matters twice or was hard to read on a page, each line, word or number by itself: the
 * engine of the page, another Vietnamese model, and for numbers the model that knows figures best.
 */
final class SecondLook {
    /** Below this confidence a line is looked at again. */
    static final double DOUBTFUL = 72;

    /** Below this confidence a word of a good line is looked at again. */
    private static final double UNSURE = 80;

    /** The same on a poor page, where the engine is wrong more often than it knows. */
    private static final double UNSURE_THERE = 91;

    /** A page with more than this share of its letters in such words is poor; good print has less than half as much. */
    private static final double POOR = 0.09;

    /** How many digits make an identifier, a date or an amount. */
    private static final int DIGITS = 4;

    /** Words of one cell or line are closer than this many small letters. */
    private static final double CLOSE = 2.5;

    /** The most that a number is trusted about which two models disagree. */
    private static final double DISPUTED = 50;

    /** Letters that digits are taken for. */
    private static final String LIKE_DIGITS = "OoQDIlÌÍìí|SBZ";

    private final Prepared page;
    private final RowReader reader;
    private final Engine engine;
    private final Supplier<Engine> opinion;
    private final Supplier<Engine> figures;
    private final LongSupplier left;

    /**
     * A second look at a page.
     *
     * @param reader reads its rows
     * @param engine has read it
     * @param opinion gives the other model; the same engine where there is none
     * @param figures gives the model for numbers
     * @param left how many milliseconds there are still
     */
    SecondLook(
            Prepared page,
            RowReader reader,
            Engine engine,
            Supplier<Engine> opinion,
            Supplier<Engine> figures,
            LongSupplier left) {
        this.page = page;
        this.reader = reader;
        this.engine = engine;
        this.opinion = opinion;
        this.figures = figures;
        this.left = left;
    }

    /** Asks the other model about rows that were hard to read, and about the unsure words of the others. */
    List<Engine.Found> rows(List<Engine.Found> first, Rows rows) {
        if (opinion.get() == engine) {
            return first;
        }
        List<Engine.Found> words = new ArrayList<>(first);
        int line = first.stream().mapToInt(Engine.Found::line).max().orElse(0) + 1;
        double unsure = isPoor(first) ? UNSURE_THERE : UNSURE;
        for (Row row : rows.all()) {
            List<Engine.Found> inside = Words.within(row, words);
            if (inside.isEmpty() || isZone(inside)) {
                continue;
            }
            double before = Words.confidence(inside);
            if (before >= DOUBTFUL) {
                for (Box part : unsure(inside, row, unsure)) {
                    List<Engine.Found> other = reader.read(opinion.get(), row, part.left(), part.right());
                    words.replaceAll(
                            word -> inside.contains(word) && word.confidence() < unsure ? surer(word, other) : word);
                }
                continue;
            }
            List<Engine.Found> again = reader.read(opinion.get(), row);
            if (Words.confidence(again) > before) {
                words.removeAll(inside);
                int number = line++;
                again.forEach(word -> words.add(word.onLine(number)));
            }
        }
        words.sort(Comparator.comparingInt(Engine.Found::line).thenComparingInt(Engine.Found::left));
        return words;
    }

    /** Whether these are of a machine-readable zone, which is read in a way of its own. */
    private static boolean isZone(List<Engine.Found> inside) {
        return inside.stream().anyMatch(word -> word.text().contains("<<"));
    }

    /** The parts of a row with unsure words, each with a word on either side. */
    private static List<Box> unsure(List<Engine.Found> inside, Row row, double unsure) {
        List<Engine.Found> words = new ArrayList<>(inside);
        words.sort(Comparator.comparingInt(Engine.Found::left));
        List<Box> parts = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).confidence() >= unsure) {
                continue;
            }
            int left = words.get(Math.max(0, i - 1)).left();
            int right = words.get(Math.min(words.size() - 1, i + 1)).right();
            Box part = new Box(left, row.top(), Math.max(right, words.get(i).right()), row.bottom());
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
     * Reads identifiers, dates and amounts once more, each by itself and with the model that knows figures best, since a
     * model may double or drop a digit and be sure of it; so are small figures that stand alone, as in the cell of a
     * table, where nothing beside them helps. Where the two disagree the surer one is taken, and trusted little.
     *
     * @param line the words of one line, from left to right
     */
    List<Engine.Found> numbers(List<Engine.Found> line) {
        List<Engine.Found> words = new ArrayList<>();
        for (Engine.Found word : line) {
            int digits = word.text().contains("<") ? 0 : digits(word.text()).length();
            if (digits >= DIGITS) {
                words.add(number(word));
            } else {
                words.add(digits > 0 && isAlone(word, line) ? figure(word) : word);
            }
        }
        return words;
    }

    /** Whether nothing stands close before a word, and no more than a unit close behind it. */
    private boolean isAlone(Engine.Found word, List<Engine.Found> line) {
        double close = page.letters() * CLOSE;
        long before = line.stream()
                .filter(other -> other.right() <= word.left() && word.left() - other.right() < close)
                .count();
        long behind = line.stream()
                .filter(other -> other.left() >= word.right() && other.left() - word.right() < 2 * close)
                .count();
        return before == 0 && behind <= 1;
    }

    /** A small figure alone on its line: where the model for numbers reads another one, the engine is asked once more. */
    private Engine.Found figure(Engine.Found word) {
        Box box = new Box(word.left(), word.top(), word.right(), word.bottom());
        String other = joined(again(figures.get(), box));
        if (figures(other).equals(figures(word.text()))) {
            return word;
        }
        double trust = Math.min(DISPUTED, word.confidence());
        if (digits(other).equals(digits(word.text())) && figures(other).contains(".")) {
            // a comma is lost more easily than made up
            return word.with(other.replace('.', ',')).trusted(trust);
        }
        String third = joined(again(engine, box));
        boolean outvoted = !figures(third).isEmpty() && figures(third).equals(figures(other));
        return word.with(outvoted ? third : word.text()).trusted(trust);
    }

    private static String joined(List<Engine.Found> words) {
        return words.stream().map(Engine.Found::text).collect(Collectors.joining());
    }

    /** The digits with the marks between them. */
    private static String figures(String text) {
        return text.replaceAll("[^0-9,.]", "").replace(',', '.').replaceAll("^\\.+|\\.+$", "");
    }

    private Engine.Found number(Engine.Found word) {
        Box box = new Box(word.left(), word.top(), word.right(), word.bottom());
        List<Engine.Found> again = again(figures.get(), box);
        String text = joined(again);
        if (digits(text).equals(digits(word.text()))) {
            // a decimal mark is lost more easily than made up
            boolean lost = text.matches("[0-9]+[,.][0-9]+") && word.text().matches("[0-9]+");
            return lost ? word.with(text).trusted(Math.min(DISPUTED, word.confidence())) : word;
        }
        boolean surer = digits(text).length() >= DIGITS && Words.confidence(again) > word.confidence();
        // That model knows no Vietnamese: letters are taken from it only where they were digits misread.
        boolean figuresOnly = text.codePoints().noneMatch(Character::isLetter)
                && word.text()
                        .codePoints()
                        .filter(Character::isLetter)
                        .allMatch(letter -> LIKE_DIGITS.indexOf(letter) >= 0);
        return word.with(surer && figuresOnly ? text : word.text()).trusted(Math.min(DISPUTED, word.confidence()));
    }

    private static String digits(String text) {
        return text.replaceAll("[^0-9]", "");
    }

    /** Reads a part of the page by itself. */
    private List<Engine.Found> again(Engine with, Box box) {
        int margin = (int) Math.max(3, page.letters() * 0.35);
        int x = box.left() - margin;
        int y = box.top() - margin;
        with.page(page.working().crop(x, y, box.width() + 2 * margin, box.height() + 2 * margin), page.workingDpi());
        return Words.legible(with.read(Engine.Layout.LINE, left.getAsLong())).stream()
                .map(word -> word.moved(x, y))
                .toList();
    }
}
