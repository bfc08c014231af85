package vn.hoso.signing;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The chain of cross-reference sections, read strictly.
 *
 * <p>Readers repair files whose cross-references are broken, each in its own way; attackers live on that. So it is checked
 * here, byte by byte, that what was appended is an update that leads back to what was signed.
 */
final class Xref {
    private static final Pattern PREV = Pattern.compile("/Prev\\s+(\\d{1,10})");
    private static final Pattern OBJECT = Pattern.compile("\\A\\s*\\d{1,10}\\s+\\d{1,5}\\s+obj");
    private static final int MOST_SECTIONS = 10_000;

    private Xref() {}

    /**
     * Whether bytes are one or several incremental updates of the file before them.
     *
     * @param file the bytes
     * @param from where the earlier revision ends
     * @param to where the later one ends
     */
    static boolean isUpdate(byte[] file, int from, int to) {
        if (!ByteGate.endsLikeRevision(file, to)) {
            return false;
        }
        long before = startXref(file, from);
        long section = startXref(file, to);
        if (section < from) {
            // Nothing new: the number behind the earlier startxref, or one that leads there.
            return false;
        }
        Set<Long> seen = new HashSet<>();
        while (section >= from && section < to && seen.add(section) && seen.size() < MOST_SECTIONS) {
            section = previous(file, section, to);
        }
        return section == before && before >= 0;
    }

    /** The number behind the last startxref before an end, or -1. */
    static long startXref(byte[] file, int end) {
        int from = Math.max(0, end - 2048);
        String tail = new String(file, from, end - from, StandardCharsets.ISO_8859_1);
        int key = tail.lastIndexOf("startxref");
        if (key < 0) {
            return -1;
        }
        Matcher number = Pattern.compile("\\Gstartxref\\s+(\\d{1,10})\\s").matcher(tail);
        return number.find(key) ? Long.parseLong(number.group(1)) : -1;
    }

    /** The /Prev of a section, or -1. */
    private static long previous(byte[] file, long section, int to) {
        int start = (int) section;
        String head = new String(file, start, Math.min(32, to - start), StandardCharsets.ISO_8859_1);
        String dictionary;
        if (head.stripLeading().startsWith("xref")) {
            int trailer = indexOf(file, "trailer", start, to);
            int end = trailer < 0 ? -1 : indexOf(file, "startxref", trailer, to);
            if (end < 0) {
                return -1;
            }
            dictionary = new String(file, trailer, end - trailer, StandardCharsets.ISO_8859_1);
        } else if (OBJECT.matcher(head).find()) {
            int end = indexOf(file, "stream", start, to);
            if (end < 0) {
                return -1;
            }
            dictionary = new String(file, start, end - start, StandardCharsets.ISO_8859_1);
        } else {
            return -1;
        }
        Matcher prev = PREV.matcher(dictionary);
        return prev.find() ? Long.parseLong(prev.group(1)) : -1;
    }

    private static int indexOf(byte[] file, String word, int from, int to) {
        byte[] key = word.getBytes(StandardCharsets.US_ASCII);
        outer:
        for (int i = from; i <= to - key.length; i++) {
            for (int k = 0; k < key.length; k++) {
                if (file[i + k] != key[k]) {
                    continue outer;
                }
            }
            return i;
        }
        return -1;
    }
}
