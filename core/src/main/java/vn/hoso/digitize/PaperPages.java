package vn.hoso.digitize;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import vn.hoso.extract.Extraction;
import vn.hoso.paper.Field;
import vn.hoso.text.AltoWriter;
import vn.hoso.text.Code;
import vn.hoso.text.PageText;

/**
 * The pages of one paper: as the file numbers them that they come from, and as the paper does, from 1.
 *
 * @param source the pages with their numbers in the file
 * @param pages the same pages with their numbers in the paper
 */
record PaperPages(List<PageText> source, List<PageText> pages) {
    PaperPages {
        source = List.copyOf(source);
        pages = List.copyOf(pages);
    }

    /** Those pages of a file that belong to a paper. */
    static PaperPages of(List<PageText> file, List<Integer> numbers) {
        List<PageText> source =
                file.stream().filter(page -> numbers.contains(page.page())).toList();
        List<PageText> pages = new ArrayList<>();
        source.forEach(page -> pages.add(numbered(page, pages.size() + 1)));
        return new PaperPages(source, pages);
    }

    /**
     * Those pages of a file that belong to a paper and have something on them: blank backs leave the rendition. Of a paper
     * that is blank throughout all pages stay.
     */
    static PaperPages written(List<PageText> file, List<Integer> numbers) {
        List<Integer> written = file.stream()
                .filter(page -> !page.blank())
                .map(PageText::page)
                .filter(numbers::contains)
                .toList();
        return of(file, written.isEmpty() ? numbers : written);
    }

    /** Those of the pages with these numbers that are not among these. */
    List<Integer> leftOut(List<Integer> numbers) {
        List<Integer> here = source.stream().map(PageText::page).toList();
        return numbers.stream().filter(page -> !here.contains(page)).toList();
    }

    /** The fields of the paper, each with the number of its page in the paper. */
    List<Field> fields(Extraction found) {
        Map<Integer, Integer> numbers = new LinkedHashMap<>();
        source.forEach(page -> numbers.put(page.page(), numbers.size() + 1));
        return found.fields().values().stream()
                .map(field -> numbered(field, numbers.getOrDefault(field.page(), 0)))
                .toList();
    }

    /** Writes the text of the pages as packed ALTO into a folder; the files by their names in the archive. */
    Map<String, Path> write(Path folder) throws IOException {
        Map<String, Path> files = new LinkedHashMap<>();
        for (PageText page : pages) {
            String name = String.format(Locale.ROOT, "page-%04d.xml.gz", page.page());
            Path alto = folder.resolve(name);
            AltoWriter.writePacked(page, alto);
            files.put("text/" + name, alto);
        }
        return files;
    }

    static PageText numbered(PageText page, int number) {
        return new PageText(
                number,
                page.width(),
                page.height(),
                page.dpi(),
                page.rotation(),
                page.skew(),
                page.blank(),
                page.origin(),
                page.lines(),
                page.codes().stream()
                        .map(code -> new Code(code.kind(), code.payload(), number, code.box()))
                        .toList(),
                page.attempts());
    }

    /** The page as it lies in a PDF/A that was made of it, which shows it upright. */
    static PageText upright(PageText page) {
        return new PageText(
                page.page(),
                page.width(),
                page.height(),
                page.dpi(),
                0,
                page.skew(),
                page.blank(),
                page.origin(),
                page.lines(),
                page.codes());
    }

    private static Field numbered(Field field, int number) {
        return new Field(
                field.key(),
                field.value(),
                field.printed(),
                field.confidence(),
                number,
                field.box(),
                field.method(),
                field.accepted(),
                field.alternatives(),
                field.doubts());
    }
}
