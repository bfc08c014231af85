package vn.hoso.pdf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Joins the strips of a page, each a JPEG of its own, into one JPEG without decoding them.
 *
 * <p>A strip starts with fresh predictions, just as the data after a restart marker do (ITU-T T.81, E.1.4). So where all
 * strips have the same tables and hold whole rows of blocks, their data follow each other with restart markers between.
 */
final class JpegStrips {
    private static final int SOF0 = 0xc0;
    private static final int SOF1 = 0xc1;
    private static final int DRI = 0xdd;
    private static final int SOS = 0xda;
    private static final int RST0 = 0xd0;

    private JpegStrips() {}

    /** One strip taken apart; the head lacks the height. */
    private record Strip(ByteBuffer head, int frame, ByteBuffer data) {
        int height() {
            return head.getShort(frame + 5) & 0xffff;
        }

        /** The head with another height, to be compared or written. */
        byte[] head(int height) {
            byte[] bytes = new byte[head.remaining()];
            head.duplicate().get(bytes);
            bytes[frame + 5] = (byte) (height >> 8);
            bytes[frame + 6] = (byte) height;
            return bytes;
        }
    }

    /**
     * The strips as one JPEG.
     *
     * @param strips whole JPEG files, from top to bottom
     * @param height rows of all of them together
     * @return the JPEG, or empty where the strips don't fit together
     */
    static Optional<byte[]> join(List<byte[]> strips, int height) throws IOException {
        Optional<Strip> first = parse(strips.get(0));
        if (first.isEmpty() || height > 0xffff) {
            return Optional.empty();
        }
        Strip model = first.get();
        byte[] head = model.head(height);
        int interval = interval(model);
        if (interval <= 0) {
            return Optional.empty();
        }
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.write(head, 0, model.frame);
        joined.writeBytes(new byte[] {(byte) 0xff, (byte) DRI, 0, 4, (byte) (interval >> 8), (byte) interval});
        joined.write(head, model.frame, head.length - model.frame);
        int rows = 0;
        for (int i = 0; i < strips.size(); i++) {
            Optional<Strip> parsed = parse(strips.get(i));
            boolean last = i == strips.size() - 1;
            if (parsed.isEmpty()
                    || !Arrays.equals(head, parsed.get().head(height))
                    || (!last && parsed.get().height() != model.height())) {
                return Optional.empty();
            }
            rows += last ? height - rows : model.height();
            ByteBuffer data = parsed.get().data();
            joined.write(data.array(), data.arrayOffset() + data.position(), data.remaining());
            joined.writeBytes(new byte[] {(byte) 0xff, (byte) (last ? 0xd9 : RST0 + i % 8)});
        }
        int sum = model.height() * (strips.size() - 1);
        return sum < height && height - sum <= model.height() ? Optional.of(joined.toByteArray()) : Optional.empty();
    }

    /** How many blocks of all components a strip has; 0 where it does not end with a whole row of them. */
    private static int interval(Strip strip) {
        ByteBuffer head = strip.head();
        int width = head.getShort(strip.frame + 7) & 0xffff;
        int components = head.get(strip.frame + 9);
        int across = 1;
        int down = 1;
        for (int i = 0; i < components && components > 1; i++) {
            int sampling = head.get(strip.frame + 11 + 3 * i);
            across = Math.max(across, sampling >> 4);
            down = Math.max(down, sampling & 15);
        }
        if (strip.height() % (8 * down) != 0) {
            return 0;
        }
        int blocks = (width + 8 * across - 1) / (8 * across) * (strip.height() / (8 * down));
        return blocks <= 0xffff ? blocks : 0;
    }

    /** Takes a baseline JPEG of one scan apart. */
    private static Optional<Strip> parse(byte[] jpeg) {
        ByteBuffer bytes = ByteBuffer.wrap(jpeg);
        int frame = -1;
        int at = 2;
        while (at + 4 <= jpeg.length && (jpeg[at] & 0xff) == 0xff) {
            int marker = jpeg[at + 1] & 0xff;
            int end = at + 2 + (bytes.getShort(at + 2) & 0xffff);
            if (marker == DRI || (marker > SOF1 && marker <= 0xcf && marker != 0xc4) || end > jpeg.length) {
                return Optional.empty();
            }
            if (marker == SOF0 || marker == SOF1) {
                frame = at;
            }
            at = end;
            if (marker == SOS) {
                int stop = jpeg.length - 2;
                boolean ended = stop >= at && (jpeg[stop] & 0xff) == 0xff && (jpeg[stop + 1] & 0xff) == 0xd9;
                return frame < 0 || !ended || frame + 20 > jpeg.length
                        ? Optional.empty()
                        : Optional.of(new Strip(bytes.slice(0, at), frame, bytes.slice(at, stop - at)));
            }
        }
        return Optional.empty();
    }
}
