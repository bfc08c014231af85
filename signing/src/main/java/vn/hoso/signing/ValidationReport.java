package vn.hoso.signing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import vn.hoso.seal.SealVerdict;

/**
 * What the signatures of a file say: who signed what and when, what proves the time, and what was added afterwards.
 *
 * @param file the name of the file
 * @param sha256 its digest, hexadecimal
 * @param bytes its length
 * @param pages its pages as they are now
 * @param validatedAt for when it was validated
 * @param verdict the verdict
 * @param seals one entry a signature or document time-stamp, in the order in which they were made
 * @param addedAfterwards what was added after the last of them, in words that don't tell content; empty where nothing was
 */
public record ValidationReport(
        String file,
        String sha256,
        long bytes,
        int pages,
        Instant validatedAt,
        SealVerdict verdict,
        List<Seal> seals,
        List<String> addedAfterwards) {
    /** Copies the lists. */
    public ValidationReport {
        seals = List.copyOf(seals);
        addedAfterwards = List.copyOf(addedAfterwards);
    }

    /**
     * A signature or document time-stamp.
     *
     * @param field the name of its field
     * @param timeStamp whether it is a document time-stamp
     * @param signer the common name in the certificate of who made it
     * @param issuer the common name of who issued that certificate
     * @param claimedAt the time that the signer claims, or null
     * @param provenAt the time from which on it is proven to exist: by a time-stamp, or else the time of validation; null
     *     where nothing is proven
     * @param level such as {@code PAdES-BASELINE-B}
     * @param algorithm such as {@code RSASSA-PSS with SHA256}
     * @param coveredBytes how many bytes of the file, from the first, it covers
     * @param coveredPages how many pages the file had when it was made
     * @param status the verdict on it
     * @param indication the ETSI indication
     * @param subIndication the ETSI sub-indication, or null
     * @param reasons why it is not simply valid
     * @param changes what was changed after it, as places in the file; signatures and what they need not counted
     */
    public record Seal(
            String field,
            boolean timeStamp,
            String signer,
            String issuer,
            @Nullable Instant claimedAt,
            @Nullable Instant provenAt,
            String level,
            String algorithm,
            long coveredBytes,
            int coveredPages,
            SealVerdict.Status status,
            String indication,
            @Nullable String subIndication,
            List<SealVerdict.Reason> reasons,
            List<String> changes) {
        /** Copies the lists. */
        public Seal {
            reasons = List.copyOf(reasons);
            changes = List.copyOf(changes);
        }
    }

    /**
     * The report for a reader.
     *
     * @param locale {@code vi} or {@code en}; any other language gives English
     * @return several lines
     */
    public String text(Locale locale) {
        return new ReportText(locale).write(this);
    }

    /**
     * The report for a machine.
     *
     * @return maps, lists, strings, numbers and nulls alone, in a stable order; times in ISO 8601
     */
    public Map<String, @Nullable Object> toMap() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("file", file);
        map.put("sha256", sha256);
        map.put("bytes", bytes);
        map.put("pages", pages);
        map.put("validatedAt", validatedAt.toString());
        map.put("status", verdict.status().name());
        map.put("reasons", reasons(verdict.reasons()));
        List<Object> list = new ArrayList<>();
        for (Seal seal : seals) {
            Map<String, @Nullable Object> one = new LinkedHashMap<>();
            one.put("field", seal.field());
            one.put("kind", seal.timeStamp() ? "timeStamp" : "signature");
            one.put("signer", seal.signer());
            one.put("issuer", seal.issuer());
            one.put("claimedAt", text(seal.claimedAt()));
            one.put("provenAt", text(seal.provenAt()));
            one.put("level", seal.level());
            one.put("algorithm", seal.algorithm());
            one.put("coveredBytes", seal.coveredBytes());
            one.put("coveredPages", seal.coveredPages());
            one.put("status", seal.status().name());
            one.put("indication", seal.indication());
            one.put("subIndication", seal.subIndication());
            one.put("reasons", reasons(seal.reasons()));
            one.put("changes", seal.changes());
            list.add(one);
        }
        map.put("signatures", list);
        map.put("addedAfterwards", addedAfterwards);
        return map;
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    private static List<Map<String, String>> reasons(List<SealVerdict.Reason> reasons) {
        List<Map<String, String>> list = new ArrayList<>();
        for (SealVerdict.Reason reason : reasons) {
            Map<String, String> one = new LinkedHashMap<>();
            one.put("code", reason.code());
            one.put("en", reason.english());
            one.put("vi", reason.vietnamese());
            one.put("standsFor", reason.standsFor());
            list.add(one);
        }
        return list;
    }

    /** Writes the report as text. */
    private static final class ReportText {
        private final ResourceBundle words;
        private final boolean vietnamese;
        private final StringBuilder text = new StringBuilder();

        ReportText(Locale locale) {
            words = ResourceBundle.getBundle(
                    "vn.hoso.signing.Report",
                    locale,
                    ValidationReport.class.getClassLoader(),
                    ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
            vietnamese = locale.getLanguage().equals("vi");
        }

        String write(ValidationReport report) {
            line("", "file", report.file());
            line("", "verdict", word("status." + report.verdict().status()));
            line("", "size", report.bytes() + ", SHA-256 " + report.sha256());
            line("", "pages", report.pages());
            line("", "validatedAt", Stamp.time(report.validatedAt()));
            reasons("  ", report.verdict().reasons());
            int number = 0;
            for (Seal seal : report.seals()) {
                number++;
                text.append('\n')
                        .append(number)
                        .append(". ")
                        .append(word(seal.timeStamp() ? "timeStamp" : "signature"))
                        .append(": ")
                        .append(word("status." + seal.status()))
                        .append('\n');
                String in = "   ";
                line(in, "signer", seal.signer());
                line(in, "issuer", seal.issuer());
                line(in, "claimedAt", seal.claimedAt() == null ? word("none") : Stamp.time(seal.claimedAt()));
                line(in, "provenAt", seal.provenAt() == null ? word("none") : Stamp.time(seal.provenAt()));
                line(in, "level", seal.level() + ", " + seal.algorithm());
                line(
                        in,
                        "covered",
                        seal.coveredPages() + " / " + report.pages() + " " + word("pagesWord") + ", "
                                + seal.coveredBytes() + " / " + report.bytes() + " bytes");
                line(
                        in,
                        "indication",
                        seal.indication() + (seal.subIndication() == null ? "" : " / " + seal.subIndication()));
                reasons(in, seal.reasons());
                for (String change : seal.changes()) {
                    line(in, "change", change);
                }
            }
            for (String added : report.addedAfterwards()) {
                line("", "added", added);
            }
            return text.toString();
        }

        private void reasons(String indent, List<SealVerdict.Reason> reasons) {
            for (SealVerdict.Reason reason : reasons) {
                text.append(indent)
                        .append("- ")
                        .append(vietnamese ? reason.vietnamese() : reason.english())
                        .append(" [")
                        .append(reason.code())
                        .append(reason.standsFor().isEmpty() ? "" : ": " + reason.standsFor())
                        .append("]\n");
            }
        }

        private void line(String indent, String label, Object value) {
            text.append(indent).append(word(label)).append(": ").append(value).append('\n');
        }

        private String word(String key) {
            try {
                return words.getString(key);
            } catch (MissingResourceException e) {
                return key;
            }
        }
    }
}
