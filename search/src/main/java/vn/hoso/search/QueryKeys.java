package vn.hoso.search;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The fields that a query may name, and what users may call them. */
final class QueryKeys {
    /** A field of its own that is compared as a whole. */
    static final Set<String> KEYWORDS = Set.of(
            Schema.ID,
            Schema.TYPE,
            Schema.LEVEL,
            Schema.STATE,
            Schema.KIND,
            Schema.AGENCY,
            Schema.NUMBER,
            Schema.OWNERLESS);

    /** Numbers of persons, compared by their hashes. */
    static final Set<String> HASHED = Set.of(Schema.PERSON, Schema.LINK);

    /** Fields that are days. */
    static final Set<String> DAYS = Set.of(Schema.ISSUED, Schema.FROM, Schema.UNTIL);

    /** What users may call a field. */
    private static final Map<String, String> ALIASES = new HashMap<>();

    static {
        alias(Schema.TYPE, "loai");
        alias(Schema.LEVEL, "muc", "muc_xac_minh");
        alias(Schema.STATE, "status", "trang_thai");
        alias(Schema.KIND, "ma_ket_qua", "ma_loai");
        alias(Schema.AGENCY, "co_quan");
        alias(Schema.NUMBER, "so", "so_ky_hieu", "code", "ma");
        alias(Schema.OWNER, "chu", "chu_giay_to", "owner_id");
        alias(Schema.NAME, "ten", "ho_ten");
        alias(Schema.TEXT, "noi_dung");
        alias(Schema.ISSUED, "issue_date", "ngay", "ngay_cap", "ngay_ban_hanh");
        alias(Schema.FROM, "valid_from", "hieu_luc_tu");
        alias(Schema.UNTIL, "valid_until", "expiry", "het_han");
    }

    private static void alias(String name, String... others) {
        for (String other : others) {
            ALIASES.put(other, name);
        }
    }

    private QueryKeys() {}

    /** The name that the index has for a field. */
    static String resolve(String key) {
        return ALIASES.getOrDefault(key, key);
    }
}
