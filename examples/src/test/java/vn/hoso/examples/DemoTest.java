package vn.hoso.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo on three of its papers: the other nine take the same road and more time. */
class DemoTest {
    @TempDir
    Path folder;

    @Test
    void takesThePapersTheWholeRoadAndMayBeRunTwice() throws IOException {
        Path samples = Files.createDirectories(folder.resolve("samples"));
        for (String name : List.of("official-letter.tif", "identity-card.pdf", "marriage-certificate.pdf")) {
            Files.copy(Cli.samples().resolve(name), samples.resolve(name));
        }
        Cli cli = new Cli(folder.resolve("home"));
        Cli.Run first = cli.run("demo", "--samples", samples);
        assertThat(first.code()).as(first.out() + first.err()).isZero();
        assertThat(first.out())
                .contains("3 files with 3 pages converted")
                .contains("1549/SNV-VX")
                .contains("024094010351")
                .contains("result code")
                .contains("TOTAL_PASSED")
                .contains("here already: Thẻ căn cước công dân hoặc thẻ căn cước")
                .contains("MISSING: Giấy chứng nhận kết hôn")
                .containsPattern("6 of 10 fields are filled in")
                .contains("3 papers")
                .contains("all is well");
        List<String> files = first.lines().stream()
                .map(String::strip)
                .filter(line -> line.startsWith(folder.toString()) && line.contains("archive"))
                .toList();
        assertThat(files)
                .hasSize(3)
                .allSatisfy(file -> assertThat(Path.of(file)).isRegularFile());

        Cli.Run second = cli.run("demo", "--samples", samples, "--lang", "vi");
        assertThat(second.code()).as(second.out() + second.err()).isZero();
        assertThat(second.out()).contains("đã có trong kho: 3").contains("mọi thứ đều tốt");
        assertThat(cli.run("status").out()).containsPattern("sealed +2");
    }

    @Test
    void theSamplesAreTwelveAndSmall() throws IOException {
        long bytes = 0;
        int papers = 0;
        String readme = Files.readString(Cli.samples().resolve("README.md"));
        for (Path file : Inputs.files(List.of(Cli.samples()), false, folder)) {
            bytes += Files.size(file);
            if (!file.endsWith("README.md")) {
                papers++;
                assertThat(readme).contains("`" + file.getFileName() + "`");
            }
        }
        assertThat(papers).isEqualTo(12);
        assertThat(bytes).isLessThan(5_000_000);
    }
}
