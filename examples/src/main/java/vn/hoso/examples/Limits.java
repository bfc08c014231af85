package vn.hoso.examples;

import org.jspecify.annotations.Nullable;

/** Numbers on the command line that must lie within bounds. */
final class Limits {
    private Limits() {}

    /** The value of {@code --jobs}, checked; null stays null. */
    static @Nullable Integer jobs(@Nullable Integer value, Texts texts) {
        return value == null ? null : between("--jobs", value, 1, 1024, texts);
    }

    static int between(String option, int value, int least, int most, Texts texts) {
        if (value < least || value > most) {
            throw new UsageException(texts.get("usage.between", option, value, least, most));
        }
        return value;
    }
}
