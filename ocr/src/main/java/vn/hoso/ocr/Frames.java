package vn.hoso.ocr;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.text.Attempt;
import vn.hoso.text.Box;
import vn.hoso.text.Code;
import vn.hoso.text.Line;
import vn.hoso.text.PageImage;
import vn.hoso.text.PageText;
import vn.hoso.text.TextOrigin;
import vn.hoso.text.Word;

/**
 * What passes between this JVM and a worker: frames of a mark, a kind, a length and so many bytes.
 *
 * <p>The bytes are plain numbers and strings, read one by one and checked; nothing is deserialised into objects of the
 * sender's choosing.
 */
final class Frames {
    /** A worker is ready; its engine's name. */
    static final byte READY = 1;

    /** A page to read. */
    static final byte PAGE = 2;

    /** The text of a page. */
    static final byte TEXT = 3;

    /** A failure with a name. */
    static final byte FAILURE = 4;

    /** A frame. */
    @SuppressWarnings("ArrayRecordComponent") // bytes on their way, compared by nobody
    record Frame(byte kind, byte[] content) {}

    private static final int MARK = 0x484F534F;
    private static final byte BITS = 0;
    private static final byte GREY = 1;
    private static final byte COLOUR = 2;

    private Frames() {}

    static void write(DataOutputStream out, byte kind, byte[] content) throws IOException {
        out.writeInt(MARK);
        out.writeByte(kind);
        out.writeInt(content.length);
        out.write(content);
        out.flush();
    }

    /**
     * Reads a frame.
     *
     * @param most the longest content that is believed
     * @throws EOFException at the end of the stream
     * @throws IOException if this is no frame
     */
    static Frame read(DataInputStream in, int most) throws IOException {
        int mark = in.readInt();
        if (mark != MARK) {
            throw new IOException("no frame");
        }
        byte kind = in.readByte();
        int length = in.readInt();
        if (length < 0 || length > most) {
            throw new IOException("a frame of " + length + " bytes");
        }
        byte[] content = in.readNBytes(length);
        if (content.length < length) {
            throw new EOFException("within a frame");
        }
        return new Frame(kind, content);
    }

    static byte[] page(PageImage image) throws IOException {
        BufferedImage pixels = image.pixels();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(image.page());
            out.writeDouble(image.dpi());
            out.writeInt(pixels.getWidth());
            out.writeInt(pixels.getHeight());
            int bits = pixels.getColorModel().getPixelSize();
            int colours = pixels.getColorModel().getNumColorComponents();
            if (bits == 1) {
                out.writeByte(BITS);
                byte[] grey = Gray.of(pixels, Gray.LUMA).pixels();
                byte[] packed = new byte[(grey.length + 7) / 8];
                for (int i = 0; i < grey.length; i++) {
                    if ((grey[i] & 0xff) > 127) {
                        packed[i >> 3] |= (byte) (0x80 >> (i & 7));
                    }
                }
                out.write(packed);
            } else if (colours == 1) {
                out.writeByte(GREY);
                out.write(Gray.of(pixels, Gray.LUMA).pixels());
            } else {
                out.writeByte(COLOUR);
                out.write(colour(pixels));
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] colour(BufferedImage pixels) {
        int w = pixels.getWidth();
        byte[] out = new byte[w * pixels.getHeight() * 3];
        int[] row = new int[w];
        int to = 0;
        for (int y = 0; y < pixels.getHeight(); y++) {
            pixels.getRGB(0, y, w, 1, row, 0, w);
            for (int rgb : row) {
                int alpha = rgb >>> 24;
                int white = 255 - alpha;
                out[to++] = (byte) ((rgb & 0xff) * alpha / 255 + white);
                out[to++] = (byte) (((rgb >> 8) & 0xff) * alpha / 255 + white);
                out[to++] = (byte) (((rgb >> 16) & 0xff) * alpha / 255 + white);
            }
        }
        return out;
    }

    static PageImage page(byte[] content) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(content))) {
            int page = in.readInt();
            double dpi = in.readDouble();
            int w = in.readInt();
            int h = in.readInt();
            byte kind = in.readByte();
            long size = (long) w * h;
            long bytes = kind == BITS ? (size + 7) / 8 : kind == GREY ? size : size * 3;
            if (w < 1 || h < 1 || bytes != in.available()) {
                throw new IOException("a page of " + w + " x " + h + " pixels in " + content.length + " bytes");
            }
            BufferedImage pixels = new BufferedImage(
                    w, h, kind == COLOUR ? BufferedImage.TYPE_3BYTE_BGR : BufferedImage.TYPE_BYTE_GRAY);
            byte[] data = ((DataBufferByte) pixels.getRaster().getDataBuffer()).getData();
            if (kind == BITS) {
                byte[] packed = in.readAllBytes();
                for (int i = 0; i < data.length; i++) {
                    data[i] = (packed[i >> 3] & (0x80 >> (i & 7))) == 0 ? 0 : (byte) 255;
                }
            } else {
                in.readFully(data);
            }
            return new PageImage(page, pixels, dpi);
        }
    }

    static byte[] text(PageText text, long resident) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(resident);
            out.writeInt(text.page());
            out.writeInt(text.width());
            out.writeInt(text.height());
            out.writeDouble(text.dpi());
            out.writeInt(text.rotation());
            out.writeDouble(text.skew());
            out.writeBoolean(text.blank());
            out.writeUTF(text.origin().name());
            out.writeInt(text.lines().size());
            for (Line line : text.lines()) {
                out.writeInt(line.block());
                out.writeInt(line.words().size());
                for (Word word : line.words()) {
                    out.writeUTF(word.text());
                    box(out, word.box());
                    out.writeDouble(word.confidence());
                }
            }
            out.writeInt(text.codes().size());
            for (Code code : text.codes()) {
                out.writeUTF(code.kind().name());
                out.writeUTF(code.payload());
                out.writeInt(code.page());
                box(out, code.box());
            }
            out.writeInt(text.attempts().size());
            for (Attempt attempt : text.attempts()) {
                out.writeUTF(attempt.preparation().name());
                out.writeDouble(attempt.confidence());
                out.writeBoolean(attempt.chosen());
            }
        }
        return bytes.toByteArray();
    }

    /** What a worker read, and how many bytes of memory it then held; 0 where that can't be told. */
    record Answer(PageText text, long resident) {}

    /**
     * Reads an answer.
     *
     * @throws IOException if it is none
     * @throws IllegalArgumentException if its values can't be
     */
    static Answer text(byte[] content) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(content))) {
            long resident = in.readLong();
            int page = in.readInt();
            int width = in.readInt();
            int height = in.readInt();
            double dpi = in.readDouble();
            int rotation = in.readInt();
            double skew = in.readDouble();
            boolean blank = in.readBoolean();
            TextOrigin origin = TextOrigin.valueOf(in.readUTF());
            List<Line> lines = new ArrayList<>();
            for (int i = in.readInt(); i > 0; i--) {
                int block = in.readInt();
                List<Word> words = new ArrayList<>();
                for (int j = in.readInt(); j > 0; j--) {
                    words.add(new Word(in.readUTF(), box(in), in.readDouble()));
                }
                lines.add(Line.of(words, block));
            }
            List<Code> codes = new ArrayList<>();
            for (int i = in.readInt(); i > 0; i--) {
                codes.add(new Code(Code.Kind.valueOf(in.readUTF()), in.readUTF(), in.readInt(), box(in)));
            }
            List<Attempt> attempts = new ArrayList<>();
            for (int i = in.readInt(); i > 0; i--) {
                attempts.add(new Attempt(Attempt.Preparation.valueOf(in.readUTF()), in.readDouble(), in.readBoolean()));
            }
            if (in.available() > 0) {
                throw new IOException("more than an answer");
            }
            PageText text =
                    new PageText(page, width, height, dpi, rotation, skew, blank, origin, lines, codes, attempts);
            return new Answer(text, resident);
        }
    }

    static byte[] failure(HosoException e) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(e.problem().name());
            out.writeUTF(e.subject());
            out.writeInt(e.facts().size());
            for (String fact : e.facts()) {
                out.writeUTF(fact.length() > 1000 ? fact.substring(0, 1000) : fact);
            }
        }
        return bytes.toByteArray();
    }

    /**
     * Reads a failure.
     *
     * @throws IOException if it is none
     * @throws IllegalArgumentException if there is no such problem
     */
    static HosoException failure(byte[] content) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(content))) {
            Problem problem = Problem.valueOf(in.readUTF());
            String subject = in.readUTF();
            Object[] facts = new Object[Math.max(0, Math.min(16, in.readInt()))];
            for (int i = 0; i < facts.length; i++) {
                facts[i] = in.readUTF();
            }
            return new HosoException(problem, subject, facts);
        }
    }

    private static void box(DataOutputStream out, Box box) throws IOException {
        out.writeInt(box.left());
        out.writeInt(box.top());
        out.writeInt(box.right());
        out.writeInt(box.bottom());
    }

    private static Box box(DataInputStream in) throws IOException {
        return new Box(in.readInt(), in.readInt(), in.readInt(), in.readInt());
    }
}
