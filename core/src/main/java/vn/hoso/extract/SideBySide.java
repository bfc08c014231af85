package vn.hoso.extract;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.hoso.paper.FieldType;

/**
 * Two blocks side by side, each with captions of its own, such as wife and husband: the left one is to be read to its
 * end before the right one.
 *
 * @param border the x from which on words belong to the right block
 * @param top where both begin, their headings included
 * @param bottom where both have ended
 * @param named whether each block says which section it is, by a heading or by a caption that only one section has
 */
record SideBySide(double border, double top, double bottom, boolean named) {
    private static final int LEAST_SHARED = 2;

    /** The blocks of a page; none where not several captions stand twice, one below the other at two left edges. */
    static Optional<SideBySide> find(PageLayout layout, List<LabelHit> hits) {
        double h = layout.letterHeight();
        List<LabelHit> sectioned =
                hits.stream().filter(hit -> sections(hit).size() >= 2).toList();
        for (LabelHit right : sectioned) {
            for (LabelHit left : sectioned) {
                boolean pair = left.label().equals(right.label())
                        && right.x0() - left.x0() > 0.25 * layout.width()
                        && Math.abs(right.home().middle() - left.home().middle()) < 8 * h;
                if (!pair) {
                    continue;
                }
                List<LabelHit> pairs = pairs(at(left.x0(), sectioned, h), at(right.x0(), sectioned, h), h);
                if (pairs.stream().map(hit -> hit.label().exact()).distinct().count() >= LEAST_SHARED) {
                    return Optional.of(of(layout, hits, pairs, right.x0() - 1.2 * h));
                }
            }
        }
        return Optional.empty();
    }

    private static SideBySide of(PageLayout layout, List<LabelHit> hits, List<LabelHit> both, double beyond) {
        double h = layout.letterHeight();
        double border = both.stream()
                        .mapToDouble(LabelHit::x0)
                        .filter(x -> x >= beyond)
                        .min()
                        .orElseThrow()
                - 0.5 * h;
        double top = both.stream().mapToDouble(hit -> hit.home().top()).min().orElseThrow();
        double last =
                both.stream().mapToDouble(hit -> hit.home().middle()).max().orElseThrow();
        double bottom = end(layout, hits, border, last);
        List<LabelHit> left = heads(hits.stream().filter(hit -> hit.x0() < border), top - 5 * h, top + h, bottom);
        List<LabelHit> right = heads(hits.stream().filter(hit -> hit.x0() >= border), top - 5 * h, top + h, bottom);
        Set<String> first = left.stream().map(SideBySide::opened).collect(Collectors.toSet());
        Set<String> second = right.stream().map(SideBySide::opened).collect(Collectors.toSet());
        boolean named = first.size() == 1 && second.size() == 1 && !first.equals(second);
        double start = first.size() + second.size() > 0 && first.size() < 2 && second.size() < 2
                ? Stream.concat(left.stream(), right.stream())
                        .mapToDouble(hit -> hit.home().top())
                        .min()
                        .orElse(top)
                : top;
        return new SideBySide(border, Math.min(top, start) - 0.3 * h, bottom, named);
    }

    /** What says the section of a block: the lowest heading or caption above or at its beginning, and all within it. */
    private static List<LabelHit> heads(Stream<LabelHit> side, double from, double start, double bottom) {
        List<LabelHit> heads = new ArrayList<>();
        side.filter(hit -> opened(hit) != null)
                .filter(hit -> hit.home().middle() > from && hit.home().middle() < bottom)
                .sorted(Comparator.comparingDouble(hit -> hit.home().middle()))
                .forEach(hit -> {
                    if (hit.home().middle() < start) {
                        heads.clear();
                    }
                    heads.add(hit);
                });
        return heads;
    }

    /** How far down the lines of the last values may reach: to the next row that crosses the border, or whose caption has no section. */
    private static double end(PageLayout layout, List<LabelHit> hits, double border, double last) {
        double h = layout.letterHeight();
        double end = last + 8 * h;
        for (Row row : layout.rows()) {
            boolean crossed = row.tokens().stream().anyMatch(token -> token.x0() < border && token.x1() > border);
            if (crossed && row.middle() > last + 0.5 * h) {
                end = Math.min(end, row.top());
            }
        }
        for (LabelHit hit : hits) {
            boolean other = hit.starts()
                    && !hit.label().fields().isEmpty()
                    && sections(hit).isEmpty();
            if (other && hit.home().middle() > last + 0.5 * h) {
                end = Math.min(end, hit.home().top());
            }
        }
        return end;
    }

    /** The section that a caption opens, because no other has it; null where it opens none. */
    private static @Nullable String opened(LabelHit hit) {
        if (!hit.label().sections().isEmpty() && hit.label().fields().isEmpty()) {
            return hit.label().sections().get(0);
        }
        Set<String> sections = sections(hit);
        boolean all = hit.label().fields().stream().allMatch(field -> field.section() != null);
        return sections.size() == 1 && all ? sections.iterator().next() : null;
    }

    private static Set<String> sections(LabelHit hit) {
        Set<String> sections = new HashSet<>();
        for (FieldType field : hit.label().fields()) {
            if (field.section() != null) {
                sections.add(field.section());
            }
        }
        return sections;
    }

    private static List<LabelHit> at(double x, List<LabelHit> hits, double h) {
        return hits.stream().filter(hit -> Math.abs(hit.x0() - x) < 1.2 * h).toList();
    }

    /** The captions that stand on both sides, each with the nearest of the other; what stands far above is of neither. */
    private static List<LabelHit> pairs(List<LabelHit> left, List<LabelHit> right, double h) {
        List<LabelHit> pairs = new ArrayList<>();
        for (LabelHit one : right) {
            left.stream()
                    .filter(hit -> hit.label().equals(one.label()))
                    .min(Comparator.comparingDouble(hit -> distance(hit, one)))
                    .filter(hit -> distance(hit, one) < 8 * h)
                    .ifPresent(nearest -> {
                        pairs.add(nearest);
                        pairs.add(one);
                    });
        }
        return pairs;
    }

    private static double distance(LabelHit a, LabelHit b) {
        return Math.abs(a.home().middle() - b.home().middle());
    }

    /** Whether a height lies within the blocks. */
    boolean spans(double y) {
        return y > top && y < bottom;
    }

    /** Whether a place lies in the left block, whose values end at the border; the last value may have several lines. */
    boolean isLeft(double x, double y) {
        return spans(y) && x < border;
    }

    /** The order of reading: what stands above, the left block, the right one, what stands below. */
    Comparator<LabelHit> order() {
        return Comparator.<LabelHit>comparingInt(hit -> {
                    double y = hit.home().middle();
                    return y <= top ? 0 : y >= bottom ? 3 : hit.x0() < border ? 1 : 2;
                })
                .thenComparingInt(hit -> hit.row().index())
                .thenComparingDouble(LabelHit::x0);
    }
}
