package vn.hoso.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.hoso.digitize.BatchConverter;
import vn.hoso.digitize.BatchReport;
import vn.hoso.digitize.Digitizer;
import vn.hoso.digitize.Home;
import vn.hoso.ocr.TesseractRecognizer;
import vn.hoso.search.LuceneRecordIndex;
import vn.hoso.signing.PadesSigner;
import vn.hoso.signing.SigningKey;
import vn.hoso.signing.TestAuthority;
import vn.hoso.text.TextRecognizer;

/** The README says what is true: its example runs, its commands and settings are those there are. */
class ReadmeTest {
    @TempDir
    Path folder;

    private static Path root() {
        return Cli.samples().getParent().getParent();
    }

    private static String readme() throws IOException {
        return Files.readString(root().resolve("README.md"));
    }

    @Test
    void theExampleConvertsAndFinds() throws IOException {
        Path scan = Cli.samples().resolve("official-letter.tif");
        Path p12 = folder.resolve("officer.p12");
        char[] password = "password".toCharArray();
        TestAuthority.create().writePkcs12("Nguyễn Văn An", p12, password);
        StringBuilder said = new StringBuilder();
        Path hoso = folder.resolve("hoso-home");

        // tag::embedding[]
        try (Home home = Home.open(hoso);
                TextRecognizer tesseract = TesseractRecognizer.builder().build();
                SigningKey key = SigningKey.pkcs12(p12, password)) {
            BatchReport report = BatchConverter.builder()
                    .home(home)
                    .digitizer(Digitizer.builder().recognizer(tesseract).build())
                    .signer(PadesSigner.builder().key(key).build())
                    .index(() -> LuceneRecordIndex.open(home.indexFolder()))
                    .build()
                    .convert(List.of(scan));
            said.append(report.pages()).append(" page converted; ");
            try (LuceneRecordIndex index = LuceneRecordIndex.openReadOnly(home.indexFolder())) {
                index.find("phoi hop xac minh", 5).hits().forEach(hit -> said.append(hit.number()));
            }
        }
        // end::embedding[]

        assertThat(readme()).contains("prints: `" + said + "`");
        assertThat(said.toString()).isEqualTo("1 page converted; 1549/SNV-VX");
    }

    @Test
    void theExampleInTheReadmeIsTheOneThatRuns() throws IOException {
        String source = Files.readString(root().resolve("examples/src/test/java/vn/hoso/examples/ReadmeTest.java"));
        String region = between(source, "// tag::embedding[]\n", "\n        // end::embedding[]")
                        .stripIndent() + "\n";
        String shown = between(readme(), "```java\n", "```");
        assertThat(shown).isEqualTo(region);
        assertThat(shown.lines().count()).isBetween(12L, 16L);
    }

    private static String between(String text, String begin, String end) {
        int from = text.indexOf(begin) + begin.length();
        return text.substring(from, text.indexOf(end, from));
    }

    @Test
    void everyCommandIsInTheTable() throws IOException {
        String commands = between(readme(), "| command | does |", "Global options");
        assertThat(Commands.names())
                .hasSizeGreaterThan(10)
                .allSatisfy(name -> assertThat(commands).contains("`" + name));
    }

    @Test
    void everySettingIsInTheTable() throws IOException {
        String settings = between(readme(), "| key | means | default |", "HOSO_LANG");
        List<String> documented = Pattern.compile("`([a-z]+(?:[A-Z][a-zA-Z]*)?(?:\\.[a-zA-Z]+)?)`(?=[^|]*\\| [a-z])")
                .matcher(settings)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
        assertThat(documented)
                .containsAll(Arrays.stream(Settings.Key.values())
                        .map(Settings.Key::text)
                        .toList());
    }
}
