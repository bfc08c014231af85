package vn.hoso.scan;

/** The kinds of file that can be scanned, told by content, not by name. */
public enum FileKind {
    /** Portable Document Format. */
    PDF,
    /** TIFF, one page or several. */
    TIFF,
    /** JPEG. */
    JPEG,
    /** PNG. */
    PNG
}
