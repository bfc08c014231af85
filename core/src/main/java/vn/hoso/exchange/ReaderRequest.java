package vn.hoso.exchange;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Why a reader gets papers: what a package for users says of itself.
 *
 * @param id the number of the request, at most 50 characters
 * @param date the day of the request
 * @param purpose {@code 01} private, {@code 02} official, {@code 03} special official
 * @param content the purpose in words, at most 1,000 characters
 * @param topic the subject of research, or null
 */
public record ReaderRequest(
        String id,
        LocalDate date,
        String purpose,
        String content,
        @Nullable String topic) {
    public ReaderRequest {
        FileSheet.length("id", id, 1, 50);
        FileSheet.length("content", content, 1, 1_000);
        if (!purpose.matches("0[1-3]")) {
            throw new IllegalArgumentException("purpose must be 01 to 03, got " + purpose);
        }
        if (topic != null) {
            FileSheet.length("topic", topic, 1, 1_000);
        }
    }
}
