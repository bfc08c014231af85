package vn.hoso.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.hoso.failure.HosoException;
import vn.hoso.failure.Problem;
import vn.hoso.text.PageText;

/** Office files: pages where LibreOffice is installed, the text alone where it is not; hostile ones are refused. */
class OfficeFilesTest {
    private static final String SENTENCE =
            "Ủy ban nhân dân xã Tân Lập xác nhận ông Nguyễn Văn Hòa đã đăng ký thường trú";

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

    private static ScanReader without() {
        return ScanReader.builder().offices(Optional::empty).build();
    }

    private Path document(int paragraphs) throws IOException {
        Path file = folder.resolve("giay.docx");
        try (XWPFDocument document = new XWPFDocument();
                var out = Files.newOutputStream(file)) {
            for (int i = 1; i <= paragraphs; i++) {
                document.createParagraph().createRun().setText(i + ". " + SENTENCE);
            }
            document.write(out);
        }
        return file;
    }

    private Path sheet() throws IOException {
        Path file = folder.resolve("bang.xlsx");
        try (XSSFWorkbook book = new XSSFWorkbook();
                var out = Files.newOutputStream(file)) {
            book.createSheet("Danh sách").createRow(0).createCell(0).setCellValue(SENTENCE);
            book.write(out);
        }
        return file;
    }

    private Path openDocument() throws IOException {
        return openDocument("");
    }

    private Path openDocument(String picture) throws IOException {
        String content = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content"
                + " xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\""
                + " xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\""
                + " xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\""
                + " xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\""
                + " xmlns:xlink=\"http://www.w3.org/1999/xlink\" office:version=\"1.2\">"
                + "<office:body><office:text><text:p>" + SENTENCE + picture + "</text:p></office:text></office:body>"
                + "</office:document-content>";
        return zip(
                "thu.odt",
                "mimetype",
                "application/vnd.oasis.opendocument.text",
                "content.xml",
                content,
                "META-INF/manifest.xml",
                "<?xml version=\"1.0\"?><manifest:manifest"
                        + " xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"><manifest:file-entry"
                        + " manifest:full-path=\"/\" manifest:media-type=\"application/vnd.oasis.opendocument.text\"/>"
                        + "<manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/>"
                        + "</manifest:manifest>");
    }

    private Path richText() throws IOException {
        StringBuilder text = new StringBuilder("{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Arial;}}\\uc1\\pard\\f0 ");
        SENTENCE.chars().forEach(c -> text.append(c < 128 ? String.valueOf((char) c) : "\\u" + c + "?"));
        return Files.writeString(folder.resolve("thu.rtf"), text + "\\par}", StandardCharsets.US_ASCII);
    }

    private Path zip(String name, String... entries) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (int i = 0; i < entries.length; i += 2) {
                zip.putNextEntry(new ZipEntry(entries[i]));
                zip.write(entries[i + 1].getBytes(StandardCharsets.UTF_8));
            }
        }
        return Files.write(folder.resolve(name), out.toByteArray());
    }

    private static String text(Scan scan, int page) {
        return scan.textLayer(page).map(PageText::text).orElse("").replaceAll("\\s+", " ");
    }

    @Test
    void typesTheTextWhereNothingLaysItOut() throws IOException {
        Path[] files = {document(1), sheet(), openDocument(), richText()};
        FileKind[] kinds = {FileKind.DOCX, FileKind.XLSX, FileKind.ODT, FileKind.RTF};
        for (int i = 0; i < files.length; i++) {
            try (Scan scan = without().open(files[i], work)) {
                assertThat(scan.kind()).isEqualTo(kinds[i]);
                assertThat(scan.source()).isEqualTo(files[i]);
                assertThat(scan.pageCount()).isEqualTo(1);
                assertThat(scan.repairs().get(0)).contains("no LibreOffice");
                assertThat(text(scan, 1)).as(kinds[i].name()).contains(SENTENCE).contains("Chỉ có phần chữ");
                assertThat(TextLayerAudit.judge(scan, 1).verdict()).isEqualTo(TextLayerAudit.Verdict.TRUSTED);
            }
        }
    }

    @Test
    void typesLongTextsOnManyPages() throws IOException {
        Path file = document(150);
        try (Scan scan = without().open(file, work)) {
            assertThat(scan.pageCount()).isGreaterThan(3);
            assertThat(text(scan, 1)).contains("1. " + SENTENCE);
            assertThat(text(scan, scan.pageCount())).contains("150. Ủy ban");
        }
        ScanLimits narrow = new ScanLimits(1 << 20, 2, 1 << 24, 50);
        refused(ScanReader.builder().limits(narrow).offices(Optional::empty), file, Problem.TOO_MANY_PAGES);
    }

    /** Where LibreOffice is installed its pages are looked at; where not, that they can't be had is told. */
    @Test
    void laysOutWithLibreOffice() throws IOException {
        Path file = document(80);
        if (LibreOffice.installed().isEmpty()) {
            System.out.println("no LibreOffice here: only its absence is tested");
            refused(ScanReader.builder().officeFiles(OfficePolicy.PAGES), file, Problem.NO_LAYOUT);
            return;
        }
        try (Scan scan =
                ScanReader.builder().officeFiles(OfficePolicy.PAGES).build().open(file, work)) {
            assertThat(scan.kind()).isEqualTo(FileKind.DOCX);
            assertThat(scan.source()).isEqualTo(file);
            assertThat(scan.repairs().get(0)).isEqualTo("laid out by LibreOffice");
            assertThat(scan.pageCount()).isGreaterThan(1);
            assertThat(text(scan, 1)).contains("1. " + SENTENCE);
            assertThat(scan.makeup(1).kind()).isEqualTo(PageMakeup.Kind.DRAWN);
        }
    }

    @Test
    void fetchesNothingThatADocumentLinksTo() throws IOException {
        if (LibreOffice.installed().isEmpty()) {
            System.out.println("no LibreOffice here: what a document links to is not tested");
            return;
        }
        AtomicInteger asked = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.start();
        try {
            Path file = openDocument("<draw:frame svg:width=\"3cm\" svg:height=\"3cm\"><draw:image xlink:href=\"http://"
                    + server.getAddress().getHostString() + ':'
                    + server.getAddress().getPort()
                    + "/seal.png\" xlink:type=\"simple\" xlink:show=\"embed\" xlink:actuate=\"onLoad\"/></draw:frame>");
            try (Scan scan =
                    ScanReader.builder().officeFiles(OfficePolicy.PAGES).build().open(file, work)) {
                assertThat(text(scan, 1)).contains(SENTENCE);
            }
        } finally {
            server.stop(0);
        }
        assertThat(asked).hasValue(0);
    }

    @Test
    void laysOutTwoFilesAtOnce() throws Exception {
        if (LibreOffice.installed().isEmpty()) {
            System.out.println("no LibreOffice here: two files at once are not tested");
            return;
        }
        ScanReader reader = ScanReader.builder().officeFiles(OfficePolicy.PAGES).build();
        Path[] files = {document(1), openDocument()};
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            List<Future<String>> texts = new ArrayList<>();
            for (Path file : files) {
                texts.add(two.submit(() -> {
                    try (Scan scan = reader.open(file, work)) {
                        return text(scan, 1);
                    }
                }));
            }
            for (Future<String> text : texts) {
                assertThat(text.get(1, TimeUnit.MINUTES)).contains(SENTENCE);
            }
        } finally {
            two.shutdownNow();
        }
    }

    @Test
    void refusesWhereThePolicySaysSo() throws IOException {
        Path file = document(1);
        refused(ScanReader.builder().officeFiles(OfficePolicy.REFUSE), file, Problem.NO_LAYOUT);
        refused(ScanReader.builder().officeFiles(OfficePolicy.PAGES).offices(Optional::empty), file, Problem.NO_LAYOUT);
    }

    @Test
    void killsAnOfficeThatHangs() throws IOException {
        Path hanging = Files.writeString(folder.resolve("soffice"), "#!/bin/sh\nsleep 600\n");
        if (!hanging.toFile().setExecutable(true)) {
            System.out.println("no executable scripts here: hanging is not tested");
            return;
        }
        ScanReader.Builder reader =
                ScanReader.builder().patience(Duration.ofMillis(1500)).libreOffice(hanging);
        refused(reader, document(1), Problem.TOO_SLOW);
        Path dumb = Files.writeString(folder.resolve("dumb"), "#!/bin/sh\nexit 1\n");
        assertThat(dumb.toFile().setExecutable(true)).isTrue();
        refused(ScanReader.builder().libreOffice(dumb), document(1), Problem.DAMAGED);
    }

    @Test
    void refusesBombsAndEntitiesAndSecrets() throws IOException {
        String types = "<Types><Override ContentType=\"application/vnd.openxmlformats-officedocument"
                + ".wordprocessingml.document.main+xml\"/></Types>";
        Path bomb = folder.resolve("bomb.docx");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(bomb))) {
            zip.putNextEntry(new ZipEntry("[Content_Types].xml"));
            zip.write(types.getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry("word/document.xml"));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 160; i++) {
                zip.write(zeros);
            }
        }
        refused(ScanReader.builder(), bomb, Problem.TOO_MUCH_UNPACKED);

        Path secret = Files.writeString(folder.resolve("secret.txt"), "must not be read");
        Path outside = zip(
                "outside.odt",
                "mimetype",
                "application/vnd.oasis.opendocument.text",
                "content.xml",
                "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY e SYSTEM \"" + secret.toUri() + "\">]>"
                        + "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\""
                        + " xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:text>"
                        + "<text:p>a&e;b</text:p></office:text></office:body></office:document-content>");
        try (Scan scan = without().open(outside, work)) {
            assertThat(text(scan, 1)).doesNotContain("must not");
        } catch (HosoException e) {
            assertThat(e.problem()).isEqualTo(Problem.DAMAGED);
        }

        Path locked = zip(
                "locked.odt",
                "mimetype",
                "application/vnd.oasis.opendocument.text",
                "META-INF/manifest.xml",
                "<manifest:encryption-data/>");
        refused(ScanReader.builder(), locked, Problem.ENCRYPTED);
        refused(ScanReader.builder(), zip("some.zip", "a.txt", "a"), Problem.UNKNOWN_KIND);
        byte[] whole = Files.readAllBytes(document(1));
        Path cut = Files.write(folder.resolve("cut.docx"), java.util.Arrays.copyOf(whole, whole.length / 2));
        refused(ScanReader.builder(), cut, Problem.DAMAGED);
    }

    private void refused(ScanReader.Builder reader, Path file, Problem problem) {
        assertThatThrownBy(() -> reader.build().open(file, work).close())
                .isInstanceOfSatisfying(
                        HosoException.class,
                        e -> assertThat(e.problem()).as(e.getMessage()).isEqualTo(problem));
    }
}
