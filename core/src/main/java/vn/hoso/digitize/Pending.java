package vn.hoso.digitize;

/** Stands where a body follows. */
@SuppressWarnings({"DoNotCallSuggester", "TypeParameterUnusedInFormals"})
final class Pending {
    private Pending() {}

    static <T> T value(Object... given) {
        throw new UnsupportedOperationException("not there yet: " + given.length);
    }
}
