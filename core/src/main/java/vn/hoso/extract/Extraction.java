package vn.hoso.extract;

import java.util.List;
import java.util.Map;
import vn.hoso.paper.Field;
import vn.hoso.paper.Owner;
import vn.hoso.paper.Validity;
import vn.hoso.text.Code;

/**
 * One paper found in a file: its type, its pages and its fields.
 *
 * @param type the paper type, such as {@code official_letter}, or {@code unknown}
 * @param typeConfidence the probability that the type is right, 0 to 1
 * @param pages the pages of the file that belong to it, from 1, ascending
 * @param fields the fields by key, in the order of the paper type
 * @param codes the codes found on its pages
 * @param owner whose paper it is, as far as the fields say
 * @param validity from when until when it counts
 */
public record Extraction(
        String type,
        double typeConfidence,
        List<Integer> pages,
        Map<String, Field> fields,
        List<Code> codes,
        Owner owner,
        Validity validity) {
    /** The type of a paper that no declared type fits. */
    public static final String UNKNOWN = "unknown";

    public Extraction {
        pages = List.copyOf(pages);
        codes = List.copyOf(codes);
        fields = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(fields));
    }
}
