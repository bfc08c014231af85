package vn.hoso.ocr;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Puts words into the order in which a person reads them.
 *
 * <p>Lines are read from the top; what stands side by side on one line is one line. Where a heading, a table row or the
 * block of signatures has cells of several lines, each cell is read to its end before the next one to its right.
 */
final class ReadingOrder {
    /** A line of the result. */
    record OrderedLine(List<Engine.Found> words, int block) {}

    private final double letter;
    private final double gap;
    private final int width;
    private final List<OrderedLine> lines = new ArrayList<>();
    private int block;

    private ReadingOrder(double letter, int width) {
        this.letter = letter;
        this.width = width;
        this.gap = letter * 2.1;
    }

    /**
     * Orders the words of a straight page.
     *
     * @param words the words; those of one line of the engine together and in order
     * @param letter how high small letters are
     * @param width how wide the page is
     */
    static List<OrderedLine> order(List<Engine.Found> words, double letter, int width) {
        ReadingOrder reading = new ReadingOrder(letter, width);
        List<Segment> segments = reading.segments(words);
        segments.removeIf(Segment::isStain);
        List<Band> bands = Band.of(segments);
        int at = 0;
        while (at < bands.size()) {
            at = reading.region(bands, at);
        }
        return reading.lines;
    }

    private List<Segment> segments(List<Engine.Found> words) {
        List<Segment> segments = new ArrayList<>();
        Segment segment = null;
        Engine.Found before = null;
        for (Engine.Found word : words) {
            if (segment == null
                    || before == null
                    || word.line() != before.line()
                    || word.left() - before.right() > gap
                    || word.left() < before.left() - gap) {
                segment = new Segment();
                segments.add(segment);
            }
            segment.add(word);
            before = word;
        }
        return segments;
    }

    /** The white stretches between the segments of a band. */
    private List<Corridor> corridors(Band band) {
        return Corridor.between(band.segments, gap * 0.8);
    }

    /** The white stretches through all bands of a row of a table. */
    private List<Corridor> corridors(List<Band> row) {
        return Corridor.between(
                row.stream().flatMap(band -> band.segments.stream()).toList(), gap * 0.6);
    }

    /** Reads the bands that share corridors from one on, and returns the first band after them. */
    private int region(List<Band> bands, int start) {
        List<Corridor> corridors = corridors(bands.get(start));
        int end = start + 1;
        boolean note = false;
        if (corridors.isEmpty()) {
            Cell cell = cellBegins(bands, start);
            if (cell == null) {
                single(bands.get(start));
                return start + 1;
            }
            corridors = cell.corridors;
            note = cell.note;
            end = cell.end;
        }
        while (end < bands.size()) {
            Band next = bands.get(end);
            if (next.top - bands.get(end - 1).bottom > letter * 18) {
                break;
            }
            List<Corridor> shared = new ArrayList<>();
            List<Corridor> own = corridors(next);
            for (Corridor corridor : corridors) {
                if (next.segments.stream().noneMatch(corridor::isCrossedBy)) {
                    shared.add(corridor);
                    continue;
                }
                for (Corridor other : own) {
                    int left = Math.max(corridor.left(), other.left());
                    int right = Math.min(corridor.right(), other.right());
                    if (right - left >= gap * 0.6) {
                        shared.add(new Corridor(left, right));
                        break;
                    }
                }
            }
            // The corridor between heading cells is narrowed by a longer line, not closed.
            if (shared.size() < corridors.size() && shared.isEmpty()) {
                List<Corridor> narrowed = Corridor.narrowed(corridors, next, letter * 0.5);
                if (narrowed.isEmpty()) {
                    break;
                }
                shared = narrowed;
            }
            corridors = shared;
            end++;
        }
        List<Band> region = new ArrayList<>(bands.subList(start, end));
        List<List<Segment>> columns = Corridor.columns(region, corridors);
        boolean stacked = region.size() > 1 || region.get(0).hasStackedLines();
        boolean ordered = stacked && (note || besidePortrait(columns, bands, start));
        if (ordered || (region.size() > 1 && readsByColumns(columns))) {
            columns.forEach(this::cell);
            return end;
        }
        if (standApart(columns)) {
            byBeginning(columns).forEach(this::cell);
            return end;
        }
        rows(region);
        return end;
    }

    /** Whether the lines of columns lie at heights of their own, as those of a text and of what stands beside it do. */
    private boolean standApart(List<List<Segment>> columns) {
        if (columns.size() < 2 || columns.stream().allMatch(column -> column.size() < 2)) {
            return false;
        }
        List<Segment> longest =
                columns.stream().max(Comparator.comparingInt(List::size)).orElseThrow();
        int apart = 0;
        int level = 0;
        for (List<Segment> column : columns) {
            for (Segment segment : column == longest ? List.<Segment>of() : column) {
                double nearest = longest.stream()
                        .mapToDouble(other -> Math.abs(other.middle() - segment.middle()))
                        .min()
                        .orElse(Double.MAX_VALUE);
                int size = segment.text().length();
                level += nearest <= letter * 0.6 ? size : 0;
                apart += nearest > letter * 0.6 && nearest < letter * 3 ? size : 0;
            }
        }
        return apart > level * 3;
    }

    /** Columns by where they begin: of those that begin on about one height the left one is read first. */
    private List<List<Segment>> byBeginning(List<List<Segment>> columns) {
        List<List<Segment>> ordered = new ArrayList<>();
        for (List<Segment> column : columns) {
            int at = 0;
            while (at < ordered.size() && top(ordered.get(at)) < top(column) + letter * 2) {
                at++;
            }
            ordered.add(at, column);
        }
        return ordered;
    }

    private static double top(List<Segment> column) {
        return column.stream().mapToDouble(Segment::middle).min().orElse(0);
    }

    /**
     * Puts first the column that goes on with the lines above it, where the leftmost one does not: the text beside a
     * portrait is read on before what stands under the portrait.
     *
     * @return whether there is such a column
     */
    private boolean besidePortrait(List<List<Segment>> columns, List<Band> bands, int start) {
        if (columns.size() < 2 || goesOn(columns.get(0), bands, start)) {
            return false;
        }
        for (List<Segment> column : columns) {
            if (goesOn(column, bands, start)) {
                columns.remove(column);
                columns.add(0, column);
                return true;
            }
        }
        return false;
    }

    /** Whether a column shares its left edge with two lines that end shortly above it. */
    private boolean goesOn(List<Segment> column, List<Band> bands, int start) {
        double top = top(column);
        int aligned = 0;
        for (int i = start - 1; i >= Math.max(0, start - 5); i--) {
            for (Segment above : bands.get(i).segments) {
                boolean near = top - above.middle() < letter * 12;
                boolean flush = column.stream().limit(2).anyMatch(s -> Math.abs(s.left - above.left) < letter * 0.6);
                aligned += near && flush ? 1 : 0;
            }
        }
        return aligned > 1;
    }

    /**
     * A line that begins a cell which has a neighbour further down.
     *
     * @param end the first band after the one with the neighbour
     * @param note whether the neighbour has no line beside the cell, as a note beside a signature
     */
    private record Cell(int end, List<Corridor> corridors, boolean note) {}

    /**
     * Finds whether a line begins a cell that has a neighbour further down, as the place and date above a signature do.
     */
    private @Nullable Cell cellBegins(List<Band> bands, int start) {
        double edge =
                bands.get(start).segments.stream().mapToInt(s -> s.left).min().orElse(0);
        if (edge < width * 0.4) {
            return null;
        }
        List<Segment> cell = new ArrayList<>(bands.get(start).segments);
        for (int i = start + 1; i < Math.min(bands.size(), start + 9); i++) {
            Band band = bands.get(i);
            if (bands.get(i - 1).pitchTo(band) > letter * 6) {
                return null;
            }
            List<Corridor> corridors = corridors(band);
            double left = cell.stream().mapToInt(s -> s.left).min().orElse(0);
            if (corridors.size() == 1) {
                boolean right = left >= corridors.get(0).right() - gap;
                return right ? new Cell(i + 1, corridors, false) : null;
            }
            int end = band.segments.stream().mapToInt(s -> s.right).max().orElse(0);
            if (end <= left - gap
                    && i > start + 1
                    && isCentred(cell)
                    && cell.stream().noneMatch(Segment::isField)) {
                return new Cell(i + 1, List.of(new Corridor(end, (int) left)), true);
            }
            if (!corridors.isEmpty()) {
                return null;
            }
            cell.addAll(band.segments);
        }
        return null;
    }

    /** Whether cells of several lines stand side by side, as in a heading or above signatures. */
    private boolean readsByColumns(List<List<Segment>> columns) {
        if (columns.size() < 2) {
            return false;
        }
        boolean heading = false;
        boolean signatures = false;
        int centred = 0;
        int fields = 0;
        int several = 0;
        for (List<Segment> column : columns) {
            several += column.size() > 1 ? 1 : 0;
            centred += column.size() > 1 && isCentred(column) ? 1 : 0;
            for (Segment segment : column) {
                String plain = plain(segment.text());
                heading |= plain.contains("xa hoi chu nghia")
                        || plain.contains("doc lap - tu do")
                        || plain.contains("tu do - hanh phuc");
                signatures |= plain.startsWith("noi nhan") || plain.startsWith("(ky");
            }
        }
        for (int i = 1; i < columns.size(); i++) {
            for (Segment segment : columns.get(i)) {
                fields += segment.isField() ? 1 : 0;
            }
        }
        if (heading || signatures) {
            return several > 0;
        }
        return centred > 0 && fields == 0 && several > 0 && centred >= several - 1;
    }

    /** Whether the lines of a column share their middle rather than their left edge. */
    private boolean isCentred(List<Segment> column) {
        double centre = column.stream().mapToDouble(Segment::centre).average().orElse(0);
        double left = column.stream().mapToDouble(s -> s.left).average().orElse(0);
        double offCentre = column.stream()
                .mapToDouble(s -> Math.abs(s.centre() - centre))
                .average()
                .orElse(0);
        double offLeft = column.stream()
                .mapToDouble(s -> Math.abs(s.left - left))
                .average()
                .orElse(0);
        return offCentre < letter * 0.8 && offLeft > letter * 0.8;
    }

    /** A region of rows: those close below each other are lines of the cells of one row of a table. */
    private void rows(List<Band> region) {
        int at = 0;
        while (at < region.size()) {
            int end = at + 1;
            while (end < region.size() && region.get(end - 1).pitchTo(region.get(end)) < letter * 3.05) {
                end++;
            }
            List<Band> row = region.subList(at, end);
            boolean several = end - at > 1 || row.get(0).hasStackedLines();
            if (several) {
                for (List<Segment> column : Corridor.columns(row, corridors(row))) {
                    cell(column);
                }
            } else {
                single(row.get(0));
            }
            at = end;
        }
    }

    /** Reads the lines of one cell. */
    private void cell(List<Segment> segments) {
        for (Band band : Band.of(segments)) {
            line(band);
        }
        block++;
    }

    private void single(Band band) {
        line(band);
        block++;
    }

    /** Reads what stands on about one height, from the left; heaped lines one after the other. */
    private void line(Band band) {
        List<Segment> rest = new ArrayList<>(band.segments);
        rest.sort(Comparator.comparingDouble(Segment::middle));
        while (!rest.isEmpty()) {
            Segment first = rest.get(0);
            List<Segment> row = new ArrayList<>();
            for (Segment segment : rest) {
                boolean level = Math.abs(segment.middle() - first.middle())
                        < 0.5 * Math.max(letter, Math.min(segment.height(), first.height()));
                boolean beside = row.stream()
                        .allMatch(s -> s.right <= segment.left + letter || segment.right <= s.left + letter);
                if (level && beside) {
                    row.add(segment);
                }
            }
            rest.removeAll(row);
            row.sort(Comparator.comparingInt(s -> s.left));
            List<Engine.Found> words = new ArrayList<>();
            row.forEach(segment -> words.addAll(segment.words));
            lines.add(new OrderedLine(words, block));
        }
    }

    /** Lower case without accents, for comparing. */
    static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD)
                .replaceAll("\\p{M}+", "")
                .toLowerCase(Locale.ROOT)
                .replace('đ', 'd');
    }
}
