package vn.hoso.paper;

/** How the value of a field was found. */
public enum Method {
    /** Beside or under its label. */
    LABEL,
    /** By its place in the layout that the law prescribes. */
    LAYOUT,
    /** By a pattern anywhere in the text. */
    PATTERN,
    /** From a QR code. */
    QR,
    /** From a machine-readable zone. */
    MRZ,
    /** Derived from other fields or from the type of the paper. */
    DERIVED,
    /** Typed by an officer. */
    OFFICER,
    /** Taken over from another system, with its provenance. */
    IMPORT
}
