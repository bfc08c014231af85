package vn.hoso.extract;

import java.util.ArrayList;
import java.util.List;

/** Cuts the pages of a file where a new paper begins. */
final class Splitter {
    private final Classifier classifier;

    Splitter(Classifier classifier) {
        this.classifier = classifier;
    }

    /** The pages of each paper; a blank page stays with the paper before it. */
    List<List<PageView>> split(List<PageView> pages) {
        List<List<PageView>> papers = new ArrayList<>();
        boolean begun = false;
        for (PageView page : pages) {
            boolean blank = page.layout().rows().isEmpty();
            if (papers.isEmpty() || (!blank && begun && beginsPaper(page))) {
                papers.add(new ArrayList<>());
            }
            papers.get(papers.size() - 1).add(page);
            begun |= !blank;
        }
        return papers;
    }

    /** A first page has the national motto in its upper part and the title of a known type. */
    private boolean beginsPaper(PageView page) {
        boolean motto = page.heading()
                .motto()
                .map(found -> found.top() < 0.45 * page.layout().height())
                .orElse(false);
        if (!motto) {
            return false;
        }
        Classifier.Verdict verdict = classifier.classify(List.of(page));
        return verdict.type() != null && verdict.confidence() > 0.6;
    }
}
