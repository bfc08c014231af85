package vn.hoso.extract;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vn.hoso.paper.Field;

/**
 * A file whose papers have been told apart; their data have not been extracted yet.
 *
 * <p>Thông tư 01/2023/TT-VPCP, article 8, has the scan of each paper signed before its data are extracted. Which pages are
 * one paper must be known to sign it, its fields must not: {@link #extract} is for what is signed. Immutable and safe for
 * use by several threads.
 */
public final class SortedFile {
    private final Extractor extractor;
    private final List<Part> parts;

    SortedFile(Extractor extractor, List<Part> parts) {
        this.extractor = extractor;
        this.parts = List.copyOf(parts);
    }

    /** The views of the pages of one paper, and what it is. */
    record Part(List<PageView> views, Classifier.Verdict verdict, Optional<Field> secrecy) {
        List<PageView> printed() {
            return views.stream()
                    .filter(page -> !page.layout().rows().isEmpty())
                    .toList();
        }
    }

    /**
     * A paper by its pages.
     *
     * @param type the paper type, or {@link Extraction#UNKNOWN}
     * @param typeConfidence the probability that the type is right, 0 to 1
     * @param pages the pages of the file that belong to it, from 1, ascending
     * @param secrecyMark the stamp of a state secret on it, or empty
     */
    public record SortedPaper(String type, double typeConfidence, List<Integer> pages, Optional<String> secrecyMark) {
        public SortedPaper {
            pages = List.copyOf(pages);
        }
    }

    /**
     * The papers.
     *
     * @return the papers in their order, at least one; each page belongs to exactly one
     */
    public List<SortedPaper> papers() {
        return parts.stream()
                .map(part -> new SortedPaper(
                        part.verdict().type() == null
                                ? Extraction.UNKNOWN
                                : part.verdict().type().key(),
                        part.verdict().type() == null ? 0 : part.verdict().confidence(),
                        part.views().stream().map(PageView::page).toList(),
                        part.secrecy().map(Field::value)))
                .toList();
    }

    /**
     * Extracts the data of a paper.
     *
     * @param paper its place in {@link #papers}, from 0
     * @return its type, pages and fields
     */
    public Extraction extract(int paper) {
        return extractor.extract(parts.get(paper));
    }

    /**
     * Extracts the data of all papers.
     *
     * @return the papers, in order; at least one
     */
    public List<Extraction> extractAll() {
        List<Extraction> all = new ArrayList<>();
        parts.forEach(part -> all.add(extractor.extract(part)));
        return List.copyOf(all);
    }
}
