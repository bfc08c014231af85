package vn.hoso.signing;

import java.text.Normalizer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/**
 * The text of a visible signature and the corner where it stands.
 *
 * @param lines from top to bottom
 * @param corner where it stands on page 1
 */
record Stamp(List<String> lines, Corner corner) {
    static final ZoneOffset VIETNAM = ZoneOffset.ofHours(7);

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx", Locale.ROOT);

    /** A name longer than this is cut: no certificate has one, and the stamp must fit the page. */
    private static final int LONGEST_LINE = 120;

    Stamp {
        lines = lines.stream().map(Stamp::clean).toList();
    }

    enum Corner {
        TOP_LEFT,
        TOP_RIGHT
    }

    /** Thông tư 01/2023/TT-VPCP, article 8: name of the person who scanned and time of scanning, top left. */
    static Stamp officer(String name, Instant scannedAt) {
        return new Stamp(List.of("Người số hóa: " + name, "Thời gian số hóa: " + time(scannedAt)), Corner.TOP_LEFT);
    }

    /** Nghị định 30/2020/NĐ-CP, annex I: form of copy, agency, time of signing, no image, top right. */
    static Stamp agency(CopyForm form, String agency, Instant signedAt) {
        return new Stamp(List.of(form.text(), agency, "Thời gian ký: " + time(signedAt)), Corner.TOP_RIGHT);
    }

    static String time(Instant instant) {
        return TIME.format(OffsetDateTime.ofInstant(instant, VIETNAM).truncatedTo(ChronoUnit.SECONDS));
    }

    private static String clean(String line) {
        String text = Normalizer.normalize(line, Normalizer.Form.NFC)
                .replaceAll("\\p{Cntrl}+", " ")
                .strip();
        return text.length() <= LONGEST_LINE ? text : text.substring(0, LONGEST_LINE - 1) + "…";
    }
}
