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
 */
record PageView(PageLayout layout, Heading heading, List<TitleBlock> titles, String bare) {
    static PageView of(PageText page) {
        PageLayout layout = PageLayout.of(page);
        Heading heading = new Heading(layout);
        StringBuilder bare = new StringBuilder();
        layout.rows().forEach(row -> bare.append(Token.bare(row.text())));
        return new PageView(layout, heading, TitleBlock.find(layout, heading), bare.toString());
    }

    int page() {
        return layout.page().page();
    }
}
