package vn.hoso.digitize;

import java.util.List;
import vn.hoso.extract.Extraction;
import vn.hoso.paper.Field;
import vn.hoso.paper.Level;
import vn.hoso.record.DigitisedRecord;
import vn.hoso.registry.Transition;

/** How much a paper needs an officer, by what its record says. */
final class ReviewNeed {
    private ReviewNeed() {}

    /**
     * A paper of unknown type needs a person most, then one that perhaps should not be digitised or of which something
     * else was said when it was handed in, then one with many doubtful fields; one that is sealed needs none.
     */
    static Transition.Review of(DigitisedRecord record) {
        if (record.level() == Level.SEALED) {
            return new Transition.Review(0, List.of());
        }
        List<Field> doubtful =
                record.fields().stream().filter(field -> !field.accepted()).toList();
        double doubt =
                doubtful.stream().mapToDouble(field -> 1 - field.confidence()).sum();
        double need = (record.type().equals(Extraction.UNKNOWN) ? 100 : 0)
                + (Originals.isDoubted(record) ? 50 : 0)
                + (Stated.contradicted(record).isEmpty() ? 0 : 50)
                + 10 * (1 - record.typeConfidence())
                + doubt;
        return new Transition.Review(need, doubtful.stream().map(Field::key).toList());
    }

    /** The level of data that no officer has seen yet. */
    static Level level(List<Field> fields) {
        boolean sure = !fields.isEmpty() && fields.stream().allMatch(Field::accepted);
        return sure ? Level.CROSS_CHECKED : Level.RECOGNISED;
    }
}
