package vn.hoso.ocr;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Segments whose heights chain: one visual line, or lines of cells that are not on one height. */
final class Band {
    final List<Segment> segments = new ArrayList<>();
    int top = Integer.MAX_VALUE;
    int bottom;

    void add(Segment segment) {
        segments.add(segment);
        top = Math.min(top, segment.top);
        bottom = Math.max(bottom, segment.bottom);
    }

    /** The bands of segments, from the top. */
    static List<Band> of(List<Segment> segments) {
        List<Segment> sorted = new ArrayList<>(segments);
        sorted.sort(Comparator.comparingDouble(Segment::middle));
        List<Band> bands = new ArrayList<>();
        for (Segment segment : sorted) {
            Band band = bands.isEmpty() ? null : bands.get(bands.size() - 1);
            if (band == null || !band.isJoinedBy(segment)) {
                band = new Band();
                bands.add(band);
            }
            band.add(segment);
        }
        return bands;
    }

    /** Beside what is in this band already, a little overlap of heights is enough; above or below it, much is needed. */
    private boolean isJoinedBy(Segment segment) {
        boolean beside = true;
        double overlap = Double.NEGATIVE_INFINITY;
        for (Segment other : segments) {
            beside &= segment.left >= other.right || segment.right <= other.left;
            double shared = Math.min(segment.bottom, other.bottom) - Math.max(segment.top, other.top);
            overlap = Math.max(overlap, shared / Math.max(1, Math.min(segment.height(), other.height())));
        }
        return overlap > (beside ? 0.3 : 0.45);
    }

    /** How far the middle of a band lies below that of this one. */
    double pitchTo(Band below) {
        double upper = segments.stream().mapToDouble(Segment::middle).average().orElse(0);
        double lower =
                below.segments.stream().mapToDouble(Segment::middle).average().orElse(0);
        return lower - upper;
    }

    /** Whether lines stand above each other in this band. */
    boolean hasStackedLines() {
        for (Segment a : segments) {
            for (Segment b : segments) {
                boolean beside = a.right <= b.left || b.right <= a.left;
                if (!beside && Math.abs(a.middle() - b.middle()) > 0.6 * Math.min(a.height(), b.height())) {
                    return true;
                }
            }
        }
        return false;
    }
}
