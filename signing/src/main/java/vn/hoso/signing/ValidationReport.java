package vn.hoso.signing;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
        StringBuilder text = new StringBuilder();
        for (ReportLine line : ReportLine.of(this, locale)) {
            text.append(line.kind() == ReportLine.Kind.HEADING ? "\n" : "")
                    .append(line.asText())
                    .append('\n');
        }
        return text.toString();
    }

    /**
     * Writes the report for a reader as a PDF/A-2b file.
     *
     * @param target the file; replaced once it is whole
     * @param locale {@code vi} or {@code en}; any other language gives English
     * @throws IOException if it can't be written
     */
    public void writePdf(Path target, Locale locale) throws IOException {
        ReportPdf.write(this, target, locale);
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
}
