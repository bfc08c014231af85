package vn.hoso.reuse;

/** Ends a look-up at one place, which says why it gives nothing. */
final class SilentSource extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final FederatedLookup.Silence why;

    SilentSource(FederatedLookup.Silence why, String message) {
        super(message);
        this.why = why;
    }

    FederatedLookup.Silence why() {
        return why;
    }
}
