package vn.hoso.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.text.PageImage;

class ImageFilesTest {
    @TempDir
    Path folder;

    private Scan open(Path file) {
        return ScanReader.builder().build().open(file, folder);
    }

    private void refused(Path file, Problem problem) {
        refused(file, problem, ScanLimits.DEFAULT);
    }

    private void refused(Path file, Problem problem, ScanLimits limits) {
        assertThatThrownBy(() -> ScanReader.builder().limits(limits).build().open(file, folder))
                .isInstanceOfSatisfying(
                        HosoException.class, e -> assertThat(e.problem()).isEqualTo(problem));
    }

    private void refusedPage(Path file) {
        try (Scan scan = open(file)) {
            assertThatThrownBy(() -> scan.image(1))
                    .isInstanceOfSatisfying(
                            HosoException.class, e -> assertThat(e.problem()).isEqualTo(Problem.DAMAGED));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"CCITT T.6", "CCITT T.4", "CCITT RLE", "LZW", "Deflate", "ZLib", "PackBits"})
    void readsEveryPageOfABitonalTiff(String compression) throws IOException {
        BufferedImage[] sheets = {Sheets.bitonal(300, 420, 1), Sheets.bitonal(320, 400, 2), Sheets.bitonal(300, 420, 3)
        };
        Path file = Sheets.tiff(folder.resolve("fax.dat"), compression, sheets);
        try (Scan scan = open(file)) {
            assertThat(scan.kind()).isEqualTo(FileKind.TIFF);
            assertThat(scan.pageCount()).isEqualTo(3);
            for (int page = 3; page >= 1; page--) {
                BufferedImage pixels = scan.image(page).pixels();
                assertThat(pixels.getType()).isEqualTo(BufferedImage.TYPE_BYTE_BINARY);
                assertSame(pixels, sheets[page - 1]);
                assertThat(scan.textLayer(page)).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"LZW,5", "Deflate,5", "PackBits,5", "JPEG,5", "LZW,10", "JPEG,10"})
    void readsGreyAndColourTiff(String compression, int type) throws IOException {
        BufferedImage sheet = Sheets.corners(200, 280, type);
        Path file = Sheets.tiff(folder.resolve("colour.tif"), compression, sheet, sheet);
        try (Scan scan = open(file)) {
            assertThat(scan.pageCount()).isEqualTo(2);
            PageImage image = scan.image(2);
            assertThat(image.pixels().getType()).isEqualTo(type);
            if (type == BufferedImage.TYPE_3BYTE_BGR) {
                assertThat(Sheets.cornersOf(image)).isEqualTo("RGBK");
            }
        }
    }

    @Test
    void makesThePixelsOfAFaxSquare() throws IOException {
        byte[] strip = new byte[216 * 1100];
        Arrays.fill(strip, 0, 216 * 550, (byte) 0xff);
        Path file = new Sheets.Tiff()
                .image(1728, 1100, strip, 282, 5, new long[] {204, 1}, 283, 5, new long[] {98, 1})
                .write(folder.resolve("fax.tif"));
        try (Scan scan = open(file)) {
            PageImage image = scan.image(1);
            assertThat(image.pixels().getWidth()).isEqualTo(1728);
            assertThat(image.pixels().getHeight()).isEqualTo(Math.round(1100 * 204 / 98.0));
            assertThat(image.dpi()).isCloseTo(204, within(0.01));
            assertThat(scan.makeup(1).stored()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1,0,false",
        "2,0,true",
        "3,180,false",
        "4,180,true",
        "5,90,true",
        "6,270,false",
        "7,270,true",
        "8,90,false"
    })
    void notesOrientationAndMirrorsBack(int orientation, int rotation, boolean mirrored) throws IOException {
        // Black in the upper left quarter as stored.
        byte[] strip = new byte[8 * 64];
        for (int y = 0; y < 32; y++) {
            Arrays.fill(strip, 8 * y, 8 * y + 4, (byte) 0xff);
        }
        Path file = new Sheets.Tiff()
                .image(64, 64, strip, 274, 3, new long[] {orientation})
                .write(folder.resolve("turned.tif"));
        try (Scan scan = open(file)) {
            assertThat(scan.makeup(1).hintedRotation()).isEqualTo(rotation);
            assertThat(Sheets.cornersOf(scan.image(1))).isEqualTo(mirrored ? "WKWW" : "KWWW");
            assertThat(scan.repairs()).hasSize((rotation == 0 ? 0 : 1) + (mirrored ? 1 : 0));
        }
    }

    @Test
    void takesThumbnailsForNoPages() throws IOException {
        byte[] large = new byte[100 * 100 / 8 + 200];
        byte[] small = new byte[8];
        Path file = new Sheets.Tiff()
                .image(8, 8, small, 254, 4, new long[] {1})
                .image(96, 100, large)
                .image(8, 8, small, 254, 4, new long[] {1})
                .image(96, 90, large)
                .write(folder.resolve("thumbs.tif"));
        try (Scan scan = open(file)) {
            assertThat(scan.pageCount()).isEqualTo(2);
            assertThat(scan.image(1).pixels().getHeight()).isEqualTo(100);
            assertThat(scan.image(2).pixels().getHeight()).isEqualTo(90);
        }
    }

    @Test
    void refusesBombsByTheirHeaders() throws IOException {
        byte[] strip = new byte[64];
        long start = System.nanoTime();
        refused(
                new Sheets.Tiff().image(100_000, 100_000, strip).write(folder.resolve("wide.tif")),
                Problem.TOO_MANY_PIXELS);
        refused(
                new Sheets.Tiff()
                        .image(
                                64,
                                8,
                                strip,
                                322,
                                4,
                                new long[] {1 << 20},
                                323,
                                4,
                                new long[] {1 << 20},
                                324,
                                4,
                                new long[] {8},
                                325,
                                4,
                                new long[] {64})
                        .write(folder.resolve("tile.tif")),
                Problem.TOO_MANY_PIXELS);
        refused(
                new Sheets.Tiff()
                        .image(64, 8, strip, 277, 3, new long[] {60_000}, 258, 3, new long[] {64})
                        .image(64, 64_000, strip, 277, 3, new long[] {60_000}, 258, 3, new long[] {64})
                        .write(folder.resolve("samples.tif")),
                Problem.TOO_MANY_PIXELS);
        refused(png(60_000, 60_000), Problem.TOO_MANY_PIXELS);
        refused(jpegFrame(65_500, 65_500), Problem.TOO_MANY_PIXELS);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void refusesATiffOfTooManyPagesOrInACircle() throws IOException {
        Sheets.Tiff many = new Sheets.Tiff();
        for (int i = 0; i < 12; i++) {
            many.image(8, 8, new byte[8]);
        }
        refused(many.write(folder.resolve("many.tif")), Problem.TOO_MANY_PAGES, new ScanLimits(1 << 20, 11, 1000, 10));
        refused(
                new Sheets.Tiff().image(8, 8, new byte[8]).circle().write(folder.resolve("circle.tif")),
                Problem.DAMAGED);
    }

    @Test
    void refusesATiffThatIsCutOff() throws IOException {
        Path whole = Sheets.tiff(folder.resolve("whole.tif"), "PackBits", Sheets.bitonal(400, 400, 1));
        byte[] bytes = Files.readAllBytes(whole);
        refused(Files.write(folder.resolve("head.tif"), Arrays.copyOf(bytes, 6)), Problem.DAMAGED);
        Path behind = new Sheets.Tiff()
                .image(64, 64, new byte[512], 279, 4, new long[] {100_000})
                .write(folder.resolve("behind.tif"));
        refused(behind, Problem.DAMAGED);
    }

    @Test
    void laysAlphaOnWhite() throws IOException {
        BufferedImage sheet = new BufferedImage(80, 80, BufferedImage.TYPE_INT_ARGB);
        Graphics2D g = sheet.createGraphics();
        g.setColor(Color.RED);
        g.fillRect(0, 0, 40, 40);
        g.setColor(new Color(0, 0, 0, 255));
        g.fillRect(40, 40, 40, 40);
        g.dispose();
        try (Scan scan = open(Files.write(folder.resolve("alpha.png"), Sheets.encoded(sheet, "png")))) {
            assertThat(Sheets.cornersOf(scan.image(1))).isEqualTo("RWWK");
            assertThat(scan.image(1).pixels().getType()).isEqualTo(BufferedImage.TYPE_3BYTE_BGR);
        }
    }

    @Test
    void keepsTheTonesOfADeepGreyPng() throws IOException {
        BufferedImage sheet = new BufferedImage(64, 64, BufferedImage.TYPE_USHORT_GRAY);
        WritableRaster raster = sheet.getRaster();
        for (int y = 0; y < 64; y++) {
            for (int x = 0; x < 64; x++) {
                raster.setSample(x, y, 0, x * 1000);
            }
        }
        try (Scan scan = open(Files.write(folder.resolve("deep.png"), Sheets.encoded(sheet, "png")))) {
            BufferedImage pixels = scan.image(1).pixels();
            assertThat(pixels.getType()).isEqualTo(BufferedImage.TYPE_BYTE_GRAY);
            for (int x = 0; x < 64; x++) {
                assertThat(pixels.getRaster().getSample(x, 5, 0)).isEqualTo(x * 1000 / 256);
            }
        }
    }

    @Test
    void readsPalettes() throws IOException {
        BufferedImage colour = Sheets.corners(64, 64, BufferedImage.TYPE_BYTE_INDEXED);
        try (Scan scan = open(Files.write(folder.resolve("palette.png"), Sheets.encoded(colour, "png")))) {
            assertThat(Sheets.cornersOf(scan.image(1))).isEqualTo("RGBK");
        }
        BufferedImage two = Sheets.bitonal(64, 64, 1);
        try (Scan scan = open(Files.write(folder.resolve("two.png"), Sheets.encoded(two, "png")))) {
            assertThat(scan.image(1).pixels().getType()).isEqualTo(BufferedImage.TYPE_BYTE_BINARY);
            assertSame(scan.image(1).pixels(), two);
        }
    }

    @Test
    void doesNotTurnAPhotographByItsExif() throws IOException {
        byte[] plain = Sheets.encoded(Sheets.corners(160, 120, BufferedImage.TYPE_3BYTE_BGR), "jpeg");
        ByteBuffer exif = ByteBuffer.allocate(10 + 8 + 2 + 12 + 4);
        exif.putShort((short) 0xFFE1).putShort((short) (exif.capacity() - 2));
        exif.put("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
        exif.put("MM\0*".getBytes(StandardCharsets.US_ASCII)).putInt(8).putShort((short) 1);
        exif.putShort((short) 274)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) 6)
                .putShort((short) 0)
                .putInt(0);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(plain, 0, 2);
        out.write(exif.array());
        out.write(plain, 2, plain.length - 2);
        try (Scan scan = open(Files.write(folder.resolve("phone.jpg"), out.toByteArray()))) {
            PageImage image = scan.image(1);
            assertThat(image.pixels().getWidth()).isEqualTo(160);
            assertThat(Sheets.cornersOf(image)).isEqualTo("RGBK");
            assertThat(scan.makeup(1).hintedRotation()).isEqualTo(270);
            assertThat(scan.repairs()).singleElement().asString().contains("270");
        }
    }

    @Test
    void refusesImagesThatAreCutOff() throws IOException {
        BufferedImage sheet = new BufferedImage(600, 800, BufferedImage.TYPE_3BYTE_BGR);
        var random = new java.util.Random(7);
        for (int i = 0; i < 600 * 800; i++) {
            sheet.setRGB(i % 600, i / 600, random.nextInt());
        }
        byte[] jpeg = Sheets.encoded(sheet, "jpeg");
        refusedPage(Files.write(folder.resolve("half.jpg"), Arrays.copyOf(jpeg, jpeg.length / 2)));
        byte[] png = Sheets.encoded(sheet, "png");
        refusedPage(Files.write(folder.resolve("half.png"), Arrays.copyOf(png, png.length / 2)));
        refused(Files.write(folder.resolve("head.png"), Arrays.copyOf(png, 20)), Problem.DAMAGED);
        refused(Files.write(folder.resolve("head.jpg"), Arrays.copyOf(jpeg, 20)), Problem.DAMAGED);
    }

    @Test
    void refusesWhatIsNoScan() throws IOException {
        refused(Files.writeString(folder.resolve("letter.pdf"), "just text"), Problem.UNKNOWN_KIND);
        refused(Files.createFile(folder.resolve("empty.tif")), Problem.DAMAGED);
        refused(folder.resolve("missing.png"), Problem.UNREADABLE);
        refused(folder, Problem.UNREADABLE);
        Path png = Files.write(folder.resolve("a.png"), Sheets.encoded(Sheets.bitonal(64, 64, 1), "png"));
        refused(png, Problem.TOO_MANY_BYTES, new ScanLimits(20, 10, 1000, 10));
    }

    @Test
    void noticesThatTheFileChanged() throws IOException {
        Path file = Files.write(folder.resolve("a.png"), Sheets.encoded(Sheets.bitonal(64, 64, 1), "png"));
        try (Scan scan = open(file)) {
            scan.image(1);
            Files.write(file, Sheets.encoded(Sheets.bitonal(64, 64, 2), "png"));
            Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.fromMillis(1_000_000));
            assertThatThrownBy(() -> scan.image(1))
                    .isInstanceOfSatisfying(
                            HosoException.class, e -> assertThat(e.problem()).isEqualTo(Problem.CHANGED));
        }
    }

    @Test
    void tellsTheDigestAndLeavesTheFileAlone() throws Exception {
        byte[] bytes = Sheets.encoded(Sheets.bitonal(64, 64, 1), "png");
        Path file = Files.write(folder.resolve("a.png"), bytes);
        try (Scan scan = open(file)) {
            assertThat(scan.sha256())
                    .isEqualTo(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
            assertThat(scan.workFile()).isEqualTo(file);
            scan.image(1);
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    }

    @Test
    void canBeClosedTwiceAndThenGivesNothing() throws IOException {
        Scan scan = open(Files.write(folder.resolve("a.png"), Sheets.encoded(Sheets.bitonal(64, 64, 1), "png")));
        assertThatThrownBy(() -> scan.image(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> scan.image(2)).isInstanceOf(IllegalArgumentException.class);
        scan.close();
        scan.close();
        assertThatThrownBy(() -> scan.image(1)).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "2480,3508,0,300", "2480,3508,2,300", "2480,3508,72,300", "2480,3508,96,300", "2480,3508,300,300",
        "595,842,72,72", "572,960,0,82", "1653,2339,200,200", "4000,2864,2400,2400", "1275,1650,0,150",
        "2480,3508,90000,300", "200,100,0,72"
    })
    void guessesAResolutionThatCanNotBe(int width, int height, double said, double expected) {
        assertThat(Resolution.of(width, height, said)).isCloseTo(expected, within(0.5));
    }

    private Path png(int width, int height) throws IOException {
        ByteBuffer out = ByteBuffer.allocate(8 + 25 + 12 + 12);
        out.putLong(0x89504E470D0A1A0AL).putInt(13);
        ByteBuffer header = ByteBuffer.allocate(17);
        header.putInt(0x49484452).putInt(width).putInt(height).put((byte) 1).put(new byte[4]);
        CRC32 crc = new CRC32();
        crc.update(header.array());
        out.put(header.array()).putInt((int) crc.getValue());
        out.putInt(0).putInt(0x49444154).putInt(0).putInt(0).putInt(0x49454E44).putInt(0xAE426082);
        return Files.write(folder.resolve("bomb.png"), out.array());
    }

    private Path jpegFrame(int width, int height) throws IOException {
        ByteBuffer out = ByteBuffer.allocate(30);
        out.putShort((short) 0xFFD8)
                .putShort((short) 0xFFC0)
                .putShort((short) 11)
                .put((byte) 8);
        out.putShort((short) height).putShort((short) width).put((byte) 1).put(new byte[] {1, 0x11, 0});
        out.putShort((short) 0xFFD9);
        return Files.write(folder.resolve("bomb.jpg"), out.array());
    }

    static void assertSame(BufferedImage found, BufferedImage expected) {
        assertThat(found.getWidth()).isEqualTo(expected.getWidth());
        assertThat(found.getHeight()).isEqualTo(expected.getHeight());
        int[] a = found.getRGB(0, 0, found.getWidth(), found.getHeight(), null, 0, found.getWidth());
        int[] b = expected.getRGB(0, 0, found.getWidth(), found.getHeight(), null, 0, found.getWidth());
        assertThat(Arrays.equals(a, b)).isTrue();
    }
}
