package vn.hoso.paper;

import org.jspecify.annotations.Nullable;

/**
 * Whose paper it is (chủ giấy tờ): by number where the paper gives one, otherwise by name only.
 *
 * <p>A name and a birth date describe a person, they never identify one.
 *
 * @param id the number: 12 or 9 digits of a person, a tax code of a firm; or null
 * @param name the name as verified, or null
 * @param birthDate the date of birth as {@code yyyy-MM-dd}, or null
 */
public record Owner(
        @Nullable String id,
        @Nullable String name,
        @Nullable String birthDate) {
    /** Nobody known. */
    public static final Owner UNKNOWN = new Owner(null, null, null);
}
