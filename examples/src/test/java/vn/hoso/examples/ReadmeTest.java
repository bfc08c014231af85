package vn.hoso.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.hoso.digitize.BatchConverter;
import vn.hoso.digitize.BatchReport;
import vn.hoso.digitize.Digitizer;
import vn.hoso.digitize.Home;
import vn.hoso.digitize.Officer;
import vn.hoso.digitize.ReviewDesk;
import vn.hoso.ocr.TesseractRecognizer;
import vn.hoso.paper.PaperId;
import vn.hoso.record.DigitisedRecord;
import vn.hoso.reuse.Catalogue;
import vn.hoso.reuse.PlanRequest;
import vn.hoso.reuse.Planner;
import vn.hoso.reuse.ReuseDesk;
import vn.hoso.search.LuceneRecordIndex;
import vn.hoso.signing.CadesSealer;
import vn.hoso.signing.EvidenceContainer;
import vn.hoso.signing.PadesSigner;
import vn.hoso.signing.SignatureValidator;
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
    void theDeskConfirmsProvesAndUsesAgain() throws IOException {
        Path card = Cli.samples().resolve("identity-card.pdf");
        Path p12 = folder.resolve("officer.p12");
        char[] password = "password".toCharArray();
        TestAuthority authority = TestAuthority.create();
        authority.writePkcs12("Nguyễn Văn An", p12, password);
        Path trusted = Files.createDirectories(folder.resolve("trust"));
        authority.writeRoot(trusted.resolve("root.pem"));
        Path feed = folder.resolve("catalogue.json");
        try (InputStream shipped = DemoCommand.class.getResourceAsStream("catalogue.json")) {
            Files.copy(Objects.requireNonNull(shipped), feed);
        }
        Path evidence = folder.resolve("evidence.asice");
        StringBuilder said = new StringBuilder();

        try (Home home = Home.open(folder.resolve("hoso-home"));
                TextRecognizer tesseract = TesseractRecognizer.builder().build();
                SigningKey key = SigningKey.pkcs12(p12, password)) {
            BatchConverter.builder()
                    .home(home)
                    .digitizer(Digitizer.builder().recognizer(tesseract).build())
                    .signer(PadesSigner.builder().key(key).build())
                    .index(() -> LuceneRecordIndex.open(home.indexFolder()))
                    .build()
                    .convert(List.of(card));

            // tag::desk[]
            SignatureValidator validator =
                    SignatureValidator.builder().trust(trusted).build();
            ReviewDesk desk = ReviewDesk.builder()
                    .home(home)
                    .sealer(CadesSealer.builder().key(key).build())
                    .index(() -> LuceneRecordIndex.open(home.indexFolder()))
                    .build();
            PaperId paper = desk.list(1).get(0).id();
            String officer = Officer.of(key.signatory()).text();
            DigitisedRecord record = desk.confirm(paper, officer);

            EvidenceContainer.signedBy(key).write(home.archive(), paper, evidence);
            said.append(validator.verifyContainer(evidence).holds());

            try (LuceneRecordIndex index = LuceneRecordIndex.openReadOnly(home.indexFolder())) {
                Planner planner = Planner.builder()
                        .archive(home.archive())
                        .index(index)
                        .catalogue(Catalogue.read(feed))
                        .seals(validator)
                        .ledger(home.registry())
                        .build();
                String owner = Objects.requireNonNull(record.owner().id());
                LocalDate today = LocalDate.now(ZoneId.of("Asia/Ho_Chi_Minh"));
                PlanRequest request =
                        PlanRequest.of("1.004222", owner, today).by(officer, "UBND xã A", "H56.17-251122-0001", null);
                ReuseDesk.Outcome outcome = new ReuseDesk(planner, home.registry()).reuse("request-1", request);
                outcome.plan()
                        .components()
                        .forEach(one -> said.append(' ').append(one.answer().name()));
            }
            // end::desk[]
        }

        assertThat(readme()).contains("prints: `" + said + "`");
        assertThat(said.toString()).startsWith("true ").contains("REUSABLE");
    }

    @Test
    void theExamplesInTheReadmeAreTheOnesThatRun() throws IOException {
        assertThat(shown("embedding").lines().count()).isBetween(12L, 16L);
        assertThat(shown("desk").lines().count()).isBetween(20L, 40L);
    }

    /** A region of this class, which must stand in the README. */
    private static String shown(String tag) throws IOException {
        String source = Files.readString(root().resolve("examples/src/test/java/vn/hoso/examples/ReadmeTest.java"));
        String marked = "// tag::" + tag + "[]\n";
        String region = source.substring(source.indexOf(marked) + marked.length())
                        .replaceFirst("(?s)\\n *// end::.*", "")
                        .stripIndent()
                + "\n";
        assertThat(readme()).contains("```java\n" + region + "```");
        return region;
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
