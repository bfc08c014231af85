package vn.hoso.extract;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.hoso.paper.Field;
import vn.hoso.paper.Owner;
import vn.hoso.paper.PaperType;
import vn.hoso.paper.Validity;

/** What follows from the fields of a paper: whose it is, and how long it counts. */
public final class Conclusions {
    private Conclusions() {}

    /**
     * Whose paper it is.
     *
     * @param type the type of the paper
     * @param fields its fields by key
     * @return the owner, as far as the fields say
     */
    public static Owner owner(PaperType type, Map<String, Field> fields) {
        return new Owner(
                value(fields, type.ownerId()), value(fields, type.ownerName()), value(fields, type.ownerBirthDate()));
    }

    /**
     * How long a paper counts.
     *
     * @param type the type of the paper, which gives the rule
     * @param fields its fields by key
     * @return the validity; without dates where the fields do not give them
     */
    public static Validity validity(PaperType type, Map<String, Field> fields) {
        LocalDate from = day(value(fields, type.validFrom())).orElse(null);
        String rule = type.validity();
        if (rule.equals("permanent")) {
            return new Validity(from, null, true, rule);
        }
        if (rule.startsWith("months:") && from != null) {
            return new Validity(from, from.plusMonths(Long.parseLong(rule.substring(7))), false, rule);
        }
        if (rule.startsWith("field:")) {
            return new Validity(from, day(value(fields, rule.substring(6))).orElse(null), false, rule);
        }
        return new Validity(from, null, false, rule);
    }

    private static @Nullable String value(Map<String, Field> fields, @Nullable String key) {
        Field field = key == null ? null : fields.get(key);
        return field == null ? null : field.value();
    }

    private static Optional<LocalDate> day(@Nullable String iso) {
        return iso == null ? Optional.empty() : CrossChecks.day(iso);
    }
}
