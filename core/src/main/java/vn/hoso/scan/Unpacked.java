package vn.hoso.scan;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.filter.FilterFactory;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;

/** Measures what packed data unpacks to, without keeping it, and stops at a limit. */
final class Unpacked {
    private Unpacked() {}

    /**
     * Refuses data that unpack to more than allowed.
     *
     * @param raw the packed data
     * @param filters the filters of the PDF stream, outermost first; those that code images end the measuring
     * @throws HosoException with {@code TOO_MUCH_UNPACKED}
     */
    static void check(InputStream raw, List<String> filters, long limit, String name) throws IOException {
        InputStream in = raw;
        for (int i = 0; i < filters.size(); i++) {
            boolean last = i == filters.size() - 1;
            OutputStream out = last ? new Counter(limit) : new Keeper(limit);
            try {
                switch (filters.get(i)) {
                    case "FlateDecode", "Fl" -> inflate(in, out);
                    case "LZWDecode", "LZW" -> decode(COSName.LZW_DECODE, in, out);
                    case "RunLengthDecode", "RL" -> decode(COSName.RUN_LENGTH_DECODE, in, out);
                    case "ASCII85Decode", "A85" -> decode(COSName.ASCII85_DECODE, in, out);
                    case "ASCIIHexDecode", "AHx" -> decode(COSName.ASCII_HEX_DECODE, in, out);
                    default -> {
                        return;
                    }
                }
            } catch (LimitReached e) {
                throw new HosoException(Problem.TOO_MUCH_UNPACKED, e, name, limit);
            } catch (IOException | RuntimeException e) {
                // Damage is for the parser to judge; what came out before it was within the limit.
                if (e instanceof HosoException) {
                    throw e;
                }
            }
            if (!last) {
                in = new ByteArrayInputStream(((Keeper) out).kept.toByteArray());
            }
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
