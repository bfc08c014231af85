package vn.hoso.scan;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
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

    private final PdfTokens tokens;
    private final String name;
    private final ScanLimits limits;
    /** The numbers of the objects that are pages; an object that was written again counts once. */
    private final BitSet pages = new BitSet();

    private boolean loneReturns;
    private boolean repeatedKeys;
    private boolean openStream;
    private boolean endMark;
    private boolean encrypted;

    private PdfPrescan(PdfTokens tokens, String name, ScanLimits limits) {
        this.tokens = tokens;
        this.name = name;
        this.limits = limits;
    }

    /** Scans a file. */
    static PdfPrescan of(Path path, String name, ScanLimits limits) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            PdfPrescan scan = new PdfPrescan(PdfTokens.of(file), name, limits);
            scan.run();
            return scan;
        }
    }

    /** Looks at the objects of an object stream. */
    private void lookInto(byte[] objects) throws IOException {
        new PdfPrescan(PdfTokens.of(objects), name, limits).run();
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
        SeenDictionary top = new SeenDictionary();
        int depth = 0;
        int number = -1;
        String before = "";
        String last = "";
        while (true) {
            int c = tokens.next();
            if (c < 0) {
                return;
            }
            switch (c) {
                case '%' -> endMark |= tokens.comment().equals("%EOF");
                case '(' -> tokens.skipString();
                case '<' -> {
                    if (tokens.peek() == '<') {
                        tokens.next();
                        depth++;
                        if (depth == 1) {
                            top = new SeenDictionary();
                        }
                        checkDepth(depth);
                    } else {
                        tokens.skipHexString();
                    }
                }
                case '>' -> {
                    if (tokens.peek() == '>') {
                        tokens.next();
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
                    String key = tokens.name();
                    if (depth == 1 || depth == 2) {
                        repeatedKeys |= top.name(key, depth);
                    }
                    encrypted |= key.equals("Encrypt");
                }
                default -> {
                    if (PdfTokens.isSpace(c)) {
                        continue;
                    }
                    String token = tokens.word(c);
                    if (token.equals("obj") || token.equals("endobj")) {
                        number = token.equals("obj") ? number(before) : -1;
                        depth = 0;
                        top = new SeenDictionary();
                    } else if (token.equals("stream") && depth == 0) {
                        stream(top);
                        top = new SeenDictionary();
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
        return SeenDictionary.isNumber(token) && token.length() < 10 ? Integer.parseInt(token) : -1;
    }

    /**
     * Counts pages before the parser takes the trouble to look at each: by what a tree of pages says, by its branches, and
     * by the objects that are pages.
     */
    private void checkPages(SeenDictionary top, int number) {
        if (top.isPage() && number >= 0) {
            pages.set(number);
        }
        long found = Math.max(top.promisedPages(), pages.cardinality());
        if (found > limits.pages()) {
            throw new HosoException(Problem.TOO_MANY_PAGES, name, found, limits.pages());
        }
    }

    private void checkDepth(int depth) {
        if (depth > limits.depth()) {
            throw new HosoException(Problem.TOO_DEEP, name, limits.depth());
        }
    }

    private void stream(SeenDictionary dictionary) throws IOException {
        int c = tokens.peek();
        if (c == '\r') {
            tokens.next();
            if (tokens.peek() == '\n') {
                tokens.next();
            } else {
                loneReturns = true;
            }
        } else if (c == '\n') {
            tokens.next();
        }
        long start = tokens.position();
        long end = endOfStream(start, dictionary.length());
        if (!dictionary.isImage() && !encrypted) {
            checkUnpacked(dictionary.filters(), start, end);
            if (dictionary.holdsPlainObjects()) {
                try (InputStream raw = tokens.part(start, end)) {
                    lookInto(Unpacked.bytes(raw, dictionary.filters(), MOST_UNPACKED, name));
                }
            }
        }
        tokens.moveTo(end);
    }

    /** The declared length where "endstream" follows it, as parsers take it; else the next "endstream". */
    private long endOfStream(long start, long declared) throws IOException {
        if (declared >= 0 && start + declared <= tokens.length()) {
            tokens.moveTo(start + declared);
            tokens.skipSpace();
            if (tokens.follows("endstream")) {
                return start + declared;
            }
            tokens.moveTo(start);
        }
        long found = tokens.find("endstream");
        if (found < 0) {
            openStream = true;
            return tokens.length();
        }
        return found;
    }

    private void checkUnpacked(List<String> filters, long start, long end) throws IOException {
        long packed = end - start;
        if (filters.isEmpty() || (filters.size() == 1 && packed * MOST_DEFLATE_RATIO <= MOST_UNPACKED)) {
            return;
        }
        try (InputStream raw = tokens.part(start, end)) {
            Unpacked.check(raw, filters, MOST_UNPACKED, name);
        }
    }
}
