package vn.hoso.scan;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;

/**
 * Looks at the tokens of a PDF before a parser does: how deep objects are nested, whether what is packed would burst,
 * whether the file ends in the middle, and which bad habits of scanners it has.
 *
 * <p>The data of images is skipped, so this costs little more than one look at each object. Object streams (ISO 32000-1,
 * 7.5.7) are unpacked one at a time and looked at in the same way.
 */
final class PdfPrescan {
    /** Most that anything but an image may unpack to: pages' content, fonts, tables of objects. */
    static final long MOST_UNPACKED = 128L << 20;
    /** No step of deflate yields more than this from one byte. */
    private static final long MOST_DEFLATE_RATIO = 1_032;

    private static final int LONGEST_STRING = 1 << 20;
    private static final int BLOCK = 1 << 16;

    private final Content content;
    private final long length;
    private final String name;
    private final ScanLimits limits;
    private final byte[] block = new byte[BLOCK];
    /** The numbers of the objects that are pages; an object that was written again counts once. */
    private final BitSet pages = new BitSet();

    private long blockStart;
    private int blockLength;
    private long position;

    private boolean loneReturns;
    private boolean repeatedKeys;
    private boolean openStream;
    private boolean endMark;
    private boolean encrypted;

    private PdfPrescan(Content content, long length, String name, ScanLimits limits) {
        this.content = content;
        this.length = length;
        this.name = name;
        this.limits = limits;
    }

    /** Bytes that can be read from any place. */
    private interface Content {
        /** Reads up to {@code count} bytes; 0 or less at the end. */
        int read(long from, byte[] target, int offset, int count) throws IOException;
    }

    /** Scans a file. */
    static PdfPrescan of(Path path, String name, ScanLimits limits) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            Content content = (from, target, offset, count) -> {
                file.seek(from);
                return file.read(target, offset, count);
            };
            PdfPrescan scan = new PdfPrescan(content, file.length(), name, limits);
            scan.run();
            return scan;
        }
    }

    /** Looks at the objects of an object stream. */
    private void lookInto(byte[] objects) throws IOException {
        Content content = (from, target, offset, count) -> {
            int n = (int) Math.min(count, objects.length - from);
            System.arraycopy(objects, (int) from, target, offset, n);
            return n;
        };
        new PdfPrescan(content, objects.length, name, limits).run();
    }

    /** Whether a stream keyword is followed by a carriage return alone, which ISO 32000-1, 7.3.8.1 forbids. */
    boolean loneReturns() {
        return loneReturns;
    }

    /** Whether a dictionary has a key twice. */
    boolean repeatedKeys() {
        return repeatedKeys;
    }

    /** Whether the file ends within a stream. */
    boolean openStream() {
        return openStream;
    }

    /** Whether there is an end-of-file marker at all. */
    boolean endMark() {
        return endMark;
    }

    /** Whether an encryption dictionary is named. */
    boolean encrypted() {
        return encrypted;
    }

    private void run() throws IOException {
        Dictionary top = new Dictionary();
        int depth = 0;
        int number = -1;
        String before = "";
        String last = "";
        StringBuilder word = new StringBuilder();
        while (true) {
            int c = next();
            if (c < 0) {
                return;
            }
            switch (c) {
                case '%' -> comment();
                case '(' -> string();
                case '<' -> {
                    if (peek() == '<') {
                        next();
                        depth++;
                        if (depth == 1) {
                            top = new Dictionary();
                        }
                        checkDepth(depth);
                    } else {
                        hexString();
                    }
                }
                case '>' -> {
                    if (peek() == '>') {
                        next();
                        depth = Math.max(0, depth - 1);
                        if (depth == 0) {
                            checkPages(top, number);
                        }
                    }
                }
                case '[' -> {
                    depth++;
                    checkDepth(depth);
                }
                case ']' -> depth = Math.max(0, depth - 1);
                case '/' -> {
                    String key = name();
                    if (depth == 1 || depth == 2) {
                        repeatedKeys |= top.name(key, depth);
                    }
                    encrypted |= key.equals("Encrypt");
                }
                default -> {
                    if (isSpace(c)) {
                        continue;
                    }
                    word.setLength(0);
                    word.append((char) c);
                    while (word.length() < 40 && isRegular(peek())) {
                        word.append((char) next());
                    }
                    String token = word.toString();
                    if (token.equals("obj") || token.equals("endobj")) {
                        number = token.equals("obj") ? number(before) : -1;
                        depth = 0;
                        top = new Dictionary();
                    } else if (token.equals("stream") && depth == 0) {
                        stream(top);
                        top = new Dictionary();
                    } else if (depth == 1) {
                        top.token(token);
                    } else if (depth == 2) {
                        top.element(token);
                    }
                    before = last;
                    last = token;
                }
            }
        }
    }

    private static int number(String token) {
        return Dictionary.isNumber(token) && token.length() < 10 ? Integer.parseInt(token) : -1;
    }

    /**
     * Counts pages before the parser takes the trouble to look at each: by what a tree of pages says, by its branches, and
     * by the objects that are pages.
     */
    private void checkPages(Dictionary top, int number) {
        if (top.isPage && number >= 0) {
            pages.set(number);
        }
        long found = Math.max(top.isPages ? Math.max(top.count, top.kids) : 0, pages.cardinality());
        if (found > limits.pages()) {
            throw new HosoException(Problem.TOO_MANY_PAGES, name, found, limits.pages());
        }
    }

    private void checkDepth(int depth) {
        if (depth > limits.depth()) {
            throw new HosoException(Problem.TOO_DEEP, name, limits.depth());
        }
    }

    private void comment() throws IOException {
        StringBuilder text = new StringBuilder();
        int c = next();
        while (c >= 0 && c != '\n' && c != '\r') {
            if (text.length() < 4) {
                text.append((char) c);
            }
            c = next();
        }
        endMark |= text.toString().equals("%EOF");
    }

    private void string() throws IOException {
        long start = position;
        int open = 1;
        while (open > 0) {
            int c = next();
            if (c < 0) {
                return;
            }
            if (c == '\\') {
                next();
            } else if (c == '(') {
                open++;
            } else if (c == ')') {
                open--;
            }
            if (position - start > LONGEST_STRING) {
                // A parenthesis that is never closed must not hide the rest of the file.
                position = start;
                return;
            }
        }
    }

    private void hexString() throws IOException {
        int c = peek();
        while (c >= 0 && c != '>' && (isSpace(c) || Character.digit(c, 16) >= 0)) {
            next();
            c = peek();
        }
        if (c == '>') {
            next();
        }
    }

    private String name() throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.length() < 127 && isRegular(peek())) {
            text.append((char) next());
        }
        return text.toString();
    }

    private void stream(Dictionary dictionary) throws IOException {
        int c = peek();
        if (c == '\r') {
            next();
            if (peek() == '\n') {
                next();
            } else {
                loneReturns = true;
            }
        } else if (c == '\n') {
            next();
        }
        long start = position;
        long end = endOfStream(start, dictionary.length);
        if (!dictionary.image && !encrypted) {
            checkUnpacked(dictionary.filters, start, end);
            if (dictionary.holdsObjects && !dictionary.predicted) {
                try (InputStream raw = new BufferedInputStream(new Section(start, end), BLOCK)) {
                    lookInto(Unpacked.bytes(raw, dictionary.filters, MOST_UNPACKED, name));
                }
            }
        }
        position = end;
    }

    /** The declared length where "endstream" follows it, as parsers take it; else the next "endstream". */
    private long endOfStream(long start, long declared) throws IOException {
        if (declared >= 0 && start + declared <= length) {
            position = start + declared;
            while (isSpace(peek())) {
                next();
            }
            if (follows("endstream")) {
                return start + declared;
            }
            position = start;
        }
        byte[] mark = "endstream".getBytes(StandardCharsets.US_ASCII);
        int matched = 0;
        position = start;
        while (matched < mark.length) {
            int c = next();
            if (c < 0) {
                openStream = true;
                return length;
            }
            matched = c == mark[matched] ? matched + 1 : c == mark[0] ? 1 : 0;
        }
        return position - mark.length;
    }

    private boolean follows(String word) throws IOException {
        for (int i = 0; i < word.length(); i++) {
            if (next() != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private void checkUnpacked(List<String> filters, long start, long end) throws IOException {
        long packed = end - start;
        if (filters.isEmpty() || (filters.size() == 1 && packed * MOST_DEFLATE_RATIO <= MOST_UNPACKED)) {
            return;
        }
        try (InputStream raw = new BufferedInputStream(new Section(start, end), BLOCK)) {
            Unpacked.check(raw, filters, MOST_UNPACKED, name);
        }
    }

    private int next() throws IOException {
        int c = peek();
        if (c >= 0) {
            position++;
        }
        return c;
    }

    private int peek() throws IOException {
        if (position < blockStart || position >= blockStart + blockLength) {
            if (position >= length) {
                return -1;
            }
            blockStart = position;
            blockLength = Math.max(0, content.read(position, block, 0, BLOCK));
            if (blockLength == 0) {
                return -1;
            }
        }
        return block[(int) (position - blockStart)] & 0xff;
    }

    private static boolean isSpace(int c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0;
    }

    private static boolean isRegular(int c) {
        return c > ' ' && "()<>[]{}/%".indexOf(c) < 0;
    }

    /** What is wanted of the dictionary before a stream. */
    private static final class Dictionary {
        private final Set<String> keys = new HashSet<>();
        private final List<String> filters = new ArrayList<>();
        private String key = "";
        private boolean image;
        private boolean isPages;
        private boolean isPage;
        private boolean holdsObjects;
        private boolean predicted;
        private long length = -1;
        private long count = -1;
        private long kids;
        private boolean valueSeen = true;

        /** Takes a name; tells whether it is a key that was there already. */
        boolean name(String text, int depth) {
            if (depth == 1 && valueSeen) {
                key = text;
                valueSeen = !(key.equals("Filter") || key.equals("F") || key.equals("Subtype") || key.equals("Type"));
                // Names as values of other keys look like keys here; they are not counted as repeated.
                return isStructural(text) && !keys.add(text);
            }
            if (key.equals("Filter") || key.equals("F")) {
                filters.add(text);
            } else if (key.equals("Subtype")) {
                image = text.equals("Image");
            } else if (key.equals("Type")) {
                isPages = text.equals("Pages");
                isPage = text.equals("Page");
                holdsObjects = text.equals("ObjStm");
            }
            predicted |= text.equals("Predictor");
            if (depth == 1) {
                valueSeen = true;
            }
            return false;
        }

        void token(String token) {
            if (key.equals("Length")) {
                if (token.equals("R")) {
                    length = -1;
                } else if (length < 0 && isNumber(token)) {
                    length = Long.parseLong(token);
                }
            } else if (key.equals("Count") && count < 0 && isNumber(token)) {
                count = Long.parseLong(token);
            }
            valueSeen = true;
        }

        /** Takes an element of an array. */
        void element(String token) {
            if (key.equals("Kids") && token.equals("R")) {
                kids++;
            }
        }

        static boolean isNumber(String token) {
            return !token.isEmpty() && token.length() < 16 && token.chars().allMatch(Character::isDigit);
        }

        private static boolean isStructural(String text) {
            return switch (text) {
                case "Info", "Root", "Size", "Prev", "Length", "Kids", "Count", "Contents", "MediaBox" -> true;
                default -> false;
            };
        }
    }

    /** A part of the file as a stream. */
    private final class Section extends InputStream {
        private long at;
        private final long end;

        Section(long start, long end) {
            this.at = start;
            this.end = end;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int count) throws IOException {
            if (at >= end) {
                return -1;
            }
            int n = content.read(at, target, offset, (int) Math.min(count, end - at));
            if (n > 0) {
                at += n;
            }
            return n;
        }
    }
}
