package vn.hoso.scan;

/** The kinds of file that can be scanned, told by content, not by name. */
public enum FileKind {
    /** Portable Document Format. */
    PDF("pdf"),
    /** TIFF, one page or several. */
    TIFF("tif"),
    /** JPEG. */
    JPEG("jpg"),
    /** PNG. */
    PNG("png"),
    /** JPEG 2000, in its file format or as a bare code stream. */
    JPEG2000("jp2"),
    /** JBIG2, one page or several. */
    JBIG2("jb2"),
    /** Windows bitmap. */
    BMP("bmp"),
    /** GIF of one image; an animation is no page. */
    GIF("gif"),
    /** WebP of one image; an animation is no page. */
    WEBP("webp"),
    /** Word, Office Open XML. */
    DOCX("docx"),
    /** Word 97 to 2003. */
    DOC("doc"),
    /** OpenDocument text. */
    ODT("odt"),
    /** Rich Text Format. */
    RTF("rtf"),
    /** Excel, Office Open XML. */
    XLSX("xlsx"),
    /** Excel 97 to 2003. */
    XLS("xls"),
    /** OpenDocument spreadsheet. */
    ODS("ods");

    private final String extension;

    FileKind(String extension) {
        this.extension = extension;
    }

    /**
     * Whether files of this kind have no pages of their own before something lays them out.
     *
     * @return true for the files of word processors and spreadsheets, see {@link OfficePolicy}
     */
    public boolean office() {
        return compareTo(DOCX) >= 0;
    }

    /**
     * The usual ending of the names of such files.
     *
     * @return lower-case letters and digits, without a dot
     */
    public String extension() {
        return extension;
    }
}
