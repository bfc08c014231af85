package vn.hoso.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hoso.digitize.Stated;
import vn.hoso.paper.PaperTypes;

/** Lists that say of files whose they are, of which type, for which procedure and dossier. */
class ManifestTest {
    private static final PaperTypes TYPES = PaperTypes.bundled();
    private static final Texts TEXTS = Texts.in(Locale.ENGLISH);
    private static final Stated BIRTH =
            new Stated("001202012345", "birth_certificate", "1.001193", "H56.14-240823-0001");

    @TempDir
    private Path folder;

    @BeforeEach
    void scans() throws IOException {
        Files.createDirectory(folder.resolve("hộp 1"));
        Files.writeString(folder.resolve("hộp 1/khai sinh.pdf"), "%PDF-1.4 a");
        Files.writeString(folder.resolve("b.pdf"), "%PDF-1.4 b");
    }

    private Path list(String text) throws IOException {
        return Files.writeString(folder.resolve("list.csv"), text);
    }

    private Map<Path, Stated> read(Path file) throws IOException {
        return Manifest.read(file, TYPES, TEXTS).files();
    }

    private Path first() {
        return folder.resolve("hộp 1/khai sinh.pdf");
    }

    @ParameterizedTest
    @ValueSource(strings = {"""
            file,owner,type,procedure,dossier
            hộp 1/khai sinh.pdf,001202012345,birth_certificate,1.001193,H56.14-240823-0001
            b.pdf
            """, """
            \uFEFFTệp;Số định danh;Loại giấy tờ;Mã thủ tục;Mã hồ sơ\r
            hộp 1\\khai sinh.pdf;001202012345;Giấy khai sinh;1.001193;H56.14-240823-0001\r
            b.pdf;;;;\r
            """, """
            MA HO SO\tGhi chú\tten tep\tMã TTHC\tloai\tCCCD

            H56.14-240823-0001\t"hai
            dòng"\thộp 1/khai sinh.pdf\t1.001193\tGIẤY KHAI SINH\t001 202 012 345
            \t\tb.pdf\t\t\t
            """})
    void readsListsAsOfficesWriteThem(String text) throws IOException {
        Map<Path, Stated> files = read(list(text));
        assertThat(files)
                .containsExactly(Map.entry(first(), BIRTH), Map.entry(folder.resolve("b.pdf"), Stated.NOTHING));
    }

    @Test
    void readsTheFirstSheetOfAWorkbook() throws IOException {
        Path file = folder.resolve("list.xlsx");
        try (XSSFWorkbook book = new XSSFWorkbook();
                OutputStream out = Files.newOutputStream(file)) {
            var sheet = book.createSheet("Danh sách");
            fill(sheet.createRow(0), "STT", "Tên tệp", "Chủ sở hữu", "Loại", "Thủ tục", "Hồ sơ");
            Row row = sheet.createRow(2);
            fill(row, "1", "hộp 1/khai sinh.pdf", "001202012345", "Giấy khai sinh", "1.001193", "H56.14-240823-0001");
            Row other = sheet.createRow(3);
            fill(other, "2", "b.pdf");
            other.createCell(2).setCellValue(79202012345d); // a number: eleven digits, the zero in front is lost
            book.createSheet("Khác");
            book.write(out);
        }
        assertThatThrownBy(() -> read(file))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("row 4, column Chủ sở hữu: ")
                .hasMessageContaining("loses its leading zeros")
                .hasMessageContaining("faults: 1");

        try (XSSFWorkbook book = new XSSFWorkbook(Files.newInputStream(file));
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            book.getSheetAt(0).getRow(3).getCell(2).setCellValue(379202012345d);
            book.write(out);
            Files.write(file, out.toByteArray());
        }
        assertThat(read(file)).containsEntry(first(), BIRTH);
        assertThat(read(file).get(folder.resolve("b.pdf"))).isEqualTo(new Stated("379202012345", null, null, null));
    }

    private static void fill(Row row, String... cells) {
        for (int i = 0; i < cells.length; i++) {
            row.createCell(i).setCellValue(cells[i]);
        }
    }

    @Test
    void namesRowAndColumnOfAllFaultsButNotTheirValues() throws IOException {
        Path list = list("""
                Tệp,Chủ sở hữu,Loại,Thủ tục,Hồ sơ
                b.pdf,12345,Giấy thông hành,một,H56
                b.pdf,,,,
                ../secret.pdf,,,,
                gone.pdf,,,,
                ,001202012345,,,
                """);
        assertThatThrownBy(() -> read(list)).isInstanceOfSatisfying(UsageException.class, e -> {
            assertThat(String.valueOf(e.getMessage())
                            .lines()
                            .skip(1)
                            .map(line -> line.strip().split(":", 2)[0]))
                    .containsExactly(
                            "row 2, column Chủ sở hữu",
                            "row 2, column Loại",
                            "row 2, column Thủ tục",
                            "row 2, column Hồ sơ",
                            "row 3, column Tệp",
                            "row 4, column Tệp",
                            "row 5, column Tệp",
                            "row 6, column Tệp");
            assertThat(e.getMessage()).doesNotContain("12345").contains("hoso review types");
        });
    }

    @Test
    void refusesWhatIsNoList() throws IOException {
        for (String text : List.of("", "Tên,Loại\na,b\n", "file,tệp\nb.pdf,b.pdf\n", "file\n\"b.pdf\n")) {
            Path list = list(text);
            assertThatThrownBy(() -> read(list)).as(text).isInstanceOf(UsageException.class);
        }
        Path old = Files.write(folder.resolve("old.csv"), "file,loài\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> read(old)).hasMessageContaining("UTF-8");
        Path wide = list("file" + ",x".repeat(200) + "\n");
        assertThatThrownBy(() -> read(wide)).hasMessageContaining("too large");
        Path zip = folder.resolve("list.xlsx");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("xl/workbook.xml"));
            out.write("<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>"
                    .getBytes(StandardCharsets.UTF_8));
        }
        assertThatThrownBy(() -> read(zip)).hasMessageContaining("neither CSV nor");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("xl/sharedStrings.xml"));
            byte[] blanks = new byte[1 << 20];
            for (int i = 0; i < 300; i++) {
                out.write(blanks);
            }
        }
        assertThatThrownBy(() -> read(zip)).hasMessageContaining("too large");
    }

    @Test
    void foldersNamedWithADossierCodeMakeDossiers() throws IOException {
        Path inside = Files.createDirectories(folder.resolve("H56.14-240823-0002/scan"));
        Path file = Files.writeString(inside.resolve("c.pdf"), "%PDF-1.4 c");
        Path list = list("file,type\nH56.14-240823-0002/scan/c.pdf,birth_certificate\n");
        Handover handed = Handover.of(Inputs.papers(List.of(folder), true, folder.resolve("hoso-home")))
                .with(Manifest.read(list, TYPES, TEXTS))
                .withDossiersOfFolders();
        assertThat(handed.files()).hasSize(3);
        assertThat(handed.passedOver()).containsExactly(list);
        assertThat(handed.stated())
                .containsExactly(Map.entry(file, new Stated(null, "birth_certificate", null, "H56.14-240823-0002")));
    }
}
