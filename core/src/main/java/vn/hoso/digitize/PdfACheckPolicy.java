package vn.hoso.digitize;

/** Which of the PDF/A files written are validated before they are stored. */
public enum PdfACheckPolicy {
    /** Every one. */
    ALL,
    /** The first of a run and then one in ten. */
    SAMPLE,
    /** None. */
    OFF
}
