package vn.hoso.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command line says before any paper is touched. */
class UsageTest {
    @TempDir
    Path folder;

    private Cli cli() {
        return new Cli(folder.resolve("home"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "convert",
                "pause",
                "resume",
                "digitize",
                "pdf",
                "sign",
                "review",
                "find",
                "revoke",
                "supersede",
                "plan",
                "reuse",
                "impact",
                "indicators",
                "scenario",
                "verify",
                "disclose",
                "subject",
                "export",
                "archive",
                "status",
                "doctor",
                "reindex",
                "key"
            })
    void eachCommandExplainsItselfInBothLanguages(String command) {
        Cli.Run english = cli().run(command, "--help");
        Cli.Run vietnamese = cli().run(command, "--help", "--lang", "vi");
        assertThat(english.code()).isZero();
        assertThat(english.out()).contains("Usage: hoso " + command).contains("--home=DIR  ");
        assertThat(vietnamese.out()).contains("Cách dùng: hoso " + command).doesNotContain("Usage");
        assertThat(english.err()).isEmpty();
    }

    @Test
    void everyOptionIsExplained() {
        for (String command : new String[] {
            "convert",
            "digitize",
            "pdf",
            "sign",
            "verify",
            "disclose",
            "subject",
            "export",
            "find",
            "plan",
            "reuse",
            "scenario",
            "indicators",
            "demo",
            "key"
        }) {
            String help = cli().run(command, "--help").out();
            for (String line :
                    help.lines().filter(l -> l.matches("^ +(-\\w, +)?--\\S+.*")).toList()) {
                String rest = line.strip().replaceFirst("^(-\\w, +)?--\\S+", "").strip();
                boolean onNextLine = rest.isEmpty() && help.contains(line + "\n" + " ".repeat(20));
                assertThat(!rest.isEmpty() || onNextLine)
                        .as("%s: %s", command, line)
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "en, digitize, 'hoso digitize: FILE is missing'",
        "vi, digitize, 'hoso digitize: thiếu FILE'",
        "en, convert, 'hoso: name files or folders to convert'",
        "vi, convert, 'hoso: hãy nêu tệp hoặc thư mục cần chuyển đổi'",
    })
    void aMissingInputIsSaidInTheLanguageOfTheUser(String language, String command, String message) {
        Cli.Run run = cli().run(command, "--lang", language);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).startsWith(message);
        assertThat(run.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"en, unknown argument 'fnd'", "vi, không hiểu tham số 'fnd'"})
    void anUnknownCommandIsRefused(String language, String message) {
        Cli.Run run = cli().with("HOSO_LANG", language).run("fnd");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains(message);
    }

    @Test
    void theLanguageFollowsTheLocaleOfTheTerminal() {
        assertThat(cli().with("LANG", "vi_VN.UTF-8").run("find").err()).contains("thiếu QUERY");
        assertThat(cli().with("LANG", "fr_FR.UTF-8").run("find").err()).contains("QUERY is missing");
    }

    @Test
    void jobsOutOfRangeAreRefused() {
        Cli.Run run = cli().run("digitize", "x.pdf", "--jobs", "0");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("--jobs must be between 1 and 1024, got 0");
    }

    @Test
    void aHomeThatIsNotThereIsNamedAndNotMade() {
        for (String[] command : new String[][] {{"find", "x"}, {"status"}, {"review", "list"}, {"reindex"}}) {
            Cli.Run run = cli().run((Object[]) command);
            assertThat(run.code()).isEqualTo(2);
            assertThat(run.err()).contains("there is no home at " + folder.resolve("home"));
        }
        assertThat(folder.resolve("home")).doesNotExist();
    }

    @Test
    void withoutAKeyNothingIsConverted() {
        Cli.Run run = cli().run("convert", Cli.samples().resolve("official-letter.tif"));
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("no signing key is configured").contains("hoso key test");
        assertThat(folder.resolve("home/archive")).doesNotExist();
    }

    @Test
    void theTestKeyIsNeverUsedUnasked() {
        assertThat(cli().run("key", "test").code()).isZero();
        Cli.Run run = cli().run("convert", Cli.samples().resolve("official-letter.tif"));
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("no signing key is configured");
    }

    @Test
    void theTestKeyIsMadeOnceAndSaysThatItIsATest() throws IOException {
        assertThat(cli().run("key", "test").out()).contains("were made");
        byte[] first = Files.readAllBytes(folder.resolve("home/keys/test/officer.p12"));
        assertThat(cli().run("key", "test").out()).contains("there already");
        assertThat(folder.resolve("home/keys/test/officer.p12")).hasBinaryContent(first);
        Cli.Run show = cli().run("key", "show", "--key", "test");
        assertThat(show.out()).contains("TEST");
        assertThat(show.err()).contains("no legal value");
    }

    @Test
    void aTypingErrorInTheConfigurationIsRefused() throws IOException {
        Path config = Files.writeString(folder.resolve("my.yaml"), "limits:\n  pagse: 3\n");
        Cli.Run run = cli().run("digitize", "x.pdf", "--config", config);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("my.yaml").contains("'limits.pagse'").contains("limits.pages");
    }

    @Test
    void aConfigurationThatIsNoYamlIsRefusedWithItsLine() throws IOException {
        Path config = Files.writeString(folder.resolve("my.yaml"), "officer: A\nagency: [\n");
        Cli.Run run = cli().run("digitize", "x.pdf", "--config", config);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("my.yaml").contains("YAML, line");
    }

    @Test
    void aNumberOutOfBoundsInTheConfigurationIsRefused() throws IOException {
        Path config = Files.writeString(folder.resolve("my.properties"), "limits.pages=none\n");
        Cli.Run run = cli().run("digitize", "x.pdf", "--config", config);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("limits.pages").contains("a number between 1 and");
    }

    @Test
    void aPasswordOnTheCommandLineIsNotEvenAnOption() {
        Cli.Run run = cli().run("convert", "x.pdf", "--key-password", "secret");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).doesNotContain("secret");
    }

    @Test
    void aReaderThatGoesAwayEndsTheCommandQuietly() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Hoso.run(new Terminal(failing("Broken pipe"), err, Map.of(), "", 80), "--help");
        assertThat(code).isEqualTo(141);
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void resultsThatCanNotBeWrittenAreAFailure() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Hoso.run(new Terminal(failing("No space left on device"), err, Map.of(), "", 80), "--help");
        assertThat(code).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("stdout: the disk is full");
    }

    @Test
    void bothLanguagesSayTheSameThings() throws IOException {
        Set<String> english = keys("Texts.properties");
        Set<String> vietnamese = keys("Texts_vi.properties");
        assertThat(vietnamese).isEqualTo(english).hasSizeGreaterThan(100);
    }

    private static Set<String> keys(String name) throws IOException {
        Properties texts = new Properties();
        try (var stream = UsageTest.class.getResourceAsStream(name)) {
            texts.load(new java.io.InputStreamReader(stream, StandardCharsets.UTF_8));
        }
        return new TreeSet<>(texts.stringPropertyNames());
    }

    private static OutputStream failing(String message) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(message);
            }
        };
    }
}
