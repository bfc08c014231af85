package vn.hoso.pdf;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Writes the objects of a PDF 1.7 file one after another (ISO 32000-1, 7.5).
 *
 * <p>An object leaves memory as soon as it is written, so the length of the file doesn't matter; only eight bytes an
 * object stay for the cross-reference table. The file identifier is a digest of all bytes before it: the same objects
 * give the same file, byte for byte. For one thread.
 */
final class PdfFile implements Closeable {
    private static final int BUFFER = 1 << 16;

    private final OutputStream out;
    private final MessageDigest digest;
    private long position;
    private long[] offsets = new long[1024];
    private int last;

    /** What writes the bytes of a stream. */
    @FunctionalInterface
    interface Body {
        void writeTo(OutputStream out) throws IOException;
    }

    /** The target could not be written; any other exception while composing comes from the source. */
    static final class WriteFailure extends IOException {
        private static final long serialVersionUID = 1;

        WriteFailure(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }

    PdfFile(Path path) throws IOException {
        digest = sha256();
        try {
            out = new BufferedOutputStream(
                    Files.newOutputStream(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), BUFFER);
        } catch (IOException e) {
            throw new WriteFailure(e);
        }
        // The second line tells transfer programs that the file is binary (7.5.2; ISO 19005-2, 6.1.2).
        write("%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n".getBytes(StandardCharsets.ISO_8859_1));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The number of an object that is written later. */
    int reserve() {
        last++;
        if (last == offsets.length) {
            offsets = Arrays.copyOf(offsets, last * 2);
        }
        return last;
    }

    int object(String body) throws IOException {
        int number = reserve();
        object(number, body);
        return number;
    }

    void object(int number, String body) throws IOException {
        begin(number);
        write(body);
        write("\nendobj\n");
    }

    /** Writes a stream as it is; {@code entries} are those of its dictionary without its length. */
    int stream(String entries, byte[] data) throws IOException {
        int number = reserve();
        begin(number);
        write("<<" + entries + "/Length " + data.length + ">>\nstream\n");
        write(data);
        write("\nendstream\nendobj\n");
        return number;
    }

    /** Writes a stream whose length is known only when it is written. */
    int stream(String entries, Body data) throws IOException {
        int number = reserve();
        int length = reserve();
        begin(number);
        write("<<" + entries + "/Length " + length + " 0 R>>\nstream\n");
        long start = position;
        data.writeTo(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                PdfFile.this.write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int count) throws IOException {
                PdfFile.this.write(bytes, offset, count);
            }
        });
        long size = position - start;
        write("\nendstream\nendobj\n");
        object(length, Long.toString(size));
        return number;
    }

    /** Writes a compressed stream. */
    int deflated(String entries, byte[] data) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(data.length / 4 + 64);
        deflate(out -> out.write(data), packed);
        return stream(entries + "/Filter/FlateDecode", packed.toByteArray());
    }

    /** Writes a compressed stream whose content is made while it is written. */
    int deflated(String entries, Body data) throws IOException {
        return stream(entries + "/Filter/FlateDecode", (OutputStream out) -> deflate(data, out));
    }

    private static void deflate(Body data, OutputStream out) throws IOException {
        Deflater deflater = new Deflater();
        try {
            DeflaterOutputStream packer = new DeflaterOutputStream(out, deflater, BUFFER);
            data.writeTo(packer);
            packer.finish();
        } finally {
            deflater.end();
        }
    }

    /** Writes cross-reference table and trailer. Every reserved object must be written. */
    void finish(int root, int info) throws IOException {
        String id = HexFormat.of().withUpperCase().formatHex(digest.digest(), 0, 16);
        long table = position;
        StringBuilder entries = new StringBuilder(64).append("xref\n0 ").append(last + 1);
        entries.append("\n0000000000 65535 f\r\n");
        for (int i = 1; i <= last; i++) {
            if (offsets[i] == 0) {
                throw new IllegalStateException("object " + i + " was reserved but not written");
            }
            String offset = Long.toString(offsets[i]);
            entries.append("0000000000", 0, 10 - offset.length()).append(offset).append(" 00000 n\r\n");
            if (entries.length() > BUFFER) {
                write(entries.toString());
                entries.setLength(0);
            }
        }
        write(entries.toString());
        write("trailer\n<</Size " + (last + 1) + "/Root " + root + " 0 R/Info " + info + " 0 R/ID[<" + id + "><" + id
                + ">]>>\nstartxref\n" + table + "\n%%EOF\n");
    }

    @Override
    public void close() throws IOException {
        try {
            out.close();
        } catch (IOException e) {
            throw new WriteFailure(e);
        }
    }

    private void begin(int number) throws IOException {
        offsets[number] = position;
        write(number + " 0 obj\n");
    }

    private void write(String ascii) throws IOException {
        write(ascii.getBytes(StandardCharsets.ISO_8859_1));
    }

    private void write(byte[] bytes) throws IOException {
        write(bytes, 0, bytes.length);
    }

    private void write(byte[] bytes, int offset, int count) throws IOException {
        try {
            out.write(bytes, offset, count);
        } catch (IOException e) {
            throw new WriteFailure(e);
        }
        digest.update(bytes, offset, count);
        position += count;
    }
}
