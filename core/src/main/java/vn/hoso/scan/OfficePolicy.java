package vn.hoso.scan;

/** What to do with office files, which have no pages before something lays them out. */
public enum OfficePolicy {
    /**
     * Laid out by LibreOffice; where none is installed, their text alone on plain pages, which {@link Scan#repairs} says.
     */
    PAGES_OR_TEXT,
    /** Laid out by LibreOffice; refused where none is installed. */
    PAGES,
    /** Refused. */
    REFUSE
}
