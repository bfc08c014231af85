package vn.hoso.signing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import vn.hoso.seal.SealVerdict;
import vn.hoso.seal.SealVerdict.Status;
import vn.hoso.signing.ValidationReport.Seal;

/**
 * A line of a report, in the language of its reader.
 *
 * @param kind what it is
 * @param inSeal whether it is about one signature and not about the file
 * @param label what it tells, such as "Signed by"; empty for a reason
 * @param value what is told
 * @param status the verdict that it tells, or that of what it is about
 */
record ReportLine(Kind kind, boolean inSeal, String label, String value, Status status) {
    /** Kinds of lines. */
    enum Kind {
        /** The verdict on the file. */
        VERDICT,
        /** Begins a signature; tells its verdict. */
        HEADING,
        /** A label with its value. */
        FIELD,
        /** Why something is not simply valid. */
        REASON
    }

    /** The lines of a report. */
    static List<ReportLine> of(ValidationReport report, Locale locale) {
        return new Writer(report, locale).write();
    }

    static ResourceBundle words(Locale locale) {
        return ResourceBundle.getBundle(
                "vn.hoso.signing.Report",
                locale,
                ReportLine.class.getClassLoader(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    String asText() {
        return switch (kind) {
            case HEADING -> label + ": " + value;
            case REASON -> (inSeal ? "   - " : "  - ") + value;
            case VERDICT, FIELD -> (inSeal ? "   " : "") + label + ": " + value;
        };
    }

    /** Puts the lines of one report into order. */
    private static final class Writer {
        private final ValidationReport report;
        private final ResourceBundle words;
        private final boolean vietnamese;
        private final List<ReportLine> lines = new ArrayList<>();
        private boolean inSeal;
        private Status status;

        Writer(ValidationReport report, Locale locale) {
            this.report = report;
            this.words = words(locale);
            this.vietnamese = locale.getLanguage().equals("vi");
            this.status = report.verdict().status();
        }

        List<ReportLine> write() {
            field("file", report.file());
            line(Kind.VERDICT, word("verdict"), word("status." + status));
            field("size", report.bytes() + ", SHA-256 " + report.sha256());
            field("pages", String.valueOf(report.pages()));
            field("validatedAt", Stamp.time(report.validatedAt()));
            report.verdict().reasons().forEach(this::reason);
            int number = 0;
            for (Seal seal : report.seals()) {
                number++;
                seal(number, seal);
            }
            inSeal = false;
            status = report.verdict().status();
            report.addedAfterwards().forEach(added -> field("added", added));
            return lines;
        }

        private void seal(int number, Seal seal) {
            status = seal.status();
            inSeal = true;
            line(
                    Kind.HEADING,
                    number + ". " + word(seal.timeStamp() ? "timeStamp" : "signature"),
                    word("status." + status));
            field("signer", seal.signer());
            field("issuer", seal.issuer());
            field("claimedAt", seal.claimedAt() == null ? word("none") : Stamp.time(seal.claimedAt()));
            field("provenAt", seal.provenAt() == null ? word("none") : Stamp.time(seal.provenAt()));
            field("level", seal.level() + ", " + seal.algorithm());
            field(
                    "covered",
                    seal.coveredPages() + " / " + report.pages() + " " + word("pagesWord") + ", " + seal.coveredBytes()
                            + " / " + report.bytes() + " bytes");
            field("indication", seal.indication() + (seal.subIndication() == null ? "" : " / " + seal.subIndication()));
            seal.reasons().forEach(this::reason);
            seal.changes().forEach(change -> field("change", change));
        }

        private void reason(SealVerdict.Reason reason) {
            line(
                    Kind.REASON,
                    "",
                    (vietnamese ? reason.vietnamese() : reason.english()) + " [" + reason.code()
                            + (reason.standsFor().isEmpty() ? "" : ": " + reason.standsFor()) + "]");
        }

        private void field(String key, String value) {
            line(Kind.FIELD, word(key), value);
        }

        private void line(Kind kind, String label, String value) {
            lines.add(new ReportLine(kind, inSeal, label, value, status));
        }

        private String word(String key) {
            return words.getString(key);
        }
    }
}
