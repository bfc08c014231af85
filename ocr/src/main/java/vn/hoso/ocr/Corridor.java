package vn.hoso.ocr;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A stretch of white from the top to the bottom of a region. */
record Corridor(int left, int right) {
    boolean isCrossedBy(Segment segment) {
        return segment.left < right && segment.right > left;
    }

    /**
     * The white stretches between segments.
     *
     * @param least how wide a stretch must be
     */
    static List<Corridor> between(List<Segment> segments, double least) {
        List<Segment> sorted = new ArrayList<>(segments);
        sorted.sort(Comparator.comparingInt(s -> s.left));
        List<Corridor> corridors = new ArrayList<>();
        int edge = Integer.MIN_VALUE;
        for (Segment segment : sorted) {
            if (edge > Integer.MIN_VALUE && segment.left - edge >= least) {
                corridors.add(new Corridor(edge, segment.left));
            }
            edge = Math.max(edge, segment.right);
        }
        return corridors;
    }

    /**
     * What a line leaves of corridors that it reaches into.
     *
     * @param least how wide the rest must be
     */
    static List<Corridor> narrowed(List<Corridor> corridors, Band next, double least) {
        List<Corridor> narrowed = new ArrayList<>();
        for (Corridor corridor : corridors) {
            int left = corridor.left;
            int right = corridor.right;
            for (Segment segment : next.segments) {
                if (segment.centre() < (left + right) / 2.0) {
                    left = Math.max(left, segment.right);
                } else {
                    right = Math.min(right, segment.left);
                }
            }
            if (right - left >= least) {
                narrowed.add(new Corridor(left, right));
            }
        }
        return narrowed;
    }

    /** The segments of bands by the corridors between which they stand, from the left. */
    static List<List<Segment>> columns(List<Band> region, List<Corridor> corridors) {
        List<List<Segment>> columns = new ArrayList<>();
        for (int i = 0; i <= corridors.size(); i++) {
            columns.add(new ArrayList<>());
        }
        for (Band band : region) {
            for (Segment segment : band.segments) {
                int column = 0;
                while (column < corridors.size() && segment.centre() > corridors.get(column).left) {
                    column++;
                }
                columns.get(column).add(segment);
            }
        }
        columns.removeIf(List::isEmpty);
        return columns;
    }
}
