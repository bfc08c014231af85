package vn.hoso.signing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pdfbox.cos.COSDocument;
import org.apache.pdfbox.cos.COSObjectKey;
import org.apache.pdfbox.cos.COSStream;
import org.jspecify.annotations.Nullable;

/**
 * Looks for dictionaries that say two things under one key (forbidden by ISO 32000-2, 7.3.7). Some readers take the first,
 * some the last; who adds such an object to a signed file shows one thing to those who check it, another to those who read.
 */
final class RepeatedKeys {
    private static final Pattern ESCAPE = Pattern.compile("#([0-9a-fA-F]{2})");
    private static final int DEEPEST = 500;
    private static final int LARGEST_STREAM = 64 << 20;

    private final byte[] bytes;
    private final int end;
    private int at;
    private final Deque<Level> open = new ArrayDeque<>();

    /** A dictionary or an array that has begun. */
    private static final class Level {
        private final boolean dictionary;
        private final Map<String, String> values = new HashMap<>();
        private @Nullable String key;
        private int valueStart;
        private boolean valueSeen;

        Level(boolean dictionary) {
            this.dictionary = dictionary;
        }
    }

    private RepeatedKeys(byte[] bytes, int at, int end) {
        this.bytes = bytes;
        this.at = at;
        this.end = end;
    }

    /** Whether an object that stands between two places of a file has one. */
    static boolean isIn(byte[] file, int from, int to, COSDocument revision) {
        Set<Long> holders = new HashSet<>();
        for (Map.Entry<COSObjectKey, Long> entry : revision.getXrefTable().entrySet()) {
            long offset = entry.getValue();
            if (offset < 0) {
                holders.add(-offset);
            } else if (offset >= from && offset < to && new RepeatedKeys(file, (int) offset, to).found(true)) {
                return true;
            }
        }
        return revision.getXrefTable().entrySet().stream()
                .filter(entry -> holders.contains(entry.getKey().getNumber()))
                .filter(entry -> entry.getValue() >= from && entry.getValue() < to)
                .anyMatch(entry -> isInStream(CosObjects.resolve(revision, entry.getKey())));
    }

    private static boolean isInStream(@Nullable Object object) {
        if (!(object instanceof COSStream stream)) {
            return true;
        }
        try (InputStream in = stream.createInputStream()) {
            byte[] content = in.readNBytes(LARGEST_STREAM);
            return new RepeatedKeys(content, 0, content.length).found(false);
        } catch (IOException e) {
            return true;
        }
    }

    /** Goes through one object, or through all that is there. */
    private boolean found(boolean one) {
        while (at < end) {
            int start = at;
            byte next = bytes[at];
            if (ByteGate.isSpace(next)) {
                at++;
            } else if (next == '%') {
                skipTo("\r\n");
            } else if (next == '(') {
                value();
                skipString();
            } else if (next == '<' && at + 1 < end && bytes[at + 1] == '<') {
                at += 2;
                begin(true);
            } else if (next == '<') {
                value();
                skipTo(">");
                at++;
            } else if (next == '[') {
                at++;
                begin(false);
            } else if (next == ']' || next == '>') {
                at += next == '>' ? 2 : 1;
                if (finish(start)) {
                    return true;
                }
            } else if (next == '/') {
                at++;
                skipRegular();
                if (name(start)) {
                    return true;
                }
            } else {
                at++;
                skipRegular();
                if (one && open.isEmpty() && isLast(start)) {
                    return false;
                }
                value();
            }
            if (open.size() > DEEPEST) {
                return true;
            }
        }
        return false;
    }

    private boolean isLast(int start) {
        String word = text(start, at);
        return word.equals("endobj") || word.equals("stream");
    }

    /** Notes that the value of a key has begun. */
    private void value() {
        Level level = open.peek();
        if (level != null) {
            level.valueSeen = true;
        }
    }

    private void begin(boolean dictionary) {
        value();
        open.push(new Level(dictionary));
    }

    private boolean finish(int position) {
        Level level = open.poll();
        return level != null && isSaidOtherwise(level, position);
    }

    private boolean name(int start) {
        Level level = open.peek();
        if (level == null || !level.dictionary || (level.key != null && !level.valueSeen)) {
            value();
            return false;
        }
        boolean otherwise = isSaidOtherwise(level, start);
        level.key = ESCAPE.matcher(text(start, at))
                .replaceAll(
                        code -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(code.group(1), 16))));
        level.valueStart = at;
        level.valueSeen = false;
        return otherwise;
    }

    /** Whether the key whose value ends here has had another value before. */
    private boolean isSaidOtherwise(Level level, int position) {
        if (level.key == null) {
            return false;
        }
        String value = text(level.valueStart, position).strip();
        String before = level.values.put(level.key, value);
        return before != null && !before.equals(value);
    }

    private String text(int from, int until) {
        return new String(bytes, from, until - from, StandardCharsets.ISO_8859_1);
    }

    private void skipTo(String ends) {
        while (at < end && ends.indexOf(bytes[at]) < 0) {
            at++;
        }
    }

    private void skipRegular() {
        while (at < end && !ByteGate.isSpace(bytes[at]) && "()<>[]{}/%".indexOf(bytes[at]) < 0) {
            at++;
        }
    }

    private void skipString() {
        int depth = 0;
        do {
            switch (bytes[at]) {
                case '(' -> depth++;
                case ')' -> depth--;
                case '\\' -> at++;
                default -> {}
            }
            at++;
        } while (depth > 0 && at < end);
    }
}
