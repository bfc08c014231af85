package vn.hoso.extract;

import java.util.List;
import vn.hoso.text.PageText;

/**
 * A page with everything that is found on it regardless of the type of paper.
 *
 * @param layout its rows
 * @param heading its heading
 * @param titles its possible titles
 * @param bare all its letters and digits, folded
 * @param wording how words are spelt in its file
 */
record PageView(PageLayout layout, Heading heading, List<TitleBlock> titles, String bare, Wording wording) {
    /** The pages of one file. */
    static List<PageView> of(List<PageText> pages) {
        Wording wording = Wording.of(pages);
        return pages.stream().map(page -> of(page, wording)).toList();
    }

    private static PageView of(PageText page, Wording wording) {
        PageLayout layout = PageLayout.of(page, wording);
        Heading heading = new Heading(layout);
        StringBuilder bare = new StringBuilder();
        layout.rows().forEach(row -> bare.append(Token.bare(row.text())));
        return new PageView(layout, heading, TitleBlock.find(layout, heading), bare.toString(), wording);
    }

    int page() {
        return layout.page().page();
    }
}
