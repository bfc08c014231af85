package vn.hoso.registry;

/** The lease of a file ran out and somebody else took it over: the work in hand must be dropped. */
public final class LeaseLostException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * A lost lease.
     *
     * @param sha256 the digest of the file
     * @param worker who thought to hold it
     */
    public LeaseLostException(String sha256, String worker) {
        super("the lease of " + sha256 + " is not held by " + worker + " any more");
    }
}
