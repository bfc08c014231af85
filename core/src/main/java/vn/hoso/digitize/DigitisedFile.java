package vn.hoso.digitize;

import java.util.List;
import vn.hoso.extract.Extraction;
import vn.hoso.scan.FileKind;
import vn.hoso.text.PageText;

/**
 * A file that was scanned, read and extracted; nothing of it is stored.
 *
 * @param name its name without folders
 * @param sha256 the digest of its content
 * @param bytes its size
 * @param kind what it is by its content
 * @param repairs what had to be repaired for reading
 * @param pages the text of its pages, one entry a page
 * @param papers the papers found in it, at least one; every page belongs to one of them, but for separator sheets
 * @param warnings what an operator should know, such as a page that could not be read
 */
public record DigitisedFile(
        String name,
        String sha256,
        long bytes,
        FileKind kind,
        List<String> repairs,
        List<PageText> pages,
        List<Extraction> papers,
        List<String> warnings) {
    public DigitisedFile {
        repairs = List.copyOf(repairs);
        pages = List.copyOf(pages);
        papers = List.copyOf(papers);
        warnings = List.copyOf(warnings);
    }

    /**
     * The separator sheets, which belong to no paper.
     *
     * @return page numbers, ascending
     */
    public List<Integer> separatorSheets() {
        return pages.stream()
                .map(PageText::page)
                .filter(page -> papers.stream().noneMatch(paper -> paper.pages().contains(page)))
                .toList();
    }
}
