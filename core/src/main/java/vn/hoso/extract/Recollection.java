package vn.hoso.extract;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import vn.hoso.extract.TypeMemory.Likeness;
import vn.hoso.paper.PaperType;
import vn.hoso.paper.PaperTypes;

/** Tells the type of a paper by the verified papers that it resembles, where its own words don't tell it. */
final class Recollection {
    /** Papers of one filled-in form share a third of their pairs of words and more, papers of two forms hardly a quarter. */
    private static final double SAME_FORM = 0.36;

    /** One verified paper may be a mistake. */
    private static final int WITNESSES = 2;

    private static final int ASKED = 8;

    private final TypeMemory memory;
    private final PaperTypes types;

    Recollection(TypeMemory memory, PaperTypes types) {
        this.memory = memory;
        this.types = types;
    }

    /**
     * What the verified papers say. All that are of the same form must agree; and never is the type so sure that values
     * are used without a look.
     */
    Optional<Classifier.Verdict> recall(List<PageView> pages) {
        if (pages.isEmpty()) {
            return Optional.empty();
        }
        String text = pages.stream().map(page -> page.layout().page().text()).collect(Collectors.joining("\n"));
        List<Likeness> alike = memory.mostLike(text, ASKED).stream()
                .filter(paper -> paper.similarity() >= SAME_FORM)
                .toList();
        List<String> told = alike.stream().map(Likeness::type).distinct().toList();
        if (alike.size() < WITNESSES || told.size() != 1) {
            return Optional.empty();
        }
        double mean = alike.stream().mapToDouble(Likeness::similarity).average().orElse(0);
        PaperType type = types.find(told.get(0)).orElse(null);
        return type == null
                ? Optional.empty()
                : Optional.of(
                        new Classifier.Verdict(type, Math.min(0.99 * Extractor.SURE_TYPE, 0.4 + 0.4 * mean), null, 0));
    }
}
