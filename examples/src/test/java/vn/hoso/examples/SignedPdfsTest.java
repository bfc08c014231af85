package vn.hoso.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.hoso.archive.Archive;
import vn.hoso.digitize.Home;
import vn.hoso.paper.PaperId;

/** A collection of PDFs that were signed long before they came here. */
class SignedPdfsTest {
    @TempDir
    Path folder;

    @Test
    void signedPdfsAreKeptByteForByteWithAReportAndARendition() throws IOException {
        Cli cli = new Cli(folder.resolve("home"));
        Path inbox = Files.createDirectories(folder.resolve("collection/2019"));
        Path sound = inbox.resolve("sound.pdf");
        cli.run("key", "test");
        Cli.Run made = cli.run(
                "pdf",
                Cli.samples().resolve("official-letter-born-digital.pdf"),
                sound,
                "--key",
                "test",
                "--pdfa-check",
                "off");
        assertThat(made.code()).as(made.err()).isZero();
        Path changed = changed(sound, inbox.resolve("changed.pdf"));
        byte[] soundBytes = Files.readAllBytes(sound);
        byte[] changedBytes = Files.readAllBytes(changed);
        Path report = folder.resolve("report.json");

        Cli.Run run = cli.run(
                "convert",
                inbox.getParent(),
                "--recursive",
                "--key",
                "test",
                "--report",
                report,
                "--pdfa-check",
                "off");

        assertThat(run.code()).as(run.err() + run.out()).isZero();
        for (JsonNode file : new ObjectMapper().readTree(report.toFile()).get("files")) {
            boolean whole = file.get("file").asText().endsWith("sound.pdf");
            PaperId id = new PaperId(file.get("papers").get(0).asText());
            try (Home home = Home.open(cli.home())) {
                Map<String, Path> kept = home.archive().files(id, 1);
                assertThat(Files.readAllBytes(kept.get("source/original.pdf")))
                        .isEqualTo(whole ? soundBytes : changedBytes);
                JsonNode signatures = new ObjectMapper()
                        .readTree(kept.get(Archive.SOURCE_SIGNATURES).toFile());
                // No revocation list says anything of the test key: valid, with this reservation.
                assertThat(signatures.get("status").asText()).isEqualTo(whole ? "VALID_BUT" : "INVALID");
                assertThat(signatures.get("sha256").asText())
                        .isEqualTo(file.get("sha256").asText());
                // The rendition is a file of its own, with the signature of who converted it.
                Cli.Run rendition = cli.run("verify", kept.get(Archive.PDF));
                assertThat(rendition.code()).as(rendition.out()).isZero();
            }
        }
        assertThat(Files.readAllBytes(sound)).isEqualTo(soundBytes);
        assertThat(cli.run("verify", "--archive").code()).isZero();
    }

    /** The same paper with one letter of its title exchanged, at the same length. */
    private static Path changed(Path signed, Path target) throws IOException {
        String text = Files.readString(signed, StandardCharsets.ISO_8859_1);
        int title = text.indexOf("<dc:title>");
        int letter = text.indexOf('<', title + 60) - 1;
        assertThat(title).isPositive();
        char other = text.charAt(letter) == 'x' ? 'y' : 'x';
        String forged = text.substring(0, letter) + other + text.substring(letter + 1);
        return Files.writeString(target, forged, StandardCharsets.ISO_8859_1);
    }
}
