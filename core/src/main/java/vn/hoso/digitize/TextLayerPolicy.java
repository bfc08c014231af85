package vn.hoso.digitize;

/** What to do with the text that a file already carries for a page. */
public enum TextLayerPolicy {
    /** Use it where it is plausible Vietnamese or English, otherwise read the page anew. One file in four carries junk. */
    AUDIT,
    /** Use it wherever there is one. */
    TRUST,
    /** Read every page anew. */
    IGNORE
}
