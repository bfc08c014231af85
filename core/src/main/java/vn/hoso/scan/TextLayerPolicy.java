package vn.hoso.scan;

/** What to do with a page that already has text. */
public enum TextLayerPolicy {
    /** Judge the text: take it where it is trusted, recognise the page anew where it is not. The default. */
    AUDIT,
    /** Take any text that is there, however bad; recognise only pages without. */
    SKIP,
    /** Recognise every scanned or mixed page anew; take the text of born-digital pages. */
    REDO,
    /** Recognise every page anew from its pixels, born-digital ones too. */
    FORCE
}
