package vn.hoso.paper;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * From when until when a paper may be relied on (thời hạn hiệu lực).
 *
 * @param from the first day, or null where unknown
 * @param until the last day, itself still valid; null where permanent or unknown
 * @param permanent whether it never expires
 * @param rule the rule that gave the dates: {@code none}, {@code permanent}, {@code months:6}, {@code field:expiry_date}
 */
public record Validity(@Nullable LocalDate from, @Nullable LocalDate until, boolean permanent, String rule) {
    /** Nothing is known of the validity. */
    public static final Validity UNKNOWN = new Validity(null, null, false, "none");
}
