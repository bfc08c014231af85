package vn.hoso.text;

/**
 * A machine-readable code found on a page: a QR code, the machine-readable zone of a card, a bar code.
 *
 * @param kind what it is
 * @param payload its content; the lines of a machine-readable zone are joined by a line feed
 * @param page the page it stands on, from 1
 * @param box where it stands on the upright page
 */
public record Code(Kind kind, String payload, int page, Box box) {
    /** The kinds of code. */
    public enum Kind {
        /** QR code (ISO/IEC 18004). */
        QR,
        /** Machine-readable zone of an identity document (ICAO 9303). */
        MRZ,
        /** Any other bar code. */
        BARCODE
    }
}
