package vn.hoso.scan;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;

/**
 * The tokens of a PDF by its lexical rules (ISO 32000-1, 7.2), one after the other, from a file or from bytes in memory.
 * Only a block of it is held at a time. Nothing here judges: broken tokens end where the next thing can begin.
 */
final class PdfTokens {
    private static final int LONGEST_STRING = 1 << 20;
    private static final int LONGEST_NAME = 127;
    private static final int LONGEST_WORD = 40;
    private static final int BLOCK = 1 << 16;

    private final Content content;
    private final long length;
    private final byte[] block = new byte[BLOCK];

    private long blockStart;
    private int blockLength;
    private long position;

    private PdfTokens(Content content, long length) {
        this.content = content;
        this.length = length;
    }

    /** Bytes that can be read from any place. */
    private interface Content {
        /** Reads up to {@code count} bytes; 0 or less at the end. */
        int read(long from, byte[] target, int offset, int count) throws IOException;
    }

    /** Those of a file, which stays open for as long as they are read. */
    static PdfTokens of(RandomAccessFile file) throws IOException {
        return new PdfTokens(
                (from, target, offset, count) -> {
                    file.seek(from);
                    return file.read(target, offset, count);
                },
                file.length());
    }

    /** Those of what was unpacked. */
    static PdfTokens of(byte[] bytes) {
        return new PdfTokens(
                (from, target, offset, count) -> {
                    int n = (int) Math.min(count, bytes.length - from);
                    System.arraycopy(bytes, (int) from, target, offset, n);
                    return n;
                },
                bytes.length);
    }

    /** How many bytes there are. */
    long length() {
        return length;
    }

    /** Where the next byte stands. */
    long position() {
        return position;
    }

    /** Goes on from another place. */
    void moveTo(long place) {
        position = place;
    }

    /** The next byte, which is taken; -1 at the end. */
    int next() throws IOException {
        int c = peek();
        if (c >= 0) {
            position++;
        }
        return c;
    }

    /** The next byte, which stays; -1 at the end. */
    int peek() throws IOException {
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

    /** Takes the rest of a comment; gives the first four letters of it. */
    String comment() throws IOException {
        StringBuilder text = new StringBuilder();
        int c = next();
        while (c >= 0 && c != '\n' && c != '\r') {
            if (text.length() < 4) {
                text.append((char) c);
            }
            c = next();
        }
        return text.toString();
    }

    /** Takes the rest of a string after its first parenthesis. */
    void skipString() throws IOException {
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

    /** Takes the rest of a string in hexadecimal digits after its bracket. */
    void skipHexString() throws IOException {
        int c = peek();
        while (c >= 0 && c != '>' && (isSpace(c) || Character.digit(c, 16) >= 0)) {
            next();
            c = peek();
        }
        if (c == '>') {
            next();
        }
    }

    /** Takes the rest of a name after its slash. */
    String name() throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.length() < LONGEST_NAME && isRegular(peek())) {
            text.append((char) next());
        }
        return text.toString();
    }

    /** Takes the rest of a number or keyword after its first letter. */
    String word(int first) throws IOException {
        StringBuilder text = new StringBuilder().append((char) first);
        while (text.length() < LONGEST_WORD && isRegular(peek())) {
            text.append((char) next());
        }
        return text.toString();
    }

    /** Takes white space. */
    void skipSpace() throws IOException {
        while (isSpace(peek())) {
            next();
        }
    }

    /** Takes a word, as far as it stands here; tells whether all of it did. */
    boolean follows(String word) throws IOException {
        for (int i = 0; i < word.length(); i++) {
            if (next() != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Where a mark stands next, which is taken; -1 where it stands nowhere from here on. */
    long find(String text) throws IOException {
        byte[] mark = text.getBytes(StandardCharsets.US_ASCII);
        int matched = 0;
        while (matched < mark.length) {
            int c = next();
            if (c < 0) {
                return -1;
            }
            matched = c == mark[matched] ? matched + 1 : c == mark[0] ? 1 : 0;
        }
        return position - mark.length;
    }

    /** The bytes of a part as a stream; the place of the next token stays where it is. */
    InputStream part(long start, long end) {
        return new BufferedInputStream(new Part(start, end), BLOCK);
    }

    static boolean isSpace(int c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0;
    }

    private static boolean isRegular(int c) {
        return c > ' ' && "()<>[]{}/%".indexOf(c) < 0;
    }

    private final class Part extends InputStream {
        private long at;
        private final long end;

        Part(long start, long end) {
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
