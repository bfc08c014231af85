package vn.hoso.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.hoso.pdf.ConversionMark;
import vn.hoso.pdf.PdfComposer;
import vn.hoso.scan.Scan;
import vn.hoso.scan.ScanReader;
import vn.hoso.signing.TestAuthority;
import vn.hoso.text.PageText;
import vn.hoso.text.TextOrigin;

/** A PDF that is there is signed at the command line, by one after the other. */
class SignTest {
    @TempDir
    Path folder;

    private Path key;
    private Path root;
    private Path paper;
    private Path image;

    @BeforeEach
    void makePaper() throws IOException {
        key = folder.resolve("person.p12");
        root = folder.resolve("root.crt");
        TestAuthority authority = TestAuthority.create();
        authority.writePkcs12("LE DUC TOAN", key, "right".toCharArray());
        authority.writeRoot(root);
        image = folder.resolve("signature.png");
        ImageIO.write(new BufferedImage(80, 40, BufferedImage.TYPE_INT_ARGB), "png", image.toFile());
        paper = folder.resolve("paper.pdf");
        try (PDDocument document = new PDDocument()) {
            PDPage page = new PDPage(PDRectangle.A4);
            document.addPage(page);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
                content.beginText();
                content.newLineAtOffset(350, 200);
                content.showText("Le Duc Toan");
                content.endText();
            }
            document.save(paper.toFile());
        }
    }

    private Cli.Run sign(Path from, Path to, Object... more) {
        Object[] words = new Object[more.length + 5];
        words[0] = "sign";
        words[1] = from;
        words[2] = to;
        words[3] = "--key";
        words[4] = key;
        System.arraycopy(more, 0, words, 5, more.length);
        return new Cli(folder.resolve("home"))
                .with("HOSO_KEY_PASSWORD", "right")
                .run(words);
    }

    @Test
    void thePersonSignsThenTheAgency() throws IOException {
        Path original = folder.resolve("original.pdf");
        Cli.Run person = sign(paper, original, "--role", "person", "--image", image, "--name", "Le  Duc Toan");
        assertThat(person.err()).isEmpty();
        assertThat(person.out()).contains("original.pdf").contains("LE DUC TOAN");
        Path copy = folder.resolve("copy.pdf");
        assertThat(sign(original, copy, "--role", "agency", "--form", "SAO_LUC").code())
                .isZero();

        byte[] before = Files.readAllBytes(original);
        assertThat(Arrays.copyOf(Files.readAllBytes(copy), before.length)).isEqualTo(before);
        try (PDDocument document = Loader.loadPDF(copy.toFile())) {
            assertThat(document.getSignatureDictionaries())
                    .extracting(PDSignature::getReason)
                    .containsExactly("Ký ban hành", "SAO LỤC");
            PDRectangle seen =
                    document.getSignatureFields().get(0).getWidgets().get(0).getRectangle();
            assertThat(seen.getLowerLeftY()).isBetween(205f, 230f);
            assertThat(document.getPage(0).getCOSObject().getCOSArray(COSName.ANNOTS))
                    .hasSize(2);
        }
        assertThat(new Cli(folder.resolve("home"))
                        .run("verify", copy, "--trust", root)
                        .code())
                .isZero();
    }

    @Test
    void saysWhetherAPdfAIsStillOne() throws IOException {
        Path scan = folder.resolve("scan.png");
        ImageIO.write(new BufferedImage(600, 800, BufferedImage.TYPE_BYTE_BINARY), "png", scan.toFile());
        PageText text = new PageText(1, 600, 800, 72, 0, 0, false, TextOrigin.NONE, List.of(), List.of());
        Path archival = folder.resolve("archival.pdf");
        try (Scan open = ScanReader.builder().build().open(scan, Files.createDirectory(folder.resolve("work")))) {
            PdfComposer.builder()
                    .build()
                    .compose(open, List.of(text), new ConversionMark("-", "", Instant.EPOCH), "-", archival);
        }
        Path out = folder.resolve("out.pdf");
        Cli.Run kept = sign(archival, out);
        assertThat(kept.code()).isZero();
        assertThat(kept.out()).contains("Still a valid PDF/A-2u");
        assertThat(new ObjectMapper()
                        .readTree(
                                sign(out, folder.resolve("twice.pdf"), "--json").out())
                        .at("/pdfa/compliant")
                        .asBoolean())
                .isTrue();

        // Its colour profile is not one for the archive.
        Path changed = folder.resolve("changed.pdf");
        String bytes = Files.readString(archival, StandardCharsets.ISO_8859_1);
        Files.writeString(changed, bytes.replace("/GTS_PDFA1", "/GTS_PDFX1"), StandardCharsets.ISO_8859_1);
        Cli.Run never = sign(changed, out);
        assertThat(never.code()).isZero();
        assertThat(never.out()).contains("was not before");
        // The same, as if what was signed had been the valid one.
        assertThat(Conformance.of(archival, out).outcome()).isEqualTo(Conformance.Outcome.LOST);

        JsonNode plain = new ObjectMapper().readTree(sign(paper, out, "--json").out());
        assertThat(plain.get("pdfa").isNull()).isTrue();
        assertThat(plain.get("signer").asText()).startsWith("LE DUC TOAN");
    }

    @Test
    void whatCanNotBeMeantIsRefused() {
        Path out = folder.resolve("out.pdf");
        assertThat(sign(paper, paper).err()).contains("another one");
        assertThat(sign(paper, out, "--role", "person").err()).contains("--image");
        assertThat(sign(paper, out, "--image", image).err()).contains("--role person");
        assertThat(sign(paper, out, "--form", "SAO_Y").code()).isEqualTo(2);
        Cli.Run nobody = sign(paper, out, "--role", "person", "--image", image, "--name", "Nobody");
        assertThat(nobody.code()).isEqualTo(1);
        assertThat(nobody.err()).contains("name of the signer");
        assertThat(out).doesNotExist();
    }
}
