package vn.hoso.digitize;

/** Hears what has just become durable, at each place where a process may die; for tests that let it die there. */
@FunctionalInterface
interface Probe {
    /** Hears nothing. */
    Probe NONE = moment -> {};

    /** The places, in the order of the road. */
    enum Moment {
        /** The lease of a file is taken. */
        RECEIVED,
        /** Its text has been read. */
        READ,
        /** Its papers are known. */
        SPLIT,
        /** The pages of a paper are noted. */
        SCANNED,
        /** Its PDF/A is written. */
        COMPOSED,
        /** It is signed. */
        SIGNED,
        /** Its fields are noted. */
        EXTRACTED,
        /** The archive holds it; the registry does not know yet. */
        STORED,
        /** The registry knows. */
        ARCHIVED,
        /** An officer has confirmed it. */
        VERIFIED,
        /** It has its code. */
        CODED,
        /** A change of its archive object is announced. */
        BEGUN,
        /** The archive holds the change; the registry does not know yet. */
        REWRITTEN,
        /** The registry knows of the change. */
        ACKNOWLEDGED
    }

    /**
     * A place was reached.
     *
     * @param moment the place
     */
    void reached(Moment moment);
}
