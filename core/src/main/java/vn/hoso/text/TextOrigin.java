package vn.hoso.text;

/** Where the text of a page comes from. */
public enum TextOrigin {
    /** Read from pixels by a recogniser. */
    OCR,
    /** Taken from the text layer that the file already had, because it was found plausible. */
    TEXT_LAYER,
    /** There is no text: the page is blank, or nothing could be read on it. */
    NONE
}
