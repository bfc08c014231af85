package vn.hoso.extract;

import java.util.ArrayList;
import java.util.List;

/** Cuts the pages of a file where a new paper begins. */
final class Splitter {
    private final Classifier classifier;
    private final Separators separators;

    Splitter(Classifier classifier, Separators separators) {
        this.classifier = classifier;
        this.separators = separators;
    }

    /** The pages of each paper; a blank page stays with the paper before it, a separator sheet is left out. */
    List<List<PageView>> split(List<PageView> pages) {
        List<Integer> sheets = sheets(pages);
        List<List<PageView>> papers = new ArrayList<>();
        boolean begun = false;
        boolean parted = false;
        for (PageView page : pages) {
            if (sheets.contains(page.page())) {
                parted = true;
                continue;
            }
            boolean blank = page.layout().rows().isEmpty();
            boolean marked = separators.isMarked(page.layout().page());
            if (papers.isEmpty() || parted || (!blank && begun && (marked || beginsPaper(page)))) {
                papers.add(new ArrayList<>());
                parted = false;
            }
            papers.get(papers.size() - 1).add(page);
            begun |= !blank;
        }
        return papers;
    }

    /** The pages that part papers and belong to none. */
    List<Integer> sheets(List<PageView> pages) {
        return separators.sheets(pages, this::beginsPaper);
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
