package vn.hoso.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
import vn.hoso.signing.TestAuthority;

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
