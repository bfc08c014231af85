package vn.hoso.extract;

import java.util.List;
import java.util.Map;
import vn.hoso.paper.Method;

/**
 * Tells papers whose values were written by hand, such as forms that a citizen filled in.
 *
 * <p>A recogniser of print is unsure of many words of such values, while it reads the printed captions beside them
 * well; it is also sure of some that it misreads. So no value of such a paper is to be used without a look.
 */
final class Handwriting {
    private static final double UNSURE = 75;
    private static final int FEWEST = 6;
    private static final double SHARE = 0.25;

    private Handwriting() {}

    static void doubt(Map<String, Reading> readings, int unread) {
        List<Reading> written = readings.values().stream()
                .filter(reading -> reading.candidate().method() == Method.LABEL)
                .filter(reading -> !reading.candidate().tokens().isEmpty())
                .toList();
        long unsure = written.stream()
                .filter(reading -> reading.candidate().lowestConfidence() < UNSURE)
                .count();
        int all = written.size() + unread;
        if (all >= FEWEST && unsure + unread >= SHARE * all) {
            written.stream()
                    .filter(reading -> !reading.proven())
                    .forEach(reading -> reading.doubts().add("handwritten"));
        }
    }
}
