package vn.hoso.scan;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.filter.FilterFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;

/** Unpacks data, or measures without keeping it what it unpacks to, and stops at a limit. */
final class Unpacked {
    private static final Logger LOG = LoggerFactory.getLogger(Unpacked.class);
    private static final Set<String> UNPACKABLE = Set.of(
            "FlateDecode",
            "Fl",
            "LZWDecode",
            "LZW",
            "RunLengthDecode",
            "RL",
            "ASCII85Decode",
            "A85",
            "ASCIIHexDecode",
            "AHx");

    private Unpacked() {}

    /**
     * Refuses data that unpack to more than allowed.
     *
     * @param raw the packed data
     * @param filters the filters of the PDF stream, outermost first; those that code images end the measuring
     * @return how many bytes it unpacks to; those that came out before any damage
     * @throws HosoException with {@code TOO_MUCH_UNPACKED}
     */
    static long check(InputStream raw, List<String> filters, long limit, String name) throws IOException {
        Counter counter = new Counter(limit);
        unpack(raw, filters, counter, limit, name);
        return counter.count;
    }

    /**
     * Unpacks data that can't be large; predictors are not undone.
     *
     * @return the bytes up to any damage, or up to the filter that codes an image
     * @throws HosoException with {@code TOO_MUCH_UNPACKED}
     */
    static byte[] bytes(InputStream raw, List<String> filters, long limit, String name) throws IOException {
        Keeper keeper = new Keeper(limit);
        unpack(raw, filters, keeper, limit, name);
        return keeper.kept.toByteArray();
    }

    private static void unpack(InputStream raw, List<String> filters, OutputStream target, long limit, String name)
            throws IOException {
        InputStream in = raw;
        int coders = 0;
        while (coders < filters.size() && UNPACKABLE.contains(filters.get(coders))) {
            coders++;
        }
        try {
            for (int i = 0; i < coders; i++) {
                Keeper between = i == coders - 1 ? null : new Keeper(limit);
                unpack(filters.get(i), in, between == null ? target : between);
                if (between == null) {
                    return;
                }
                in = new ByteArrayInputStream(between.kept.toByteArray());
            }
            if (filters.isEmpty()) {
                in.transferTo(target);
            }
        } catch (LimitReached e) {
            throw new HosoException(Problem.TOO_MUCH_UNPACKED, e, name, limit);
        }
    }

    private static void unpack(String filter, InputStream in, OutputStream out) throws IOException {
        try {
            switch (filter) {
                case "FlateDecode", "Fl" -> inflate(in, out);
                case "LZWDecode", "LZW" -> decode(COSName.LZW_DECODE, in, out);
                case "RunLengthDecode", "RL" -> decode(COSName.RUN_LENGTH_DECODE, in, out);
                case "ASCII85Decode", "A85" -> decode(COSName.ASCII85_DECODE, in, out);
                default -> decode(COSName.ASCII_HEX_DECODE, in, out);
            }
        } catch (LimitReached e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // Damage is for the parser to judge; what came out before it was within the limit.
            LOG.debug("packed data broke off", e);
        }
    }

    private static void decode(COSName filter, InputStream in, OutputStream out) throws IOException {
        FilterFactory.INSTANCE.getFilter(filter).decode(in, out, new COSDictionary(), 0);
    }

    private static void inflate(InputStream in, OutputStream out) throws IOException {
        Inflater inflater = new Inflater();
        try {
            byte[] packed = new byte[1 << 14];
            byte[] loose = new byte[1 << 16];
            while (!inflater.finished()) {
                if (inflater.needsInput()) {
                    int n = in.read(packed);
                    if (n < 0) {
                        return;
                    }
                    inflater.setInput(packed, 0, n);
                }
                int n = inflater.inflate(loose);
                out.write(loose, 0, n);
                if (n == 0 && inflater.needsDictionary()) {
                    return;
                }
            }
        } catch (DataFormatException e) {
            throw new IOException(e);
        } finally {
            inflater.end();
        }
    }

    private static final class LimitReached extends IOException {
        private static final long serialVersionUID = 1;
    }

    /** Counts, and keeps nothing. */
    private static final class Counter extends OutputStream {
        private final long limit;
        private long count;

        Counter(long limit) {
            this.limit = limit;
        }

        @Override
        public void write(int b) throws IOException {
            add(1);
        }

        @Override
        public void write(byte[] bytes, int offset, int n) throws IOException {
            add(n);
        }

        private void add(int n) throws IOException {
            count += n;
            if (count > limit) {
                throw new LimitReached();
            }
        }
    }

    /** Keeps what a next filter has to read. */
    private static final class Keeper extends OutputStream {
        private final long limit;
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

        Keeper(long limit) {
            this.limit = limit;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int n) throws IOException {
            if (kept.size() + (long) n > limit) {
                throw new LimitReached();
            }
            kept.write(bytes, offset, n);
        }
    }
}
