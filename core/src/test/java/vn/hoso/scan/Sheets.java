package vn.hoso.scan;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import vn.hoso.text.PageImage;

/** Sheets to scan, drawn and written for a test. */
final class Sheets {
    private Sheets() {}

    /** A sheet whose four corners differ: red, green and blue squares and a black one, in reading order. */
    static BufferedImage corners(int width, int height, int type) {
        BufferedImage sheet = Pixels.canvas(width, height, type);
        Graphics2D g = sheet.createGraphics();
        int w = width / 4;
        int h = height / 4;
        g.setColor(Color.RED);
        g.fillRect(0, 0, w, h);
        g.setColor(Color.GREEN);
        g.fillRect(width - w, 0, w, h);
        g.setColor(Color.BLUE);
        g.fillRect(0, height - h, w, h);
        g.setColor(Color.BLACK);
        g.fillRect(width - w, height - h, w, h);
        g.dispose();
        return sheet;
    }

    /** A bitonal sheet, black at its top left and in a bar whose place tells the page. */
    static BufferedImage bitonal(int width, int height, int page) {
        BufferedImage sheet = Pixels.canvas(width, height, BufferedImage.TYPE_BYTE_BINARY);
        Graphics2D g = sheet.createGraphics();
        g.setColor(Color.BLACK);
        g.fillRect(0, 0, width / 4, height / 4);
        g.fillRect(width / 2, height / 2 + 10 * page, width / 3, 5);
        g.dispose();
        return sheet;
    }

    /** The colours in the middle of the four corners of an image, as letters: R, G, B, K or W. */
    static String cornersOf(PageImage image) {
        BufferedImage pixels = image.pixels();
        int x = pixels.getWidth() / 8;
        int y = pixels.getHeight() / 8;
        int right = pixels.getWidth() - 1 - x;
        int low = pixels.getHeight() - 1 - y;
        return "" + letter(pixels.getRGB(x, y)) + letter(pixels.getRGB(right, y)) + letter(pixels.getRGB(x, low))
                + letter(pixels.getRGB(right, low));
    }

    private static char letter(int rgb) {
        boolean r = ((rgb >> 16) & 0xff) > 127;
        boolean g = ((rgb >> 8) & 0xff) > 127;
        boolean b = (rgb & 0xff) > 127;
        if (r && g && b) {
            return 'W';
        }
        return r ? 'R' : g ? 'G' : b ? 'B' : 'K';
    }

    static Path tiff(Path file, String compression, BufferedImage... pages) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
        Files.deleteIfExists(file);
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
            writer.setOutput(out);
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionType(compression);
            writer.prepareWriteSequence(null);
            for (BufferedImage page : pages) {
                writer.writeToSequence(new IIOImage(page, null, null), param);
            }
            writer.endWriteSequence();
        } finally {
            writer.dispose();
        }
        return file;
    }

    static byte[] encoded(BufferedImage image, String format) throws IOException {
        ImageWriter writer =
                ImageIO.getImageWriters(new ImageTypeSpecifier(image), format).next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(image);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    static byte[] deflated(byte[] data) {
        Deflater deflater = new Deflater(9);
        deflater.setInput(data);
        deflater.finish();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] block = new byte[1 << 16];
        while (!deflater.finished()) {
            out.write(block, 0, deflater.deflate(block));
        }
        deflater.end();
        return out.toByteArray();
    }

    /** Many zeros, deflated without ever being held loose. */
    static byte[] deflatedZeros(long count) {
        Deflater deflater = new Deflater(9);
        byte[] zeros = new byte[1 << 20];
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] block = new byte[1 << 16];
        for (long left = count; left > 0; left -= zeros.length) {
            deflater.setInput(zeros, 0, (int) Math.min(left, zeros.length));
            while (!deflater.needsInput()) {
                out.write(block, 0, deflater.deflate(block));
            }
        }
        deflater.finish();
        while (!deflater.finished()) {
            out.write(block, 0, deflater.deflate(block));
        }
        deflater.end();
        return out.toByteArray();
    }

    /** A TIFF put together tag by tag; tags must be given in rising order. */
    static final class Tiff {
        private record Tag(int tag, int type, List<Long> values) {}

        private final List<List<Tag>> directories = new ArrayList<>();
        private final List<byte[]> strips = new ArrayList<>();
        private boolean circle;

        /** A bitonal image of one uncompressed strip and the tags given as number, type, value(s). */
        Tiff image(int width, int height, byte[] strip, Object... more) {
            List<Tag> tags = new ArrayList<>(List.of(
                    new Tag(256, 4, List.of((long) width)),
                    new Tag(257, 4, List.of((long) height)),
                    new Tag(262, 3, List.of(0L)),
                    new Tag(273, 4, List.of(-strips.size() - 1L)),
                    new Tag(277, 3, List.of(1L)),
                    new Tag(278, 4, List.of((long) height)),
                    new Tag(279, 4, List.of((long) strip.length))));
            for (int i = 0; i < more.length; i += 3) {
                tags.removeIf(of(more, i));
                tags.add(new Tag(
                        (int) more[i],
                        (int) more[i + 1],
                        java.util.Arrays.stream((long[]) more[i + 2]).boxed().toList()));
            }
            tags.sort(java.util.Comparator.comparingInt(Tag::tag));
            directories.add(tags);
            strips.add(strip);
            return this;
        }

        private static java.util.function.Predicate<Tag> of(Object[] more, int i) {
            return tag -> tag.tag() == (int) more[i];
        }

        Tiff circle() {
            circle = true;
            return this;
        }

        Path write(Path file) throws IOException {
            int size = 8 + strips.stream().mapToInt(s -> s.length + 1).sum();
            for (List<Tag> tags : directories) {
                size += 6 + 12 * tags.size() + 16 * tags.size();
            }
            ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
            out.put("II".getBytes(StandardCharsets.US_ASCII))
                    .putShort((short) 42)
                    .putInt(0);
            long[] at = new long[strips.size()];
            for (int i = 0; i < at.length; i++) {
                at[i] = out.position();
                out.put(strips.get(i));
                if (out.position() % 2 == 1) {
                    out.put((byte) 0);
                }
            }
            int link = 4;
            int first = out.position();
            for (List<Tag> tags : directories) {
                int start = out.position();
                out.putInt(link, start);
                out.putShort((short) tags.size());
                int extra = start + 2 + 12 * tags.size() + 4;
                for (Tag tag : tags) {
                    out.putShort((short) tag.tag()).putShort((short) tag.type());
                    out.putInt(tag.type() == 5 ? 1 : tag.values().size());
                    if (tag.type() == 5) {
                        out.putInt(extra);
                        out.putInt(extra, tag.values().get(0).intValue())
                                .putInt(extra + 4, tag.values().get(1).intValue());
                        extra += 8;
                    } else {
                        long given = tag.values().get(0);
                        long value = given < 0 ? at[(int) -given - 1] : given;
                        if (tag.type() == 3) {
                            out.putShort((short) value).putShort((short) 0);
                        } else {
                            out.putInt((int) value);
                        }
                    }
                }
                link = out.position();
                out.putInt(circle ? first : 0);
                out.position(extra);
            }
            byte[] bytes = new byte[out.position()];
            out.rewind();
            out.get(bytes);
            return Files.write(file, bytes);
        }
    }
}
