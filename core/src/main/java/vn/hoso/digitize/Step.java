package vn.hoso.digitize;

/** The steps that a file takes through the road, for times and progress. */
public enum Step {
    /** Opening the file and decoding its pages. */
    SCAN,
    /** Reading the text of the pages. */
    RECOGNISE,
    /** Finding the papers and their fields. */
    EXTRACT,
    /** Writing the two-layer PDF/A. */
    COMPOSE,
    /** Validating the PDF/A. */
    CHECK,
    /** Signing it. */
    SIGN,
    /** Storing it in the archive. */
    ARCHIVE
}
