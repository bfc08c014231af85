package vn.hoso.examples;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/**
 * Tells what lies in a folder of scans and is no paper: data that programs keep beside scans, detached signatures, and what
 * file managers leave behind. Name and content must both say so; whatever else can't be read as a scan is a failure,
 * because it may be a paper.
 */
final class NotPapers {
    private static final Set<String> DATA = Set.of(
            "json",
            "jsonl",
            "ndjson",
            "xml",
            "yaml",
            "yml",
            "csv",
            "tsv",
            "txt",
            "md",
            "log",
            "ini",
            "properties",
            "hocr",
            "md5",
            "sha1",
            "sha256",
            "sha512",
            "url");

    private static final Set<String> SIGNATURES = Set.of("p7s", "p7m", "tsr", "ers", "sig");

    private static final Set<String> LEFT_BEHIND = Set.of("thumbs.db", "ehthumbs.db", "desktop.ini");

    private static final int ENOUGH = 1 << 13;

    private NotPapers() {}

    /** Whether a file is none; one that can't be read may be a paper. */
    static boolean has(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        if (LEFT_BEHIND.contains(name)) {
            return true;
        }
        String ending = name.substring(name.lastIndexOf('.') + 1);
        if (!DATA.contains(ending) && !SIGNATURES.contains(ending)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(ENOUGH);
            return DATA.contains(ending) ? isText(start) : start.length > 0 && start[0] == 0x30;
        } catch (IOException e) {
            return false;
        }
    }

    /** No byte that text never has, and not the header of a PDF, before which anything may stand. */
    private static boolean isText(byte[] start) {
        for (byte b : start) {
            if (b >= 0 && b < ' ' && b != '\t' && b != '\n' && b != '\r' && b != '\f') {
                return false;
            }
        }
        return !new String(start, StandardCharsets.ISO_8859_1).contains("%PDF-");
    }
}
