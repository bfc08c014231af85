package vn.hoso.extract;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import vn.hoso.text.Code;
import vn.hoso.text.PageText;

/**
 * The sheets that operators lay between papers before they scan a pile (tờ ngăn cách): pages with an agreed bar code or
 * QR code. Where the code stands on the first page of a paper, it is a label there and the page no sheet of its own.
 */
final class Separators {
    private final Set<String> payloads;

    Separators(List<String> payloads) {
        this.payloads = payloads.stream().map(Separators::bare).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether a page carries the code, be it a sheet or a label. */
    boolean isMarked(PageText page) {
        return page.codes().stream()
                .filter(code -> code.kind() != Code.Kind.MRZ)
                .anyMatch(code -> payloads.contains(bare(code.payload())));
    }

    /**
     * The pages that are no part of any paper: separator sheets, and the blank back of each.
     *
     * @param beginsPaper tells a first page by its own heading
     * @return page numbers; none where nothing else would be left
     */
    List<Integer> sheets(List<PageView> views, Predicate<PageView> beginsPaper) {
        List<Integer> sheets = new ArrayList<>();
        boolean after = false;
        boolean paper = false;
        for (PageView view : views) {
            PageText page = view.layout().page();
            boolean sheet = isMarked(page) && !beginsPaper.test(view);
            if (sheet || (after && page.blank())) {
                sheets.add(page.page());
            } else {
                paper |= !page.blank();
            }
            after = sheet;
        }
        return paper ? sheets : List.of();
    }

    private static String bare(String payload) {
        return payload.replaceAll("[^A-Za-z0-9]", "").toUpperCase(Locale.ROOT);
    }
}
