package vn.hoso.extract;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
                List<LabelHit> first = at(left.x0(), sectioned, h);
                List<LabelHit> second = at(right.x0(), sectioned, h);
                if (shared(first, second) >= LEAST_SHARED) {
                    return Optional.of(of(layout, hits, first, second));
                }
            }
        }
        return Optional.empty();
    }

    private static SideBySide of(PageLayout layout, List<LabelHit> hits, List<LabelHit> left, List<LabelHit> right) {
        double h = layout.letterHeight();
        List<LabelHit> both = new ArrayList<>(left);
        both.addAll(right);
        double border = right.stream().mapToDouble(LabelHit::x0).min().orElseThrow() - 0.5 * h;
        double top = both.stream().mapToDouble(hit -> hit.home().top()).min().orElseThrow();
        double bottom = end(
                layout,
                hits,
                border,
                both.stream().mapToDouble(hit -> hit.home().middle()).max().orElseThrow());
        List<LabelHit> openers =
                hits.stream().filter(hit -> opened(hit) != null).toList();
        double above = top - 5 * h;
        List<LabelHit> heads = openers.stream()
                .filter(hit -> hit.home().middle() > above && hit.home().middle() < bottom)
                .toList();
        Set<String> leftNames = names(heads, hit -> hit.x0() < border);
        Set<String> rightNames = names(heads, hit -> hit.x0() >= border);
        boolean named = leftNames.size() == 1 && rightNames.size() == 1 && !leftNames.equals(rightNames);
        double start = heads.stream().mapToDouble(hit -> hit.home().top()).min().orElse(top);
        return new SideBySide(border, Math.min(top, start) - 0.3 * h, bottom, named);
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

    private static Set<String> names(List<LabelHit> heads, java.util.function.Predicate<LabelHit> side) {
        return heads.stream().filter(side).map(SideBySide::opened).collect(Collectors.toSet());
    }

    /** The section that a caption opens, because no other has it; null where it opens none. */
    private static @org.jspecify.annotations.Nullable String opened(LabelHit hit) {
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

    private static long shared(List<LabelHit> left, List<LabelHit> right) {
        return left.stream()
                .map(hit -> hit.label().exact())
                .distinct()
                .filter(label ->
                        right.stream().anyMatch(hit -> hit.label().exact().equals(label)))
                .count();
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
