package vn.hoso.signing;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The chain of cross-reference sections, read strictly.
 *
 * <p>Readers repair files whose cross-references are broken, each in its own way; attackers live on that. So it is checked
 * here, byte by byte, that what was appended is an update that leads back to what was signed.
 */
final class Xref {
    private static final int MOST_SECTIONS = 10_000;

    private Xref() {}

    /**
     * What bytes say as one or several incremental updates of the file before them.
     *
     * @param file the bytes
     * @param from where the earlier revision ends
     * @param to where the later one ends
     * @return the numbers of objects that are not there any more, as the updates say; null where they are no updates that
     *     all readers read alike
     */
    static @Nullable Set<Long> update(byte[] file, int from, int to) {
        if (!ByteGate.endsLikeRevision(file, to)) {
            return null;
        }
        long before = startXref(file, from);
        long section = startXref(file, to);
        if (section < from) {
            // Nothing new: the number behind the earlier startxref, or one that leads there.
            return null;
        }
        Set<Long> used = new HashSet<>();
        Set<Long> freed = new HashSet<>();
        Set<Long> seen = new HashSet<>();
        while (section >= from && section < to && seen.add(section) && seen.size() < MOST_SECTIONS) {
            XrefSection read = XrefSection.read(file, section, to);
            XrefSection beside = read == null || read.beside() < 0 ? null : XrefSection.read(file, read.beside(), to);
            if (read == null || (read.beside() >= 0 && beside == null)) {
                return null;
            }
            // What a newer section says of an object counts; in a hybrid file the stream knows what the table hides.
            used.addAll(without(freed, read.used()));
            if (beside != null) {
                used.addAll(without(freed, beside.used()));
            }
            freed.addAll(without(used, read.freed()));
            section = read.previous();
        }
        return section == before && before >= 0 ? freed : null;
    }

    private static Set<Long> without(Set<Long> known, Set<Long> more) {
        Set<Long> rest = new HashSet<>(more);
        rest.removeAll(known);
        return rest;
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

    /** Where a word stands first, or -1. */
    static int indexOf(byte[] file, String word, int from, int to) {
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
