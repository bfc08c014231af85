package vn.hoso.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.hoso.failure.Problem;
import vn.hoso.pdf.PdfACheck;

/** The small parts that the commands are made of. */
class SmallPartsTest {
    @TempDir
    Path folder;

    @Test
    void resultsComeInTheOrderOfTheInputs() {
        List<Integer> seen = new ArrayList<>();
        InOrder.map(
                IntStream.range(0, 200).boxed().toList(),
                4,
                number -> {
                    // The first of each dozen takes longest.
                    long until = System.nanoTime() + (number % 12 == 0 ? 2_000_000 : 0);
                    while (System.nanoTime() < until) {
                        Thread.onSpinWait();
                    }
                    return number;
                },
                seen::add);
        assertThat(seen).isEqualTo(IntStream.range(0, 200).boxed().toList());
    }

    @Test
    void workEndsWhenNobodyListens() {
        List<Integer> worked = java.util.Collections.synchronizedList(new ArrayList<>());
        InOrder.map(
                IntStream.range(0, 10_000).boxed().toList(),
                2,
                number -> {
                    worked.add(number);
                    return number;
                },
                number -> number < 5);
        assertThat(worked.size()).isBetween(6, 100);
    }

    @Test
    void passesOverWhatIsNoPaperByNameAndContent() throws IOException {
        List<Path> none = List.of(
                Files.writeString(folder.resolve("a.json"), "{\"type\": \"thư\"}\n"),
                Files.writeString(folder.resolve("b.TXT"), "Ghi chú của người quét\n"),
                Files.write(folder.resolve("c.p7s"), new byte[] {0x30, (byte) 0x82, 1, 2}),
                Files.write(folder.resolve("Thumbs.db"), new byte[] {0, 1, 2}));
        List<Path> papers = List.of(
                Files.writeString(folder.resolve("d.txt"), "junk\n%PDF-1.4\n"),
                Files.write(folder.resolve("e.json"), new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, 0, 1}),
                Files.writeString(folder.resolve("f.pdf"), "{}"),
                Files.writeString(folder.resolve("g"), "{}"));
        Inputs.Found found = Inputs.papers(List.of(folder), false, folder.resolve("hoso-home"));
        assertThat(found.files()).containsExactlyElementsOf(papers);
        assertThat(found.passedOver()).containsExactlyInAnyOrderElementsOf(none);
        // what is named is never passed over
        assertThat(Inputs.papers(List.of(none.get(0)), false, folder).files()).containsExactly(none.get(0));
    }

    @Test
    void foldersGiveTheirFilesByName() throws IOException {
        Path deep = Files.createDirectories(folder.resolve("b/c"));
        Path home = Files.createDirectories(folder.resolve("hoso-home"));
        Path one = Files.writeString(folder.resolve("z.pdf"), "");
        Path two = Files.writeString(deep.resolve("a.pdf"), "");
        Files.writeString(folder.resolve(".hidden"), "");
        Files.writeString(home.resolve("registry.db"), "");
        assertThat(Inputs.files(List.of(folder), false, home)).containsExactly(one);
        assertThat(Inputs.files(List.of(folder), true, home)).containsExactly(two, one);
        Path missing = folder.resolve("missing.pdf");
        assertThat(Inputs.files(List.of(missing), false, home)).containsExactly(missing);
    }

    @Test
    void whatThePlatformThrowsGetsItsName() {
        assertThat(Failures.named(new AccessDeniedException("/x"), "y").problem())
                .isEqualTo(Problem.NO_PERMISSION);
        assertThat(Failures.named(new IOException("No space left on device"), "y")
                        .problem())
                .isEqualTo(Problem.DISK_FULL);
        assertThat(Failures.named(new FileSystemException("/x", null, "Read-only file system"), "y")
                        .problem())
                .isEqualTo(Problem.NO_PERMISSION);
        assertThat(Failures.named(new NoSuchFileException("/a/x.pdf"), "y").subject())
                .isEqualTo("/a/x.pdf");
        assertThat(Failures.named(new IllegalStateException("bug"), "y").problem())
                .isEqualTo(Problem.INTERNAL);
    }

    @Test
    void aMessageIsOneLineWhateverAFileIsCalled() {
        String line = Failures.line(new NoSuchFileException("/a/x\n\u001b[31mred.pdf"), "y", Locale.ENGLISH);
        assertThat(line.lines()).hasSize(1);
        assertThat(line).doesNotContain("\u001b");
    }

    @Test
    void memoryIsSharedAmongReadersAndPages() {
        Texts texts = Texts.in(Locale.ENGLISH);
        // A third is heap, half of that pages; what is left but for 160 MB goes to readers of 640 MB each.
        assertThat(MemoryPlan.of("1200m", texts)).isEqualTo(new MemoryPlan(1, 200L << 20));
        assertThat(MemoryPlan.of("3G", texts)).isEqualTo(new MemoryPlan(2, 512L << 20));
        assertThat(MemoryPlan.of("3g", texts).jobs(8)).isEqualTo(2);
        assertThat(MemoryPlan.of("24g", texts).jobs(8)).isEqualTo(8);
        for (String wrong : List.of("1199m", "1g", "2", "2gb", "-2g", "0g", "99999999999g", "")) {
            assertThatThrownBy(() -> MemoryPlan.of(wrong, texts))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("1200m");
        }
    }

    @Test
    void theValidatorOfPdfFilesWarmsUp() {
        assertThatCode(() -> PdfACheck.create().warmUp()).doesNotThrowAnyException();
    }

    @Test
    void whatGrowsWithTheNumberOfPapersIsFound() {
        BenchSoak.Part early = soaked(10, 100, 600, 50);
        assertThat(growth(early, soaked(13, 132, 700, 66)).harmless()).isTrue();
        // The resident memory of a small process may double, that of a large one may grow by a little.
        assertThat(growth(soaked(10, 100, 100, 50), soaked(10, 100, 220, 50)).harmless())
                .isTrue();
        assertThat(growth(soaked(10, 100, 2000, 50), soaked(10, 100, 2400, 50)).harmless())
                .isTrue();
        assertThat(growth(early, soaked(10, 100, 800, 50)).harmless()).isFalse();
        assertThat(growth(early, soaked(14, 100, 600, 50)).harmless()).isFalse();
        assertThat(growth(early, soaked(10, 133, 600, 50)).harmless()).isFalse();
        assertThat(growth(early, soaked(10, 100, 600, 67)).harmless()).isFalse();
        // A system that tells neither memory nor handles.
        assertThat(growth(soaked(10, 100, 0, 0), soaked(10, 100, 0, 0)).harmless())
                .isTrue();
    }

    private static BenchSoak.Growth growth(BenchSoak.Part early, BenchSoak.Part late) {
        return BenchSoak.Growth.between(early, late);
    }

    private static BenchSoak.Part soaked(double cpu, long heap, long resident, long handles) {
        return new BenchSoak.Part(100, 1, cpu, heap << 20, resident << 20, handles, 0, 0, 0);
    }

    @Test
    void pagesAreShownAsRanges() {
        assertThat(DigitizeCommand.ranges(List.of(1, 2, 3, 5))).isEqualTo("1-3, 5");
        assertThat(DigitizeCommand.ranges(List.of(7))).isEqualTo("7");
        assertThat(DigitizeCommand.ranges(List.of())).isEmpty();
    }

    @Test
    void spansAreShownAsClocks() {
        assertThat(Times.span(Duration.ofSeconds(7))).isEqualTo("0:07");
        assertThat(Times.span(Duration.ofSeconds(750))).isEqualTo("12:30");
        assertThat(Times.span(Duration.ofHours(1))).isEqualTo("1:00:00");
        assertThat(Times.span(Duration.ofSeconds(-3))).isEqualTo("0:00");
    }

    @Test
    void tablesAlignVietnameseAndCutTheLastColumn() {
        StringWriter text = new StringWriter();
        new Table(24, " ")
                .row("số", "giá trị")
                .row("document_number", "1549/SNV-VX và rất nhiều chữ")
                .print(new PrintWriter(text));
        assertThat(text.toString().lines())
                .containsExactly(" số               giá trị", " document_number  1549/SNV-VX…");
    }
}
