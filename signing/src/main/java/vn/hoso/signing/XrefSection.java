package vn.hoso.signing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.jspecify.annotations.Nullable;

/**
 * One section of cross-references, a table or a stream (ISO 32000-2, 7.5.4 and 7.5.8), read strictly: what readers might
 * read in different ways is no section.
 *
 * @param previous where the section before it stands, or -1
 * @param beside where the stream of a hybrid file stands, or -1
 * @param used the objects that it leads to
 * @param freed the objects that it says are not there any more
 */
record XrefSection(long previous, long beside, Set<Long> used, Set<Long> freed) {
    private static final Pattern OBJECT = Pattern.compile("\\A\\s*(\\d{1,10})\\s+(\\d{1,5})\\s+obj");
    private static final Pattern RANGE = Pattern.compile("\\G\\s*(\\d{1,10})\\s+(\\d{1,7})(?=\\s)");
    private static final Pattern ENTRY = Pattern.compile("\\G\\s*(\\d{1,10})\\s+(\\d{1,5})\\s+([nf])(?=\\s)");
    private static final Pattern NAME = Pattern.compile("/([^\\s/<>\\[\\](){}%]+)");
    private static final Pattern ESCAPE = Pattern.compile("#([0-9a-fA-F]{2})");
    private static final Set<String> ONCE = Set.of("Root", "Prev", "XRefStm", "Encrypt", "Info", "W", "Index");
    private static final int HEAD = 64;
    private static final int MOST_ENTRIES = 8_000_000;

    /**
     * Reads a section.
     *
     * @param file the bytes
     * @param at where it begins
     * @param to where the revision ends that it belongs to
     * @return null where no section is, or one that leads to what is not there
     */
    static @Nullable XrefSection read(byte[] file, long at, int to) {
        if (at < 0 || at >= to) {
            return null;
        }
        Reader reader = new Reader(file, (int) at, to);
        boolean read = reader.head((int) at).stripLeading().startsWith("xref") ? reader.table() : reader.stream();
        return read && !reader.isAmbiguous() ? reader.section() : null;
    }

    private static final class Reader {
        private final byte[] file;
        private final int start;
        private final int to;
        private final Set<Long> used = new HashSet<>();
        private final Set<Long> freed = new HashSet<>();
        private String dictionary = "";

        Reader(byte[] file, int start, int to) {
            this.file = file;
            this.start = start;
            this.to = to;
        }

        String head(int at) {
            return latin(at, Math.min(to, at + HEAD));
        }

        private String latin(int from, int until) {
            return new String(file, from, until - from, StandardCharsets.ISO_8859_1);
        }

        /** Whether an entry stands twice, or under a name that is written in another way: each reader takes one of them. */
        boolean isAmbiguous() {
            Set<String> seen = new HashSet<>();
            return NAME.matcher(dictionary).results().map(name -> name.group(1)).anyMatch(name -> {
                String plain = ESCAPE.matcher(name)
                        .replaceAll(code ->
                                Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(code.group(1), 16))));
                return ONCE.contains(plain) && (!plain.equals(name) || !seen.add(plain));
            });
        }

        XrefSection section() {
            return new XrefSection(number("Prev", -1), number("XRefStm", -1), Set.copyOf(used), Set.copyOf(freed));
        }

        private long number(String key, long otherwise) {
            Matcher value =
                    Pattern.compile("/" + key + "\\s+(\\d{1,10})(?![\\d.])").matcher(dictionary);
            return value.find() ? Long.parseLong(value.group(1)) : otherwise;
        }

        boolean table() {
            int trailer = Xref.indexOf(file, "trailer", start, to);
            int end = trailer < 0 ? -1 : Xref.indexOf(file, "startxref", trailer, to);
            if (end < 0) {
                return false;
            }
            dictionary = latin(trailer, end);
            String rows = latin(start, trailer).stripLeading().substring("xref".length());
            Matcher range = RANGE.matcher(rows);
            Matcher entry = ENTRY.matcher(rows);
            int at = 0;
            while (at < rows.length() && !rows.substring(at).isBlank()) {
                if (!range.find(at)) {
                    return false;
                }
                at = range.end();
                long first = Long.parseLong(range.group(1));
                int count = Integer.parseInt(range.group(2));
                for (int i = 0; i < count; i++) {
                    if (!entry.find(at)) {
                        return false;
                    }
                    at = entry.end();
                    int kind = entry.group(3).equals("n") ? 1 : 0;
                    if (!add(first + i, kind, Long.parseLong(entry.group(1)), Long.parseLong(entry.group(2)))) {
                        return false;
                    }
                }
            }
            return true;
        }

        boolean stream() {
            int end = Xref.indexOf(file, "stream", start, to);
            if (end < 0 || !OBJECT.matcher(head(start)).find()) {
                return false;
            }
            dictionary = latin(start, end);
            int body = end + "stream".length();
            if (body < to && file[body] == '\r') {
                body++;
            }
            if (body < to && file[body] == '\n') {
                body++;
            }
            int[] widths = numbers("W");
            int[] ranges = numbers("Index");
            if (ranges.length == 0) {
                ranges = new int[] {0, (int) Math.min(number("Size", 0), MOST_ENTRIES)};
            }
            long length = number("Length", -1);
            if (widths.length != 3 || length < 0 || body + length > to || ranges.length % 2 != 0) {
                return false;
            }
            try (COSStream stream = decodable(body, (int) length);
                    InputStream in = stream.createInputStream()) {
                return entries(in, widths, ranges);
            } catch (IOException e) {
                return false;
            }
        }

        private COSStream decodable(int body, int length) throws IOException {
            COSStream stream = new COSStream();
            if (Pattern.compile("/Filter\\s*\\[?\\s*/FlateDecode")
                    .matcher(dictionary)
                    .find()) {
                stream.setItem(COSName.FILTER, COSName.FLATE_DECODE);
                COSDictionary parameters = new COSDictionary();
                parameters.setInt(COSName.PREDICTOR, (int) number("Predictor", 1));
                parameters.setInt(COSName.COLUMNS, (int) number("Columns", 1));
                stream.setItem(COSName.DECODE_PARMS, parameters);
            }
            try (OutputStream out = stream.createRawOutputStream()) {
                out.write(file, body, length);
            }
            return stream;
        }

        private boolean entries(InputStream in, int[] widths, int[] ranges) throws IOException {
            for (int i = 0; i < ranges.length; i += 2) {
                for (int k = 0; k < ranges[i + 1]; k++) {
                    byte[] row = in.readNBytes(widths[0] + widths[1] + widths[2]);
                    if (row.length < widths[0] + widths[1] + widths[2]) {
                        return false;
                    }
                    long kind = widths[0] == 0 ? 1 : value(row, 0, widths[0]);
                    long second = value(row, widths[0], widths[1]);
                    long third = value(row, widths[0] + widths[1], widths[2]);
                    if (!add(ranges[i] + (long) k, kind, second, third)) {
                        return false;
                    }
                }
            }
            return true;
        }

        private static long value(byte[] row, int from, int length) {
            long value = 0;
            for (int i = from; i < from + length; i++) {
                value = (value << 8) | (row[i] & 0xff);
            }
            return value;
        }

        private int[] numbers(String key) {
            Matcher array = Pattern.compile("/" + key + "\\s*\\[([\\d\\s]{1,100000})\\]")
                    .matcher(dictionary);
            if (!array.find()) {
                return new int[0];
            }
            try {
                return Pattern.compile("\\s+")
                        .splitAsStream(array.group(1).strip())
                        .mapToInt(Integer::parseInt)
                        .toArray();
            } catch (NumberFormatException e) {
                return new int[0];
            }
        }

        /** Takes over an entry; false where it leads to something else than its object. */
        private boolean add(long number, long kind, long offset, long generation) {
            if (used.size() + freed.size() > MOST_ENTRIES || kind > 2) {
                return false;
            }
            if (kind == 0 || (kind == 1 && offset == 0)) {
                freed.add(number);
                return true;
            }
            used.add(number);
            if (kind == 2) {
                return true;
            }
            if (offset >= to) {
                return false;
            }
            Matcher object = OBJECT.matcher(head((int) offset));
            return object.find()
                    && Long.parseLong(object.group(1)) == number
                    && Long.parseLong(object.group(2)) == generation;
        }
    }
}
