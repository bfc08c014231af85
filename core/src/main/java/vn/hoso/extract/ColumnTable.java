package vn.hoso.extract;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A table whose columns are sections, such as mother and father, and whose rows have the captions at the left.
 *
 * <p>Column borders are seldom read; they follow from where the headings stand and where the rows leave gaps.
 */
final class ColumnTable {
    private static final int MIN_ROWS = 3;

    private final PageLayout layout;
    private final List<LabelHit> captions;
    private final List<Side> sides;
    private final NavigableMap<Double, String> columns;
    private final double firstColumn;
    private final double top;
    private final double bottom;
    private final boolean guessed;

    private ColumnTable(
            PageLayout layout,
            List<LabelHit> captions,
            List<Side> sides,
            NavigableMap<Double, String> columns,
            double firstColumn,
            double top,
            double bottom,
            boolean guessed) {
        this.guessed = guessed;
        this.sides = sides;
        this.layout = layout;
        this.captions = captions;
        this.columns = columns;
        this.firstColumn = firstColumn;
        this.top = top;
        this.bottom = bottom;
    }

    /** The heading of a column: read, or inferred from the words below it. */
    private record Head(String section, double x0, double x1, double bottom) {
        static Head of(LabelHit hit) {
            return new Head(
                    hit.label().sections().get(0),
                    hit.x0(),
                    hit.x1(),
                    hit.home().bottom());
        }

        double centre() {
            return (x0 + x1) / 2;
        }
    }

    /** What stands at the left of a row of the table: a known caption, or an unknown one, whose cells belong to no field. */
    private record Side(double top, double middle, double bottom, Optional<LabelHit> caption) {
        static Side of(LabelHit hit) {
            Row.Segment home = hit.home();
            return new Side(home.top(), home.middle(), home.bottom(), Optional.of(hit));
        }

        static Side of(Row.Segment unknown) {
            return new Side(unknown.top(), unknown.middle(), unknown.bottom(), Optional.empty());
        }
    }

    /**
     * The table of a page: two headings of different sections side by side; or, where headings were not read, rows with
     * a caption of two sections and two segments.
     */
    static Optional<ColumnTable> find(PageLayout layout, List<LabelHit> hits) {
        for (LabelHit heading : hits) {
            List<LabelHit> beside = hits.stream()
                    .filter(other -> isHeading(other)
                            && Math.abs(other.home().middle() - heading.home().middle()) < layout.letterHeight())
                    .sorted(Comparator.comparingDouble(LabelHit::x0))
                    .toList();
            long sections = beside.stream().map(ColumnTable::section).distinct().count();
            if (isHeading(heading) && sections >= 2 && beside.size() == sections) {
                return Optional.of(
                        build(layout, hits, beside.stream().map(Head::of).toList(), false));
            }
        }
        return inferred(layout, hits);
    }

    private static Optional<ColumnTable> inferred(PageLayout layout, List<LabelHit> hits) {
        List<LabelHit> captions = hits.stream()
                .filter(hit -> sectionsOf(hit).size() >= 2 && hit.starts() && !hit.colon())
                .filter(hit -> hit.row().segments().size() - hit.segment() == 3
                        && hit.to() == hit.home().tokens().size())
                .toList();
        if (captions.size() < MIN_ROWS) {
            return Optional.empty();
        }
        List<String> sections = sectionsOf(captions.get(0)).stream()
                .filter(section -> captions.stream()
                                .filter(hit -> sectionsOf(hit).contains(section))
                                .count()
                        == captions.size())
                .toList();
        if (sections.size() < 2) {
            return Optional.empty();
        }
        List<String> order = sections.subList(sections.size() - 2, sections.size());
        double[] x0 = {Double.MAX_VALUE, Double.MAX_VALUE};
        double[] x1 = {0, 0};
        for (LabelHit hit : captions) {
            for (int i = 0; i < 2; i++) {
                Row.Segment cell = hit.row().segments().get(hit.segment() + 1 + i);
                x0[i] = Math.min(x0[i], cell.x0());
                x1[i] = Math.max(x1[i], cell.x1());
            }
        }
        double top = captions.get(0).home().top() - 0.5 * layout.letterHeight();
        Optional<LabelHit> read = hits.stream()
                .filter(hit -> isHeading(hit)
                        && order.contains(section(hit))
                        && hit.home().middle() < top)
                .filter(hit -> hit.x0() > captions.get(0).x1())
                .findFirst();
        boolean swapped = read.filter(hit -> {
                    boolean right = (hit.x0() + hit.x1()) / 2 > (x1[0] + x0[1]) / 2;
                    return section(hit).equals(order.get(0)) == right;
                })
                .isPresent();
        List<Head> heads = List.of(
                new Head(order.get(swapped ? 1 : 0), x0[0], x1[0], top),
                new Head(order.get(swapped ? 0 : 1), x0[1], x1[1], top));
        return Optional.of(build(layout, hits, heads, read.isEmpty()));
    }

    private static List<String> sectionsOf(LabelHit hit) {
        return hit.label().fields().stream()
                .map(vn.hoso.paper.FieldType::section)
                .filter(java.util.Objects::nonNull)
                .distinct()
                .toList();
    }

    private static boolean isHeading(LabelHit hit) {
        return !hit.label().sections().isEmpty()
                && hit.home().tokens().size() - (hit.to() - hit.from()) <= 1
                && hit.starts();
    }

    private static String section(LabelHit hit) {
        return hit.label().sections().get(0);
    }

    private static ColumnTable build(PageLayout layout, List<LabelHit> hits, List<Head> headings, boolean guessed) {
        double top = headings.get(0).bottom();
        double left = headings.get(0).x0();
        List<LabelHit> captions = new ArrayList<>();
        double bottom = top;
        double h = layout.letterHeight();
        for (LabelHit hit : hits) {
            boolean below = hit.home().middle() > top;
            boolean atLeft = hit.x1() < headings.get(0).centre()
                    && hit.starts()
                    && !hit.label().fields().isEmpty();
            boolean sectioned = hit.label().fields().stream()
                    .anyMatch(field ->
                            headings.stream().anyMatch(head -> head.section().equals(field.section())));
            if (below && atLeft && sectioned) {
                captions.add(hit);
                left = Math.max(left, 0);
            } else if (below && !sectioned && hit.starts() && !captions.isEmpty()) {
                bottom = hit.home().top();
                break;
            }
        }
        if (bottom == top) {
            bottom = captions.stream()
                            .mapToDouble(hit -> hit.home().bottom())
                            .max()
                            .orElse(top)
                    + 6 * h;
        }
        double firstColumn = captions.stream().mapToDouble(LabelHit::x1).max().orElse(left) + 0.3 * h;
        NavigableMap<Double, String> columns = new TreeMap<>();
        double from = firstColumn;
        for (int i = 0; i < headings.size(); i++) {
            columns.put(from, headings.get(i).section());
            if (i + 1 < headings.size()) {
                from = border(layout, headings.get(i), headings.get(i + 1), top, bottom);
            }
        }
        double end = end(layout, captions, firstColumn, bottom);
        List<Side> sides = sides(layout, hits, captions, firstColumn, end);
        return new ColumnTable(layout, captions, sides, columns, firstColumn, top, end, guessed);
    }

    /** The table ends above a line that begins at its left edge below all captions and goes on into its columns. */
    private static double end(PageLayout layout, List<LabelHit> captions, double firstColumn, double bottom) {
        double h = layout.letterHeight();
        double left = captions.stream().mapToDouble(LabelHit::x0).min().orElse(0);
        double last =
                captions.stream().mapToDouble(hit -> hit.home().bottom()).max().orElse(0);
        return layout.rows().stream()
                .flatMap(row -> row.segments().stream())
                .filter(segment -> segment.middle() > last && segment.middle() < bottom)
                .filter(segment -> segment.x0() < left + 1.2 * h && segment.x1() > firstColumn + h)
                .mapToDouble(Row.Segment::top)
                .min()
                .orElse(bottom);
    }

    /** The captions and what else begins a row in their column, from the top. */
    private static List<Side> sides(
            PageLayout layout, List<LabelHit> hits, List<LabelHit> captions, double firstColumn, double bottom) {
        double h = layout.letterHeight();
        List<Side> sides = new ArrayList<>(captions.stream().map(Side::of).toList());
        if (captions.isEmpty()) {
            return sides;
        }
        double left = captions.stream().mapToDouble(LabelHit::x0).min().orElse(0);
        double from = captions.get(0).home().middle();
        String above = "";
        for (Row row : layout.rows()) {
            for (Row.Segment segment : row.segments()) {
                boolean inColumn = segment.x1() < firstColumn + h && Math.abs(segment.x0() - left) < 1.2 * h;
                if (!inColumn || segment.middle() < from || segment.middle() > bottom) {
                    continue;
                }
                boolean known = hits.stream().anyMatch(hit -> hit.home().equals(segment));
                boolean opens =
                        segment.tokens().get(0).startsUpper() && segment.letters() > 2 && !above.matches(".*[/,(&-]$");
                if (!known && opens && row.segments().size() > 1) {
                    sides.add(Side.of(segment));
                }
                above = segment.text();
            }
        }
        sides.sort(Comparator.comparingDouble(Side::middle));
        return sides;
    }

    /** The x between two headings that the fewest words cross; in the middle of the gap. */
    private static double border(PageLayout layout, Head a, Head b, double top, double bottom) {
        double from = Math.min(a.x1(), b.x0());
        double to = b.x1();
        int steps = 60;
        int[] crossed = new int[steps + 1];
        for (Row row : layout.rows()) {
            for (Token token : row.tokens()) {
                if (token.middle() > top && token.middle() < bottom) {
                    for (int i = 0; i <= steps; i++) {
                        double x = from + (to - from) * i / steps;
                        crossed[i] += token.x0() - 2 < x && x < token.x1() + 2 ? 1 : 0;
                    }
                }
            }
        }
        int least = java.util.Arrays.stream(crossed).min().orElse(0);
        int bestStart = 0;
        int bestLength = 0;
        for (int i = 0; i <= steps; i++) {
            int start = i;
            while (i <= steps && crossed[i] == least) {
                i++;
            }
            if (i - start > bestLength) {
                bestLength = i - start;
                bestStart = start;
            }
        }
        return from + (to - from) * (bestStart + bestLength / 2.0) / steps;
    }

    /** Whether no heading was read, so that the columns may be the other way round. */
    boolean guessed() {
        return guessed;
    }

    /** Whether a caption stands at the left of this table and so has a value for each column. */
    boolean owns(LabelHit hit) {
        return captions.contains(hit);
    }

    /** The section of the column that a place lies in. */
    Optional<String> sectionAt(LabelHit hit) {
        double y = hit.home().middle();
        if (y < top || y > bottom) {
            return Optional.empty();
        }
        Map.Entry<Double, String> column = columns.floorEntry(hit.x0());
        return column == null ? Optional.empty() : Optional.of(column.getValue());
    }

    /** The words of the cell of a caption in the column of a section. */
    List<Token> cell(LabelHit caption, String section) {
        double left = firstColumn;
        double right = Double.MAX_VALUE;
        for (Map.Entry<Double, String> column : columns.entrySet()) {
            if (column.getValue().equals(section)) {
                left = column.getKey();
                Double next = columns.higherKey(column.getKey());
                right = next == null ? Double.MAX_VALUE : next;
            }
        }
        List<List<Token>> lines = lines(left, right);
        List<Token> cell = new ArrayList<>();
        int mine =
                sides.stream().map(side -> side.caption().orElse(null)).toList().indexOf(caption);
        for (List<Token> line : lines) {
            if (captionOf(line, lines) == mine) {
                cell.addAll(line);
            }
        }
        return cell;
    }

    private List<List<Token>> lines(double left, double right) {
        List<List<Token>> lines = new ArrayList<>();
        for (Row row : layout.rows()) {
            List<Token> line = row.tokens().stream()
                    .filter(token -> token.middle() > top && token.middle() < bottom)
                    .filter(token -> token.centre() > left && token.centre() < right)
                    .toList();
            // what is in brackets under a heading belongs to it
            boolean ofHeading = lines.isEmpty() && Row.join(line).matches("\\(.*\\)");
            if (!line.isEmpty() && !ofHeading) {
                lines.add(line);
            }
        }
        return lines;
    }

    /**
     * The caption that a line of a column belongs to: the line is first put into a block of lines with narrow spacing,
     * then the block goes to the caption whose lines it overlaps most, or to the nearest.
     */
    private int captionOf(List<Token> line, List<List<Token>> lines) {
        double h = layout.letterHeight();
        double y = middle(line);
        int best = -1;
        double bestDistance = Double.MAX_VALUE;
        for (int i = 0; i < sides.size(); i++) {
            double captionTop = sides.get(i).top();
            double nextTop = i + 1 < sides.size() ? sides.get(i + 1).top() : bottom;
            double captionMiddle = sides.get(i).middle();
            double distance;
            if (y >= captionTop - 0.35 * h && y < nextTop - 0.2 * h) {
                distance = 0.01 * Math.abs(y - captionMiddle);
            } else {
                distance = h + Math.min(Math.abs(y - captionTop), Math.abs(y - nextTop));
            }
            if (distance < bestDistance) {
                bestDistance = distance;
                best = i;
            }
        }
        return centred(line, lines, best);
    }

    /** Where cells are centred on their height, the first lines of a tall cell stand above its caption. */
    private int centred(List<Token> line, List<List<Token>> lines, int best) {
        double h = layout.letterHeight();
        if (best < 0 || best + 1 >= sides.size()) {
            return best;
        }
        int at = lines.indexOf(line);
        if (at + 1 >= lines.size() || at == 0) {
            return best;
        }
        double above = middle(line) - middle(lines.get(at - 1));
        double below = middle(lines.get(at + 1)) - middle(line);
        double captionY = sides.get(best + 1).middle();
        boolean clings = above > below * 1.25 && middle(line) > sides.get(best).bottom();
        return clings && captionY - middle(line) < 4 * h ? best + 1 : best;
    }

    private static double middle(List<Token> tokens) {
        return tokens.stream().mapToDouble(Token::middle).average().orElse(0);
    }
}
