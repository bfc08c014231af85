package vn.hoso.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;

/** Hostile PDF files are refused by what their headers say, with the limit named, before anything is unpacked. */
class PdfLimitsTest {
    private static final String GREY = " /BitsPerComponent 8 /ColorSpace /DeviceGray ";
    /** Generous, since machines are loaded; on an idle one each takes a fraction of a second. */
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    @TempDir
    Path work;

    @AfterEach
    void leavesNothingBehind() throws IOException {
        try (Stream<Path> left = Files.list(work)) {
            assertThat(left).isEmpty();
        }
    }

    private void refused(Path file, Problem problem, String limit) {
        long start = System.nanoTime();
        assertThatThrownBy(() -> {
                    try (Scan scan = ScanReader.builder().build().open(file, work)) {
                        scan.image(1);
                    }
                })
                .isInstanceOfSatisfying(HosoException.class, e -> {
                    assertThat(e.problem()).as(e.getMessage()).isEqualTo(problem);
                    assertThat(e.facts()).contains(limit);
                });
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
    }

    private Path file(Pdfs.Raw raw) throws IOException {
        return raw.write(folder.resolve("hostile.pdf"));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void refusesAHundredThousandPages() throws IOException {
        StringBuilder kids = new StringBuilder();
        Pdfs.Raw own = new Pdfs.Raw().object("<< /Type /Catalog /Pages 2 0 R >>");
        for (int i = 0; i < 100_000; i++) {
            kids.append(i + 3).append(" 0 R ");
        }
        own.object("<< /Type /Pages /Kids [" + kids + "] /Count 100000 >>");
        for (int i = 0; i < 100_000; i++) {
            own.object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>");
        }
        refused(file(own), Problem.TOO_MANY_PAGES, "10000");

        Path shared = file(new Pdfs.Raw()
                .object("<< /Type /Catalog /Pages 2 0 R >>")
                .object("<< /Type /Pages /Kids [" + "3 0 R ".repeat(100_000) + "] /Count 1 >>")
                .object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"));
        refused(shared, Problem.TOO_MANY_PAGES, "10000");
    }

    @ParameterizedTest
    @CsvSource({"[,]", "<< /A,>>"})
    void refusesDeepNestingInObjects(String open, String close) throws IOException {
        String deep = (open + " ").repeat(100_000) + (close + " ").repeat(100_000);
        refused(file(Pdfs.withContent("/MediaBox [0 0 9 9] /Deep " + deep, "", ascii("q Q"))), Problem.TOO_DEEP, "500");
    }

    @Test
    void survivesDeepNestingInPackedContent() throws IOException {
        Path file = file(Pdfs.withContent(
                "/MediaBox [0 0 72 72]", "/Filter /FlateDecode", Sheets.deflated(ascii("[".repeat(100_000)))));
        try (Scan scan = ScanReader.builder().build().open(file, work)) {
            assertThat(scan.image(1).pixels().getWidth()).isEqualTo(300);
        } catch (HosoException e) {
            assertThat(e.problem()).isEqualTo(Problem.TOO_DEEP);
        }
    }

    @ParameterizedTest
    @CsvSource({"[,]", "<< /A,>>"})
    void refusesDeepNestingInObjectStreams(String open, String close) throws IOException {
        String deep = (open + " ").repeat(100_000) + (close + " ").repeat(100_000);
        refused(
                file(Pdfs.withContent(
                        "/MediaBox [0 0 9 9]",
                        "/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode",
                        Sheets.deflated(ascii("9 0 " + deep)))),
                Problem.TOO_DEEP,
                "500");
    }

    @Test
    void readsWhatAnObjectStreamSaysOfPages() throws IOException {
        refused(
                file(Pdfs.withContent(
                        "/MediaBox [0 0 9 9]",
                        "/Type /ObjStm /N 1 /First 4 /Filter [/ASCIIHexDecode /FlateDecode]",
                        hex(Sheets.deflated(ascii("9 0 << /Type /Pages /Kids [3 0 R] /Count 100000 >>"))))),
                Problem.TOO_MANY_PAGES,
                "10000");
    }

    private static byte[] hex(byte[] data) {
        return ascii(java.util.HexFormat.of().formatHex(data) + ">");
    }

    @Test
    void countsPagesThatWereWrittenAgainOnce() throws IOException {
        ScanReader narrow = ScanReader.builder()
                .limits(new ScanLimits(1 << 20, 3, 1 << 20, 20))
                .build();
        Pdfs.Raw raw = new Pdfs.Raw()
                .object("<< /Type /Catalog /Pages 2 0 R >>")
                .object("<< /Type /Pages /Kids [3 0 R 4 0 R 5 0 R] /Count 3 >>");
        String page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>";
        Path file = file(raw.object(page).object(page).object(page));
        String again = "3 0 obj\n" + page + "\nendobj\n4 0 obj\n" + page + "\nendobj\n";
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, ascii("%PDF-1.7\n" + again + new String(whole, StandardCharsets.ISO_8859_1)));
        try (Scan scan = narrow.open(file, work)) {
            assertThat(scan.pageCount()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {600, 20_000})
    void refusesADeepPageTree(int levels) throws IOException {
        Pdfs.Raw raw = new Pdfs.Raw().object("<< /Type /Catalog /Pages 2 0 R >>");
        for (int i = 0; i < levels; i++) {
            raw.object("<< /Type /Pages /Count 1 /Kids [" + (i + 3) + " 0 R]"
                    + (i == 0 ? "" : " /Parent " + (i + 1) + " 0 R") + " >>");
        }
        raw.object("<< /Type /Page /Parent " + (levels + 1) + " 0 R /MediaBox [0 0 72 72] >>");
        refused(file(raw), Problem.TOO_DEEP, "500");
    }

    @Test
    void refusesAFormOfFieldsInFields() throws IOException {
        Pdfs.Raw raw = new Pdfs.Raw()
                .object("<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R] >> >>")
                .object("<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
                .object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 72 72] >>");
        for (int i = 4; i < 10_000; i++) {
            raw.object(
                    "<< /T (a) /Kids [" + (i + 1) + " 0 R]" + (i == 4 ? "" : " /Parent " + (i - 1) + " 0 R") + " >>");
        }
        refused(file(raw.object("<< /T (z) /FT /Tx /Parent 9999 0 R >>")), Problem.TOO_DEEP, "500");
    }

    /** Chains and circles that a reader could follow for ever; what they promise is there or it is refused. */
    @Test
    void comesToAnEndOfCircles() throws IOException {
        byte[] sound = Pdfs.withContent("/MediaBox [0 0 72 72]", "", ascii("0 0 9 9 re f"))
                .bytes();
        String text = new String(sound, StandardCharsets.ISO_8859_1);
        int table = text.indexOf("xref\n");
        Path circle = Files.write(
                folder.resolve("prev.pdf"), ascii(text.replace("/Root 1 0 R", "/Root 1 0 R /Prev " + table)));
        StringBuilder chain = new StringBuilder(text);
        int previous = table;
        for (int i = 0; i < 2_000; i++) {
            int at = chain.length();
            chain.append("xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 5 /Root 1 0 R /Prev " + previous + " >>\n");
            previous = at;
        }
        Path longer = Files.write(folder.resolve("chain.pdf"), ascii(chain + "startxref\n" + previous + "\n%%EOF\n"));
        for (Path file : new Path[] {circle, longer}) {
            try (Scan scan = ScanReader.builder().build().open(file, work)) {
                assertThat(scan.pageCount()).isEqualTo(1);
                assertThat(scan.image(1).pixels().getWidth()).isEqualTo(300);
            }
        }
        Path kids = file(new Pdfs.Raw()
                .object("<< /Type /Catalog /Pages 2 0 R >>")
                .object("<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>")
                .object("<< /Type /Pages /Parent 2 0 R /Kids [2 0 R 3 0 R] /Count 1 >>"));
        assertThatThrownBy(() -> ScanReader.builder().build().open(kids, work))
                .isInstanceOfSatisfying(
                        HosoException.class, e -> assertThat(e.problem()).isEqualTo(Problem.NO_PAGES));
    }

    @Test
    void refusesStreamsThatBurst() throws IOException {
        byte[] zeros = Sheets.deflatedZeros(320L << 20);
        String limit = String.valueOf(PdfPrescan.MOST_UNPACKED);
        refused(
                file(Pdfs.withContent("/MediaBox [0 0 9 9]", "/Filter /FlateDecode", zeros)),
                Problem.TOO_MUCH_UNPACKED,
                limit);
        refused(
                file(Pdfs.withContent(
                        "/MediaBox [0 0 9 9]",
                        "/Filter [/FlateDecode /FlateDecode /FlateDecode]",
                        Sheets.deflated(Sheets.deflated(zeros)))),
                Problem.TOO_MUCH_UNPACKED,
                limit);
        refused(
                file(Pdfs.withContent(
                        "/MediaBox [0 0 9 9]", "/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", zeros)),
                Problem.TOO_MUCH_UNPACKED,
                limit);
    }

    @Test
    void refusesImagesThatBurst() throws IOException {
        byte[] zeros = Sheets.deflatedZeros(320L << 20);
        refused(
                file(Pdfs.withImage("/Width 10 /Height 10" + GREY + "/Filter /FlateDecode", zeros)),
                Problem.TOO_MUCH_UNPACKED,
                String.valueOf(10 * 10 * 4 + 10 + (16L << 20)));
    }

    @Test
    void refusesImagesOfTooManyPixelsHoweverTheyHideIt() throws IOException {
        String most = String.valueOf(ScanLimits.DEFAULT.pixels());
        refused(
                file(Pdfs.withImage("/Width 100000 /Height 100000" + GREY + "/Filter /FlateDecode", new byte[9])),
                Problem.TOO_MANY_PIXELS,
                most);
        refused(
                file(Pdfs.withImage("/Width 10 /Height 10" + GREY + "/Filter /DCTDecode", jpeg(65_000, 65_000))),
                Problem.TOO_MANY_PIXELS,
                most);
        refused(
                file(Pdfs.withImage("/Width 10 /Height 10" + GREY + "/Filter /JPXDecode", jpx(1_000_000, 1_000_000))),
                Problem.TOO_MANY_PIXELS,
                most);
        refused(
                file(Pdfs.withImage(
                        "/Width 10 /Height 10 /BitsPerComponent 1 /ColorSpace /DeviceGray /Filter /JBIG2Decode",
                        jbig2(10, 10, 1_000_000, 1_000_000))),
                Problem.TOO_MANY_PIXELS,
                most);
        refused(
                file(Pdfs.withImage(
                        "/Width 10 /Height 10 /BitsPerComponent 1 /ColorSpace /DeviceGray /Filter /CCITTFaxDecode"
                                + " /DecodeParms << /Columns 100000 /Rows 100000 /K -1 >>",
                        new byte[9])),
                Problem.TOO_MANY_PIXELS,
                most);
        refused(
                file(Pdfs.withContent(
                        "/MediaBox [0 0 100 100]",
                        "",
                        ascii("q 100 0 0 100 0 0 cm BI /W 99999 /H 99999 /BPC 8 /CS /G ID abc EI Q"))),
                Problem.TOO_MANY_PIXELS,
                most);
    }

    @Test
    void drawsAnEndlessPageWithinItsPixels() throws IOException {
        Path file = file(Pdfs.withContent("/MediaBox [0 0 900000 900000]", "", ascii("0 0 100 100 re f")));
        try (Scan scan = ScanReader.builder().build().open(file, work)) {
            assertThat((long) scan.image(1).pixels().getWidth()
                            * scan.image(1).pixels().getHeight())
                    .isLessThanOrEqualTo(40_000_000);
        }
    }

    @Test
    void stopsDrawingWhenPatienceIsOver() throws IOException {
        byte[] endless = new byte[12_000_000];
        byte[] step = ascii("q 9 w 0 0 m 99 99 l S Q ");
        for (int i = 0; i < endless.length; i += step.length) {
            System.arraycopy(step, 0, endless, i, Math.min(step.length, endless.length - i));
        }
        Path file =
                file(Pdfs.withContent("/MediaBox [0 0 3000 3000]", "/Filter /FlateDecode", Sheets.deflated(endless)));
        ScanReader hasty = ScanReader.builder().patience(Duration.ofMillis(1)).build();
        assertThatThrownBy(() -> {
                    try (Scan scan = hasty.open(file, work)) {
                        scan.image(1);
                    }
                })
                .isInstanceOfSatisfying(
                        HosoException.class, e -> assertThat(e.problem()).isEqualTo(Problem.TOO_SLOW));
        // The thread that was given up may still be writing its copy; what it leaves is looked at after the test.
        long end = System.nanoTime() + SOON.toNanos();
        while (reading() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(reading()).isFalse();
    }

    private static boolean reading() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals(Guarded.THREAD));
    }

    @Test
    void refusesFormsThatDrawThemselves() throws IOException {
        refused(forms(1, "/F Do", 5), Problem.TOO_DEEP, "50");
        refused(forms(1, "/F Do /F Do", 5), Problem.TOO_DEEP, "50");
    }

    @Test
    void refusesFormsNestedDeeperThanAnyoneDrawsThem() throws IOException {
        refused(forms(600, "/F Do", 0), Problem.TOO_DEEP, "50");
        try (Scan scan = ScanReader.builder().build().open(forms(20, "/F Do", 0), work)) {
            assertThat(scan.image(1).pixels().getWidth()).isEqualTo(300);
        }
    }

    @Test
    void refusesFormsThatMultiplyWithoutEnd() throws IOException {
        refused(forms(12, "/F Do ".repeat(10), 0), Problem.TOO_MUCH_UNPACKED, String.valueOf(PdfPrescan.MOST_UNPACKED));
    }

    /** Forms that each draw the next; the last one draws the object of the given number, or nothing for 0. */
    private Path forms(int count, String drawing, int last) throws IOException {
        Pdfs.Raw raw = new Pdfs.Raw()
                        .object("<< /Type /Catalog /Pages 2 0 R >>")
                        .object("<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
                        .object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 72 72] /Contents 4 0 R"
                                + " /Resources << /XObject << /F 5 0 R >> >> >>")
                        .stream("", ascii(drawing));
        for (int i = 1; i <= count; i++) {
            int next = i == count ? last : i + 5;
            boolean draws = next >= 5;
            raw.stream(
                    "/Type /XObject /Subtype /Form /BBox [0 0 72 72]"
                            + (draws ? " /Resources << /XObject << /F " + next + " 0 R >> >>" : ""),
                    ascii(draws ? drawing : "0 0 9 9 re f"));
        }
        return file(raw);
    }

    @Test
    void refusesGraphicsStatesWithoutEnd() throws IOException {
        refused(
                file(Pdfs.withContent(
                        "/MediaBox [0 0 72 72]", "/Filter /FlateDecode", Sheets.deflated(ascii("q ".repeat(300_000))))),
                Problem.TOO_DEEP,
                "100000");
    }

    @Test
    void countsTheContentsOfAPageTogether() throws IOException {
        byte[] blanks = Sheets.deflatedZeros(PdfPrescan.MOST_UNPACKED / 4 * 3);
        Pdfs.Raw raw = new Pdfs.Raw()
                        .object("<< /Type /Catalog /Pages 2 0 R >>")
                        .object("<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
                        .object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 72 72] /Contents [4 0 R 4 0 R] >>")
                        .stream("/Filter /FlateDecode", blanks);
        refused(file(raw), Problem.TOO_MUCH_UNPACKED, String.valueOf(PdfPrescan.MOST_UNPACKED));
    }

    @Test
    void countsTheImagesOfAPageTogether() throws IOException {
        String dictionary =
                "/Width 14000 /Height 14000 /BitsPerComponent 1 /ColorSpace /DeviceGray /Filter /FlateDecode";
        Pdfs.Raw raw = new Pdfs.Raw()
                        .object("<< /Type /Catalog /Pages 2 0 R >>")
                        .object("<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
                        .object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 72 72] /Contents 4 0 R"
                                + " /Resources << /XObject << /Im 5 0 R >> >> >>")
                        .stream("", ascii("q 9 0 0 9 0 0 cm /Im Do Q ".repeat(60)))
                        .stream("/Type /XObject /Subtype /Image " + dictionary, Sheets.deflatedZeros(1750 * 14_000));
        refused(file(raw), Problem.TOO_MANY_PIXELS, "1000000000");
    }

    /** Every place where JBIG2 says how large something will be: pages, regions, stripes, patterns, grids. */
    @Test
    void refusesJbig2HoweverItHidesItsSize() throws IOException {
        byte[] page = segment(0, 48, ints(40_000, 40_000, 0, 0), new byte[3]);
        byte[] small = segment(0, 48, ints(10, 10, 0, 0), new byte[3]);
        byte[] region = segment(1, 38, ints(10, 10, 0, 0), new byte[9]);
        String bits = "/Width 10 /Height 10 /BitsPerComponent 1 /ColorSpace /DeviceGray /Filter ";
        refusedPixels(Pdfs.withImage(bits + "/JBIG2Decode", page));
        refusedPixels(Pdfs.withImage(bits + "[/FlateDecode /JBIG2Decode]", Sheets.deflated(page)));
        refusedPixels(Pdfs.withImage(
                bits + "/JBIG2Decode",
                joined(
                        segment(0, 48, ints(40_000, -1, 0, 0), new byte[] {0, (byte) 0x80, 0x10}),
                        region,
                        segment(2, 50, ints(1 << 30), new byte[0]))));
        refusedPixels(Pdfs.withImage(
                bits + "/JBIG2Decode",
                joined(small, segment(1, 16, new byte[] {0, (byte) 255, (byte) 255}, ints(1 << 28)), region)));
        refusedPixels(Pdfs.withImage(
                bits + "/JBIG2Decode",
                joined(small, segment(1, 22, ints(10, 10, 0, 0), joined(new byte[2], ints(1 << 20, 1 << 20))))));
        refusedPixels(Pdfs.withImage(bits + "/JBIG2Decode /DecodeParms << /JBIG2Globals 6 0 R >>", region).stream(
                "/Filter /FlateDecode", Sheets.deflated(page)));
    }

    private void refusedPixels(Pdfs.Raw raw) throws IOException {
        refused(file(raw), Problem.TOO_MANY_PIXELS, String.valueOf(ScanLimits.DEFAULT.pixels()));
    }

    private static byte[] segment(int number, int type, byte[] data, byte[] more) {
        ByteBuffer out = ByteBuffer.allocate(11 + data.length + more.length);
        out.putInt(number).put((byte) type).put((byte) 0).put((byte) 1).putInt(data.length + more.length);
        return out.put(data).put(more).array();
    }

    private static byte[] ints(int... values) {
        ByteBuffer out = ByteBuffer.allocate(4 * values.length);
        for (int value : values) {
            out.putInt(value);
        }
        return out.array();
    }

    private static byte[] joined(byte[]... parts) {
        ByteBuffer out =
                ByteBuffer.allocate(Arrays.stream(parts).mapToInt(p -> p.length).sum());
        for (byte[] part : parts) {
            out.put(part);
        }
        return out.array();
    }

    private static byte[] jpeg(int width, int height) {
        ByteBuffer out = ByteBuffer.allocate(17);
        out.putShort((short) 0xFFD8)
                .putShort((short) 0xFFC0)
                .putShort((short) 11)
                .put((byte) 8);
        out.putShort((short) height).putShort((short) width).put((byte) 1).put(new byte[] {1, 0x11, 0});
        return Arrays.copyOf(out.array(), out.position());
    }

    private static byte[] jpx(int width, int height) {
        ByteBuffer out = ByteBuffer.allocate(64);
        out.putInt(0xFF4FFF51).putShort((short) 41).putShort((short) 0);
        out.putInt(width)
                .putInt(height)
                .putInt(0)
                .putInt(0)
                .putInt(width)
                .putInt(height)
                .putInt(0)
                .putInt(0);
        out.putShort((short) 1).put(new byte[] {7, 1, 1});
        return Arrays.copyOf(out.array(), out.position());
    }

    /** A page information segment of one size and a generic region of another. */
    private static byte[] jbig2(int pageWidth, int pageHeight, int width, int height) {
        ByteBuffer out = ByteBuffer.allocate(128);
        out.putInt(0).put((byte) 48).put((byte) 0).put((byte) 1).putInt(19);
        out.putInt(pageWidth).putInt(pageHeight).put(new byte[11]);
        out.putInt(1).put((byte) 38).put((byte) 0).put((byte) 1).putInt(20);
        out.putInt(width).putInt(height).put(new byte[12]);
        return Arrays.copyOf(out.array(), out.position());
    }
}
