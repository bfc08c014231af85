package vn.hoso.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.graphics.image.CCITTFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;

/** The kinds of image that desks get beside TIFF, JPEG and PNG: read where that can be, refused by name where not. */
class ImageKindsTest {
    private static final int WIDTH = 120;
    private static final int HEIGHT = 170;

    @TempDir
    Path folder;

    private Scan open(byte[] content) throws IOException {
        // No ending: the kind is told by content.
        Path file = Files.write(folder.resolve("page"), content);
        return ScanReader.builder().build().open(file, folder);
    }

    private void refused(byte[] content, Problem problem) {
        assertThatThrownBy(() -> {
                    try (Scan scan = open(content)) {
                        scan.image(1);
                    }
                })
                .isInstanceOfSatisfying(
                        HosoException.class,
                        e -> assertThat(e.problem()).as(e.getMessage()).isEqualTo(problem));
    }

    private static BufferedImage sheet() {
        return Sheets.corners(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
    }

    @ParameterizedTest
    @CsvSource({"jpeg2000,JPEG2000", "bmp,BMP", "gif,GIF"})
    void readsAColourPage(String format, FileKind kind) throws IOException {
        try (Scan scan = open(Sheets.encoded(sheet(), format))) {
            assertThat(scan.kind()).isEqualTo(kind);
            assertThat(scan.pageCount()).isEqualTo(1);
            assertThat(Sheets.cornersOf(scan.image(1))).isEqualTo("RGBK");
            assertThat(scan.image(1).pixels().getWidth()).isEqualTo(WIDTH);
            assertThat(scan.makeup(1).stored()).isFalse();
        }
    }

    @Test
    void readsABareCodeStreamAndTheResolutionAroundOne() throws IOException {
        byte[] whole = Sheets.encoded(sheet(), "jpeg2000");
        int codes = new String(whole, StandardCharsets.ISO_8859_1).indexOf("jp2c") + 4;
        try (Scan scan = open(Arrays.copyOfRange(whole, codes, whole.length))) {
            assertThat(scan.kind()).isEqualTo(FileKind.JPEG2000);
            assertThat(Sheets.cornersOf(scan.image(1))).isEqualTo("RGBK");
        }
        // 118.11 dots a centimetre both ways, in a box of its own at the end of the header box.
        int header = new String(whole, StandardCharsets.ISO_8859_1).indexOf("jp2h") - 4;
        int length = ByteBuffer.wrap(whole).getInt(header);
        ByteBuffer out = ByteBuffer.allocate(whole.length + 26);
        out.put(whole, 0, header).putInt(length + 26).put(whole, header + 4, length - 4);
        out.putInt(26).put("res ".getBytes(StandardCharsets.US_ASCII));
        out.putInt(18).put("resc".getBytes(StandardCharsets.US_ASCII));
        out.putShort((short) 11_811)
                .putShort((short) 1)
                .putShort((short) 11_811)
                .putShort((short) 1);
        out.put((byte) 0).put((byte) 0).put(whole, header + length, whole.length - header - length);
        try (Scan scan = open(out.array())) {
            assertThat(scan.image(1).dpi()).isCloseTo(300, within(0.1));
            assertThat(Sheets.cornersOf(scan.image(1))).isEqualTo("RGBK");
        }
    }

    @Test
    void readsTheResolutionOfABitmap() throws IOException {
        byte[] bitmap = Sheets.encoded(sheet(), "bmp");
        ByteBuffer.wrap(bitmap).order(ByteOrder.LITTLE_ENDIAN).putInt(38, 7874).putInt(42, 7874);
        try (Scan scan = open(bitmap)) {
            assertThat(scan.image(1).dpi()).isCloseTo(200, within(0.1));
        }
    }

    @Test
    void readsTheBlackAndWhiteOfAWebp() throws IOException {
        BufferedImage bitonal = Sheets.bitonal(WIDTH, HEIGHT, 1);
        try (Scan scan = open(webp(bitonal))) {
            assertThat(scan.kind()).isEqualTo(FileKind.WEBP);
            ImageFilesTest.assertSame(scan.image(1).pixels(), bitonal);
        }
    }

    @ParameterizedTest
    @CsvSource({"true,false", "true,true", "false,false"})
    void readsThePagesOfAJbig2File(boolean sequential, boolean striped) throws IOException {
        BufferedImage[] sheets = {Sheets.bitonal(WIDTH, HEIGHT, 1), Sheets.bitonal(WIDTH, HEIGHT - 30, 2)};
        try (Scan scan = open(jbig2(sequential, striped, sheets))) {
            assertThat(scan.kind()).isEqualTo(FileKind.JBIG2);
            assertThat(scan.pageCount()).isEqualTo(2);
            for (int page = 1; page <= 2; page++) {
                assertThat(scan.image(page).pixels().getType()).isEqualTo(BufferedImage.TYPE_BYTE_BINARY);
                assertThat(scan.image(page).dpi()).isCloseTo(200, within(0.1));
                ImageFilesTest.assertSame(scan.image(page).pixels(), sheets[page - 1]);
            }
        }
    }

    @Test
    void refusesWhatIsNoPage() throws IOException {
        byte[] gif = Sheets.encoded(sheet(), "gif");
        byte[] twice = Arrays.copyOf(gif, 2 * gif.length);
        // The image without the trailer, and once more the image alone.
        int image = new String(gif, StandardCharsets.ISO_8859_1).indexOf(",\0\0\0\0");
        System.arraycopy(gif, image, twice, gif.length - 1, gif.length - image);
        refused(twice, Problem.DAMAGED);
        refused(
                "RIFF\0\0\0\0WEBPVP8X\n\0\0\0\2\0\0\0\0\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1),
                Problem.DAMAGED);
        refused("\0\0\0\030ftypheic\0\0\0\0mif1heic".getBytes(StandardCharsets.ISO_8859_1), Problem.UNKNOWN_KIND);
    }

    @Test
    void refusesWhatIsCutOff() throws IOException {
        for (String format : new String[] {"jpeg2000", "bmp", "gif"}) {
            byte[] whole = Sheets.encoded(sheet(), format);
            refused(Arrays.copyOf(whole, 20), Problem.DAMAGED);
            refused(Arrays.copyOf(whole, whole.length / 2), Problem.DAMAGED);
        }
        byte[] jbig2 = jbig2(true, false, Sheets.bitonal(WIDTH, HEIGHT, 1));
        refused(Arrays.copyOf(jbig2, jbig2.length - 40), Problem.DAMAGED);
        refused(Arrays.copyOf(webp(Sheets.bitonal(WIDTH, HEIGHT, 1)), 200), Problem.DAMAGED);
    }

    @Test
    void refusesBombsByTheirHeaders() throws IOException {
        byte[] bitmap = Sheets.encoded(sheet(), "bmp");
        ByteBuffer.wrap(bitmap)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(18, 40_000)
                .putInt(22, -40_000);
        refused(bitmap, Problem.TOO_MANY_PIXELS);
        byte[] gif = Sheets.encoded(sheet(), "gif");
        int image = new String(gif, StandardCharsets.ISO_8859_1).indexOf(",\0\0\0\0");
        ByteBuffer.wrap(gif)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(image + 5, (short) 60_000)
                .putShort(image + 7, (short) 60_000);
        refused(gif, Problem.TOO_MANY_PIXELS);
        byte[] webp = webp(Sheets.bitonal(WIDTH, HEIGHT, 1));
        ByteBuffer.wrap(webp).order(ByteOrder.LITTLE_ENDIAN).putInt(21, -1 >>> 4);
        refused(webp, Problem.TOO_MANY_PIXELS);
        byte[] stream = Sheets.encoded(sheet(), "jpeg2000");
        int siz = new String(stream, StandardCharsets.ISO_8859_1).indexOf("\u00ffQ");
        ByteBuffer.wrap(stream).putInt(siz + 6, 40_000).putInt(siz + 10, 40_000);
        ByteBuffer.wrap(stream).putInt(siz + 22, 40_000).putInt(siz + 26, 40_000);
        refused(stream, Problem.TOO_MANY_PIXELS);
        byte[] jbig2 = jbig2(true, false, Sheets.bitonal(WIDTH, HEIGHT, 1));
        ByteBuffer.wrap(jbig2).putInt(24, 40_000).putInt(28, 40_000);
        refused(jbig2, Problem.TOO_MANY_PIXELS);
    }

    /** A JBIG2 file of pages of one region each, coded as fax. */
    private static byte[] jbig2(boolean sequential, boolean striped, BufferedImage... pages) throws IOException {
        ByteArrayOutputStream headers = new ByteArrayOutputStream();
        ByteArrayOutputStream bodies = new ByteArrayOutputStream();
        headers.writeBytes(
                new byte[] {(byte) 0x97, 'J', 'B', '2', '\r', '\n', 0x1A, '\n', (byte) (sequential ? 1 : 0)});
        headers.writeBytes(ByteBuffer.allocate(4).putInt(pages.length).array());
        ByteArrayOutputStream data = sequential ? headers : bodies;
        int number = 0;
        for (int i = 0; i < pages.length; i++) {
            int w = pages[i].getWidth();
            int h = pages[i].getHeight();
            byte[] fax;
            try (PDDocument document = new PDDocument();
                    InputStream in = CCITTFactory.createFromImage(document, pages[i])
                            .getStream()
                            .getCOSObject()
                            .createRawInputStream()) {
                fax = in.readAllBytes();
            }
            ByteBuffer page = ByteBuffer.allocate(19).putInt(w).putInt(striped ? -1 : h);
            page.putInt(7874).putInt(7874).put((byte) 0).putShort((short) (striped ? 0x8000 | h : 0));
            ByteBuffer region = ByteBuffer.allocate(18 + fax.length);
            region.putInt(w).putInt(h).putInt(0).putInt(0).put((byte) 0).put((byte) 1);
            segment(headers, data, number++, 48, i + 1, page.array());
            segment(headers, data, number++, 38, i + 1, region.put(fax).array());
            if (striped) {
                byte[] end = ByteBuffer.allocate(4).putInt(h - 1).array();
                segment(headers, data, number++, 50, i + 1, end);
            }
            segment(headers, data, number++, 49, i + 1, new byte[0]);
        }
        segment(headers, data, number, 51, 0, new byte[0]);
        headers.writeBytes(bodies.toByteArray());
        return headers.toByteArray();
    }

    private static void segment(
            ByteArrayOutputStream headers, ByteArrayOutputStream data, int number, int type, int page, byte[] body) {
        ByteBuffer header = ByteBuffer.allocate(11);
        header.putInt(number).put((byte) type).put((byte) 0).put((byte) page).putInt(body.length);
        headers.writeBytes(header.array());
        data.writeBytes(body);
    }

    /** A lossless WebP (RFC 9649, 3): red and blue are told by green, and green has two values of one bit each. */
    private static byte[] webp(BufferedImage bitonal) {
        Bits bits = new Bits();
        bits.put(0x2F, 8).put(bitonal.getWidth() - 1, 14).put(bitonal.getHeight() - 1, 14);
        bits.put(0, 4);
        // One transform, subtract green; no colour cache; one group of codes.
        bits.put(1, 1).put(2, 2).put(0, 1).put(0, 1).put(0, 1);
        bits.put(0b011, 3).put(0, 1).put(255, 8);
        bits.put(0b0001, 4).put(0b0001, 4).put(0b101, 3).put(255, 8).put(0b0001, 4);
        for (int y = 0; y < bitonal.getHeight(); y++) {
            for (int x = 0; x < bitonal.getWidth(); x++) {
                bits.put(bitonal.getRGB(x, y) & 1, 1);
            }
        }
        byte[] image = bits.bytes();
        ByteBuffer out = ByteBuffer.allocate(20 + image.length).order(ByteOrder.LITTLE_ENDIAN);
        out.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(12 + image.length);
        out.put("WEBPVP8L".getBytes(StandardCharsets.US_ASCII)).putInt(image.length);
        return out.put(image).array();
    }

    /** Bits, the lowest first; padded to an even number of bytes. */
    private static final class Bits {
        private final java.util.BitSet set = new java.util.BitSet();
        private int count;

        Bits put(int value, int n) {
            for (int i = 0; i < n; i++) {
                set.set(count++, (value >> i & 1) != 0);
            }
            return this;
        }

        byte[] bytes() {
            return Arrays.copyOf(set.toByteArray(), (count + 15) / 16 * 2);
        }
    }
}
