package vn.hoso.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that store nothing. */
class DigitizeTest {
    @TempDir
    Path folder;

    private Cli cli() {
        return new Cli(folder.resolve("home"));
    }

    @Test
    void oneObjectALineInTheOrderOfTheFilesAlsoForABadOne() throws IOException {
        Path bad = Broken.unknownKind(folder);
        Cli.Run run = cli().run(
                        "digitize",
                        Cli.samples().resolve("identity-card.pdf"),
                        bad,
                        Cli.samples().resolve("official-letter-born-digital.pdf"),
                        "--json");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.lines()).hasSize(3);
        List<JsonNode> objects = run.lines().stream().map(DigitizeTest::parse).toList();
        assertThat(objects)
                .extracting(object -> object.get("source").asText())
                .containsExactly("identity-card.pdf", "unknown.pdf", "official-letter-born-digital.pdf");
        assertThat(objects.get(1).get("error").get("code").asText()).isEqualTo("UNKNOWN_KIND");
        assertThat(objects.get(1).get("papers")).isEmpty();

        JsonNode card = objects.get(0);
        assertThat(card.get("error").isNull()).isTrue();
        assertThat(card.get("pageCount").asInt()).isEqualTo(1);
        JsonNode paper = card.get("papers").get(0);
        assertThat(paper.get("typeConfidence").asDouble()).isBetween(0.0, 1.0);
        assertThat(paper.get("pages").get(0).get("index").asInt()).isZero();
        assertThat(paper.get("pages").get(0).get("rotation").asInt()).isZero();
        assertThat(paper.get("pages").get(0).get("blank").asBoolean()).isFalse();
        assertThat(paper.get("pages").get(0).get("text").asText()).contains("CĂN CƯỚC");
        assertThat(paper.get("codes").findValuesAsText("kind")).contains("QR");
        assertThat(paper.get("fields").get("id_number").get("value").asText()).isEqualTo("024094010351");
        assertThat(paper.get("fields").get("id_number").has("accepted")).isTrue();
        assertThat(paper.get("fields").get("id_number").has("box")).isTrue();
        assertThat(folder.resolve("home")).doesNotExist();
    }

    @Test
    void peopleSeeTheFields() {
        Cli.Run run = cli().run("digitize", Cli.samples().resolve("official-letter-born-digital.pdf"));
        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains("official-letter-born-digital.pdf: PDF, pages: 1")
                .contains("document_number");
    }

    @Test
    void aPdfIsWrittenAndLeftUnsignedWithoutAKey() throws IOException {
        Path out = folder.resolve("out.pdf");
        Cli.Run run = cli().run("pdf", Cli.samples().resolve("birth-certificate-fax.tif"), out);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("PDF/A-2");
        assertThat(out).exists();
        Cli.Run verified = cli().run("verify", out, "--json");
        assertThat(verified.code()).isEqualTo(1);
        assertThat(parse(verified.out()).get("status").asText()).isEqualTo("UNSIGNED");
    }

    @Test
    void aFullDiskIsSaid() {
        Path full = Path.of("/dev/full");
        if (!Files.exists(full)) {
            System.err.println("left out: a full disk, as there is no /dev/full here");
            return;
        }
        Cli.Run run = cli().run("pdf", Cli.samples().resolve("business-registration-fax.pdf"), full);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("/dev/full: the disk is full");
        assertThat(full)
                .isWritable()
                .satisfies(device -> assertThat(Files.isRegularFile(device)).isFalse());
    }

    private static JsonNode parse(String line) {
        try {
            return new ObjectMapper().readTree(line);
        } catch (IOException e) {
            throw new AssertionError(line, e);
        }
    }
}
