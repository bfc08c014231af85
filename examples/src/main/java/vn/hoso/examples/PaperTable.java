package vn.hoso.examples;

import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import vn.hoso.digitize.Stated;
import vn.hoso.record.DigitisedRecord;

/** Records as a table for spreadsheets: a row for each. */
final class PaperTable {
    /** By which spreadsheets know UTF-8. */
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private PaperTable() {}

    static String csv(List<DigitisedRecord> records) throws IOException {
        StringWriter text = new StringWriter().append(BYTE_ORDER_MARK);
        try (CSVPrinter csv = new CSVPrinter(text, CSVFormat.RFC4180)) {
            csv.printRecord(
                    "id",
                    "file",
                    "pages",
                    "type",
                    "level",
                    "state",
                    "result_code",
                    "kind",
                    "dossier",
                    "procedure",
                    "owner",
                    "valid_from",
                    "valid_until",
                    "pdf_sha256",
                    "pdf_bytes");
            for (DigitisedRecord record : records) {
                Stated stated = Stated.of(record);
                csv.printRecord(
                        record.id(),
                        harmless(record.source().name()),
                        record.rendition().pages(),
                        record.type(),
                        record.level(),
                        record.state(),
                        record.resultCode(),
                        record.kind(),
                        stated.dossier(),
                        stated.procedure(),
                        record.owner().id(),
                        record.validity().from(),
                        record.validity().until(),
                        record.rendition().sha256(),
                        record.rendition().bytes());
            }
        }
        return text.toString();
    }

    /** A text that a spreadsheet would take for a formula is marked as a text. */
    private static String harmless(String text) {
        return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
