package vn.hoso.search;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.hoso.paper.Level;
import vn.hoso.paper.PaperId;
import vn.hoso.record.DigitisedRecord;

/**
 * What a search found.
 *
 * @param total how many papers fit
 * @param hits the best of them, at most as many as were asked for
 * @param notes what of the query was not taken literally, in English; mostly empty
 */
public record SearchResult(Count total, List<Hit> hits, List<String> notes) {
    public SearchResult {
        hits = List.copyOf(hits);
        notes = List.copyOf(notes);
    }

    /**
     * A number that says whether it is exact.
     *
     * @param value the number
     * @param exact whether it is exact; otherwise it is a lower bound
     */
    public record Count(long value, boolean exact) {}

    /**
     * A paper that fits.
     *
     * <p>Numbers that can identify a person are shown with dots but for their last three digits.
     *
     * @param id the paper
     * @param version the version of the archive object that was indexed
     * @param score how well it fits; comparable within one result only
     * @param type the paper type
     * @param level how far its data have been verified
     * @param state whether it still counts
     * @param number its number and symbol, or null
     * @param title what it is about, or null
     * @param owner the name of its owner, or null
     * @param issued when it was issued, or null
     * @param until the last day of its validity, or null where permanent or unknown
     * @param snippets where the words stand; empty where the query has no words
     */
    public record Hit(
            PaperId id,
            int version,
            double score,
            String type,
            Level level,
            DigitisedRecord.State state,
            @Nullable String number,
            @Nullable String title,
            @Nullable String owner,
            @Nullable LocalDate issued,
            @Nullable LocalDate until,
            List<Snippet> snippets) {
        public Hit {
            snippets = List.copyOf(snippets);
        }
    }

    /**
     * A piece of the text around the words that were searched.
     *
     * @param page the page it stands on, from 1; 0 for the value of a field
     * @param key the key of the field, or null for a piece of a page
     * @param text the piece, on one line
     * @param highlights where the words stand in it, ascending, without overlaps
     */
    public record Snippet(int page, @Nullable String key, String text, List<Span> highlights) {
        public Snippet {
            highlights = List.copyOf(highlights);
        }
    }

    /**
     * A part of a text.
     *
     * @param start the first character, from 0
     * @param end the first character behind it
     */
    public record Span(int start, int end) {}
}
